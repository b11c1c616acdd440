import Foundation
import Testing

/// A recording as a reader of the file format sees it, without the program's own reader.
struct RecordedRows {
  /// Line 2, without its `# `.
  var header: [String: Any]
  /// Times in µs.
  var times: [Int] = []
  /// Counts, a row each, in the order of the columns.
  var counts: [[Int]] = []
  /// The objects between the rows.
  var events: [[String: Any]] = []

  init(_ text: String) throws {
    let lines = text.split(separator: "\n")
    try #require(lines.count > 2, "a recording has a header")
    header = try Self.object(lines[1].dropFirst(2))
    for line in lines.dropFirst(3) {
      if line.hasPrefix("#") {
        events.append(try Self.object(line.dropFirst(2)))
      } else {
        let fields = line.split(separator: ",").compactMap { Int($0) }
        times.append(try #require(fields.first))
        counts.append(Array(fields.dropFirst()))
      }
    }
  }

  /// The gaps' causes, in order.
  var gaps: [String] {
    events.filter { $0["event"] as? String == "gap" }.compactMap { $0["cause"] as? String }
  }

  /// How long a gap is, in seconds.
  func seconds(ofGap index: Int) -> Double? {
    let gaps = events.filter { $0["event"] as? String == "gap" }
    guard gaps.indices.contains(index), let start = gaps[index]["t_us"] as? Int,
      let end = gaps[index]["end_us"] as? Int
    else { return nil }
    return Double(end - start) / 1e6
  }

  /// The mean magnitude of the force in m/s², each axis by its own scale; 0 without a row.
  func meanForce() throws -> Double {
    let channels = try #require(header["channels"] as? [[String: Any]])
    let scales = try channels.prefix(3).map { try #require($0["scale"] as? Double) }
    let forces = counts.map { row in
      zip(row, scales).map { Double($0) * $1 }.map { $0 * $0 }.reduce(0, +).squareRoot()
    }
    return forces.reduce(0, +) / Double(max(1, forces.count))
  }

  private static func object(_ text: Substring) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }
}
