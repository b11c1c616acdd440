import SignalProcessing

/// Why numbers of earlier holds may not compare.
public enum ComparisonWarning: String, Hashable, Sendable, CaseIterable {
  /// Some were measured with another device.
  case otherDevice = "other-device"
  /// It isn't known of all of them which device measured them, or not of this one.
  case unknownDevice = "unknown-device"
  /// Some were measured with another load-cell rectangle.
  case otherRectangle = "other-rectangle"
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
    func isOfKind(_ other: EarlierHold) -> Bool {
      other.side == hold.side && other.conditions.isSameKind(as: hold.conditions)
    }
    let kind = earlier.filter(isOfKind)
    let own = session.filter(isOfKind).suffix(EarlierHold.comparedCount)
    guard !kind.isEmpty || !own.isEmpty else { return nil }
    var warnings: Set<ComparisonWarning> = []
    let alike = kind.filter { earlier in
      let differences = hold.conditions.differences(from: earlier.conditions)
      warnings.formUnion(differences)
      return differences.isEmpty
    }
    let others = alike.suffix(EarlierHold.comparedCount - own.count)
    for earlier in others { warnings.formUnion(hold.conditions.doubts(about: earlier.conditions)) }
    let compared = others + own
    self.init(
      duration: Standing(hold.duration, among: compared.map(\.duration)),
      score: hold.score.flatMap { Standing($0, among: compared.compactMap(\.score)) },
      leftOut: kind.count - alike.count,
      warnings: ComparisonWarning.allCases.filter(warnings.contains))
  }
}

extension HoldConditions {
  /// Kilograms that a body may weigh more or less and still count as the same on a ball. Our own choice.
  private static let massTolerance = 2.0

  private var isOnTrainer: Bool { surface == .bosuDome || surface == .bosuPlatform }

  /// What keeps holds on a balance trainer from being compared.
  func differences(from other: HoldConditions) -> [ComparisonWarning] {
    guard isOnTrainer else { return [] }
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
  fileprivate func doubts(about other: HoldConditions) -> [ComparisonWarning] {
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
    guard isOnTrainer else { return doubts }
    if isUnknown(trainer.ball, other.trainer.ball) { doubts.append(.unknownBall) }
    if isUnknown(trainer.inflation, other.trainer.inflation) { doubts.append(.unknownInflation) }
    if isUnknown(bodyMass, other.bodyMass) { doubts.append(.unknownMass) }
    return doubts
  }
}
