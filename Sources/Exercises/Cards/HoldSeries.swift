import Samples

/// Holds of several sessions together, in the order in which they were held: both legs' files, several trials.
///
/// Only sessions of one kind go in: the same surface, kind of sensor and place of it, and on a balance
/// trainer the same one.
public struct HoldSeries: Sendable {
  /// Of the first session.
  private var summary: HoldSummary?
  private var holds: [EarlierHold] = []
  private var involved: Side?
  private var told: Set<ComparisonWarning> = []
  /// Sessions with holds so far.
  public private(set) var sessions = 0
  /// Whether sessions came that don't go together with the first.
  public private(set) var isMixed = false

  /// No session yet.
  public init() {}

  /// Takes a session's holds.
  public mutating func add(_ report: SessionReport) {
    guard let next = report.holdSummary, !report.holds.isEmpty else { return }
    sessions += 1
    involved = involved ?? next.involved
    let first = summary ?? next
    summary = first
    guard next.conditions.isSameKind(as: first.conditions),
      next.conditions.differences(from: first.conditions).isEmpty
    else {
      isMixed = true
      return
    }
    if sessions > 1 { told.formUnion(next.conditions.doubts(about: first.conditions)) }
    holds += report.holds.map { EarlierHold($0, conditions: next.conditions) }
  }

  /// What the sessions stood on.
  public var surface: Surface? { summary?.conditions.surface }
  /// The holds of each leg.
  public var trials: [HoldTrials] { HoldTrials.each(of: holds) }
  /// What a reader must know, in the order of ``ComparisonWarning``.
  public var warnings: [ComparisonWarning] { ComparisonWarning.allCases.filter(told.contains) }

  /// The ladder of each leg, with the holds of earlier sessions that the first one was told.
  public var ladder: [LadderProgress] {
    guard let summary else { return [] }
    return LadderProgress.each(
      of: holds, after: summary.earlier, conditions: summary.conditions)
  }

  /// Left against right, or why not.
  public var symmetry: Result<LimbSymmetry, LimbSymmetry.Missing> {
    guard let summary else { return .failure(.noHolds) }
    do throws(LimbSymmetry.Missing) {
      return .success(
        try LimbSymmetry(
          trials, involved: involved, conditions: summary.conditions, earlier: summary.earlier))
    } catch { return .failure(error) }
  }
}
