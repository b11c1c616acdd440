/// Calf raises on a board: the pressure goes to the toes before the heels rise, and with them.
public struct BoardCalfRaise: BoardMotion {
  /// How far the centre of pressure is meant to be forward of the quiet stance's, in mm. Truth is
  /// computed from it, because this is what a board can see of a rise.
  public let excursion: Trajectory
  /// How far the heels are turned up, in degrees: what the raises are about.
  public let heelAngle: Trajectory
  /// When the board has been empty for a while again, in seconds.
  public let duration: Double
  let neutral: ClosedRange<Double>
  /// When the last set is done, in seconds; both feet still stand.
  let standing: Double
  private let stance: StanceMotion

  /// Sets flat on the board: a dip in the schedule is not done.
  ///
  /// - Parameters:
  ///   - standsOnLeft: which foot does it alone; nil for both together.
  ///   - transfer: how the weight goes to the forefoot and back.
  ///   - rests: seconds between one set and the next; none for a single set.
  ///   - lean: how far in mm the person leans forward little by little from the first set to the last.
  ///   - heaving: what breath and heart add to the load, as a vertical acceleration in m/s² (RMS).
  ///   - mass: 10...200 kg.
  public init(
    _ schedule: RaiseSchedule, standsOnLeft: Bool? = nil,
    transfer: WeightTransfer = WeightTransfer(),
    rests: [Double] = [], lean: Double = 0, heaving: Double = 0, mass: Double = 72, seed: UInt64
  ) {
    var flat = schedule
    flat.dip = 0
    var stance = StanceMotion(mass: mass, seed: seed)
    stance.heaving = heaving
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
    let start = stance.clock
    for (number, rest) in ([0] + rests).enumerated() {
      let set = flat.excursion(from: stance.clock + rest, seed: seed &+ UInt64(number))
      for movement in set.movements {
        stance.heelAngle.move(
          to: movement.target, at: movement.start, over: movement.duration, shape: movement.shape)
      }
      stance.clock = max(stance.heelAngle.end, stance.clock)
    }
    stance.forwardShift = transfer.shift(with: stance.heelAngle, peak: schedule.peak)
    if lean != 0 { stance.lean.move(to: lean, at: start, over: max(1, stance.clock - start)) }
    stance.clock += 3
    standing = stance.clock
    if standsOnLeft != nil { stance.putFootDown() }
    stance.stepOff(leftFirst: true)
    stance.rest(3)
    duration = stance.clock
    excursion = stance.forwardShift
    heelAngle = stance.heelAngle
    self.stance = stance
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}

/// How the weight goes to the forefoot with a rise and back to the heel with a lowering.
public struct WeightTransfer: Hashable, Sendable {
  /// Where the pressure is at the highest top, in mm before the quiet stance's place.
  public var forwardShift = 80.0
  /// How long before the heel the weight sets out, in seconds, as far as the pause before it allows: the
  /// heel can't leave the board before the pressure has left the heel.
  public var lead = 0.15
  /// The share of a rise, and of a lowering before its end, that the weight is spared: 0 where it goes
  /// with the heel, more where it is on the forefoot before the heel is far up and stays there until the
  /// heel is nearly down. Under 1.
  public var promptness = 0.0
  /// The share of the shift that is left between two raises; the first starts from the quiet stance.
  public var heldShare = 0.0

  /// The weight goes with the heels, 0.15 s before them.
  public init() {}

  /// The way forward in mm that goes with heels at `heelAngle` degrees; `peak` is the highest top.
  func shift(with heelAngle: Trajectory, peak: Double) -> Trajectory {
    let factor = forwardShift / max(peak, 1)
    var shift = Trajectory()
    for (number, movement) in heelAngle.movements.enumerated() {
      let isRise = movement.target > movement.origin
      let ahead = isRise ? min(lead, movement.start - shift.end) : 0
      let spared = promptness * movement.duration
      let isLast = number == heelAngle.movements.count - 1
      let held = isRise || isLast ? 0 : heldShare * factor * movement.origin
      shift.move(
        to: factor * movement.target + held, at: movement.start - ahead + (isRise ? 0 : spared),
        over: movement.duration + ahead - spared, shape: movement.shape)
    }
    return shift
  }
}
