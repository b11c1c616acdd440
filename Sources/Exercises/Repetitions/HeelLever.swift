import Glibc

/// The lever from the ball of the foot, about which it turns in a calf raise, to the heel.
///
/// Height = r (sin(theta + alpha) - sin alpha) for a foot that has turned by theta from neutral; alpha, the
/// lever's own angle in the neutral pose, is 0 for a heel on the level of the ball.
struct HeelLever: Hashable, Sendable {
  /// Heel to ball over heel to longest toe, in adults. McPoil et al. 2008 (The Foot 18:220) measured both
  /// lengths on 850 people and found one to follow from the other; this ratio itself has not been checked
  /// against their table. Single feet differ by some percent, and so do their heights.
  static let shareOfFoot = 0.73

  /// From the ball to the heel in mm.
  let radius: Double

  /// The lever of a foot of this length in mm.
  init(footLength: Double) {
    radius = Self.shareOfFoot * footLength
  }

  /// Heel above neutral in mm at `angle` degrees of plantarflexion; negative below.
  func height(at angle: Double) -> Double { radius * sin(angle * .pi / 180) }
}
