public import Samples

/// Which leg is told as a share of which.
public enum SymmetryBasis: String, Hashable, Sendable, CaseIterable {
  /// The involved leg (injured, operated on) over the other.
  case involved = "involved/uninvolved"
  /// The weaker leg over the stronger: it wasn't told which is involved.
  case weaker = "weaker/stronger"
}

/// Left against right: the limb symmetry index of the best hold times.
///
/// Involved over uninvolved leg, times 100. Times count up to the cap of the one-leg stance test. Where one leg
/// held in a session, the other's last earlier holds that compare with it stand for it.
public struct LimbSymmetry: Hashable, Sendable {
  /// In percent.
  public var percent: Double
  /// Which leg is the numerator.
  public var basis: SymmetryBasis
  /// The holds of earlier sessions that one leg was told by; nil where both held in this one.
  public var earlier: HoldTrials?
  /// What a reader must know of those, in the order of ``ComparisonWarning``.
  public var warnings: [ComparisonWarning]

  /// Seconds at which the one-leg stance test ends: Springer et al. 2007, J Geriatr Phys Ther 30:8.
  public static let timeCap = 45.0

  /// An index that is known.
  public init(
    percent: Double, basis: SymmetryBasis, earlier: HoldTrials? = nil,
    warnings: [ComparisonWarning] = []
  ) {
    self.percent = percent
    self.basis = basis
    self.earlier = earlier
    self.warnings = warnings
  }

  /// Why there is no index.
  public enum Missing: Error, Hashable, Sendable {
    /// Nobody held.
    case noHolds
    /// It isn't known which leg held.
    case unknownLeg
    /// Holds of this leg only.
    case oneLeg(Side)
    /// Holds of this leg only; earlier ones of the other are on another ball, or of another body mass.
    case unlikeEarlier(Side)
    /// Both legs reached the time cap: the test can't tell them apart.
    case capped

    /// For people.
    public var reason: String {
      switch self {
      case .noHolds: "there is no hold"
      case .unknownLeg: "it isn't known which leg held"
      case .oneLeg(let side): "only the \(side.rawValue) leg held"
      case .unlikeEarlier(let side):
        "only the \(side.rawValue) leg held, and earlier holds of the other are on another ball, on one pumped "
          + "up otherwise, or of another body mass"
      case .capped:
        "both legs reached the time cap of \(Int(timeCap)) s, which can't tell them apart"
      }
    }
  }

  /// The index of two legs' trials.
  init(_ trials: [HoldTrials], involved: Side?) throws(Missing) {
    guard let left = trials.first(where: { $0.side == .left }),
      let right = trials.first(where: { $0.side == .right })
    else { throw Missing(trials) }
    let (leftTime, rightTime) = (left.cappedBest, right.cappedBest)
    guard leftTime < Self.timeCap || rightTime < Self.timeCap else { throw .capped }
    switch involved {
    case .left?: self.init(percent: 100 * leftTime / rightTime, basis: .involved)
    case .right?: self.init(percent: 100 * rightTime / leftTime, basis: .involved)
    case nil:
      self.init(
        percent: 100 * min(leftTime, rightTime) / max(leftTime, rightTime), basis: .weaker)
    }
    if left.isCutShort || right.isCutShort { warnings = [.cutShort] }
  }

  /// The index of a session's trials, and where only one leg held, of the other's earlier holds.
  init(
    _ trials: [HoldTrials], involved: Side?, conditions: HoldConditions, earlier: [EarlierHold]
  ) throws(Missing) {
    guard case .oneLeg(let side) = Missing(trials) else {
      try self.init(trials, involved: involved)
      return
    }
    let alike = ComparableHolds(of: side.other, with: conditions, among: earlier)
    let others = HoldTrials.each(of: alike.holds)
    if others.isEmpty, alike.leftOut > 0 { throw .unlikeEarlier(side) }
    try self.init(trials + others, involved: involved)
    self.earlier = others.first
    warnings = alike.warnings + warnings
  }
}

extension HoldTrials {
  /// The best time as far as the one-leg stance test counts, in seconds.
  fileprivate var cappedBest: Double { min(best, LimbSymmetry.timeCap) }

  /// Whether the best hold was ended under the cap by something else than balance.
  fileprivate var isCutShort: Bool {
    best < LimbSymmetry.timeCap && (bestEndedBy == .stopped || bestEndedBy == .endOfRecording)
  }
}

extension LimbSymmetry.Missing {
  /// Why one session has no index, and what gives it one.
  ///
  /// - Parameter isAsked: whether somebody wants to know it; else the reason is short.
  func reasonInSession(isAsked: Bool) -> String {
    switch self {
    case .noHolds, .unlikeEarlier, .capped: return reason
    case .unknownLeg: return reason + "; tell it with --side"
    case .oneLeg(let side):
      let other = side.other.rawValue
      let short = "\(reason); --earlier \(other.uppercased()).jsonl adds the \(other)"
      return isAsked
        ? short + ": its report of the same surface and sensor, as `soleus replay --json` writes it"
        : short
    }
  }

  /// What trials lack of both legs.
  fileprivate init(_ trials: [HoldTrials]) {
    let sides = Set(trials.compactMap(\.side))
    self =
      switch sides.first {
      case let side? where sides.count == 1: .oneLeg(side)
      default: trials.isEmpty ? .noHolds : .unknownLeg
      }
  }
}

extension Side {
  /// The other leg.
  fileprivate var other: Side { self == .left ? .right : .left }
}
