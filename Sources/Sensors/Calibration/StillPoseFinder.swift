import Glibc
public import Samples

/// A stretch in which an accelerometer lay still.
public struct StillPose: Hashable, Sendable {
  /// The mean specific force in m/s².
  public var force: SIMD3<Double>
  /// The mean angular velocity in rad/s; nil without a gyroscope.
  public var rotation: SIMD3<Double>?
  /// Standard deviation of a single sample of the force, the largest of the three axes, in m/s².
  public var noise: Double
  /// How many samples the means are of.
  public var samples: Int

  /// A pose.
  public init(force: SIMD3<Double>, rotation: SIMD3<Double>?, noise: Double, samples: Int) {
    self.force = force
    self.rotation = rotation
    self.noise = noise
    self.samples = samples
  }

  /// Which axis points up or down, for instance `x up`; nil where none is within ``nearness`` of it.
  public var face: Face? {
    let length = (force * force).sum().squareRoot()
    guard length > 0 else { return nil }
    for axis in 0..<3 where abs(force[axis]) >= Self.nearness * length {
      return Face(axis: axis, isUp: force[axis] > 0)
    }
    return nil
  }

  /// The cosine of the 25 degrees by which an axis may miss the vertical.
  static let nearness = 0.906

  /// One of the six ways to lay a sensor down.
  public struct Face: Hashable, Sendable, CustomStringConvertible {
    /// 0 to 2 for x to z.
    public var axis: Int
    /// Whether the axis points up: then it reads +1 g.
    public var isUp: Bool

    /// A face.
    public init(axis: Int, isUp: Bool) {
      self.axis = axis
      self.isUp = isUp
    }

    /// Every face.
    public static let all = (0..<3).flatMap { axis in
      [true, false].map { Face(axis: axis, isUp: $0) }
    }

    /// `x up` and the like.
    public var description: String { "\(["x", "y", "z"][axis]) \(isUp ? "up" : "down")" }
  }
}

/// Finds the stretches in which an accelerometer lies still. A pure state machine.
///
/// Half seconds are judged: still is one in which the force scatters by less than ``largestScatter`` on
/// every axis and whose mean is that of the half second before. Six of them in a row are a pose, which is
/// told once and measured without the first and the last, in which a hand may still have been at it; the
/// next comes after the sensor was turned.
public struct StillPoseFinder: Sendable {
  /// Standard deviation in m/s² above which a half second isn't still: ten times a good chip's noise, and
  /// less than any hand's tremor on a limb.
  public static let largestScatter = 0.15
  /// How far in m/s² the means of two half seconds may differ.
  public static let largestStep = 0.1
  /// By how much in m/s² a pose must have been left before another counts.
  static let leastTurn = 2.0
  static let block = 0.5
  static let blocks = 6

  private var start: Timestamp?
  private var current = Moments()
  private var still: [Moments] = []
  private var told: SIMD3<Double>?

  /// Before the first sample.
  public init() {}

  /// Takes a sample; the pose that it completed, or nil.
  public mutating func take(_ sample: InertialSample) -> StillPose? {
    let begin = start ?? sample.time
    start = begin
    if sample.time.seconds(since: begin) >= Self.block {
      let pose = endBlock()
      start = sample.time
      current = Moments()
      current.add(sample)
      return pose
    }
    current.add(sample)
    return nil
  }

  /// Forgets what was still so far, because samples were lost.
  public mutating func forget() {
    (start, current) = (nil, Moments())
    still.removeAll(keepingCapacity: true)
  }

  private mutating func endBlock() -> StillPose? {
    let isStill =
      current.count >= 4 && current.deviation.max() <= Self.largestScatter
      && still.allSatisfy { length($0.mean - current.mean) <= Self.largestStep }
    guard isStill else {
      still.removeAll(keepingCapacity: true)
      return nil
    }
    if let told, length(told - current.mean) < Self.leastTurn { return nil }
    told = nil
    still.append(current)
    guard still.count == Self.blocks else { return nil }
    let pose = Self.pose(of: still.dropFirst().dropLast())
    told = pose.force
    still.removeAll(keepingCapacity: true)
    return pose
  }

  private static func pose(of blocks: ArraySlice<Moments>) -> StillPose {
    let samples = blocks.reduce(0) { $0 + $1.count }
    let weights = blocks.map { Double($0.count) / Double(samples) }
    var force = SIMD3<Double>.zero
    var rotation = SIMD3<Double>.zero
    for (block, weight) in zip(blocks, weights) {
      force += block.mean * weight
      rotation += block.rotation * weight
    }
    return StillPose(
      force: force, rotation: blocks.allSatisfy(\.hasRotation) ? rotation : nil,
      noise: blocks.map { $0.deviation.max() }.max() ?? 0, samples: samples)
  }

  private func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }

  /// Sums over half a second, from its first sample's force on so that the squares stay small.
  private struct Moments: Hashable {
    var count = 0
    var hasRotation = true
    private var origin = SIMD3<Double>.zero
    private var sum = SIMD3<Double>.zero
    private var squares = SIMD3<Double>.zero
    private var rotations = SIMD3<Double>.zero

    mutating func add(_ sample: InertialSample) {
      if count == 0 { origin = sample.acceleration }
      let force = sample.acceleration - origin
      sum += force
      squares += force * force
      rotations += sample.angularVelocity ?? .zero
      hasRotation = hasRotation && sample.angularVelocity != nil
      count += 1
    }

    var mean: SIMD3<Double> { origin + sum / Double(max(count, 1)) }
    var rotation: SIMD3<Double> { rotations / Double(max(count, 1)) }
    var deviation: SIMD3<Double> {
      let mean = sum / Double(max(count, 1))
      let variance = squares / Double(max(count, 1)) - mean * mean
      return pointwiseMax(variance, .zero).squareRoot()
    }
  }
}
