public import Samples

/// What a session's holds come to, and what they were measured on.
public struct HoldSummary: Hashable, Sendable {
  /// What they were measured on, and with what.
  public var conditions: HoldConditions
  /// The device's name; nil where it isn't known.
  public var device: String?
  /// The leg that is injured or was operated on; nil where that wasn't told.
  public var involved: Side?
  /// The holds of each leg; a leg without holds isn't there.
  public var trials: [HoldTrials]
  /// Left against right; nil where that can't be told.
  public var symmetry: LimbSymmetry?
  /// The ladder of each leg that held, with the holds of earlier sessions.
  public var ladder: [LadderProgress]
  /// What sources say of the person's age; empty where it wasn't told, or on another surface than theirs.
  public var ageNorms: [AgeNorm]

  /// A summary that is known.
  public init(
    conditions: HoldConditions, device: String? = nil, involved: Side? = nil,
    trials: [HoldTrials] = [], symmetry: LimbSymmetry? = nil, ladder: [LadderProgress] = [],
    ageNorms: [AgeNorm] = []
  ) {
    self.conditions = conditions
    self.device = device
    self.involved = involved
    self.trials = trials
    self.symmetry = symmetry
    self.ladder = ladder
    self.ageNorms = ageNorms
  }

  /// What a session's holds come to; what is missing goes into `unavailable`.
  init(
    _ holds: [HoldReport], conditions: HoldConditions, configuration: SessionConfiguration,
    unavailable: inout [Unavailable]
  ) {
    let plan = configuration.holdPlan
    let own = holds.map { EarlierHold($0, conditions: conditions) }
    self.init(
      conditions: conditions, device: configuration.device?.name, involved: plan.involved,
      trials: HoldTrials.each(of: own),
      ladder: Self.ladder(own, earlier: plan.earlier, conditions: conditions))
    do throws(LimbSymmetry.Missing) {
      symmetry = try LimbSymmetry(trials, involved: plan.involved)
    } catch {
      unavailable.append(Unavailable(key: "limb_symmetry_percent", reason: error.reason))
    }
    if let age = plan.age {
      ageNorms = conditions.surface == .firm ? AgeNorm.norms(at: age) : []
      if ageNorms.isEmpty {
        unavailable.append(
          Unavailable(
            key: "age_norms",
            reason: conditions.surface == .firm
              ? "no confirmed source has the age of \(age)"
              : "the sources are about firm ground"))
      }
    }
    let noSource = "no source gives one for such holds; it takes people measured twice"
    unavailable += [
      Unavailable(key: "smallest_change_s", reason: noSource),
      Unavailable(key: "smallest_change_score", reason: noSource),
    ]
  }

  private static func ladder(
    _ own: [EarlierHold], earlier: [EarlierHold], conditions: HoldConditions
  ) -> [LadderProgress] {
    [Side.left, .right, nil].filter { side in own.contains { $0.side == side } }.map { side in
      var ladder = HoldLadder()
      var firmGround = HoldLadder()
      for hold in earlier + own where hold.side == side {
        if hold.conditions.isSameKind(as: conditions),
          conditions.differences(from: hold.conditions).isEmpty
        {
          ladder.add(hold.credited)
        }
        if hold.conditions.surface == .firm { firmGround.add(hold.credited) }
      }
      return LadderProgress(
        side: side, ladder: ladder, on: conditions.surface, firmGround: firmGround)
    }
  }
}
