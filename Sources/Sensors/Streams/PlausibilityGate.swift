public import Samples

/// What the first samples after a start show that no working accelerometer can: the stream ends with it,
/// because an error beats a wrong number.
public enum PlausibilityFault: Hashable, Sendable {
  /// All axes read 0 all the time, which gravity doesn't allow: asleep, or without its supply.
  case allZero
  /// All axes read -1, every bit set, all the time: nobody drives the bus's data line.
  case allOnes
  /// All bytes of every sample are equal, as where the chip gives one register over and over because
  /// its address doesn't advance; the byte of the last sample.
  case repeatedByte(UInt8)
  /// One axis keeps one value where a working one couldn't: broken, badly soldered, or in self-test.
  case stuckAxis(name: String, count: Int32)
  /// Still, and further from 1 g than any specimen's error: the wrong range, or another chip's scale. In
  /// multiples of standard gravity.
  case wrongScale(gravities: Double)
}

/// What the first samples after a start make doubtful: the stream goes on, and somebody is told.
public enum PlausibilityDoubt: Hashable, Sendable {
  /// Still, and 20 % or more from 1 g: a poor specimen, which a calibration mends. In multiples of
  /// standard gravity.
  case offScale(gravities: Double)
  /// Not a count of noise in a whole second, at a resolution at which every chip shows some.
  case noNoise
}

/// What a gate says once it has seen enough.
public enum PlausibilityVerdict: Hashable, Sendable {
  /// Nothing speaks against the samples.
  case plausible
  /// They can't be right.
  case fault(PlausibilityFault)
  /// They may not be right.
  case doubt(PlausibilityDoubt)
}

/// Watches the first second of samples after every start of an accelerometer.
///
/// A pure state machine. It never holds samples back; it says what they show, once, and is silent then
/// until ``restart()``. Movement can't trip it: what needs gravity alone is judged in the first second in
/// which the magnitude of the force is steady, however late that comes; what is judged at once is what
/// no movement brings about. Nor can a chip without noise, which simulations are: that an axis doesn't
/// change proves nothing unless another one shows noise, or gravity can't explain its value.
///
/// A source of samples needs two lines: a stored gate, and after each turn
/// ``watch(_:from:at:)`` on what the turn appended.
public struct PlausibilityGate: Sendable {
  /// Seconds of samples that are judged together.
  static let span = 1.0
  /// How few samples are too few to judge, at slow rates.
  static let leastSamples = 20
  /// Steady is a force whose magnitude stays within so many g, or a tenth of it.
  static let steadiness = 0.05
  /// What a still chip may read in g without a word (SENSORS: 0.8 to 1.2), and without a fault. The
  /// wider limits lie between what specimens err by and the smallest mistake of range there is, a
  /// factor of 2/3 (LIS3DH and LSM9DS1 at 16 g).
  static let expected = 0.8...1.2
  static let possible = 0.7...1.4
  /// No axis can read so many g without a change for a second.
  static let beyondGravity = 1.5
  /// Counts of noise, as a standard deviation, beside which a working axis shows some too.
  static let visibleNoise = 3.0
  /// At a count of less than so many g noise shows in every chip there is.
  static let fineCount = 0.0003

  private let channels: Channels
  private let correction: Correction?
  private let unusedLowBits: Int32
  private let hidesNoise: Bool
  private var window: PlausibilityWindow?
  private var isWatching: Bool

  /// A gate before the first sample. One for a board has nothing to watch.
  ///
  /// - Parameters:
  ///   - channels: what the counts are.
  ///   - correction: what a calibration puts right, where the samples have one.
  ///   - unusedLowBits: how far the device's words were shifted right to become counts.
  ///   - hidesNoise: whether something on the way, as the kernel's fuzz does, takes noise off.
  public init(
    channels: Channels, correction: Correction? = nil, unusedLowBits: Int = 0,
    hidesNoise: Bool = false
  ) {
    self.channels = channels
    self.correction = correction
    self.unusedLowBits = Int32(clamping: min(max(unusedLowBits, 0), 15))
    self.hidesNoise = hidesNoise
    if case .boardLoads = channels { isWatching = false } else { isWatching = true }
  }

  /// Begins anew, because the device was set up again.
  public mutating func restart() {
    window = nil
    if case .boardLoads = channels { return }
    isWatching = true
  }

  /// Takes a sample; a verdict once there is one, nil before and after.
  public mutating func take(_ sample: RawSample) -> PlausibilityVerdict? {
    guard isWatching,
      case .inertial(let inertial) = channels.decode(sample, applying: correction)
    else { return nil }
    let force = inertial.acceleration / PhysicalConstant.standardGravity
    let counts = SIMD3(sample.counts[0], sample.counts[1], sample.counts[2])
    var window = window ?? PlausibilityWindow(start: sample.time, counts: counts)
    window.add(counts, force: (force * force).sum().squareRoot(), unusedLowBits: unusedLowBits)
    guard sample.time.seconds(since: window.start) >= Self.span,
      window.count >= Self.leastSamples
    else {
      self.window = window
      return nil
    }
    self.window = nil
    let verdict = verdict(on: window, lastForce: force)
    isWatching = verdict == nil
    return verdict
  }

  /// Takes what a source's turn appended behind the first `count` elements.
  ///
  /// - Throws: ``SensorError/implausible(location:_:)`` for a fault; a doubt isn't told here.
  public mutating func watch(
    _ elements: [StreamElement<RawSample>], from count: Int, at location: String
  ) throws(SensorError) {
    guard isWatching else { return }
    for case .sample(let sample) in elements.dropFirst(count) {
      if case .fault(let fault)? = take(sample) { throw .implausible(location: location, fault) }
    }
  }

