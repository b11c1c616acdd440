import Glibc
import Samples

/// Which way is up in the sensor's own axes, sample by sample.
///
/// With a gyroscope: the last direction turned by the measured rotation and pulled towards the
/// measured specific force, more slowly the more that force differs from gravity (a complementary
/// filter with bias correction on the sphere; Mahony, Hamel & Pflimlin 2008, IEEE TAC 53:1203, eq. 32,
/// for one direction). Without one: the direction of the specific force as it is.
struct GravityTracker: Hashable, Sendable {
  /// Seconds in which the specific force corrects the integrated rotation.
  static let correctionTime = 2.0
  /// Seconds that it takes at the first sample, before the gyroscope's bias can be known, and by how much
  /// that grows with each second until it is ``correctionTime``.
  static let firstCorrectionTime = 0.2
  private static let correctionTimeGrowth = 0.6
  /// Seconds after the first sample in which a stillness can be found.
  private static let biasTime = 1.25
  /// Relative difference from gravity at which the specific force isn't trusted at all.
  static let trustedDeviation = 0.15

  /// Unit vector along the specific force that the sensor would feel at rest; nil before a sample.
  private(set) var up: SIMD3<Double>?
  /// Angular velocity in rad/s that the gyroscope shows at rest.
  private var gyroscopeBias = GyroscopeBias()
  /// Seconds in which a twist is forgotten: no force tells which way is north.
  static let twistMemory = 30.0

  /// How far the sensor has turned about the vertical of late, in radians; 0 without a gyroscope.
  private(set) var twist = 0.0
  /// Magnitude in m/s² that the accelerometer shows at rest.
  private(set) var restMagnitude = PhysicalConstant.standardGravity
  private var startTime = 0.0
  private var lastTime = 0.0
  private var lastAngularVelocity = SIMD3<Double>(repeating: 0)

  /// Takes a sample at `time` seconds: specific force in m/s², angular velocity in rad/s.
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) {
    let magnitude = acceleration.length
    guard magnitude > 0 else { return }
    let measured = acceleration / magnitude
    defer {
      lastTime = time
      lastAngularVelocity = angularVelocity ?? SIMD3(repeating: 0)
    }
    guard let angularVelocity, let previous = up else {
      startTime = time
      up = measured
      return
    }
    let step = time - lastTime
    guard step > 0, step < 1 else {
      // Too long ago to integrate over: start anew from the force.
      if step >= 1 { up = measured }
      return
    }
    let rate = (lastAngularVelocity + angularVelocity) / 2 - gyroscopeBias.value
    // Nothing but a stillness tells the bias about the vertical: give it time to be found.
    if time - startTime > Self.biasTime {
      twist = (twist + rate.dot(previous) * step) * exp(-step / Self.twistMemory)
    }
    // A direction fixed in the world turns against the sensor's own rotation.
    var direction = previous.rotated(by: -rate * step)
    let deviation = abs(magnitude / restMagnitude - 1) / Self.trustedDeviation
    let trust = max(0, 1 - deviation)
    let correctionTime = min(
      Self.correctionTime, Self.firstCorrectionTime + Self.correctionTimeGrowth * (time - startTime)
    )
    let correction = trust * step / (correctionTime + step)
    // The rotation that still separates the two is what a wrong bias would have made.
    gyroscopeBias.correct(
      by: -measured.cross(direction) * (correction / (4 * Self.correctionTime)))
    direction += correction * (measured - direction)
    up = direction.normalized
  }

  /// Takes a stillness: what the gyroscope shows then is its bias.
  mutating func learn(from pose: StillPose) { gyroscopeBias.learn(from: pose) }

  /// Takes the neutral pose: what the accelerometer shows then is gravity.
  mutating func setRest(_ pose: StillPose) { restMagnitude = pose.acceleration.length }

  /// Forgets the direction, not the bias: the next sample starts anew.
  mutating func restart() { up = nil }
}

extension SIMD3<Double> {
  var length: Double { (self * self).sum().squareRoot() }

  var normalized: SIMD3 {
    let length = length
    return length > 0 ? self / length : self
  }

  func cross(_ other: SIMD3) -> SIMD3 {
    SIMD3(
      y * other.z - z * other.y,
      z * other.x - x * other.z,
      x * other.y - y * other.x)
  }

  func dot(_ other: SIMD3) -> Double { (self * other).sum() }

  /// Turned by `rotation`: radians about its own direction, right-handed (Rodrigues' formula).
  func rotated(by rotation: SIMD3) -> SIMD3 {
    let angle = rotation.length
    guard angle > 0 else { return self }
    let axis = rotation / angle
    let cosine = cos(angle)
    return self * cosine + axis.cross(self) * sin(angle) + axis * (axis.dot(self) * (1 - cosine))
  }
}
