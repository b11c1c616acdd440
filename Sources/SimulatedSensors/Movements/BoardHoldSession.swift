import Exercises

/// Holds on a board, one after the other, and all that people do between them.
public struct BoardHoldSession: BoardMotion {
  /// Who stands there and how.
  public struct Person: Hashable, Sendable {
    /// Body mass in kg, 10...200.
    public var mass = 72.0
    /// From the middle of one foot to the middle of the other, in mm.
    public var footDistance = 190.0
    /// How far right of the board's middle the feet's middle is, in mm.
    public var aside = 0.0
    /// Sway on both feet, as a factor on that of healthy grown-ups.
    public var sway = 1.0
    /// The standing foot's work on one foot, as a factor on that of healthy grown-ups.
    public var ankleWork = 1.0
    /// What breath, heart and muscles add to the load: a vertical acceleration in m/s² (RMS).
    public var heaving = 0.02

    /// A grown-up with the feet under the hips.
    public init() {}
  }

  /// One thing that is done; times in seconds.
  public enum Step: Hashable, Sendable {
    /// Nobody on the board, or nothing new.
    case wait(Double)
    /// On with one foot, then with the other.
    case stepOn(leftFirst: Bool)
    /// Off, one foot after the other.
    case stepOff(leftFirst: Bool)
    /// From one foot to the floor in a stride: no second foot on the board, no push.
    case stepDown(seconds: Double)
    /// Off from one foot with a push.
    case jumpOff
    /// The weight goes over to one foot and the other is raised.
    case raise(standingOnLeft: Bool, seconds: Double)
    /// The raised foot comes down and takes its half.
    case putDown(seconds: Double)
    /// The raised foot takes a share of the load, and leaves again.
    case touch(seconds: Double, share: Double)
    /// The raised foot takes a share of the load on the floor beside the board.
    case touchFloor(seconds: Double, share: Double)
    /// The standing foot leaves the board for about a quarter of a second.
    case hop
    /// On both feet the weight goes over until the right foot carries this share.
    case lean(rightShare: Double, seconds: Double)
  }

  /// When the story is over, in seconds.
  public let duration: Double
  /// What really happens, by the definition.
  public let holds: [HoldTruth]
  /// The same if any fault ends a hold.
  public let strictHolds: [HoldTruth]
  private let stance: StanceMotion

  /// The steps in their order.
  public init(_ steps: [Step], person: Person = Person(), seed: UInt64) {
    var stance = StanceMotion(mass: person.mass, seed: seed)
    stance.halfStance = person.footDistance / 2
    stance.aside = person.aside
    stance.heaving = person.heaving
    // The sole of a foot is some 90 mm wide.
    stance.footReach = 40
    stance.restlessness = Trajectory(from: person.sway)
    for step in steps { stance.add(step, person: person) }
    duration = stance.clock
    holds = HoldTruth.allOnBoard(
      rightShare: stance.rightShare, load: stance.load, during: 0...duration)
    strictHolds = HoldTruth.allOnBoard(
      rightShare: stance.rightShare, load: stance.load, during: 0...duration, isStrict: true)
    self.stance = stance
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}

extension StanceMotion {
  fileprivate mutating func add(
    _ step: BoardHoldSession.Step, person: BoardHoldSession.Person
  ) {
    switch step {
    case .wait(let seconds): rest(seconds)
    case .stepOn(let leftFirst):
      stepOn(leftFirst: leftFirst)
      restlessness.move(to: person.sway, at: max(clock, restlessness.end), over: 0.2)
    case .stepOff(let leftFirst): stepOff(leftFirst: leftFirst)
    case .stepDown(let seconds):
      load.move(to: 0, at: clock, over: seconds)
      rest(seconds)
      ankleWork.move(to: 0, at: clock, over: 0.1)
    case .jumpOff:
      jumpOff()
      ankleWork.move(to: 0, at: clock, over: 0.1)
    case .raise(let standsOnLeft, let seconds):
      shiftWeight(toLeft: standsOnLeft, over: seconds, ankleWork: person.ankleWork)
    case .putDown(let seconds): putFootDown(over: seconds)
    case .touch(let seconds, let share):
      let held = rightShare.target
      let way = min(0.125, seconds / 2)
      rightShare.move(to: held < 0.5 ? share : 1 - share, at: clock, over: way)
      rightShare.move(to: held, at: clock + max(seconds - way, way), over: way)
      rest(max(seconds, 2 * way))
    case .touchFloor(let seconds, let share):
      let way = min(0.125, seconds / 2)
      load.move(to: 1 - share, at: clock, over: way)
      load.move(to: 1, at: clock + max(seconds - way, way), over: way)
      rest(max(seconds, 2 * way))
    case .hop: hop()
    case .lean(let share, let seconds):
      rightShare.move(to: share, at: clock, over: seconds)
      rest(seconds)
    }
  }
}
