public import Samples
import SignalProcessing

/// Several holds of one leg.
public struct HoldTrials: Hashable, Sendable {
  /// The leg; nil where it isn't known.
  public var side: Side?
  /// How many holds there are.
  public var count: Int
  /// The longest, in seconds.
  public var best: Double
  /// What ended the longest; nil where that isn't known.
  public var bestEndedBy: HoldEnd?
  /// The mean of all, in seconds.
  public var mean: Double
  /// The highest stability score; nil without one.
  public var bestScore: Double?
  /// The mean of the scores; nil without one.
  public var meanScore: Double?

  /// Trials that are known.
  public init(
    side: Side?, count: Int, best: Double, bestEndedBy: HoldEnd? = nil, mean: Double,
    bestScore: Double?, meanScore: Double?
  ) {
    self.side = side
    self.count = count
    self.best = best
    self.bestEndedBy = bestEndedBy
    self.mean = mean
    self.bestScore = bestScore
    self.meanScore = meanScore
  }

  /// The holds of each leg, left, right and unknown; a leg without holds isn't there.
  static func each(of holds: [EarlierHold]) -> [HoldTrials] {
    holds.byLeg.compactMap { side, trials in
      let scores = trials.compactMap(\.score)
      guard let best = trials.max(by: { $0.duration < $1.duration }),
        let mean = SignalProcessing.mean(of: trials.map(\.duration))
      else { return nil }
      return HoldTrials(
        side: side, count: trials.count, best: best.duration, bestEndedBy: best.endedBy,
        mean: mean, bestScore: scores.max(), meanScore: SignalProcessing.mean(of: scores))
    }
  }
}
