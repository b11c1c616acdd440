public import Samples

/// Why a JSON value is no calibration, in words.
public struct CalibrationFormatError: Error, Hashable, Sendable {
  /// For people.
  public var reason: String
}

extension SensorCalibration {
  /// The schema's name and version.
  public static let jsonSchema = "soleus.calibration/1"

  /// The calibration as files, headers and reports have it:
  ///
  ///     {"schema":"soleus.calibration/1","kind":"six-position","device":"MPU-6050",
  ///      "identity":"i2c-1 0x68 id 0x68","date":"2026-11-22T10:00:00Z","software":"soleus 0.1.0",
  ///      "correction":{"acceleration_bias_ms2":[0.1,0.0,-0.2],"acceleration_scale":[1.01,1.0,0.99],
  ///                    "angular_velocity_bias_rad_s":null},
  ///      "measured":{"noise_ms2":0.02,…}}
  ///
  /// A board's correction has `tare_kg` in the order of a recording's columns, `cop_ml` and `cop_ap`,
  /// each null or an object of `scale`, `offset_mm` and `cell_distance_mm`.
  public var json: JSONValue {
    [
      "schema": .string(Self.jsonSchema),
      "kind": .string(kind.rawValue),
      "device": .string(device),
      "identity": .string(identity),
      "date": .string(date),
      "software": JSONValue(software),
      "correction": correction.json,
      "measured": .object(figures.map { JSONMember(key: $0.key, value: JSONValue($0.value)) }),
    ]
  }

  /// Reads what ``json`` writes. Numbers that no device needs are refused.
  public init(json: JSONValue) throws(CalibrationFormatError) {
    func text(_ key: String) throws(CalibrationFormatError) -> String {
      guard let text = json[key]?.stringValue else {
        throw CalibrationFormatError(reason: "\"\(key)\" isn't a text")
      }
      return text
    }
    let schema = try text("schema")
    guard schema == Self.jsonSchema else {
      throw CalibrationFormatError(
        reason: "its schema is \(excerpt(schema)), not \(Self.jsonSchema)")
    }
    guard let kind = Kind(rawValue: try text("kind")), let correction = json["correction"] else {
      throw CalibrationFormatError(
        reason: "it needs a \"correction\" and a \"kind\", one of "
          + Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.init(
      kind: kind, device: try text("device"), identity: try text("identity"),
      date: try text("date"), software: json["software"]?.stringValue,
      correction: kind == .boardTare
        ? .board(try BoardCorrection(json: correction))
        : .inertial(try InertialCorrection(json: correction)),
      figures: (json["measured"]?.members ?? []).map { Figure($0.key, $0.value.numberValue) })
  }
}

extension Correction {
  fileprivate var json: JSONValue {
    switch self {
    case .inertial(let inertial):
      [
        "acceleration_bias_ms2": inertial.accelerationBias.json,
        "acceleration_scale": inertial.accelerationScale.json,
        "angular_velocity_bias_rad_s": inertial.angularVelocityBias?.json ?? .null,
      ]
    case .board(let board):
      [
        "tare_kg": .array((0..<4).map { .number(board.tare[$0]) }),
        "cop_ml": board.mediolateral?.json ?? .null,
        "cop_ap": board.anteroposterior?.json ?? .null,
      ]
    }
  }
}

extension InertialCorrection {
  fileprivate init(json: JSONValue) throws(CalibrationFormatError) {
    let bias = try numbers(json, "acceleration_bias_ms2", 3, within: -50...50)
    let scale = try numbers(json, "acceleration_scale", 3, within: 0.5...2)
    self.init(
      accelerationBias: SIMD3(bias[0], bias[1], bias[2]),
      accelerationScale: SIMD3(scale[0], scale[1], scale[2]))
    if let gyroscope = json["angular_velocity_bias_rad_s"], gyroscope != .null {
      let bias = try numbers(json, "angular_velocity_bias_rad_s", 3, within: -10...10)
      angularVelocityBias = SIMD3(bias[0], bias[1], bias[2])
    }
  }
}

extension BoardCorrection {
  fileprivate init(json: JSONValue) throws(CalibrationFormatError) {
    let tare = try numbers(json, "tare_kg", 4, within: -100...100)
    self.init(tare: SIMD4(tare[0], tare[1], tare[2], tare[3]))
    mediolateral = try Line(json: json["cop_ml"])
    anteroposterior = try Line(json: json["cop_ap"])
  }
}

extension BoardCorrection.Line {
  fileprivate var json: JSONValue {
    [
      "scale": .number(scale), "offset_mm": .number(offset),
      "cell_distance_mm": .number(cellDistance),
    ]
  }

  fileprivate init?(json: JSONValue?) throws(CalibrationFormatError) {
    guard let json, json != .null else { return nil }
    func number(
      _ key: String, within range: ClosedRange<Double>
    ) throws(CalibrationFormatError) -> Double {
      guard let number = json[key]?.numberValue, range.contains(number) else {
        throw notNumbers("\(key) of a centre of pressure", 1, range)
      }
      return number
    }
    self.init(
      scale: try number("scale", within: 0.5...2),
      offset: try number("offset_mm", within: -200...200),
      cellDistance: try number("cell_distance_mm", within: 50...2000))
  }
}

extension SIMD3<Double> {
  fileprivate var json: JSONValue { [.number(x), .number(y), .number(z)] }
}

private func numbers(
  _ json: JSONValue, _ key: String, _ count: Int, within range: ClosedRange<Double>
) throws(CalibrationFormatError) -> [Double] {
  let values = json[key]?.arrayValue?.compactMap(\.numberValue) ?? []
  guard values.count == count, json[key]?.arrayValue?.count == count,
    values.allSatisfy(range.contains)
  else { throw notNumbers(key, count, range) }
  return values
}

private func notNumbers(
  _ key: String, _ count: Int, _ range: ClosedRange<Double>
) -> CalibrationFormatError {
  CalibrationFormatError(
    reason: "\"\(key)\" needs \(count == 1 ? "a number" : "\(count) numbers") from "
      + "\(range.lowerBound) to \(range.upperBound)")
}
