/// A second in which the sensor neither moved nor turned.
struct StillPose: Hashable, Sendable {
  /// Start and end of the second, in seconds from the first sample.
  var start: Double
  var end: Double
  /// Mean specific force in m/s²: its direction is up, its length the accelerometer's idea of gravity.
  var acceleration: SIMD3<Double>
  /// Mean angular velocity in rad/s, which is the gyroscope's bias; nil without a gyroscope.
  var angularVelocity: SIMD3<Double>?
  /// Whether the angular velocity stayed the same throughout, as a bias does and the start or the end of
  /// a slow movement doesn't.
  var isTurnSteady: Bool
}

/// Finds seconds of stillness.
///
/// Works on blocks of a quarter of a second. Four blocks in a row are still where in each the specific
/// force scatters little, and their means agree. A gyroscope's mean isn't looked at, since its bias may
/// be several degrees a second; its scatter is.
struct StillnessDetector: Hashable, Sendable {
  /// Seconds in a block.
  static let blockLength = 0.25
  /// Greatest standard deviation of the specific force (all axes) within a block, in m/s².
  static let accelerationScatter = 0.45
  /// Greatest standard deviation of the angular velocity (all axes) within a block, in rad/s.
  static let angularVelocityScatter = 0.09
  /// Greatest distance between the means of two blocks, in m/s² (0.2 is 1.2 degrees of tilt).
  static let meanSpread = 0.25
  /// Greatest distance of a block's mean angular velocity from the pose's, in rad/s, for a steady turn.
  static let turnSpread = 0.009

  private struct Block: Hashable {
    var start = 0.0
    var end = 0.0
    var count = 0.0
    var acceleration = SIMD3<Double>(repeating: 0)
    var accelerationSquares = SIMD3<Double>(repeating: 0)
    var angularVelocity = SIMD3<Double>(repeating: 0)
    var angularVelocitySquares = SIMD3<Double>(repeating: 0)
    var hasAngularVelocity = false

    mutating func add(time: Double, acceleration a: SIMD3<Double>, angularVelocity w: SIMD3<Double>?)
    {
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

    var meanAngularVelocity: SIMD3<Double> { angularVelocity / count }

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

  private var current = Block()
  /// The last four full blocks, oldest first.
  private var blocks: InlineBlocks = .init()

  private struct InlineBlocks: Hashable {
    var first = Block()
    var second = Block()
    var third = Block()
    var fourth = Block()
    var count = 0

    mutating func push(_ block: Block) {
      first = second
      second = third
      third = fourth
      fourth = block
      count = min(4, count + 1)
    }
  }

  /// Takes a sample; a pose where the second that just ended was still (told once a block).
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) -> StillPose? {
    defer { current.add(time: time, acceleration: acceleration, angularVelocity: angularVelocity) }
    guard current.count > 0, time - current.start >= Self.blockLength else { return nil }
    // A hole in the stream is no stillness.
    if time - current.end > Self.blockLength { blocks.count = 0 }
    blocks.push(current)
    current = Block()
    return stillPose
  }

  /// Forgets everything seen so far.
  mutating func reset() { self = StillnessDetector() }

  private var stillPose: StillPose? {
    let b = blocks
    guard b.count == 4, b.first.isStill, b.second.isStill, b.third.isStill, b.fourth.isStill else {
      return nil
    }
    let means = (
      b.first.meanAcceleration, b.second.meanAcceleration, b.third.meanAcceleration,
      b.fourth.meanAcceleration
    )
    let mean = (means.0 + means.1 + means.2 + means.3) / 4
    let spread = max(
      max((means.0 - mean).length, (means.1 - mean).length),
      max((means.2 - mean).length, (means.3 - mean).length))
    guard spread < Self.meanSpread else { return nil }
    let count = b.first.count + b.second.count + b.third.count + b.fourth.count
    let rates =
      b.first.angularVelocity + b.second.angularVelocity + b.third.angularVelocity
      + b.fourth.angularVelocity
    let rate = rates / count
    let turnSpread = max(
      max(
        (b.first.meanAngularVelocity - rate).length, (b.second.meanAngularVelocity - rate).length),
      max(
        (b.third.meanAngularVelocity - rate).length, (b.fourth.meanAngularVelocity - rate).length))
    return StillPose(
      start: b.first.start, end: b.fourth.end, acceleration: mean,
      angularVelocity: b.fourth.hasAngularVelocity ? rate : nil,
      isTurnSteady: turnSpread < Self.turnSpread)
  }
}
