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

/// The line in the tilt plane along which the limb moves, learned while it moves.
///
/// The principal direction of the tilt's own steps, each weighted by its length; a movement further back
/// than ``memory`` degrees of path is forgotten. The sign is carried on from the direction of the first
/// step.
struct MovementAxis: Hashable, Sendable {
  /// Degrees of path that are remembered.
  static let memory = 180.0
  /// Degrees that make a step: noise and tremor stay below.
  static let step = 2.0

  /// Unit vector along the line; nil before the first step.
  private(set) var direction: SIMD2<Double>?
  private var anchor: SIMD2<Double>?
  private var moments = PlanarCovariance(xx: 0, xy: 0, yy: 0)

  /// Takes the tilt in degrees.
  mutating func advance(tilt: SIMD2<Double>) {
    guard let anchor else {
      self.anchor = tilt
      return
    }
    let move = tilt - anchor
    let length = (move * move).sum().squareRoot()
    guard length >= Self.step else { return }
    self.anchor = tilt
    let keep = exp(-length / Self.memory)
    moments.xx = moments.xx * keep + move.x * move.x / length
    moments.xy = moments.xy * keep + move.x * move.y / length
    moments.yy = moments.yy * keep + move.y * move.y / length
    let line = moments.principalDirection
    let reference = direction ?? move
    direction = (line * reference).sum() >= 0 ? line : -line
  }

  /// Begins again at the next tilt, keeping the direction: after a gap, or a new neutral.
  mutating func restart() { anchor = nil }
}
