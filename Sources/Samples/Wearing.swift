/// Where a body-worn sensor sits. A board needs none.
public enum Placement: String, Hashable, Sendable, CaseIterable {
  /// On the forefoot, the heel or in the shoe: follows the foot.
  case foot
  /// On the lower leg: follows the shank, whose tilt is no measure of a heel's height.
  case shank
  /// At the waist or the lower back (L5).
  case waist
  /// On the platform of a balance trainer, not on the body.
  case platform
}

/// Which foot or leg, as the person's own left and right.
public enum Side: String, Hashable, Sendable, CaseIterable {
  /// The person's left.
  case left
  /// The person's right.
  case right
}

/// Physical constants that more than one module needs.
public enum PhysicalConstant {
  /// Standard gravity in m/s² (ISO 80000-3; exact by definition).
  public static let standardGravity = 9.80665
}
