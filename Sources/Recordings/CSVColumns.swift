import Samples

/// What the columns of a CSV file are, by the names in its header.
struct CSVColumns {
  /// What the rows are.
  let content: RecordingContent
  /// Names in the file's order.
  let names: [String]
  /// For each column the place of its value in a row's values; nil for a column that isn't read.
  let places: [Int?]
  /// For each place the factor that leads to the unit of ``Sample``; place 0 is the time in seconds.
  let scales: InlineArray<8, Double>
  /// Whether a force plate's file has the vertical force.
  let hasForce: Bool

  /// The columns that nothing reads.
  var ignored: [String] { zip(names, places).filter { $0.1 == nil }.map(\.0) }

  /// Columns that only make sense together.
  private struct Group {
    var names: [String]
    var scale: Double
    var content: RecordingContent
  }

  private static let time = "t_s"

  /// What a file is of: exactly one of these.
  private static let quantities = [
    Group(
      names: ["ax_g", "ay_g", "az_g"], scale: PhysicalConstant.standardGravity,
      content: .accelerometer),
    Group(names: ["ax_ms2", "ay_ms2", "az_ms2"], scale: 1, content: .accelerometer),
    Group(names: ["tl_kg", "tr_kg", "bl_kg", "br_kg"], scale: 1, content: .board),
    Group(
      names: ["tl_n", "tr_n", "bl_n", "br_n"], scale: 1 / PhysicalConstant.standardGravity,
      content: .board),
    Group(names: ["ml_mm", "ap_mm"], scale: 1, content: .centerOfPressure),
  ]

  /// What may come with it.
  private static let additions = [
    Group(names: ["gx_dps", "gy_dps", "gz_dps"], scale: .pi / 180, content: .accelerometer),
    Group(names: ["gx_rads", "gy_rads", "gz_rads"], scale: 1, content: .accelerometer),
    Group(names: ["fz_n"], scale: 1, content: .centerOfPressure),
  ]

  /// Reads a header line.
  init(header: String) throws(RecordingError.Problem) {
    let names = Self.fields(header).map { String($0) }
    if names.count == 1 {
      if header.contains(";") { throw .separator("semicolons") }
      if header.contains("\t") { throw .separator("tabs") }
    }
    guard let quantity = try Self.only(of: Self.quantities, in: names) else {
      throw .noKnownColumns(found: names.map { excerpt($0) })
    }
    let possible = Self.additions.filter { $0.content == quantity.content }
    let addition = try Self.only(of: possible, in: names)

    let groups =
      [Group(names: [Self.time], scale: 1, content: quantity.content), quantity]
      + (addition.map { [$0] } ?? [])
    let read = groups.flatMap(\.names)
    let missing = read.filter { !names.contains($0) }
    guard missing.isEmpty else { throw .missingColumns(missing) }
    if let twice = read.first(where: { name in names.count { $0 == name } > 1 }) {
      throw .duplicateColumn(twice)
    }

    var scales = InlineArray<8, Double>(repeating: 1)
    for (place, name) in read.enumerated() {
      scales[place] = groups.first { $0.names.contains(name) }?.scale ?? 1
    }
    self.names = names
    self.scales = scales
    places = names.map { read.firstIndex(of: $0) }
    hasForce = quantity.content == .centerOfPressure && addition != nil
    content =
      quantity.content == .accelerometer && addition != nil
      ? .accelerometerAndGyroscope : quantity.content
  }

  /// The one group of which there are columns; nil if there is none.
  private static func only(
    of groups: [Group], in names: [String]
  ) throws(RecordingError.Problem) -> Group? {
    let present = groups.filter { group in group.names.contains { names.contains($0) } }
    if present.count > 1 {
      let found = present.map { group in group.names.first { names.contains($0) } ?? "" }
      throw .conflictingColumns(found[0], found[1])
    }
    return present.first
  }

  /// The fields of a line, without the spaces and quotes round them. A comma within quotes is text.
  static func fields(_ line: String) -> [Substring] {
    var fields: [Substring] = []
    var start = line.startIndex
    var isQuoted = false
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == ",", !isQuoted {
        fields.append(trimmed(line[start..<index]))
        start = line.index(after: index)
      }
    }
    fields.append(trimmed(line[start...]))
    return fields
  }

  private static func trimmed(_ field: Substring) -> Substring {
    var field = field.drop { $0 == " " || $0 == "\t" }
    while field.last == " " || field.last == "\t" { field.removeLast() }
    if field.count >= 2, field.first == "\"", field.last == "\"" {
      field = field.dropFirst().dropLast()
    }
    return field
  }
}
