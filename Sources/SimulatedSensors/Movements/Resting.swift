/// A limb that lies or stands still, but for the little that no living limb can help.
public struct Resting: InertialMotion {
  private let leg: LegMotion

  /// A resting foot or shank.
  public init(
    placement: LegPlacement = .foot, mounting: Mounting = .aligned,
    unsteadiness: Unsteadiness = .twoFeet, seed: UInt64
  ) {
    leg = LegMotion(
      placement: placement, anatomy: LegAnatomy(), mounting: mounting, unsteadiness: unsteadiness,
      reach: 1, seed: seed)
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { leg.state(at: seconds) }
}
