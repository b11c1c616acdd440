import Glibc
import Samples

/// A rigid part of a body, or a platform under it, at one moment.
///
/// World axes: x forward, y to the person's left, z up. The part is turned by yaw about z, then by pitch
/// about its own y, then by roll about its own x. Pitch is positive where the front goes down: heel up,
/// toes down, plantarflexion.
struct Segment {
  /// Radians.
  var pitch: Jet
  /// Radians, positive where the right side goes down.
  var roll = Jet(0)
  /// Radians, positive to the left.
  var yaw = Jet(0)
  /// Acceleration of the point it turns about, in m/s², world axes.
  var pivotAcceleration = SIMD3<Double>.zero

  /// Angular velocity in rad/s, the part's own axes.
  private var angularVelocity: SIMD3<Double> {
    let (sinRoll, cosRoll) = (sin(roll.value), cos(roll.value))
    let (sinPitch, cosPitch) = (sin(pitch.value), cos(pitch.value))
    return SIMD3(
      roll.rate - yaw.rate * sinPitch,
      pitch.rate * cosRoll + yaw.rate * cosPitch * sinRoll,
      -pitch.rate * sinRoll + yaw.rate * cosPitch * cosRoll)
  }

  /// The derivative of ``angularVelocity``.
  private var angularAcceleration: SIMD3<Double> {
    let (sinRoll, cosRoll) = (sin(roll.value), cos(roll.value))
    let (sinPitch, cosPitch) = (sin(pitch.value), cos(pitch.value))
    let yawPitch = yaw.rate * pitch.rate
    let yawRoll = yaw.rate * roll.rate
    let pitchRoll = pitch.rate * roll.rate
    let lateral = yaw.acceleration * cosPitch - yawPitch * sinPitch
    return SIMD3(
      roll.acceleration - yaw.acceleration * sinPitch - yawPitch * cosPitch,
      pitch.acceleration * cosRoll - pitchRoll * sinRoll + lateral * sinRoll
        + yawRoll * cosPitch * cosRoll,
      -pitch.acceleration * sinRoll - pitchRoll * cosRoll + lateral * cosRoll
        - yawRoll * cosPitch * sinRoll)
  }

  /// Tangential and centripetal acceleration of the point `lever` metres from the pivot, own axes.
  private func turningAcceleration(at lever: SIMD3<Double>) -> SIMD3<Double> {
    let omega = angularVelocity
    return cross(angularAcceleration, lever) + cross(omega, cross(omega, lever))
  }

  /// Acceleration in m/s², world axes, of the point `lever` metres (own axes) from the pivot.
  func acceleration(at lever: SIMD3<Double>) -> SIMD3<Double> {
    pivotAcceleration + toWorld(turningAcceleration(at: lever))
  }

  /// What a sensor feels at the point `lever` metres (own axes) from the pivot, in the part's axes.
  ///
  /// The specific force is Rᵀ (a - g).
  func state(at lever: SIMD3<Double>) -> InertialState {
    let upwardReaction = SIMD3(0, 0, PhysicalConstant.standardGravity)
    return InertialState(
      specificForce: fromWorld(pivotAcceleration + upwardReaction)
        + turningAcceleration(at: lever),
      angularVelocity: angularVelocity)
  }

  private func fromWorld(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let (sinRoll, cosRoll) = (sin(roll.value), cos(roll.value))
    let (sinPitch, cosPitch) = (sin(pitch.value), cos(pitch.value))
    let (sinYaw, cosYaw) = (sin(yaw.value), cos(yaw.value))
    let a = SIMD3(cosYaw * v.x + sinYaw * v.y, cosYaw * v.y - sinYaw * v.x, v.z)
    let b = SIMD3(cosPitch * a.x - sinPitch * a.z, a.y, sinPitch * a.x + cosPitch * a.z)
    return SIMD3(b.x, cosRoll * b.y + sinRoll * b.z, cosRoll * b.z - sinRoll * b.y)
  }

  private func toWorld(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let (sinRoll, cosRoll) = (sin(roll.value), cos(roll.value))
    let (sinPitch, cosPitch) = (sin(pitch.value), cos(pitch.value))
    let (sinYaw, cosYaw) = (sin(yaw.value), cos(yaw.value))
    let b = SIMD3(v.x, cosRoll * v.y - sinRoll * v.z, sinRoll * v.y + cosRoll * v.z)
    let a = SIMD3(cosPitch * b.x + sinPitch * b.z, b.y, cosPitch * b.z - sinPitch * b.x)
    return SIMD3(cosYaw * a.x - sinYaw * a.y, sinYaw * a.x + cosYaw * a.y, a.z)
  }
}

/// The vector product.
private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
