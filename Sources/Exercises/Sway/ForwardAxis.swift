import Glibc
import SignalProcessing

/// An axis of a body-worn sensor, to either side. Raw values are the words of the command line.
public enum SensorAxis: String, Hashable, Sendable, CaseIterable {
  case x
  case minusX = "-x"
  case y
  case minusY = "-y"
  case z
  case minusZ = "-z"

  /// As a unit vector in the sensor's axes.
  var direction: SIMD3<Double> {
    switch self {
    case .x: SIMD3(1, 0, 0)
    case .minusX: SIMD3(-1, 0, 0)
    case .y: SIMD3(0, 1, 0)
    case .minusY: SIMD3(0, -1, 0)
    case .z: SIMD3(0, 0, 1)
    case .minusZ: SIMD3(0, 0, -1)
    }
  }
}

/// What the two axes of a horizontal acceleration are.
public enum HorizontalAxes: Hashable, Sendable {
  /// They lie anyhow about the vertical: nobody told which way the sensor faces.
  case anyhow
  /// x is medio-lateral, to the right, and y antero-posterior, forward, by the sensor's axis that was told to point
  /// forward.
  case anatomical(SensorAxis)
  /// They lie anyhow: the axis that was told to point forward lies so many degrees from the vertical.
  case upright(SensorAxis, degrees: Double)

  /// Why there are no measures along ML and AP; nil where there are.
  public var missing: String? {
    switch self {
    case .anatomical: nil
    case .anyhow:
      "which way the sensor faces about the vertical isn't known: --forward-axis tells which of its axes "
        + "points forward"
    case .upright(let axis, let degrees):
      "the sensor's axis \(axis.rawValue) was told to point forward and lies \(Int(degrees.rounded()))° from the "
        + "vertical: tell another by --forward-axis"
    }
  }
}

/// The plane across a sensor's mean specific force, with axes to the right and forward where it is known which way it
/// faces.
struct HorizontalPlane: Sendable {
  /// Degrees that an axis which points forward lies from the vertical at least: nearer to it, a few degrees of wrong
  /// tilt turn its horizontal part anywhere.
  static let leastAngle = 30.0

  /// What x and y of ``components(of:)`` are.
  let axes: HorizontalAxes
  private let right: SIMD3<Double>
  private let forward: SIMD3<Double>
  private let anyhow: TiltPlane

  /// The plane across `up`, a unit vector in the sensor's axes.
  ///
  /// Up is the window's mean specific force (Moe-Nilssen 1998, Clin Biomech 13:320). Forward is what of the axis lies
  /// across it, right is forward x up.
  init(up: SIMD3<Double>, forward axis: SensorAxis?) {
    anyhow = TiltPlane(neutral: up)
    guard let axis else {
      (axes, right, forward) = (.anyhow, .zero, .zero)
      return
    }
    let across = axis.direction - up * axis.direction.dot(up)
    let degrees = asin(min(1, across.length)) * 180 / .pi
    guard degrees >= Self.leastAngle else {
      (axes, right, forward) = (.upright(axis, degrees: degrees), .zero, .zero)
      return
    }
    axes = .anatomical(axis)
    forward = across.normalized
    right = forward.cross(up)
  }

  /// The part of `vector` that lies in the plane, in the vector's own unit.
  func components(of vector: SIMD3<Double>) -> SIMD2<Double> {
    guard case .anatomical = axes else { return anyhow.components(of: vector) }
    return SIMD2(vector.dot(right), vector.dot(forward))
  }
}
