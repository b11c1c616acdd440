/// A set of calf raises, as a sensor on the foot or on the shank feels it.
///
/// The foot turns about its ball; the shank stays nearly upright and is carried up and down.
public struct CalfRaise: InertialMotion {
  /// What is meant to happen: foot pitch in degrees, heel up positive. Truth is computed from it.
  public let excursion: Trajectory
  /// When the person has stood still again for a while and all is over, in seconds.
  public let duration: Double
  /// The leg that moves.
  public let anatomy: LegAnatomy
  /// Where the sensor sits.
  public let placement: LegPlacement
  private let leg: LegMotion

  /// A set with `stillness` seconds of standing before and after it.
  public init(
    _ schedule: RaiseSchedule, placement: LegPlacement = .foot, anatomy: LegAnatomy = LegAnatomy(),
    mounting: Mounting = .aligned, unsteadiness: Unsteadiness = .twoFeet, stillness: Double = 3,
    seed: UInt64
  ) {
    var leg = LegMotion(
      placement: placement, anatomy: anatomy, mounting: mounting, unsteadiness: unsteadiness,
      reach: max(schedule.peak, schedule.dip, 1), seed: seed)
    leg.excursion = schedule.excursion(from: stillness, seed: seed)
    self.leg = leg
    excursion = leg.excursion
    duration = max(excursion.end, stillness) + stillness
    self.anatomy = anatomy
    self.placement = placement
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { leg.state(at: seconds) }
}
