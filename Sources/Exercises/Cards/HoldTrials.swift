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
  /// The mean of all, in seconds.
  public var mean: Double
  /// The highest stability score; nil without one.
  public var bestScore: Double?
  /// The mean of the scores; nil without one.
  public var meanScore: Double?

  /// Trials that are known.
  public init(
    side: Side?, count: Int, best: Double, mean: Double, bestScore: Double?, meanScore: Double?
  ) {
    self.side = side
    self.count = count
    self.best = best
    self.mean = mean
    self.bestScore = bestScore
    self.meanScore = meanScore
  }

  /// The holds of each leg, left, right and unknown; a leg without holds isn't there.
  static func each(of holds: [EarlierHold]) -> [HoldTrials] {
    [Side.left, .right, nil].compactMap { side in
      let trials = holds.filter { $0.side == side }
      let durations = trials.map(\.duration)
      let scores = trials.compactMap(\.score)
      guard let best = durations.max(), let mean = SignalProcessing.mean(of: durations) else {
        return nil
      }
      return HoldTrials(
        side: side, count: trials.count, best: best, mean: mean, bestScore: scores.max(),
        meanScore: SignalProcessing.mean(of: scores))
    }
  }
}

/// Which leg is told as a share of which.
public enum SymmetryBasis: String, Hashable, Sendable, CaseIterable {
  /// The involved leg (injured, operated on) over the other.
  case involved = "involved/uninvolved"
  /// The weaker leg over the stronger: it wasn't told which is involved.
  case weaker = "weaker/stronger"
}

/// Left against right: the limb symmetry index of the best hold times.
///
/// Involved over uninvolved leg, times 100. Times count up to the cap of the one-leg stance test.
public struct LimbSymmetry: Hashable, Sendable {
  /// In percent.
  public var percent: Double
  /// Which leg is the numerator.
  public var basis: SymmetryBasis

  /// Seconds at which the one-leg stance test ends: Springer et al. 2007, J Geriatr Phys Ther 30:8.
  public static let timeCap = 45.0

  /// An index that is known.
  public init(percent: Double, basis: SymmetryBasis) {
    self.percent = percent
    self.basis = basis
  }

  /// Why there is no index.
  public enum Missing: Error, Hashable, Sendable {
    /// Holds of one leg only, or of nobody knows which.
    case oneLeg
    /// Both legs reached the time cap: the test can't tell them apart.
    case capped

    /// For people.
    public var reason: String {
      switch self {
      case .oneLeg:
        "holds of one leg only, or it isn't known which; replay the files of both legs together"
      case .capped:
        "both legs reached the time cap of \(Int(timeCap)) s, which can't tell them apart"
      }
    }
  }

  /// The index of two legs' trials.
  init(_ trials: [HoldTrials], involved: Side?) throws(Missing) {
    guard let left = trials.first(where: { $0.side == .left })?.best,
      let right = trials.first(where: { $0.side == .right })?.best, left > 0, right > 0
    else { throw .oneLeg }
    let (cappedLeft, cappedRight) = (min(left, Self.timeCap), min(right, Self.timeCap))
    guard cappedLeft < Self.timeCap || cappedRight < Self.timeCap else { throw .capped }
    switch involved {
    case .left?: self.init(percent: 100 * cappedLeft / cappedRight, basis: .involved)
    case .right?: self.init(percent: 100 * cappedRight / cappedLeft, basis: .involved)
    case nil:
      self.init(
        percent: 100 * min(cappedLeft, cappedRight) / max(cappedLeft, cappedRight), basis: .weaker)
    }
  }
}

/// Holds of several sessions together: both legs' files, several trials.
///
/// Only sessions of one kind go in: the same surface, kind of sensor and place of it, and on a balance
/// trainer the same one.
public struct HoldSeries: Sendable {
  private var conditions: HoldConditions?
  private var holds: [EarlierHold] = []
  private var involved: Side?
  /// Sessions with holds so far.
  public private(set) var sessions = 0
  /// Whether sessions came that don't go together with the first.
  public private(set) var isMixed = false
  /// Whether some were measured with another device, or it isn't known that they weren't.
  public private(set) var mayBeOtherDevice = false

  /// No session yet.
  public init() {}

  /// Takes a session's holds.
  public mutating func add(_ report: SessionReport) {
    guard let summary = report.holdSummary, !report.holds.isEmpty else { return }
    sessions += 1
    involved = involved ?? summary.involved
    let first = conditions ?? summary.conditions
    conditions = first
    guard summary.conditions.isSameKind(as: first),
      summary.conditions.differences(from: first).isEmpty
    else {
      isMixed = true
      return
    }
    if sessions > 1, first.identity == nil || first.identity != summary.conditions.identity {
      mayBeOtherDevice = true
    }
    holds += report.holds.map { EarlierHold($0, conditions: summary.conditions) }
  }

  /// What the sessions stood on.
  public var surface: Surface? { conditions?.surface }
  /// The holds of each leg.
  public var trials: [HoldTrials] { HoldTrials.each(of: holds) }

  /// Left against right, or why not.
  public var symmetry: Result<LimbSymmetry, LimbSymmetry.Missing> {
    do throws(LimbSymmetry.Missing) {
      return .success(try LimbSymmetry(trials, involved: involved))
    } catch { return .failure(error) }
  }
}
