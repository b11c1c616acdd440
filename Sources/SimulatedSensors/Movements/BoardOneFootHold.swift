/// A one-foot hold on a board, both feet beside its middle: on, two-foot stance, weight over, hold, end.
public struct BoardOneFootHold: BoardMotion {
  /// What can go wrong in a hold without ending it; times in seconds after the raised foot is off.
  public enum Mishap: Hashable, Sendable {
    /// The raised foot touches for `seconds`, of which it takes a quarter of a second to come and go.
    case touch(at: Double, seconds: Double)
    /// The standing foot leaves the board for about a quarter of a second.
    case hop(at: Double)
  }

  /// When the board has been empty for a while again, in seconds.
  public let duration: Double
  let hold: HoldTruth?
  let neutral: ClosedRange<Double>
  private let stance: StanceMotion

  /// A hold of `seconds` after `twoFeet` seconds on both feet.
  ///
  /// - Parameters:
  ///   - mishaps: in time order, apart from each other, within the hold.
  ///   - shift: seconds in which the weight goes over.
  ///   - mass: 10...200 kg.
  public init(
    seconds: Double, ending: HoldEnding, standsOnLeft: Bool = true, mishaps: [Mishap] = [],
    twoFeet: Double = 4, shift: Double = 0.8, mass: Double = 72, seed: UInt64
  ) {
    var stance = StanceMotion(mass: mass, seed: seed)
    stance.rest(2)
    stance.stepOn(leftFirst: standsOnLeft)
    let onBoard = stance.clock
    stance.rest(twoFeet)
    neutral = onBoard...stance.clock
    stance.shiftWeight(toLeft: standsOnLeft, over: shift)
    let start = stance.clock
    for mishap in mishaps { stance.add(mishap, holdStart: start, standsOnLeft: standsOnLeft) }
    stance.clock = start + seconds
    switch ending {
    case .touchDown:
      stance.putFootDown()
      stance.rest(3)
      stance.stepOff(leftFirst: !standsOnLeft)
    case .stepOff:
      stance.jumpOff()
    }
    stance.rest(3)
    duration = stance.clock
    hold = HoldTruth.onBoard(
      raisedShare: stance.rightShare.seen(fromLeft: standsOnLeft), load: stance.load,
      during: onBoard...duration)
    self.stance = stance
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads { stance.loads(at: seconds) }
}

extension StanceMotion {
  fileprivate mutating func add(
    _ mishap: BoardOneFootHold.Mishap, holdStart: Double, standsOnLeft: Bool
  ) {
    switch mishap {
    case .touch(let time, let seconds):
      let start = holdStart + time
      let held = rightShare.target
      let way = min(0.125, seconds / 2)
      rightShare.move(to: standsOnLeft ? 0.3 : 0.7, at: start, over: way)
      rightShare.move(to: held, at: start + max(seconds - way, way), over: way)
    case .hop(let time):
      clock = holdStart + time
      hop()
    }
  }
}

extension Trajectory {
  /// A right foot's share as it is, or the left foot's instead: what the raised foot carries.
  fileprivate func seen(fromLeft standsOnLeft: Bool) -> Trajectory {
    if standsOnLeft { return self }
    var mirrored = Trajectory(from: 1 - origin)
    for movement in movements {
      mirrored.move(
        to: 1 - movement.target, at: movement.start, over: movement.duration, shape: movement.shape)
    }
    return mirrored
  }
}
