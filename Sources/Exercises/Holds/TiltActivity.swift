import Samples
import SignalProcessing

/// A quarter of a second of movement, as a body-worn sensor shows it.
struct ActivityBlock: Hashable, Sendable {
  /// Seconds from the first sample.
  var start: Double
  var end: Double
  /// Root mean square of the tilt's rate in degrees per second.
  var tiltRate: Double
  /// Mean square of the tilt's rate in each quarter of the block, in (degrees per second)².
  var quarters: SIMD4<Double>
  /// Greatest difference of the specific force from gravity, in m/s².
  var greatestForceDeviation: Double
  /// Mean direction of up in the sensor's axes.
  var up: SIMD3<Double>
}

/// Cuts a stream into blocks of a quarter of a second and says how much the sensor tilts in each.
///
/// The rate is the gyroscope's where there is one; else the rate at which the smoothed direction of the
/// specific force turns.
struct TiltActivity: Sendable {
  /// Seconds in a block.
  static let blockLength = 0.25
  /// Seconds of smoothing under the rate of a direction, without a gyroscope.
  private static let smoothing = 0.06

  private var smoothers = (
    ExponentialSmoother(timeConstant: smoothing), ExponentialSmoother(timeConstant: smoothing),
    ExponentialSmoother(timeConstant: smoothing)
  )
  private var lastDirection: (time: Double, up: SIMD3<Double>)?
  private var start: Double?
  private var end = 0.0
  private var count = 0.0
  private var squares = 0.0
  private var quarterSquares = SIMD4<Double>(repeating: 0)
  private var quarterCounts = SIMD4<Double>(repeating: 0)
  private var deviation = 0.0
  private var sum = SIMD3<Double>(repeating: 0)
  private var gyroscopeBias = GyroscopeBias()
  /// Magnitude of the specific force at rest in m/s².
  private var restMagnitude = PhysicalConstant.standardGravity

  /// Takes a stillness: what the chip shows then is its bias and its gravity.
  mutating func learn(from pose: StillPose) {
    gyroscopeBias.learn(from: pose)
    restMagnitude = pose.acceleration.length
  }

  /// Begins a new block, keeping what stillness taught: samples were lost.
  mutating func restart() {
    start = nil
    lastDirection = nil
    smoothers.0.reset()
    smoothers.1.reset()
    smoothers.2.reset()
  }

  /// Takes a sample; the block that it ends, if it ends one.
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) -> ActivityBlock? {
    var finished: ActivityBlock?
    if let start, time - start >= Self.blockLength {
      let mean = count > 0 ? squares / count : 0
      var quarters = SIMD4<Double>(repeating: mean)
      for index in quarters.indices where quarterCounts[index] > 0 {
        quarters[index] = quarterSquares[index] / quarterCounts[index]
      }
      finished = ActivityBlock(
        start: start, end: end, tiltRate: mean.squareRoot(), quarters: quarters,
        greatestForceDeviation: deviation, up: sum.normalized)
      self.start = nil
    }
    if start == nil {
      start = time
      count = 0
      squares = 0
      quarterSquares = SIMD4(repeating: 0)
      quarterCounts = SIMD4(repeating: 0)
      deviation = 0
      sum = SIMD3(repeating: 0)
    }
    end = time
    sum += acceleration
    deviation = max(deviation, abs(acceleration.length - restMagnitude))
    guard let rate = rate(time: time, acceleration: acceleration, angularVelocity: angularVelocity)
    else { return finished }
    count += 1
    squares += rate * rate
    let quarter = min(3, Int(4 * max(0, time - (start ?? time)) / Self.blockLength))
    quarterSquares[quarter] += rate * rate
    quarterCounts[quarter] += 1
    return finished
  }

  /// The tilt's rate in degrees per second; nil where two directions are needed and there is one.
  private mutating func rate(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) -> Double? {
    if let angularVelocity {
      // What turns about the vertical tilts nothing.
      let turning = angularVelocity - gyroscopeBias.value
      let up = acceleration.normalized
      return (turning - up * turning.dot(up)).length * 180 / .pi
    }
    let smoothed = SIMD3(
      smoothers.0.process(acceleration.x, at: time), smoothers.1.process(acceleration.y, at: time),
      smoothers.2.process(acceleration.z, at: time))
    let up = smoothed.normalized
    defer { lastDirection = (time, up) }
    guard let lastDirection, time > lastDirection.time else { return nil }
    return (up - lastDirection.up).length / (time - lastDirection.time) * 180 / .pi
  }
}
