public import Exercises
import Samples

// Holds of earlier sessions: out of their reports, and as a recording's header keeps them.

extension EarlierHold {
  /// The most bytes of a file of reports that are read.
  static let lengthLimit = 64 << 20

  /// The holds in a file of reports as `replay --json` or `monitor --json` writes them, an object a line.
  ///
  /// Balance holds count, in the file's order, which should be the order in which they were held. Event
  /// lines are passed over, and reports of other exercises beside those of holds.
  public static func holds(inReportsOf path: String) throws(RecordingError) -> [EarlierHold] {
    var holds: [EarlierHold] = []
    var exercises: Set<String> = []
    let lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
      do throws(RecordingError.Problem) {
        let json = try report(line)
        if json["event"] != nil { continue }
        let exercise = try exercise(of: json)
        exercises.insert(exercise)
        guard exercise == Exercise.balanceHold.rawValue else { continue }
        holds += try Self.holds(of: json)
      } catch {
        throw RecordingError(file: path, line: index + 1, problem: error)
      }
    }
    if lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      throw RecordingError(file: path, problem: .brokenReport("it is empty"))
    }
    guard exercises.contains(Exercise.balanceHold.rawValue) else {
      throw RecordingError(
        file: path, problem: .noReport(of: .balanceHold, found: exercises.sorted()))
    }
    return holds
  }

  /// A line that should hold a report, or an event.
  private static func report(_ line: Substring) throws(RecordingError.Problem) -> JSONValue {
    if line.hasPrefix("# soleus recording") {
      throw .brokenReport("it is a recording")
    }
    let json: JSONValue
    do { json = try JSONValue(parsing: String(line)) } catch {
      guard line.first(where: { !$0.isWhitespace }) == "{" else {
        throw .brokenReport("the line is no JSON object")
      }
      throw .brokenReport(
        error.problem == .unexpectedEnd
          ? "the line ends within the object: it is cut off, or the object stands on several lines (`jq -c .` "
            + "puts it on one)"
          : "the line is no JSON: character \(error.position + 1): \(error.problem.rawValue)")
    }
    guard case .object = json else { throw .brokenReport("the line is no JSON object") }
    return json
  }

  /// What a report is of.
  private static func exercise(of report: JSONValue) throws(RecordingError.Problem) -> String {
    let schema = report["schema"]?.stringValue ?? ""
    guard schema == SessionReport.jsonSchema else {
      let name = SessionReport.jsonSchema.prefix { $0 != "/" }
      if schema.hasPrefix(name + "/") { throw .futureReport(schema) }
      throw .brokenReport("it has no \"schema\": \"\(SessionReport.jsonSchema)\"")
    }
    guard let exercise = report["exercise"]?.stringValue else {
      throw .brokenReport("\"exercise\" isn't a text")
    }
    return exercise
  }

  private static func text(of path: String) throws(RecordingError) -> String {
    let file = try InputFile(path: path)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var length = 0
    while true {
      let count = try file.read(into: &bytes, at: length, upTo: bytes.count - length, file: path)
      if count == 0 { return String(decoding: bytes[..<length], as: UTF8.self) }
      length += count
      guard length <= lengthLimit else {
        throw RecordingError(
          file: path, problem: .brokenReport("it is larger than \(lengthLimit >> 20) MiB"))
      }
      if length == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    }
  }

  /// The holds of one report.
  private static func holds(of report: JSONValue) throws(RecordingError.Problem) -> [EarlierHold] {
    let fields = HeaderFields(json: report)
    let input = HeaderFields(json: report["input"] ?? .null)
    var place = ""
    do throws(RecordingError.Problem) {
      // Nothing came in: there is no hold either.
      guard try input.optional("sensor", "a text", \.stringValue) != nil else { return [] }
      let conditions = try HoldConditions(fields, measuredBy: input)
      var holds: [EarlierHold] = []
      for json in try fields.optional("holds", "a list", \.arrayValue) ?? [] {
        place = "hold \(holds.count + 1): "
        holds.append(try EarlierHold(HeaderFields(json: json), conditions: conditions))
      }
      return holds
    } catch {
      throw .brokenReport(place + error.wordsInReport)
    }
  }

  private init(
    _ fields: HeaderFields, conditions: HoldConditions
  ) throws(RecordingError.Problem) {
    guard let duration = try fields.positive("duration_s") else { throw .missingKey("duration_s") }
    self.init(
      conditions: conditions, side: try fields.word("side", Side.self, "left or right"),
      duration: duration,
      credited: try fields.optional("credited_s", "a number from 0 on", \.measure) ?? duration,
      score: try fields.optional("score", "a number from 0 on", \.measure),
      endedBy: try fields.word("ended_by", HoldEnd.self, "a known end of a hold"))
  }
}

