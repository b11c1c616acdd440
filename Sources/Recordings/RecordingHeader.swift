public import Exercises
public import Samples
public import Sensors

/// Line 2 of a recording: everything that a reader must know, so that replay needs no options.
///
/// In JSON, after `# `:
///
///     {"device":"MPU-6050","identity":"i2c-1 0x68 id 0x68","clock":"monotonic",
///      "nominal_rate_hz":200.0,"channels":[{"name":"ax","unit":"m/s2","scale":0.0023942},…],
///      "exercise":"calf-raise","placement":"foot","side":"left","surface":"firm",
///      "wall_time":"2026-03-01T10:00:00Z","software":"soleus 1.0","fuzz_counts":null,
///      "calibration_table":null,"calibration":null,"remarks":[]}
///
/// and `recording_set` where it was made together with another (``RecordingSet``).
///
/// A value in physical units is the count in the row times the channel's scale, put right by
/// `calibration` where there is one (``Samples/SensorCalibration/json``).
public struct RecordingHeader: Hashable, Sendable {
  /// The sensor, its columns, their units and scales.
  public var sensor: SensorDescription
  /// What was done; nil where it wasn't told.
  public var exercise: Exercise?
  /// Where the sensor sat; nil for a board, or where it wasn't told.
  public var placement: Placement?
  /// The leg that worked; nil where it wasn't told.
  public var side: Side?
  /// What the person stood on; nil where it wasn't told.
  public var surface: Surface?
  /// What else was told of the session, so that a replay needs no options.
  public var settings: SessionSettings
  /// The recordings that were made together with this one; nil where it was made alone.
  public var set: RecordingSet?
  /// The wall-clock time at `t_us` = 0, in ISO 8601, as the recorder's host had it; nil where it isn't
  /// known. Kept as text: nothing is computed from it.
  public var wallTime: String?
  /// Program and version that wrote the recording, for instance `soleus 1.0`.
  public var software: String?
  /// Keys that this version doesn't know, in the file's order; written again after its own.
  public var others: [JSONMember]

  /// A header; what isn't given isn't known.
  public init(
    sensor: SensorDescription, exercise: Exercise? = nil, placement: Placement? = nil,
    side: Side? = nil, surface: Surface? = nil, settings: SessionSettings = SessionSettings(),
    set: RecordingSet? = nil, wallTime: String? = nil, software: String? = nil,
    others: [JSONMember] = []
  ) {
    self.sensor = sensor
    self.exercise = exercise
    self.placement = placement
    self.side = side
    self.surface = surface
    self.settings = settings
    self.set = set
    self.wallTime = wallTime
    self.software = software
    self.others = others
  }

  /// The header as a JSON object; what isn't known is null.
  public var json: JSONValue {
    let known: JSONValue = [
      "device": .string(sensor.device),
      "identity": JSONValue(sensor.identity),
      "clock": .string(sensor.clock.rawValue),
      "nominal_rate_hz": JSONValue(sensor.nominalRate),
      "channels": .array(sensor.channels.columns.map(\.json)),
      "exercise": JSONValue(exercise?.rawValue),
      "placement": JSONValue(placement?.rawValue),
      "side": JSONValue(side?.rawValue),
      "surface": JSONValue(surface?.rawValue),
      "wall_time": JSONValue(wallTime),
      "software": JSONValue(software),
      "fuzz_counts": sensor.fuzz.map { JSONValue($0) } ?? .null,
      "calibration_table": JSONValue(sensor.calibrationTable),
      "calibration": sensor.calibration?.json ?? .null,
      "remarks": .array(sensor.remarks.map(JSONValue.string)),
    ]
    let together = set.map { [JSONMember(key: RecordingSet.key, value: $0.json)] } ?? []
    return .object(known.members + settings.members + together + others)
  }

  /// Reads a header. `device`, `clock` and `channels` must be there; a key of the wrong type is an
  /// error that names it.
  public init(json: JSONValue) throws(RecordingError.Problem) {
    let fields = HeaderFields(json: json)
    var sensor = SensorDescription(
      device: try fields.required("device", "a text", \.stringValue),
      identity: try fields.optional("identity", "a text", \.stringValue),
      channels: try Channels(columns: fields.required("channels", "a list", \.arrayValue)),
      nominalRate: try fields.optional("nominal_rate_hz", "a number", \.numberValue),
      clock: try fields.required("clock", "monotonic or virtual") {
        $0.stringValue.flatMap(StreamClock.init(rawValue:))
      })
    sensor.fuzz = try fields.optional("fuzz_counts", "a whole number") {
      $0.integerValue.flatMap(Int.init(exactly:))
    }
    sensor.calibrationTable = try fields.optional("calibration_table", "a text", \.stringValue)
    if let json = try fields.optional("calibration", "an object", { $0 }) {
      do { sensor.calibration = try SensorCalibration(json: json) } catch {
        throw .wrongKey("calibration", expected: "a calibration: \(error.reason)")
      }
      guard sensor.calibration?.correction.fits(sensor.channels) != false else {
        throw .wrongKey("calibration", expected: "one for these channels")
      }
    }
    for remark in try fields.optional("remarks", "a list of texts", \.arrayValue) ?? [] {
      guard let text = remark.stringValue else {
        throw .wrongKey("remarks", expected: "a list of texts")
      }
      sensor.remarks.append(text)
    }
    self.init(
      sensor: sensor,
      exercise: try fields.word("exercise", Exercise.self, "a known exercise"),
      placement: try fields.word("placement", Placement.self, "a known placement"),
      side: try fields.word("side", Side.self, "left or right"),
      surface: try fields.word("surface", Surface.self, "a known surface"),
      settings: try SessionSettings(json: json),
      set: try fields.optional(RecordingSet.key, "an object", { $0 }).map(RecordingSet.init(json:)),
      wallTime: try fields.optional("wall_time", "a text", \.stringValue),
      software: try fields.optional("software", "a text", \.stringValue))
    let known = Set(self.json.members.map(\.key) + SessionSettings.keys + [RecordingSet.key])
    others = json.members.filter { !known.contains($0.key) }
  }
}

/// Typed access to the members of a header.
struct HeaderFields {
  let json: JSONValue

  /// The value under `key`; nil where the key is missing or null.
  func optional<Value>(
    _ key: String, _ expected: String, _ read: (JSONValue) -> Value?
  ) throws(RecordingError.Problem) -> Value? {
    guard let value = json[key], value != .null else { return nil }
    guard let result = read(value) else { throw .wrongKey(key, expected: expected) }
    return result
  }

  func required<Value>(
    _ key: String, _ expected: String, _ read: (JSONValue) -> Value?
  ) throws(RecordingError.Problem) -> Value {
    guard let value = try optional(key, expected, read) else { throw .missingKey(key) }
    return value
  }

  /// A word of a closed list.
  func word<Word: RawRepresentable<String>>(
    _ key: String, _ type: Word.Type, _ expected: String
  ) throws(RecordingError.Problem) -> Word? {
    try optional(key, expected) { $0.stringValue.flatMap(Word.init(rawValue:)) }
  }
}
