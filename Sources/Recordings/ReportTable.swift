public import Exercises

/// Reports as one table: a row a hold, a set or, where a report has neither, a recording; every measure a
/// column.
///
/// The columns are the keys of the report (``Exercises/SessionReport/json(file:)``), parts of an object joined
/// by dots; a table of different exercises has the columns of all, empty where they don't apply. Sway measures
/// have the processing profile before their key, so that numbers that were made differently never share a
/// column. Of a list of objects the table has their number (`faults.count`), of warnings their words.
///
/// Rows are kept until the end, when the columns are known: memory grows with the number of holds and sets.
public struct ReportTable: Sendable {
  /// A field of a row, with its column's name.
  typealias Field = (column: String, value: JSONValue)

  /// What one report gives.
  public struct Rows: Sendable {
    var rows: [[Field]]

    /// The rows of a report; at least one.
    ///
    /// - Parameter file: what was read, as it was named.
    public init(_ report: SessionReport, file: String) {
      rows = ReportTable.rows(of: report, file: file)
    }
  }

  private var columns: [String] = []
  private var places: [String: Int] = [:]
  private var rows: [[JSONValue]] = []

  /// A table without rows.
  public init() {}

  /// How many rows there are.
  public var count: Int { rows.count }

  /// Adds the rows of a report behind those that are there.
  public mutating func append(_ new: Rows) {
    for fields in new.rows {
      var row: [JSONValue] = []
      for field in fields {
        let place = place(of: field.column)
        while row.count <= place { row.append(.null) }
        row[place] = field.value
      }
      rows.append(row)
    }
  }

  private mutating func place(of column: String) -> Int {
    if let place = places[column] { return place }
    places[column] = columns.count
    columns.append(column)
    return columns.count - 1
  }

  /// The lines of the table with their ends, the columns' names first.
  public var lines: [String] {
    let shown = self.shown
    let header = CSVText.line(shown.map { columns[$0] })
    return [header]
      + rows.map { row in
        CSVText.line(shown.map { $0 < row.count ? CSVText.text(row[$0]) : "" })
      }
  }

  /// Places of the columns. One without a value, of which others are parts, is an object that some rows lack.
  private var shown: [Int] {
    let wholes = Set(
      columns.flatMap { column in
        column.indices.filter { column[$0] == "." }.map { String(column[..<$0]) }
      })
    return columns.indices.filter { place in
      !wholes.contains(columns[place])
        || rows.contains { place < $0.count && $0[place] != .null }
    }
  }
}

// MARK: - From a report to fields

extension ReportTable {
  /// Under this key a row says why numbers are missing.
  private static let unknown = "not_known"

  fileprivate static func rows(of report: SessionReport, file: String) -> [[Field]] {
    let json = report.json(file: file)
    let found =
      (json["sets"]?.arrayValue ?? []).map { (kind: "set", value: $0) }
      + (json["holds"]?.arrayValue ?? []).map { (kind: "hold", value: $0) }
    guard !found.isEmpty else { return [row(of: json, file, kind: "recording")] }
    let sets = json["sets"]?.arrayValue?.count ?? 0
    return found.enumerated().map { index, part in
      row(
        of: json, file, kind: part.kind, number: (index < sets ? index : index - sets) + 1,
        part: part.value)
    }
  }

  /// A row: what it is of, what the recording says, and what the hold or the set says. Where both have the
  /// same key, a hold's side for instance, the hold's or the set's own counts.
  private static func row(
    of report: JSONValue, _ file: String, kind: String, number: Int? = nil, part: JSONValue? = nil
  ) -> [Field] {
    var fields: [Field] = [
      ("file", .string(file)), ("row", .string(kind)),
      ("number", number.map { JSONValue($0) } ?? .null),
    ]
    var unknownPlace = 0
    for member in report.members {
      switch member.key {
      case "schema", "holds", "sets": break
      case "unavailable": unknownPlace = fields.count
      case "input":
        for input in member.value.members where input.key != "file" {
          append(input.value, "input.\(input.key)", to: &fields)
        }
      default: append(part?[member.key] ?? member.value, member.key, to: &fields)
      }
    }
    let told = Set(report.members.map(\.key))
    for member in part?.members ?? [] where !told.contains(member.key) {
      append(member.value, member.key, to: &fields)
    }
    let sway = part?["sway"] ?? report["sway"] ?? .null
    let reasons = reasons(
      report["unavailable"] ?? .null, kind: kind, profile: profile(of: sway["processing"] ?? .null),
      fields: fields)
    fields.insert((unknown, .string(reasons)), at: unknownPlace)
    return fields
  }

