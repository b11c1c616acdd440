import Samples

/// One column as the header has it.
struct ChannelColumn: Equatable {
  var name: String
  var unit: String
  var scale: Double

  var json: JSONValue {
    ["name": .string(name), "unit": .string(unit), "scale": .number(scale)]
  }
}

extension Channels {
  private static let acceleration = "m/s2"
  private static let angularVelocity = "rad/s"
  private static let load = "kg"

  /// The columns in order, with their units and scales.
  var columns: [ChannelColumn] {
    names.enumerated().map { index, name in
      switch self {
      case .acceleration(let scale):
        ChannelColumn(name: name, unit: Self.acceleration, scale: scale)
      case .accelerationAndAngularVelocity(let acceleration, let angularVelocity):
        index < 3
          ? ChannelColumn(name: name, unit: Self.acceleration, scale: acceleration)
          : ChannelColumn(name: name, unit: Self.angularVelocity, scale: angularVelocity)
      case .boardLoads(let scale):
        ChannelColumn(name: name, unit: Self.load, scale: scale)
      }
    }
  }

  /// The channels whose columns a header lists: names, units and scales must be those of one kind.
  init(columns json: [JSONValue]) throws(RecordingError.Problem) {
    var scales: [Double] = []
    for column in json {
      guard let scale = column["scale"]?.numberValue, scale.isFinite, scale > 0 else {
        throw .wrongKey("channels", expected: "a list with a positive scale in each")
      }
      scales.append(scale)
    }
    let candidates: [Channels]
    switch scales.count {
    case 3: candidates = [.acceleration(scale: scales[0])]
    case 4: candidates = [.boardLoads(scale: scales[0])]
    case 6:
      candidates = [
        .accelerationAndAngularVelocity(
          accelerationScale: scales[0], angularVelocityScale: scales[3])
      ]
    default: candidates = []
    }
    let found = zip(json, scales).map { column, scale in
      ChannelColumn(
        name: column["name"]?.stringValue ?? "", unit: column["unit"]?.stringValue ?? "",
        scale: scale)
    }
    guard let channels = candidates.first(where: { $0.columns == found }) else {
      throw .wrongKey(
        "channels",
        expected: "ax ay az (m/s2) with or without gx gy gz (rad/s), or tl tr bl br (kg)")
    }
    self = channels
  }
}
