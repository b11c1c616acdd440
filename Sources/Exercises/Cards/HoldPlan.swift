public import Samples

/// The balance trainer that somebody stands on: its numbers compare only on the same one.
public struct BalanceTrainer: Hashable, Sendable {
  /// Which ball, in a person's own words; nil where it wasn't told.
  public var ball: String?
  /// How far it is pumped up, in a person's own words, for instance a height in cm; nil where it wasn't told.
  public var inflation: String?

  /// A trainer as it was told.
  public init(ball: String? = nil, inflation: String? = nil) {
    self.ball = ball
    self.inflation = inflation
  }
}

/// What a person tells of holds before the first sample, beside what stands in ``SessionConfiguration``.
public struct HoldPlan: Hashable, Sendable {
  /// The balance trainer, if one is used.
  public var trainer: BalanceTrainer
  /// The leg that is injured or was operated on; nil where none is, or it wasn't told.
  public var involved: Side?
  /// The person's age in years, to look up a source's norms; nil where it wasn't told.
  public var age: Int?
  /// Holds of earlier sessions, the oldest first.
  public var earlier: [EarlierHold]

  /// A plan; what isn't given wasn't told.
  public init(
    trainer: BalanceTrainer = BalanceTrainer(), involved: Side? = nil, age: Int? = nil,
    earlier: [EarlierHold] = []
  ) {
    self.trainer = trainer
    self.involved = involved
    self.age = age
    self.earlier = earlier
  }

  /// Ages in years that can be told.
  public static let ages = 5...120

  /// The plan with what it doesn't tell taken from another.
  public func completed(by other: HoldPlan) -> HoldPlan {
    HoldPlan(
      trainer: BalanceTrainer(
        ball: trainer.ball ?? other.trainer.ball,
        inflation: trainer.inflation ?? other.trainer.inflation),
      involved: involved ?? other.involved, age: age ?? other.age,
      earlier: earlier.isEmpty ? other.earlier : earlier)
  }
}
