/// Quiet stance on a board with both feet: on, still, off.
public struct BoardStance: BoardMotion {
  /// When the board has been empty for a while again, in seconds.
  public let duration: Double
  let neutral: ClosedRange<Double>
  private let stance: StanceMotion

  /// A stance of `seconds`, after 2 s of an empty board.
  ///
  /// - Precondition: `mass` lies in 10...200 kg.
  public init(seconds: Double, mass: Double = 72, seed: UInt64) {
    var stance = StanceMotion(mass: mass, seed: seed)
    stance.rest(2)
    stance.stepOn(leftFirst: true)
    let start = stance.clock
    stance.rest(seconds)
    neutral = start...stance.clock
    stance.stepOff(leftFirst: true)
    stance.rest(3)
    duration = stance.clock
    self.stance = stance
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}
