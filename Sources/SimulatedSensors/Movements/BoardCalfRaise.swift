/// Calf raises on a board: the pressure goes to the toes before the heels rise, and with them.
public struct BoardCalfRaise: BoardMotion {
  /// How far the centre of pressure is meant to be forward of the quiet stance's, in mm. Truth is
  /// computed from it, because this is what a board can see of a rise.
  public let excursion: Trajectory
  /// When the board has been empty for a while again, in seconds.
  public let duration: Double
  let neutral: ClosedRange<Double>
  /// When the set is done, in seconds; both feet still stand.
  let standing: Double
  private let stance: StanceMotion

  /// A set flat on the board: a dip in the schedule is not done.
  ///
  /// - Parameters:
  ///   - standsOnLeft: which foot does it alone; nil for both together.
  ///   - forwardShift: where the pressure is at the top, in mm before the quiet stance's place.
  ///   - mass: 10...200 kg.
  public init(
    _ schedule: RaiseSchedule, standsOnLeft: Bool? = nil, forwardShift: Double = 80,
    mass: Double = 72, seed: UInt64
  ) {
    var flat = schedule
    flat.dip = 0
    var stance = StanceMotion(mass: mass, seed: seed)
    stance.rest(2)
    stance.stepOn(leftFirst: true)
    let onBoard = stance.clock
    if let standsOnLeft {
      stance.rest(2)
      stance.shiftWeight(toLeft: standsOnLeft, over: 0.8)
    }
    let still = standsOnLeft == nil ? onBoard : stance.clock
    stance.rest(3)
    neutral = still...stance.clock
    stance.heelAngle = flat.excursion(from: stance.clock, seed: seed)
    stance.forwardShift = Self.shift(
      before: stance.heelAngle, by: forwardShift / max(schedule.peak, 1))
    stance.clock = max(stance.heelAngle.end, stance.clock) + 3
    standing = stance.clock
    if standsOnLeft != nil { stance.putFootDown() }
    stance.stepOff(leftFirst: true)
    stance.rest(3)
    duration = stance.clock
    excursion = stance.forwardShift
    self.stance = stance
  }

  /// The heel can't leave the board before the pressure has left the heel, so each shift begins up to
  /// 0.15 s before its rise, as far as the pause before it allows.
  private static func shift(before heelAngle: Trajectory, by factor: Double) -> Trajectory {
    var shift = Trajectory()
    for movement in heelAngle.movements {
      let isRise = movement.target > movement.origin
      let lead = isRise ? min(0.15, movement.start - shift.end) : 0
      shift.move(
        to: factor * movement.target, at: movement.start - lead, over: movement.duration + lead,
        shape: movement.shape)
    }
    return shift
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}
