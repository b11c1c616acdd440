import Exercises

/// A wall stretch, as a sensor on the back foot feels it: the foot is put back and lies flat; a heel
/// that lifts is a fault.
public struct WallStretch: InertialMotion {
  /// The heel's lifts: degrees from the stretched pose.
  public let excursion: Trajectory
  /// When the person has stood still again and all is over, in seconds.
  public let duration: Double
  /// When the foot lies stretched, by the script.
  let hold: HoldTruth
  /// When the person stands still before.
  let neutral: ClosedRange<Double>
  private let leg: LegMotion

  /// A lift of the heel.
  public struct HeelLift: Hashable, Sendable {
    /// Seconds after the foot was put back.
    public var time: Double
    /// Degrees.
    public var angle: Double
    /// Seconds at that angle, without the quarter of a second up and the same down.
    public var stay: Double

    /// A lift.
    public init(time: Double, angle: Double, stay: Double) {
      self.time = time
      self.angle = angle
      self.stay = stay
    }
  }

  /// A stretch of `seconds` with lifts of the heel in time order.
  ///
  /// - Precondition: the lifts lie apart and within the stretch, after its first 1.5 s.
  public init(
    seconds: Double, heelLifts: [HeelLift] = [], anatomy: LegAnatomy = LegAnatomy(),
    mounting: Mounting = .aligned, unsteadiness: Unsteadiness = .twoFeet, stillness: Double = 3,
    seed: UInt64
  ) {
    var leg = LegMotion(
      placement: .foot, anatomy: anatomy, mounting: mounting, unsteadiness: unsteadiness, reach: 10,
      seed: seed)
    leg.rest(stillness)
    leg.step(up: 0, forward: -0.55, strike: 10)
    let start = leg.otherPitch.end
    // Leaning in bends the shoe a little and turns the foot.
    leg.otherPitch.move(to: 1.5, at: start + 0.3, over: 1.2)
    leg.heading.move(to: 3, at: start + 0.3, over: 1.2)
    leg.shankTilt.move(to: 24, at: leg.clock, over: 1.5)
    for lift in heelLifts {
      leg.excursion.move(to: lift.angle, at: start + lift.time, over: 0.25)
      leg.excursion.move(to: 0, at: leg.excursion.end + lift.stay, over: 0.25)
    }
    leg.clock = start + seconds
    leg.heading.move(to: 0, at: leg.clock, over: 0.5)
    let stretched = leg.otherPitch.target
    leg.step(up: 0, forward: 0.55, strike: 10)
    leg.rest(stillness)

    let pitch = leg.otherPitch
    let left = LevelCrossing.all(of: stretched + 2, in: (start + 0.01)...leg.clock) {
      pitch.jet(at: $0).value
    }
    let end = left.first?.time ?? leg.clock
    hold = HoldTruth(
      start: start, end: end, endedBy: .touchDown, footOff: nil,
      faults: HoldTruth.heelLifts(in: leg.excursion, anatomy: anatomy, during: start...end))
    neutral = 0...stillness
    excursion = leg.excursion
    duration = leg.clock
    self.leg = leg
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { leg.state(at: seconds) }
}
