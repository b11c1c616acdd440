public import Samples

/// The steps that a one-foot hold is lengthened by, and how far up them a person has come.
///
/// A pure state machine: it takes credited times, one a hold, in the order in which they were held. A step
/// is reached by a hold whose credited time is at least as long, and mastered once three holds in a row
/// have reached it. A step stays mastered. Rungs and rule are our own: the sources agree on lengthening
/// gradually, and on 30 s on firm ground before a balance trainer, and no further.
public struct HoldLadder: Hashable, Sendable {
  /// The steps in seconds. The ladder credits holds of the first one and more.
  public static let steps = [3.0, 5, 10, 15, 20, 30, 45]
  /// Holds in a row that master a step.
  public static let holdsToMaster = 3
  /// The step in seconds on firm ground that must be mastered before a balance trainer.
  public static let stepBeforeTrainer = 30.0

  /// How many of the last holds reached each step without one between them that didn't.
  private var runs = steps.map { _ in 0 }
  /// Steps mastered so far: the lower ones are mastered with a higher one.
  private var masteredCount = 0

  /// Nobody has held yet.
  public init() {}

  /// Takes a hold's credited time in seconds.
  public mutating func add(_ credited: Double) {
    for (index, step) in Self.steps.enumerated() {
      runs[index] = credited >= step ? runs[index] + 1 : 0
      if runs[index] >= Self.holdsToMaster { masteredCount = max(masteredCount, index + 1) }
    }
  }

  /// The highest step that is mastered, in seconds; nil for none.
  public var mastered: Double? { masteredCount > 0 ? Self.steps[masteredCount - 1] : nil }

  /// The step to hold next, in seconds: the lowest that isn't mastered; nil at the top.
  public var next: Double? {
    masteredCount < Self.steps.count ? Self.steps[masteredCount] : nil
  }

  /// How many of the last holds in a row reached the next step; 0 at the top.
  public var inARow: Int { masteredCount < runs.count ? runs[masteredCount] : 0 }

  /// The highest step that a time in seconds reaches; nil under the first.
  public static func step(reachedBy seconds: Double) -> Double? { steps.last { $0 <= seconds } }

  /// The lowest step above a time in seconds; nil above the last.
  public static func step(after seconds: Double) -> Double? { steps.first { $0 > seconds } }
}

extension HoldReport {
  /// Seconds that the ladder credits: from the start to the first touch of the other foot or hop, or to
  /// the end.
  ///
  /// Who touched had help from then on. A lurch that was caught is part of balancing.
  var creditedTime: Double {
    let support = faults.lazy.filter { $0.kind.isSupport }.map(\.start).min()
    return max(0, min(end, support ?? end) - start)
  }

  /// The step of the ladder that it reached, in seconds; nil under the first, or where none is followed.
  public var ladderStep: Double? { credited.flatMap(HoldLadder.step(reachedBy:)) }
}

extension FaultKind {
  /// Whether something else than balance carried for a moment.
  var isSupport: Bool { self == .otherFootTouch || self == .hop }
}

/// What comes next on the ladder.
public enum LadderAdvice: String, Hashable, Sendable, CaseIterable {
  /// Hold the next step until three holds in a row reach it.
  case holdNextStep = "hold-next-step"
  /// Every step is mastered on this surface.
  case topReached = "top-reached"
  /// 30 s on firm ground are mastered: a balance trainer may follow.
  case trainerMayFollow = "bosu-may-follow"
  /// On a balance trainer, and 30 s on firm ground aren't known to be mastered: back to firm ground.
  case firmGroundFirst = "firm-ground-first"
}

/// How far up the ladder a leg has come on a surface.
public struct LadderProgress: Hashable, Sendable {
  /// The leg; nil where it isn't known.
  public var side: Side?
  /// The highest step that is mastered, in seconds; nil for none.
  public var mastered: Double?
  /// The step to hold next, in seconds; nil at the top.
  public var next: Double?
  /// How many of the last holds in a row reached the next step.
  public var inARow: Int
  /// What comes next.
  public var advice: LadderAdvice

  /// A leg's progress.
  ///
  /// - Parameters:
  ///   - ladder: with every hold on this surface.
  ///   - firmGround: the same leg's, on firm ground.
  init(side: Side?, ladder: HoldLadder, on surface: Surface, firmGround: HoldLadder) {
    self.side = side
    mastered = ladder.mastered
    next = ladder.next
    inARow = ladder.inARow
    let isReady = (firmGround.mastered ?? 0) >= HoldLadder.stepBeforeTrainer
    advice =
      switch surface {
      case .firm where isReady: .trainerMayFollow
      case _ where surface.isBalanceTrainer && !isReady: .firmGroundFirst
      case .firm, .foam, .bosuDome, .bosuPlatform:
        ladder.next == nil ? .topReached : .holdNextStep
      }
  }
}

extension LadderProgress {
  /// The progress of each leg that held in a session: left, right and unknown.
  ///
  /// - Parameters:
  ///   - session: the session's holds, in their order.
  ///   - earlier: those of earlier sessions, the oldest first.
  static func each(
    of session: [EarlierHold], after earlier: [EarlierHold], conditions: HoldConditions
  ) -> [LadderProgress] {
    session.byLeg.map { side, own in
      // A report of this very session isn't earlier.
      let before = earlier.filter { !own.contains($0) }
      let alike = ComparableHolds(of: side, with: conditions, among: before, last: before.count)
      let onFirmGround = (before + own).filter {
        $0.side == side && $0.conditions.surface == .firm
      }
      return LadderProgress(
        side: side, ladder: HoldLadder(alike.holds + own), on: conditions.surface,
        firmGround: HoldLadder(onFirmGround))
    }
  }
}

extension HoldLadder {
  /// A ladder that holds have been added to, in their order.
  fileprivate init(_ holds: [EarlierHold]) {
    self.init()
    for hold in holds { add(hold.credited) }
  }
}
