/// What people do on a board besides raising their heels: nothing of it is a repetition.
public struct BoardFidgeting: BoardMotion {
  /// One thing that is done.
  public enum Step: Hashable, Sendable {
    /// Standing for some seconds.
    case stand(seconds: Double)
    /// The pressure goes `forward` mm within `seconds`, stays, and comes back; the heels stay down.
    case lean(forward: Double, seconds: Double, stay: Double)
    /// The weight goes over to one foot within some seconds.
    case shiftWeight(toLeft: Bool, seconds: Double)
    /// The raised foot comes down again.
    case putFootDown
    /// Off the board, some seconds beside it, and on again.
    case leave(seconds: Double)
  }

  /// When the board has been empty for a while again, in seconds.
  public let duration: Double
  let neutral: ClosedRange<Double>
  private let stance: StanceMotion

  /// The steps in their order, after 3 s of quiet stance.
  ///
  /// - Precondition: `mass` lies in 10...200 kg.
  public init(_ steps: [Step], heaving: Double = 0, mass: Double = 72, seed: UInt64) {
    var stance = StanceMotion(mass: mass, seed: seed)
    stance.heaving = heaving
    stance.rest(2)
    stance.stepOn(leftFirst: true)
    let still = stance.clock
    stance.rest(3)
    neutral = still...stance.clock
    for step in steps { stance.add(step) }
    stance.rest(1)
    stance.stepOff(leftFirst: true)
    stance.rest(3)
    duration = stance.clock
    self.stance = stance
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}

extension StanceMotion {
  fileprivate mutating func add(_ step: BoardFidgeting.Step) {
    switch step {
    case .stand(let seconds): rest(seconds)
    case .lean(let forward, let seconds, let stay):
      lean.move(to: forward, at: clock, over: seconds)
      lean.move(to: 0, at: clock + seconds + stay, over: seconds)
      rest(2 * seconds + stay)
    case .shiftWeight(let toLeft, let seconds): shiftWeight(toLeft: toLeft, over: seconds)
    case .putFootDown: putFootDown()
    case .leave(let seconds):
      stepOff(leftFirst: true)
      rest(seconds)
      stepOn(leftFirst: true)
    }
  }
}
