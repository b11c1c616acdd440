import Glibc

/// What the heights of a set are reckoned from. Heights of different bases don't compare.
public enum HeightBasis: String, Hashable, Sendable, CaseIterable {
  /// The heel's, from the foot's length and its angle.
  case footLength = "foot-length"
  /// The sensor's own, from its angle and the lever that its vertical force shows.
  case fittedLever = "fitted-lever"
}

/// The lever from the ball of the foot, about which it turns in a calf raise, to the heel or to the sensor.
///
/// Height = r (sin(theta + alpha) - sin alpha) for a foot that has turned by theta from neutral, r being
/// the lever's length and alpha its own angle over the ground in the neutral pose; written here as
/// back sin(theta) + up (cos(theta) - 1), with back = r cos(alpha) and up = r sin(alpha).
struct HeelLever: Hashable, Sendable {
  /// Heel to ball over heel to longest toe, in adults: 194.75 mm (ball of foot length) over 263.03 mm (foot
  /// length), the means of 6068 men and women in ANSUR II (Gordon et al. 2014, NATICK/TR-15/007, public
  /// data). Single feet differ by some percent, and so do their heights.
  static let shareOfFoot = 0.74

  /// From the ball back to the heel or the sensor, level with the ground in the neutral pose, in mm.
  let back: Double
  /// From the ball up to it, in mm.
  let up: Double
  /// Whose lever it is.
  let basis: HeightBasis

  /// The heel's lever in a foot of this length in mm: the heel lies on the level of the ball.
  init(footLength: Double) {
    back = Self.shareOfFoot * footLength
    up = 0
    basis = .footLength
  }

  /// A sensor's lever in mm.
  init(back: Double, up: Double) {
    self.back = back
    self.up = up
    basis = .fittedLever
  }

  /// Height in mm above neutral at `angle` degrees of plantarflexion; negative below.
  func height(at angle: Double) -> Double {
    let theta = angle * .pi / 180
    return back * sin(theta) + up * (cos(theta) - 1)
  }
}
