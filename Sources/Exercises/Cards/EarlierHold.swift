public import Samples

/// What holds were measured on, and with what.
public struct HoldConditions: Hashable, Sendable {
  /// What the person stood on.
  public var surface: Surface
  /// The kind of sensor, in the report's word.
  public var sensor: String
  /// Where a body-worn sensor sat; nil for a board or a plate.
  public var placement: Placement?
  /// What tells the device from another; nil where that isn't known.
  public var identity: String?
  /// A board's load-cell rectangle; nil where there is none, or it isn't known.
  public var rectangle: BoardGeometry?
  /// The balance trainer.
  public var trainer: BalanceTrainer
  /// Body mass in kg; nil where it wasn't told.
  public var bodyMass: Double?
  /// Whether any fault ended a hold; nil where that isn't known.
  public var isStrict: Bool?

  /// Conditions; what isn't given isn't known.
  public init(
    surface: Surface, sensor: String, placement: Placement? = nil, identity: String? = nil,
    rectangle: BoardGeometry? = nil, trainer: BalanceTrainer = BalanceTrainer(),
    bodyMass: Double? = nil, isStrict: Bool? = nil
  ) {
    self.surface = surface
    self.sensor = sensor
    self.placement = placement
    self.identity = identity
    self.rectangle = rectangle
    self.trainer = trainer
    self.bodyMass = bodyMass
    self.isStrict = isStrict
  }

  /// Whether holds on both are of one kind: the same surface, kind of sensor and place of it.
  public func isSameKind(as other: HoldConditions) -> Bool {
    surface == other.surface && sensor == other.sensor && placement == other.placement
  }
}

/// A hold of an earlier session, as far as later ones are told against it.
public struct EarlierHold: Hashable, Sendable {
  /// What it was measured on, and with what.
  public var conditions: HoldConditions
  /// Which leg carried; nil where it isn't known.
  public var side: Side?
  /// How long it was held, in seconds.
  public var duration: Double
  /// What the ladder credits of it, in seconds.
  public var credited: Double
  /// Its stability score; nil without one.
  public var score: Double?
  /// What ended it; nil where that isn't known.
  public var endedBy: HoldEnd?

  /// An earlier hold.
  public init(
    conditions: HoldConditions, side: Side?, duration: Double, credited: Double, score: Double?,
    endedBy: HoldEnd? = nil
  ) {
    self.conditions = conditions
    self.side = side
    self.duration = duration
    self.credited = credited
    self.score = score
    self.endedBy = endedBy
  }

  /// A hold of this session.
  init(_ hold: HoldReport, conditions: HoldConditions) {
    self.init(
      conditions: conditions, side: hold.side, duration: hold.duration,
      credited: hold.creditedTime, score: hold.score, endedBy: hold.endedBy)
  }
}

extension EarlierHold {
  /// Holds of a kind and leg that a comparison looks at.
  public static let comparedCount = 10
  /// Holds that a recording keeps at most.
  static let keptCount = 100

  /// What holds are counted by: those that never compare don't take each other's room.
  fileprivate struct Kind: Hashable {
    let surface: Surface
    let sensor: String
    let placement: Placement?
    let trainer: BalanceTrainer
    let side: Side?
  }

  fileprivate var kind: Kind {
    Kind(
      surface: conditions.surface, sensor: conditions.sensor, placement: conditions.placement,
      trainer: conditions.surface.isBalanceTrainer ? conditions.trainer : BalanceTrainer(),
      side: side)
  }
}

extension [EarlierHold] {
  /// The holds of each leg in their order: left, right and unknown; a leg without holds isn't there.
  var byLeg: [(side: Side?, holds: [EarlierHold])] {
    [Side.left, .right, nil].compactMap { side in
      let holds = filter { $0.side == side }
      return holds.isEmpty ? nil : (side, holds)
    }
  }

  /// What a session on `surface` has a use for: the last ten of each kind, ball and leg on it and on firm
  /// ground, in their order.
  public func useful(on surface: Surface) -> [EarlierHold] {
    var counts: [EarlierHold.Kind: Int] = [:]
    let last = reversed().filter { hold in
      guard hold.conditions.surface == surface || hold.conditions.surface == .firm else {
        return false
      }
      counts[hold.kind, default: 0] += 1
      return counts[hold.kind, default: 0] <= EarlierHold.comparedCount
    }
    return last.prefix(EarlierHold.keptCount).reversed()
  }
}
