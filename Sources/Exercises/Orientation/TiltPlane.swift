import Glibc
import SignalProcessing

/// Tilt away from a neutral pose, in a plane fixed to the sensor.
///
/// The rotation that leads from the neutral "up" to the present one turns about an axis in the plane
/// across the neutral "up"; tilt is that axis times the angle. A turn about the vertical itself has no
/// tilt and stays unseen. However the sensor was strapped on, a hinge like the ankle moves tilt along
/// one straight line of the plane.
struct TiltPlane: Hashable, Sendable {
  /// The neutral direction of up, a unit vector in the sensor's axes.
  let neutral: SIMD3<Double>
  private let first: SIMD3<Double>
  private let second: SIMD3<Double>

  /// The plane across `neutral` (a unit vector).
  init(neutral: SIMD3<Double>) {
    self.neutral = neutral
    // Any direction well away from neutral will do to span the plane.
    let away =
      abs(neutral.x) < 0.6 ? SIMD3(1, 0, 0) : SIMD3(0.0, 1, 0)
    first = neutral.cross(away).normalized
    second = neutral.cross(first)
  }

  /// Tilt of `up` (a unit vector) in degrees along the plane's two directions.
  func tilt(of up: SIMD3<Double>) -> SIMD2<Double> {
    let axis = neutral.cross(up)
    let sine = axis.length
    guard sine > 1e-12 else { return SIMD2(0, 0) }
    let degrees = atan2(sine, neutral.dot(up)) * 180 / .pi
    return SIMD2(axis.dot(first), axis.dot(second)) * (degrees / sine)
  }

  /// The part of `vector` that lies in the plane, in the vector's own unit.
  func components(of vector: SIMD3<Double>) -> SIMD2<Double> {
    SIMD2(vector.dot(first), vector.dot(second))
  }
}
