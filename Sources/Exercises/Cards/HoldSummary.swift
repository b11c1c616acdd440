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
  /// Holds of earlier sessions that were told, the oldest first.
  public var earlier: [EarlierHold]

  /// A summary that is known.
  public init(
    conditions: HoldConditions, device: String? = nil, involved: Side? = nil,
    trials: [HoldTrials] = [], symmetry: LimbSymmetry? = nil, ladder: [LadderProgress] = [],
    ageNorms: [AgeNorm] = [], earlier: [EarlierHold] = []
  ) {
    self.conditions = conditions
    self.device = device
    self.involved = involved
    self.trials = trials
    self.symmetry = symmetry
    self.ladder = ladder
    self.ageNorms = ageNorms
    self.earlier = earlier
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
      ladder: LadderProgress.each(of: own, after: plan.earlier, conditions: conditions),
      earlier: plan.earlier)
    do throws(LimbSymmetry.Missing) {
      symmetry = try LimbSymmetry(
        trials, involved: plan.involved, conditions: conditions, earlier: plan.earlier)
    } catch {
      unavailable.append(
        Unavailable(
          key: "limb_symmetry_percent",
          reason: error.reasonInSession(isAsked: plan.involved != nil || !plan.earlier.isEmpty)))
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
    if !plan.earlier.isEmpty,
      !plan.earlier.contains(where: { $0.conditions.isSameKind(as: conditions) })
    {
      unavailable.append(
        Unavailable(
          key: "holds.earlier",
          reason: "none of those told was on this surface, with this kind of sensor in this place"))
    }
    unavailable += conditions.untold.map { key in
      Unavailable(
        key: key,
        reason:
          "not told (--ball, --inflation, --mass); on a balance trainer holds compare only where they "
          + "are alike")
    }
    let noSource = "no source gives one for such holds; it takes people measured twice"
    unavailable += [
      Unavailable(key: "smallest_change_s", reason: noSource),
      Unavailable(key: "smallest_change_score", reason: noSource),
    ]
  }
}
