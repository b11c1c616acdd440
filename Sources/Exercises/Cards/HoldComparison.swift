import Samples
import SignalProcessing

/// Why numbers of earlier holds may not compare.
public enum ComparisonWarning: String, Hashable, Sendable, CaseIterable {
  /// Some were measured with another device.
  case otherDevice = "other-device"
  /// It isn't known of all of them which device measured them, or not of this one.
  case unknownDevice = "unknown-device"
  /// Some were measured with another load-cell rectangle.
  case otherRectangle = "other-rectangle"
  /// Of some any fault ended a hold, of others only a second of it did.
  case otherStrictness = "other-strictness"
  /// Some were on another ball and were left out.
  case otherBall = "other-ball"
  /// Some were on a ball that was pumped up otherwise and were left out.
  case otherInflation = "other-inflation"
  /// Some were at another body mass and were left out.
  case otherMass = "other-mass"
  /// The ball wasn't told of all of them, or not of this one.
  case unknownBall = "unknown-ball"
  /// How far the ball was pumped up wasn't told of all of them, or not of this one.
  case unknownInflation = "unknown-inflation"
  /// The body mass wasn't told of all of them, or not of this one.
  case unknownMass = "unknown-mass"
  /// A leg's best hold was stopped, or the recording ended first: it may have gone on.
  case cutShort = "cut-short"
}

/// A hold among the person's own last ones of its kind: same surface, kind of sensor, place of it and leg.
public struct HoldComparison: Hashable, Sendable {
  /// Where a number stands among earlier ones.
  public struct Standing: Hashable, Sendable {
    /// How many earlier ones there are.
    public var count: Int
    /// Their median.
    public var median: Double
    /// The lowest.
    public var lowest: Double
    /// The highest.
    public var highest: Double
    /// How many of them are lower than this hold's.
    public var below: Int

    /// A number's standing that is known.
    public init(count: Int, median: Double, lowest: Double, highest: Double, below: Int) {
      self.count = count
      self.median = median
      self.lowest = lowest
      self.highest = highest
      self.below = below
    }

    /// Where `value` stands; nil without earlier ones.
    init?(_ value: Double, among earlier: [Double]) {
      guard let median = SignalProcessing.median(of: earlier), let lowest = earlier.min(),
        let highest = earlier.max()
      else { return nil }
      self.init(
        count: earlier.count, median: median, lowest: lowest, highest: highest,
        below: earlier.count { $0 < value })
    }
  }

  /// Hold time in seconds; nil where no earlier hold compares.
  public var duration: Standing?
  /// Stability score; nil where this hold or every earlier one has none.
  public var score: Standing?
  /// How many earlier holds of the kind were left out: another ball, inflation or body mass.
  public var leftOut: Int
  /// What a reader must know, in the order of ``ComparisonWarning``.
  public var warnings: [ComparisonWarning]

  /// A comparison that is known.
  public init(
    duration: Standing?, score: Standing?, leftOut: Int = 0, warnings: [ComparisonWarning] = []
  ) {
    self.duration = duration
    self.score = score
    self.leftOut = leftOut
    self.warnings = warnings
  }

  /// A hold among the last ten earlier ones that compare with it; nil where there is none of its kind.
  ///
  /// - Parameters:
  ///   - earlier: of earlier sessions, the oldest first.
  ///   - session: of this session so far, on which nothing has changed since, known or not.
  init?(_ hold: EarlierHold, among earlier: [EarlierHold], and session: [EarlierHold]) {
    let own = session.filter { $0.side == hold.side }.suffix(EarlierHold.comparedCount)
    let alike = ComparableHolds(
      of: hold.side, with: hold.conditions,
      // A report of this very session isn't earlier.
      among: earlier.filter { $0 != hold && !own.contains($0) },
      last: EarlierHold.comparedCount - own.count)
    guard !alike.holds.isEmpty || alike.leftOut > 0 || !own.isEmpty else { return nil }
    let compared = alike.holds + own
    self.init(
      duration: Standing(hold.duration, among: compared.map(\.duration)),
      score: hold.score.flatMap { Standing($0, among: compared.compactMap(\.score)) },
      leftOut: alike.leftOut, warnings: alike.warnings)
  }
}