extension RecordingError.Problem {
  /// Of a key of a report, which is no header.
  fileprivate var wordsInReport: String {
    switch self {
    case .missingKey(let key): "\"\(key)\" is missing"
    case .wrongKey(let key, let expected): "\"\(key)\" isn't \(expected)"
    default: description
    }
  }
}

extension HoldPlan {
  static let keys = ["ball", "inflation", "involved_side", "age_years", "earlier_holds"]

  /// What was told, as members of a header.
  var members: [JSONMember] {
    let values: [JSONValue?] = [
      trainer.ball.map { .string($0) }, trainer.inflation.map { .string($0) },
      involved.map { .string($0.rawValue) }, age.map { JSONValue($0) },
      earlier.isEmpty ? nil : .array(earlier.map(\.json)),
    ]
    return zip(Self.keys, values).compactMap { key, value in
      value.map { JSONMember(key: key, value: $0) }
    }
  }

  /// Reads it from a header. A value that makes no sense is an error that names its key.
  init(_ fields: HeaderFields) throws(RecordingError.Problem) {
    var earlier: [EarlierHold] = []
    for json in try fields.optional("earlier_holds", "a list", \.arrayValue) ?? [] {
      do { earlier.append(try EarlierHold(json: json)) } catch {
        throw .wrongKey("earlier_holds", expected: "a list of holds: \(error)")
      }
    }
    self.init(
      trainer: BalanceTrainer(
        ball: try fields.optional("ball", "a text", \.stringValue),
        inflation: try fields.optional("inflation", "a text", \.stringValue)),
      involved: try fields.word("involved_side", Side.self, "left or right"),
      age: try fields.optional("age_years", "an age in years") { value in
        value.integerValue.flatMap(Int.init(exactly:)).flatMap {
          Self.ages.contains($0) ? $0 : nil
        }
      }, earlier: earlier)
  }
}

extension EarlierHold {
  /// The hold as a header keeps it.
  fileprivate var json: JSONValue {
    [
      "surface": .string(conditions.surface.rawValue),
      "sensor": .string(conditions.sensor),
      "placement": JSONValue(conditions.placement?.rawValue),
      "identity": JSONValue(conditions.identity),
      "board_rectangle_mm": conditions.rectangle?.json ?? .null,
      "ball": JSONValue(conditions.trainer.ball),
      "inflation": JSONValue(conditions.trainer.inflation),
      "body_mass_kg": JSONValue(conditions.bodyMass),
      "strict": conditions.isStrict.map { .bool($0) } ?? .null,
      "side": JSONValue(side?.rawValue),
      "duration_s": .number(duration),
      "credited_s": .number(credited),
      "score": JSONValue(score),
      "ended_by": JSONValue(endedBy?.rawValue),
    ]
  }

  fileprivate init(json: JSONValue) throws(RecordingError.Problem) {
    let fields = HeaderFields(json: json)
    let conditions = try HoldConditions(fields, measuredBy: fields)
    try self.init(fields, conditions: conditions)
  }
}

extension HoldConditions {
  /// Reads them from the members of a report or of a header's hold.
  ///
  /// - Parameter sensor: where the kind of sensor and the device's identity stand.
  fileprivate init(
    _ fields: HeaderFields, measuredBy sensor: HeaderFields
  ) throws(RecordingError.Problem) {
    self.init(
      surface: try fields.required("surface", "a known surface") {
        $0.stringValue.flatMap(Surface.init(rawValue:))
      },
      sensor: try sensor.required("sensor", "a text", \.stringValue),
      placement: try fields.word("placement", Placement.self, "a known placement"),
      identity: try sensor.optional("identity", "a text", \.stringValue),
      rectangle: try fields.optional(
        "board_rectangle_mm", "two lengths in mm", BoardGeometry.init(json:)),
      trainer: BalanceTrainer(
        ball: try fields.optional("ball", "a text", \.stringValue),
        inflation: try fields.optional("inflation", "a text", \.stringValue)),
      bodyMass: try fields.positive("body_mass_kg"),
      isStrict: try fields.optional("strict", "true or false", \.boolValue))
  }
}

extension HeaderFields {
  /// A number above 0.
  func positive(_ key: String) throws(RecordingError.Problem) -> Double? {
    try optional(key, "a number above 0") { value in
      value.measure.flatMap { $0 > 0 ? $0 : nil }
    }
  }
}

extension JSONValue {
  /// The number, if it is a finite one from 0 on.
  fileprivate var measure: Double? {
    numberValue.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }
}

extension BoardGeometry {
  /// Reads two lengths in mm; nil for anything else.
  init?(json: JSONValue) {
    let sides = json.arrayValue?.compactMap(\.numberValue) ?? []
    guard sides.count == 2, sides.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    self.init(mediolateral: sides[0], anteroposterior: sides[1])
  }
}
