public import Exercises

/// What a person told of a session beside the exercise, as a recording's header keeps it. What wasn't told
/// isn't written, and a replay takes its own default.
///
///     "filter":"lowpass:10.0","board_rectangle_mm":[433.0,238.0],"foot_length_mm":260.0,
///     "set_pause_s":8.0,"shortest_hold_s":2.0,"body_mass_kg":70.0,"strict":true,
///     "board_turned":true,"tempo":"3-1-2-1",
///     "tempo_tolerance":"25%,0.4","metronome_per_min":60.0,"set_size":10,"practice":2,
///     "stop_when":"height=70%,pace=25%"
public struct SessionSettings: Hashable, Sendable {
  /// The filter for sway.
  public var swayFilter: SwayFilter?
  /// A board's load-cell rectangle.
  public var boardGeometry: BoardGeometry?
  /// Length of the foot in mm.
  public var footLength: Double?
  /// Seconds without a repetition that end a set.
  public var setPause: Double?
  /// Seconds that make a hold.
  public var shortestHold: Double?
  /// Body mass in kg.
  public var bodyMass: Double?
  /// Whether any fault ends a hold.
  public var isStrict: Bool?
  /// Whether a board lies the wrong way round.
  public var isBoardTurned: Bool?
  /// What the person set out to do in repetitions (``Exercises/RepetitionPlan``).
  public var plan: RepetitionPlan

  /// Settings; what isn't given wasn't told.
  public init(
    swayFilter: SwayFilter? = nil, boardGeometry: BoardGeometry? = nil, footLength: Double? = nil,
    setPause: Double? = nil, shortestHold: Double? = nil, bodyMass: Double? = nil,
    isStrict: Bool? = nil, isBoardTurned: Bool? = nil, plan: RepetitionPlan = RepetitionPlan()
  ) {
    self.swayFilter = swayFilter
    self.boardGeometry = boardGeometry
    self.footLength = footLength
    self.setPause = setPause
    self.shortestHold = shortestHold
    self.bodyMass = bodyMass
    self.isStrict = isStrict
    self.isBoardTurned = isBoardTurned
    self.plan = plan
  }

  /// What a configuration has that isn't as usual.
  public init(differing configuration: SessionConfiguration) {
    let usual = SessionConfiguration(exercise: configuration.exercise)
    func told<Value: Equatable>(_ path: KeyPath<SessionConfiguration, Value>) -> Value? {
      configuration[keyPath: path] == usual[keyPath: path] ? nil : configuration[keyPath: path]
    }
    self.init(
      swayFilter: told(\.swayFilter), boardGeometry: told(\.boardGeometry),
      footLength: configuration.footLength, setPause: told(\.setPause),
      shortestHold: told(\.shortestHold), bodyMass: configuration.bodyMass,
      isStrict: told(\.isStrict), isBoardTurned: told(\.isBoardTurned), plan: configuration.plan)
  }

  static let keys = ownKeys + RepetitionPlan.keys

  private static let ownKeys = [
    "filter", "board_rectangle_mm", "foot_length_mm", "set_pause_s", "shortest_hold_s",
    "body_mass_kg", "strict", "board_turned",
  ]

  /// What was told, as members of a header.
  var members: [JSONMember] {
    let values: [JSONValue?] = [
      swayFilter.map { .string($0.word) },
      boardGeometry.map { [.number($0.mediolateral), .number($0.anteroposterior)] },
      footLength.map { .number($0) }, setPause.map { .number($0) },
      shortestHold.map { .number($0) }, bodyMass.map { .number($0) },
      isStrict.map { .bool($0) }, isBoardTurned.map { .bool($0) },
    ]
    let own = zip(Self.ownKeys, values).compactMap { key, value in
      value.map { JSONMember(key: key, value: $0) }
    }
    return own + plan.members
  }

  /// Reads them from a header. A value that makes no sense is an error that names its key.
  init(json: JSONValue) throws(RecordingError.Problem) {
    let fields = HeaderFields(json: json)
    func positive(_ key: String) throws(RecordingError.Problem) -> Double? {
      try fields.optional(key, "a number above 0") { value in
        value.numberValue.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
      }
    }
    swayFilter = try fields.optional("filter", "none or lowpass:HZ") {
      $0.stringValue.flatMap(SwayFilter.init(word:))
    }
    boardGeometry = try fields.optional("board_rectangle_mm", "two lengths in mm") { value in
      let sides = value.arrayValue?.compactMap(\.numberValue) ?? []
      guard sides.count == 2, sides.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
      return BoardGeometry(mediolateral: sides[0], anteroposterior: sides[1])
    }
    footLength = try positive("foot_length_mm")
    setPause = try positive("set_pause_s")
    shortestHold = try positive("shortest_hold_s")
    bodyMass = try positive("body_mass_kg")
    isStrict = try fields.optional("strict", "true or false", Self.bool)
    isBoardTurned = try fields.optional("board_turned", "true or false", Self.bool)
    plan = try RepetitionPlan(fields)
  }
}

extension SessionSettings {
  private static func bool(_ value: JSONValue) -> Bool? {
    guard case .bool(let bool) = value else { return nil }
    return bool
  }
}

extension SwayFilter {
  /// The filter as options and files name it: `none` or `lowpass:10.0`.
  public var word: String {
    switch self {
    case .none: "none"
    case .lowpass(let hertz): "lowpass:\(hertz)"
    }
  }

  /// Reads what ``word`` writes; nil for anything else.
  public init?(word: String) {
    if word == "none" {
      self = .none
      return
    }
    guard word.hasPrefix("lowpass:"), let hertz = Double(word.dropFirst("lowpass:".count)),
      hertz.isFinite, hertz > 0
    else { return nil }
    self = .lowpass(hertz: hertz)
  }
}
