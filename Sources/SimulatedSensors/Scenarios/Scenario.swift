/// A session that never was, with its exact truth: what stands behind `sim:NAME`.
public struct Scenario: Sendable {
  /// What moves.
  public enum Motion: Sendable {
    /// A body part or a platform that carries an accelerometer.
    case inertial(any InertialMotion)
    /// A person on a balance board.
    case board(any BoardMotion)
  }

  /// The word after `sim:`.
  public let name: String
  /// One line for a list.
  public let summary: String
  /// How long it goes on, in seconds; after it everything is still or the board is empty.
  public let duration: Double
  /// What it was made from: the same seed makes the same session.
  public let seed: UInt64
  /// What moves.
  public let motion: Motion
  /// What really happens; it also says the exercise, the placement, the side and the surface.
  public let truth: Truth

  /// Every name with its line for a list, in the order of the catalogue; works no truth out.
  public static var catalogue: [(name: String, summary: String)] {
    ScenarioEntry.all.map { ($0.name, $0.summary) }
  }

  /// Every name, in the order of the catalogue.
  public static var names: [String] { ScenarioEntry.all.map(\.name) }

  /// The scenario called `name`, as it comes.
  ///
  /// - Throws: ``ScenarioError/unknownName(_:)``.
  public static func named(_ name: String) throws(ScenarioError) -> Scenario {
    try make(name: name)
  }

  /// The scenario called `name` with another body, more repetitions or a longer hold.
  ///
  /// - Throws: ``ScenarioError`` where there is no such name, or where the scenario hasn't what
  ///   `options` would change, or not within these bounds.
  public static func make(
    name: String, options: ScenarioOptions = ScenarioOptions()
  ) throws(ScenarioError) -> Scenario {
    guard let entry = ScenarioEntry.all.first(where: { $0.name == name }) else {
      throw .unknownName(name)
    }
    return try entry.scenario(options)
  }
}

/// What can be changed in a scenario; nil leaves it as it comes.
public struct ScenarioOptions: Hashable, Sendable {
  /// Another seed: another body doing the same.
  public var seed: UInt64?
  /// How many repetitions or strides.
  public var repetitions: Int?
  /// How long what is held or kept up lasts, in seconds, without what comes before and after it.
  public var seconds: Double?

  /// Changes to a scenario.
  public init(seed: UInt64? = nil, repetitions: Int? = nil, seconds: Double? = nil) {
    self.seed = seed
    self.repetitions = repetitions
    self.seconds = seconds
  }
}

/// Why a scenario can't be made.
public enum ScenarioError: Error, Hashable, Sendable {
  /// No scenario is called that; ``Scenario/names`` has those that are.
  case unknownName(String)
  /// This scenario has no repetitions to count.
  case noRepetitions(name: String)
  /// This scenario has nothing that lasts for a set time.
  case noSeconds(name: String)
  /// More or fewer repetitions than can be.
  case repetitions(Int, allowed: ClosedRange<Int>)
  /// Longer or shorter than can be, or not a number.
  case seconds(Double, allowed: ClosedRange<Double>)
}

extension ScenarioError: CustomStringConvertible {
  /// What is wrong and what to do, in a sentence.
  public var description: String {
    switch self {
    case .unknownName(let name):
      "no simulation is called '\(name)'; there are \(Scenario.names.joined(separator: ", "))"
    case .noRepetitions(let name):
      "the simulation '\(name)' has no repetitions; leave their number out"
    case .noSeconds(let name):
      "the simulation '\(name)' has no time to set; set the repetitions or leave the time out"
    case .repetitions(let number, let allowed):
      "\(number) repetitions can't be simulated; "
        + "choose \(allowed.lowerBound) to \(allowed.upperBound)"
    case .seconds(let seconds, let allowed):
      "\(seconds) s can't be simulated; "
        + "choose \(Int(allowed.lowerBound)) to \(Int(allowed.upperBound)) s"
    }
  }
}