  private static func append(_ value: JSONValue, _ column: String, to fields: inout [Field]) {
    switch value {
    case .object(let members) where column == "sway":
      let processing = value["processing"] ?? .null
      let profile = profile(of: processing)
      for member in members {
        let isMeasures = member.key == "measures"
        let opening = isMeasures ? profile : member.key == "processing" ? column : nil
        append(
          parts: member.value, opening ?? "\(column).\(member.key)", to: &fields)
      }
    case .object: append(parts: value, column, to: &fields)
    case .array(let elements) where column.hasSuffix("warnings"):
      // Words that a reader of the numbers must see, set apart by blanks; nothing where there are none.
      let words = elements.compactMap(\.stringValue).joined(separator: " ")
      fields.append((column, words.isEmpty ? .null : .string(words)))
    case .array(let elements):
      if let numbers = elements.texts {
        fields.append((column, .string(numbers.joined(separator: " "))))
      } else {
        fields.append(("\(column).count", JSONValue(elements.count)))
      }
    case .null, .bool, .integer, .number, .string: fields.append((column, value))
    }
  }

  private static func append(
    parts value: JSONValue, _ column: String, to fields: inout [Field]
  ) {
    for member in value.members {
      append(member.value, "\(column).\(member.key)", to: &fields)
    }
  }

  /// What stands before the keys of sway measures: the profile that made them, or the filter that was asked
  /// for instead of our own profile's preparation.
  private static func profile(of processing: JSONValue) -> String {
    let profile = processing["profile"]?.stringValue ?? ""
    guard profile == SwayProfile.soleus.rawValue,
      let filter = processing["filter"]?.stringValue.flatMap(SwayFilter.init(word:))
    else { return profile }
    return filter.word
  }

  /// What the row doesn't have, by the names of its columns, under each reason once:
  /// `soleus.f50_ml_hz, soleus.f50_ap_hz: a spectrum wants 10 s | …`. A report's reasons are of all its holds: what
  /// this one has isn't named.
  private static func reasons(
    _ unavailable: JSONValue, kind: String, profile: String, fields: [Field]
  ) -> String {
    var groups: [(reason: String, columns: [String])] = []
    for unknown in unavailable.arrayValue ?? [] {
      let key = unknown["key"]?.stringValue ?? ""
      guard let column = column(of: key, kind: kind, profile: profile, fields: fields) else {
        continue
      }
      let reason = unknown["reason"]?.stringValue ?? ""
      if let place = groups.firstIndex(where: { $0.reason == reason }) {
        groups[place].columns.append(column)
      } else {
        groups.append((reason, [column]))
      }
    }
    return groups.map { "\($0.columns.joined(separator: ", ")): \($0.reason)" }
      .joined(separator: " | ")
  }

  /// The column that a report's key stands in; the key itself, without what names the row, where there is none; nil
  /// where the row has a value there.
  private static func column(
    of key: String, kind: String, profile: String, fields: [Field]
  ) -> String? {
    let place = "\(kind)s."
    var column = key.hasPrefix(place) ? String(key.dropFirst(place.count)) : key
    if !profile.isEmpty, column.hasPrefix("sway.") {
      column = "\(profile).\(column.dropFirst("sway.".count))"
    }
    let isThere = fields.contains {
      $0.value != .null && ($0.column == column || $0.column.hasPrefix(column + "."))
    }
    return isThere ? nil : column
  }
}

extension [JSONValue] {
  /// The numbers of a list that has nothing else in it; nil for any other.
  fileprivate var texts: [String]? {
    guard !isEmpty, allSatisfy({ $0.numberValue != nil }) else { return nil }
    return map { $0.text() }
  }
}

extension ReportTable {
  /// What every table begins with.
  private static let beginning = Array("file,row,".utf8)

  /// Whether the file at `path` is a table of reports, by how it begins.
  static func isTable(_ path: String) throws(RecordingError) -> Bool {
    try beginsLikeTable(path, orIsEmpty: false)
  }

  /// Whether a table may take the place of what is at `path`: nothing, an empty file, a pipe or device, or
  /// another table. A recording may not be lost to one.
  public static func mayReplace(_ path: String) throws(RecordingError) -> Bool {
    guard OutputPath.isFile(path) else { return true }
    return try beginsLikeTable(path, orIsEmpty: true)
  }

  private static func beginsLikeTable(
    _ path: String, orIsEmpty isEnough: Bool
  ) throws(RecordingError) -> Bool {
    let file = try InputFile(path: path)
    var bytes = [UInt8](repeating: 0, count: beginning.count)
    let count = try file.read(into: &bytes, at: 0, upTo: bytes.count, file: path)
    return bytes == beginning || isEnough && count == 0
  }
}
