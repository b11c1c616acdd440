public import Exercises

/// What a person told of a session beside the exercise, as a recording's header keeps it. What wasn't told
/// isn't written, and a replay takes its own default.
///
///     "sway_profile":"soleus","filter":"lowpass:10.0","board_rectangle_mm":[433.0,238.0],
///     "foot_rectangle_mm":[100.0,260.0,-95.0,10.0],"forward_axis":"-z","foot_length_mm":260.0,"set_pause_s":8.0,
///     "shortest_hold_s":2.0,"body_mass_kg":70.0,"strict":true,"board_turned":true,"tempo":"3-1-2-1",
///     "tempo_tolerance":"25%,0.4","metronome_per_min":60.0,"set_size":10,"practice":2,
///     "stop_when":"height=70%,pace=25%","ball":"blue","inflation":"22 cm","involved_side":"left",
///     "age_years":44,"earlier_holds":[{…}]
public struct SessionSettings: Hashable, Sendable {
  /// The way that sway is measured.
  public var swayProfile: SwayProfile?
  /// The filter for sway.
  public var swayFilter: SwayFilter?
  /// A board's load-cell rectangle.
  public var boardGeometry: BoardGeometry?
  /// The foot's outline on the board or plate.
  public var footRectangle: FootRectangle?
  /// The axis of a body-worn sensor that points forward.
  public var forwardAxis: SensorAxis?
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
  /// What the person told of holds (``Exercises/HoldPlan``).
  public var holdPlan: HoldPlan

  /// Settings; what isn't given wasn't told.
  public init(
    swayProfile: SwayProfile? = nil, swayFilter: SwayFilter? = nil,
    boardGeometry: BoardGeometry? = nil, footRectangle: FootRectangle? = nil,
    forwardAxis: SensorAxis? = nil, footLength: Double? = nil, setPause: Double? = nil,
    shortestHold: Double? = nil,
    bodyMass: Double? = nil, isStrict: Bool? = nil, isBoardTurned: Bool? = nil,
    plan: RepetitionPlan = RepetitionPlan(), holdPlan: HoldPlan = HoldPlan()
  ) {
    self.swayProfile = swayProfile
    self.swayFilter = swayFilter
    self.boardGeometry = boardGeometry
    self.footRectangle = footRectangle
    self.forwardAxis = forwardAxis
    self.footLength = footLength
    self.setPause = setPause
    self.shortestHold = shortestHold
    self.bodyMass = bodyMass
    self.isStrict = isStrict
    self.isBoardTurned = isBoardTurned
    self.plan = plan
    self.holdPlan = holdPlan
  }

  /// What a configuration has that isn't as usual.
  public init(differing configuration: SessionConfiguration) {
    let usual = SessionConfiguration(exercise: configuration.exercise)
    func told<Value: Equatable>(_ path: KeyPath<SessionConfiguration, Value>) -> Value? {
      configuration[keyPath: path] == usual[keyPath: path] ? nil : configuration[keyPath: path]
    }
    self.init(
      swayProfile: told(\.swayProfile), swayFilter: configuration.swayFilter,
      boardGeometry: told(\.boardGeometry), footRectangle: configuration.footRectangle,
      forwardAxis: configuration.forwardAxis, footLength: configuration.footLength,
      setPause: told(\.setPause), shortestHold: told(\.shortestHold),
      bodyMass: configuration.bodyMass, isStrict: told(\.isStrict),
      isBoardTurned: told(\.isBoardTurned), plan: configuration.plan,
      holdPlan: configuration.holdPlan)
  }

  static let keys = ownKeys + RepetitionPlan.keys + HoldPlan.keys

  private static let ownKeys = [
    "sway_profile", "filter", "board_rectangle_mm", "foot_rectangle_mm", "forward_axis",
    "foot_length_mm", "set_pause_s", "shortest_hold_s", "body_mass_kg", "strict", "board_turned",
  ]

  /// What was told, as members of a header.
  var members: [JSONMember] {
    let values: [JSONValue?] = [
      swayProfile.map { .string($0.rawValue) }, swayFilter.map { .string($0.word) },
      boardGeometry?.json,
      footRectangle?.json, forwardAxis.map { .string($0.rawValue) },
      footLength.map { .number($0) }, setPause.map { .number($0) },
      shortestHold.map { .number($0) }, bodyMass.map { .number($0) },
      isStrict.map { .bool($0) }, isBoardTurned.map { .bool($0) },
    ]
    let own = zip(Self.ownKeys, values).compactMap { key, value in
      value.map { JSONMember(key: key, value: $0) }
    }
    return own + plan.members + holdPlan.members
  }

  /// Reads them from a header. A value that makes no sense is an error that names its key.
  init(json: JSONValue) throws(RecordingError.Problem) {
    let fields = HeaderFields(json: json)
    let profiles = SwayProfile.allCases.map(\.rawValue).joined(separator: ", ")
    swayProfile = try fields.optional("sway_profile", "one of \(profiles)") {
      $0.stringValue.flatMap(SwayProfile.init(rawValue:))
    }
    swayFilter = try fields.optional("filter", "none or lowpass:HZ") {
      $0.stringValue.flatMap(SwayFilter.init(word:))
    }
    boardGeometry = try fields.optional(
      "board_rectangle_mm", "two lengths in mm", BoardGeometry.init(json:))
    footRectangle = try fields.optional(
      "foot_rectangle_mm", "width, length and the middle's two coordinates in mm"
    ) { value in
      let numbers = value.arrayValue?.compactMap(\.numberValue) ?? []
      guard numbers.count == 4, numbers.allSatisfy(\.isFinite), numbers[0] > 0, numbers[1] > 0
      else { return nil }
      return FootRectangle(
        mediolateral: numbers[0], anteroposterior: numbers[1], centerX: numbers[2],
        centerY: numbers[3])
    }
    let axes = SensorAxis.allCases.map(\.rawValue).joined(separator: ", ")
    forwardAxis = try fields.optional("forward_axis", "one of \(axes)") {
      $0.stringValue.flatMap(SensorAxis.init(rawValue:))
    }
    footLength = try fields.positive("foot_length_mm")
    setPause = try fields.positive("set_pause_s")
    shortestHold = try fields.positive("shortest_hold_s")
    bodyMass = try fields.positive("body_mass_kg")
    isStrict = try fields.optional("strict", "true or false", \.boolValue)
    isBoardTurned = try fields.optional("board_turned", "true or false", \.boolValue)
    plan = try RepetitionPlan(fields)
    holdPlan = try HoldPlan(fields)
  }
}

extension FootRectangle {
  /// Width, length and middle, in mm.
  var json: JSONValue {
    [.number(mediolateral), .number(anteroposterior), .number(centerX), .number(centerY)]
  }
}
