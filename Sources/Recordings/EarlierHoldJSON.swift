public import Exercises
import Samples

// Holds of earlier sessions: out of their reports, and as a recording's header keeps them.

extension EarlierHold {
  /// The most bytes of a file of reports that are read.
  static let lengthLimit = 64 << 20

  /// The holds in a file of reports as `replay --json` or `monitor --json` writes them, an object a line.
  ///
  /// Balance holds count, in the file's order, which should be the order in which they were held. Event
  /// lines and reports of other exercises are passed over.
  public static func holds(inReportsOf path: String) throws(RecordingError) -> [EarlierHold] {
    var holds: [EarlierHold] = []
    var number = 0
    var reports = 0
    for line in try text(of: path).split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      func fail(_ reason: String) -> RecordingError {
        RecordingError(file: path, line: number, problem: .brokenReport(reason))
      }
      let json: JSONValue
      do { json = try JSONValue(parsing: String(line)) } catch { throw fail(error.description) }
      if json["event"] != nil { continue }
      guard json["schema"]?.stringValue == SessionReport.jsonSchema else {
        throw fail("it has no \"schema\": \"\(SessionReport.jsonSchema)\"")
      }
      reports += 1
      guard json["exercise"]?.stringValue == Exercise.balanceHold.rawValue else { continue }
      do { holds += try Self.holds(of: json) } catch { throw fail("\(error)") }
    }
    guard reports > 0 else {
      throw RecordingError(file: path, problem: .brokenReport("there is no report in it"))
    }
    return holds
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
        throw RecordingError(file: path, problem: .brokenReport("it is larger than 64 MiB"))
      }
      if length == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    }
  }

  /// The holds of one report.
  private static func holds(of report: JSONValue) throws(RecordingError.Problem) -> [EarlierHold] {
    let input = HeaderFields(json: report["input"] ?? .null)
    let fields = HeaderFields(json: report)
    // Nothing came in: there is no hold either.
    guard try input.optional("sensor", "a text", \.stringValue) != nil else { return [] }
    let conditions = try HoldConditions(fields, measuredBy: input)
    var holds: [EarlierHold] = []
    for hold in try fields.optional("holds", "a list", \.arrayValue) ?? [] {
      holds.append(try EarlierHold(HeaderFields(json: hold), conditions: conditions))
    }
    return holds
  }

  private init(
    _ fields: HeaderFields, conditions: HoldConditions
  ) throws(RecordingError.Problem) {
    guard let duration = try fields.positive("duration_s") else { throw .missingKey("duration_s") }
    self.init(
      conditions: conditions, side: try fields.word("side", Side.self, "left or right"),
      duration: duration,
      credited: try fields.optional("credited_s", "a number from 0 on", \.measure) ?? duration,
      score: try fields.optional("score", "a number from 0 on", \.measure))
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
      "side": JSONValue(side?.rawValue),
      "duration_s": .number(duration),
      "credited_s": .number(credited),
      "score": JSONValue(score),
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
      bodyMass: try fields.positive("body_mass_kg"))
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
