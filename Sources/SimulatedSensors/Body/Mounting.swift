import Glibc

/// How a sensor is strapped on: the turn from the axes of the body part to the axes of the chip.
///
/// Axes of a body part in its neutral pose: x forward, y to the person's left, z up.
public struct Mounting: Hashable, Sendable {
  // The axes of the chip, seen from the body part.
  private let chipX: SIMD3<Double>
  private let chipY: SIMD3<Double>
  private let chipZ: SIMD3<Double>

  /// The chip's axes are the body part's.
  public static let aligned = Mounting(w: 1, x: 0, y: 0, z: 0)

  /// The turn of a quaternion; its length doesn't matter.
  ///
  /// - Precondition: the quaternion isn't 0.
  public init(w: Double, x: Double, y: Double, z: Double) {
    let length = (w * w + x * x + y * y + z * z).squareRoot()
    precondition(length > 0 && length.isFinite, "a turn needs a quaternion other than 0")
    let (w, x, y, z) = (w / length, x / length, y / length, z / length)
    chipX = SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y))
    chipY = SIMD3(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x))
    chipZ = SIMD3(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y))
  }

  /// Any turn, each as likely as every other, the same for the same seed.
  ///
  /// Source: Shoemake 1992, Uniform random rotations, Graphics Gems III.
  public static func random(seed: UInt64) -> Mounting {
    var generator = SeededGenerator(seed: seed)
    let share = generator.uniform(0...1)
    let (first, second) = ((1 - share).squareRoot(), share.squareRoot())
    let (a, b) = (generator.uniform(0...(2 * .pi)), generator.uniform(0...(2 * .pi)))
    return Mounting(w: second * cos(b), x: first * sin(a), y: first * cos(a), z: second * sin(b))
  }

  /// A vector of the body part in the chip's axes.
  public func callAsFunction(_ vector: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3((chipX * vector).sum(), (chipY * vector).sum(), (chipZ * vector).sum())
  }

  /// A state of the body part as the chip feels it.
  func callAsFunction(_ state: InertialState) -> InertialState {
    InertialState(
      specificForce: self(state.specificForce), angularVelocity: self(state.angularVelocity))
  }
}