/// Earlier holds of a leg that compare with those of a session: of its kind, and on a balance trainer on the
/// same one.
struct ComparableHolds {
  /// The last of them, in their order.
  var holds: [EarlierHold]
  /// How many of the kind were left out: another ball, inflation or body mass.
  var leftOut: Int
  /// What a reader must know, in the order of ``ComparisonWarning``.
  var warnings: [ComparisonWarning]

  /// What compares.
  ///
  /// - Parameters:
  ///   - side: the leg that carried.
  ///   - conditions: of the session.
  ///   - earlier: the oldest first.
  ///   - count: how many of the last ones are taken.
  init(
    of side: Side?, with conditions: HoldConditions, among earlier: [EarlierHold],
    last count: Int = EarlierHold.comparedCount
  ) {
    let kind = earlier.filter { $0.side == side && $0.conditions.isSameKind(as: conditions) }
    let differences = kind.map { conditions.differences(from: $0.conditions) }
    let alike = zip(kind, differences).filter(\.1.isEmpty).map(\.0)
    holds = alike.suffix(count)
    leftOut = kind.count - alike.count
    let told = Set(
      differences.joined() + holds.flatMap { conditions.doubts(about: $0.conditions) })
    warnings = ComparisonWarning.allCases.filter(told.contains)
  }
}

extension HoldConditions {
  /// Kilograms that a body may weigh more or less and still count as the same on a ball. Our own choice.
  private static let massTolerance = 2.0

  /// Keys of the report for what numbers depend on and wasn't told.
  var untold: [String] {
    guard surface.isBalanceTrainer else { return [] }
    return [
      ("ball", trainer.ball == nil), ("inflation", trainer.inflation == nil),
      ("body_mass_kg", bodyMass == nil),
    ].filter(\.1).map(\.0)
  }

  /// What keeps holds on a balance trainer from being compared.
  func differences(from other: HoldConditions) -> [ComparisonWarning] {
    guard surface.isBalanceTrainer else { return [] }
    func differ<Value>(
      _ one: Value?, _ another: Value?, _ differ: (Value, Value) -> Bool
    ) -> Bool {
      guard let one, let another else { return false }
      return differ(one, another)
    }
    return [
      (ComparisonWarning.otherBall, differ(trainer.ball, other.trainer.ball, !=)),
      (.otherInflation, differ(trainer.inflation, other.trainer.inflation, !=)),
      (.otherMass, differ(bodyMass, other.bodyMass) { abs($0 - $1) > Self.massTolerance }),
    ].filter(\.1).map(\.0)
  }

  /// What a comparison is made in spite of.
  func doubts(about other: HoldConditions) -> [ComparisonWarning] {
    func isUnknown<Value>(_ one: Value?, _ another: Value?) -> Bool { one == nil || another == nil }
    var doubts: [ComparisonWarning] = []
    if isUnknown(identity, other.identity) {
      doubts.append(.unknownDevice)
    } else if identity != other.identity {
      doubts.append(.otherDevice)
    }
    if let rectangle, let otherRectangle = other.rectangle, rectangle != otherRectangle {
      doubts.append(.otherRectangle)
    }
    if let isStrict, let otherStrict = other.isStrict, isStrict != otherStrict {
      doubts.append(.otherStrictness)
    }
    guard surface.isBalanceTrainer else { return doubts }
    if isUnknown(trainer.ball, other.trainer.ball) { doubts.append(.unknownBall) }
    if isUnknown(trainer.inflation, other.trainer.inflation) { doubts.append(.unknownInflation) }
    if isUnknown(bodyMass, other.bodyMass) { doubts.append(.unknownMass) }
    return doubts
  }
}