  /// What a whole window shows; nil where it was too lively to judge.
  private func verdict(
    on window: PlausibilityWindow, lastForce: SIMD3<Double>
  ) -> PlausibilityVerdict? {
    if window.isAlways(0) { return .fault(.allZero) }
    if window.isAlways(-1) { return .fault(.allOnes) }
    if let byte = window.repeatedByte { return .fault(.repeatedByte(byte)) }
    let isFrozen = (0..<3).allSatisfy(window.isConstant)
    let isSteady =
      window.highestForce - window.lowestForce <= max(Self.steadiness, window.meanForce / 10)
    for axis in 0..<3 where window.isConstant(axis) && !isFrozen {
      let hasNoiseBeside = (0..<3).contains { window.whiteNoise(of: $0) >= Self.visibleNoise }
      if abs(lastForce[axis]) >= Self.beyondGravity || isSteady && hasNoiseBeside {
        return .fault(
          .stuckAxis(name: channels.names[axis], count: window.lowest[axis]))
      }
    }
    guard isSteady else { return nil }
    let gravities = window.meanForce
    if !Self.possible.contains(gravities) { return .fault(.wrongScale(gravities: gravities)) }
    if !Self.expected.contains(gravities) { return .doubt(.offScale(gravities: gravities)) }
    return isFrozen && showsNoise ? .doubt(.noNoise) : .plausible
  }

  /// Whether a working device couldn't be without any noise.
  private var showsNoise: Bool {
    switch channels {
    case .acceleration(let scale), .accelerationAndAngularVelocity(let scale, _):
      !hidesNoise && scale < Self.fineCount * PhysicalConstant.standardGravity
    case .boardLoads: false
    }
  }
}

/// Sums over the samples of a second.
struct PlausibilityWindow {
  let start: Timestamp
  private(set) var count = 0
  private(set) var lowest: SIMD3<Int32>
  private(set) var highest: SIMD3<Int32>
  private(set) var lowestForce = Double.infinity
  private(set) var highestForce = 0.0
  /// The byte that all bytes of the last sample were; nil once a sample was otherwise.
  private(set) var repeatedByte: UInt8? = 0
  private var forceSum = 0.0
  /// Counts are summed from the first sample's on, so that the squares stay small.
  private let origin: SIMD3<Int32>
  private var sum = SIMD3<Double>.zero
  private var squareSum = SIMD3<Double>.zero
  private var curvatureSquareSum = SIMD3<Double>.zero
  private var last = SIMD3<Double>.zero
  private var secondLast = SIMD3<Double>.zero

  init(start: Timestamp, counts: SIMD3<Int32>) {
    self.start = start
    (origin, lowest, highest) = (counts, counts, counts)
  }

  mutating func add(_ counts: SIMD3<Int32>, force: Double, unusedLowBits: Int32) {
    lowest = pointwiseMin(lowest, counts)
    highest = pointwiseMax(highest, counts)
    lowestForce = min(lowestForce, force)
    highestForce = max(highestForce, force)
    forceSum += force
    if repeatedByte != nil { repeatedByte = Self.repeatedByte(in: counts, unusedLowBits) }
    let values = SIMD3<Double>(counts) - SIMD3<Double>(origin)
    sum += values
    squareSum += values * values
    if count >= 2 {
      let curvature = values - 2 * last + secondLast
      curvatureSquareSum += curvature * curvature
    }
    (secondLast, last) = (last, values)
    count += 1
  }

  var meanForce: Double { forceSum / Double(max(count, 1)) }

  func isConstant(_ axis: Int) -> Bool { lowest[axis] == highest[axis] }

  func isAlways(_ value: Int32) -> Bool {
    lowest == SIMD3(repeating: value) && highest == SIMD3(repeating: value)
  }

  /// Standard deviation of an axis in counts where it is noise and no movement, else 0.
  ///
  /// The second difference of white noise has six times its variance. That of what is below a tenth of
  /// the rate, as movements are, has less than a sixth: (2 sin(pi/10))^4 = 0.146 for a sine there.
  func whiteNoise(of axis: Int) -> Double {
    guard count > 2 else { return 0 }
    let mean = sum[axis] / Double(count)
    let variance = squareSum[axis] / Double(count) - mean * mean
    let curvature = curvatureSquareSum[axis] / Double(count - 2)
    return curvature >= 1.5 * variance && variance > 0 ? variance.squareRoot() : 0
  }

  /// The byte whose repetition gives all three words: each reads it as high and as low byte, less the
  /// low bits that carry nothing.
  private static func repeatedByte(in counts: SIMD3<Int32>, _ unusedLowBits: Int32) -> UInt8? {
    guard counts[0] == counts[1], counts[1] == counts[2], let count = Int16(exactly: counts[0])
    else { return nil }
    let word = UInt16(truncatingIfNeeded: Int32(count) << unusedLowBits)
    let byte = UInt8(word >> 8)
    // Of a whole word the shift takes the low bits; of counts too large for one, the high.
    guard Int32(Int16(bitPattern: word)) >> unusedLowBits == counts[0] else { return nil }
    let mask = UInt16.max << UInt16(unusedLowBits)
    return word == (UInt16(byte) << 8 | UInt16(byte)) & mask ? byte : nil
  }
}
