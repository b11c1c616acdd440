/// A second in which the sensor neither moved nor turned.
struct StillPose: Hashable, Sendable {
  /// Start and end of the second, in seconds from the first sample.
  var start: Double
  var end: Double
  /// Mean specific force in m/s²: its direction is up, its length the accelerometer's idea of gravity.
  var acceleration: SIMD3<Double>
  /// The gyroscope's bias in rad/s: its mean, less what the force says the sensor did turn meanwhile;
  /// nil without a gyroscope.
  var gyroscopeBias: SIMD3<Double>?
}

/// Finds seconds of stillness.
///
/// Works on blocks of a quarter of a second. Four blocks in a row are still where in each the specific
/// force scatters little, and their means agree. A gyroscope's mean isn't looked at, since its bias may
/// be several degrees a second; its scatter is. A slow movement can pass for still; so the turn that the
/// force shows between the first block and the last doesn't go into the bias.
struct StillnessDetector: Hashable, Sendable {
  /// Seconds in a block.
  static let blockLength = 0.25
  /// Greatest standard deviation of the specific force (all axes) within a block, in m/s².
  static let accelerationScatter = 0.45
  /// Greatest standard deviation of the angular velocity (all axes) within a block, in rad/s.
  static let angularVelocityScatter = 0.09
  /// Greatest distance between the means of two blocks, in m/s² (0.2 is 1.2 degrees of tilt).
  static let meanSpread = 0.2

  private struct Block: Hashable {
    var start = 0.0
    var end = 0.0
    var count = 0.0
    var acceleration = SIMD3<Double>(repeating: 0)
    var accelerationSquares = SIMD3<Double>(repeating: 0)
    var angularVelocity = SIMD3<Double>(repeating: 0)
    var angularVelocitySquares = SIMD3<Double>(repeating: 0)
    var hasAngularVelocity = false

    mutating func add(
      time: Double, acceleration a: SIMD3<Double>, angularVelocity w: SIMD3<Double>?
    ) {
      if count == 0 { start = time }
      end = time
      count += 1
      acceleration += a
      accelerationSquares += a * a
      guard let w else { return }
      hasAngularVelocity = true
      angularVelocity += w
      angularVelocitySquares += w * w
    }

    var meanAcceleration: SIMD3<Double> { acceleration / count }

    var isStill: Bool {
      guard count >= 3 else { return false }
      let mean = acceleration / count
      let variance = (accelerationSquares / count - mean * mean).sum()
      guard variance < accelerationScatter * accelerationScatter else { return false }
      let meanRate = angularVelocity / count
      let rateVariance = (angularVelocitySquares / count - meanRate * meanRate).sum()
      return rateVariance < angularVelocityScatter * angularVelocityScatter
    }
  }

  /// Blocks that make a second.
  private static let blockCount = 4

  private var current = Block()
  /// The last full blocks, oldest first.
  private var blocks: [Block] = []

  /// Takes a sample; a pose where the second that just ended was still (told once a block).
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) -> StillPose? {
    defer { current.add(time: time, acceleration: acceleration, angularVelocity: angularVelocity) }
    guard current.count > 0, time - current.start >= Self.blockLength else { return nil }
    // A hole in the stream is no stillness.
    if time - current.end > Self.blockLength { blocks.removeAll(keepingCapacity: true) }
    if blocks.count == Self.blockCount { blocks.removeFirst() }
    blocks.append(current)
    current = Block()
    return stillPose
  }

  /// Forgets everything seen so far.
  mutating func reset() { self = StillnessDetector() }

  private var stillPose: StillPose? {
    guard blocks.count == Self.blockCount, let first = blocks.first, let last = blocks.last,
      blocks.allSatisfy(\.isStill)
    else { return nil }
    let mean = blocks.reduce(.zero) { $0 + $1.meanAcceleration } / Double(blocks.count)
    guard blocks.allSatisfy({ ($0.meanAcceleration - mean).length < Self.meanSpread }) else {
      return nil
    }
    var bias: SIMD3<Double>?
    if last.hasAngularVelocity {
      let count = blocks.reduce(0) { $0 + $1.count }
      let rate = blocks.reduce(.zero) { $0 + $1.angularVelocity } / count
      // A direction fixed in the world turns against the sensor's own rotation.
      let turn = last.meanAcceleration.normalized.cross(first.meanAcceleration.normalized)
      let seconds = (last.start + last.end - first.start - first.end) / 2
      bias = rate - (seconds > 0 ? turn / seconds : .zero)
    }
    return StillPose(start: first.start, end: last.end, acceleration: mean, gyroscopeBias: bias)
  }
}

/// What a gyroscope shows at rest, learned from one stillness after another.
///
/// The first counts in full; each later one moves the value by a fifth of the difference, since what
/// passes for still may hide a slow turn.
struct GyroscopeBias: Hashable, Sendable {
  private static let share = 0.2

  /// In rad/s; 0 before the first stillness.
  private(set) var value = SIMD3<Double>.zero
  private var isKnown = false

  /// Takes a stillness.
  mutating func learn(from pose: StillPose) {
    guard let shown = pose.gyroscopeBias else { return }
    value += (isKnown ? Self.share : 1) * (shown - value)
    isKnown = true
  }

  /// Follows a drift that shows otherwise, in rad/s.
  mutating func correct(by difference: SIMD3<Double>) { value += difference }
}
