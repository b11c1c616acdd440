import Glibc

/// The line along which a limb's rotation moves, learned while it moves.
///
/// The principal direction of the rotation's own steps, each weighted by its length; a movement further
/// back than ``memory`` degrees of path is forgotten. The sign is carried on from the direction of the
/// first step.
struct MovementAxis: Sendable {
  /// Degrees of path that are remembered.
  static let memory = 180.0
  /// Degrees that make a step: noise and tremor stay below.
  static let step = 2.0

  /// Unit vector along the line; nil before the first step.
  private(set) var direction: SIMD3<Double>?
  private var anchor: SIMD3<Double>?
  /// Second moments of the steps, by columns.
  private var moments = (SIMD3<Double>.zero, SIMD3<Double>.zero, SIMD3<Double>.zero)

  /// Takes the rotation in degrees.
  mutating func advance(_ rotation: SIMD3<Double>) {
    guard let anchor else {
      self.anchor = rotation
      return
    }
    let move = rotation - anchor
    let length = move.length
    guard length >= Self.step else { return }
    self.anchor = rotation
    let keep = exp(-length / Self.memory)
    moments.0 = moments.0 * keep + move * (move.x / length)
    moments.1 = moments.1 * keep + move * (move.y / length)
    moments.2 = moments.2 * keep + move * (move.z / length)
    // Power iteration from the last direction: a step changes it little.
    var line = direction ?? move.normalized
    for _ in 0..<4 {
      line = (moments.0 * line.x + moments.1 * line.y + moments.2 * line.z).normalized
    }
    direction = line
  }

  /// Begins again at the next rotation, keeping the direction: after a gap, or a new neutral.
  mutating func restart() { anchor = nil }
}
