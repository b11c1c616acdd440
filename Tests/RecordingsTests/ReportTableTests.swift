import Exercises
import Foundation
import Samples
import Testing

@testable import Recordings

/// CSV as RFC 4180 has it, written and read again by rules of its own.
struct CSVTextTests {
  /// What stands in a field, and how RFC 4180, section 2, has it written.
  static let fields: [(text: String, written: String)] = [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), (" led", "\" led\""),
    ("ended ", "\"ended \""), ("mm²; ’", "mm²; ’"), ("\"", "\"\"\"\""),
  ]

  @Test("a field is quoted where it must be, and only there", arguments: fields)
  func field(text: String, written: String) {
    #expect(CSVText.field(text) == written)
  }

  @Test("a line ends with a carriage return and a line feed")
  func line() {
    #expect(CSVText.line(["a", "b,c", ""]) == "a,\"b,c\",\r\n")
  }

  @Test("numbers read back to the same double, and null is nothing")
  func values() {
    for number in [0.1, 1.0 / 3, 1e-300, -2.5e17, 12.0] {
      #expect(Double(CSVText.text(.number(number))) == number)
    }
    #expect(CSVText.text(.null) == "")
    #expect(CSVText.text(.number(.nan)) == "")
    #expect(CSVText.text(.integer(7)) == "7")
    // R's type.convert knows no other; pandas takes them too.
    #expect(CSVText.text(.bool(true)) == "TRUE")
    #expect(CSVText.text(.bool(false)) == "FALSE")
  }
}

/// Reports as a table.
struct ReportTableTests {
  /// The report of a file's text.
  private func report(
    _ text: String, _ exercise: Exercise, filter: SwayFilter? = SwayFilter.none
  ) throws -> SessionReport {
    let folder = try TemporaryFolder()
    var reader = try RecordingReader(path: folder.file("a.csv", text))
    var session = Session(
      configuration: SessionConfiguration(exercise: exercise, swayFilter: filter))
    while let element = try reader.next() { session.advance(element) { _ in } }
    session.finish { _ in }
    return session.report
  }

  /// A circle of 10 mm, once a second, at 100 Hz.
  private func circle(seconds: Int) -> String {
    "t_s,ml_mm,ap_mm\n"
      + (0..<(seconds * 100)).map { index in
        let angle = 2 * Double.pi * Double(index) / 100
        return "\(Double(index) / 100),\(10 * cos(angle)),\(10 * sin(angle))\n"
      }.joined()
  }

  /// The table's fields, the names first.
  private func fields(_ table: ReportTable) throws -> [[String]] {
    try #require(csvRecords(table.lines.joined()))
  }

  /// The table's records by column.
  private func records(_ table: ReportTable) throws -> [[String: String]] {
    let lines = try fields(table)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test("warnings stand in the table in words, and are empty where there are none")
  func warnings() throws {
    var report = try report(circle(seconds: 12), .balanceHold)
    var table = ReportTable()
    table.append(ReportTable.Rows(report, file: "a.csv"))
    report.holdSummary?.symmetry = LimbSymmetry(
      percent: 60, basis: .weaker, warnings: [.unknownDevice, .cutShort])
    report.holds[0].comparison = HoldComparison(
      duration: nil, score: nil, warnings: [.otherBall])
    table.append(ReportTable.Rows(report, file: "b.csv"))
    let records = try records(table)
    #expect(
      records.map { $0["limb_symmetry_warnings"] } == ["", "unknown-device cut-short"])
    #expect(records.map { $0["earlier.warnings"] } == ["", "other-ball"])
    #expect(records[1]["limb_symmetry_warnings.count"] == nil)
  }

  @Test("a quiet stance is a row, with every measure under its profile")
  func stance() throws {
    let report = try report(circle(seconds: 20), .quietStance)
    var table = ReportTable()
    table.append(ReportTable.Rows(report, file: "a.csv"))
    let record = try #require(try records(table).first)
    #expect(table.count == 1)
    #expect(record["file"] == "a.csv")
    #expect(record["row"] == "recording")
    #expect(record["number"] == "")
    #expect(record["input.samples"] == "2000")
    for measure in try #require(report.sway).measures {
      let value = try #require(record["none.\(measure.key)"])
      #expect(Double(value) == measure.value)
    }
    // 1999 chords of a circle, each 2 r sin(pi / 100).
    let path = try #require(record["none.path_mm"].flatMap(Double.init))
    #expect(abs(path - 1999 * 20 * sin(.pi / 100)) < 1e-6)
  }

  @Test("profiles that differ never share a column")
  func profiles() throws {
    var table = ReportTable()
    for filter in [SwayFilter.none, .lowpass(hertz: 10), .lowpass(hertz: 5)] {
      table.append(
        ReportTable.Rows(
          try report(circle(seconds: 20), .quietStance, filter: filter), file: "a.csv"))
    }
    table.append(
      ReportTable.Rows(try report(circle(seconds: 20), .quietStance, filter: nil), file: "a.csv"))
    let columns = [
      "none.path_mm", "lowpass:10.0.path_mm", "lowpass:5.0.path_mm", "soleus.path_mm",
    ]
    #expect(try fields(table)[0].filter { $0.hasSuffix(".path_mm") } == columns)
    for (index, record) in try records(table).enumerated() {
      #expect(columns.filter { record[$0] != "" } == [columns[index]])
    }
  }

  @Test(
    "holds are rows with numbers; different exercises share a table, empty where they don't apply")
  func mixed() throws {
    var table = ReportTable()
    let hold = try report(circle(seconds: 8), .balanceHold)
    let stance = try report(circle(seconds: 8), .quietStance)
    let none = try report(circle(seconds: 1), .balanceHold)
    for (report, file) in [(hold, "hold.csv"), (stance, "two, feet.csv"), (none, "none.csv")] {
      table.append(ReportTable.Rows(report, file: file))
    }
    #expect(table.lines[2].hasPrefix("\"two, feet.csv\","))
    #expect(Set(table.lines.map { $0.hasSuffix("\r\n") }) == [true])
    let records = try records(table)
    #expect(records[1]["file"] == "two, feet.csv")
    #expect(records[0]["row"] == "hold")
    #expect(records[0]["number"] == "1")
    #expect(records[0]["ended_by"] == "end-of-recording")
    #expect(Double(records[0]["duration_s"] ?? "") == hold.holds[0].duration)
    #expect(records[0]["faults.count"] == "0")
    // Without a hold the recording isn't left out.
    #expect(records[2]["row"] == "recording")
    #expect(records[2]["duration_s"] == "")
    #expect(records[2]["input.samples"] == "100")
  }

  @Test("what isn't known is named as its column is, each reason once")
  func unknown() throws {
    let report = try report(circle(seconds: 8), .quietStance)
    var table = ReportTable()
    table.append(ReportTable.Rows(report, file: "a.csv"))
    let lines = try fields(table)
    let record = try #require(try records(table).first)
    let groups = try #require(record["not_known"]).split(separator: " | ").map {
      $0.split(separator: ": ", maxSplits: 1).map(String.init)
    }
    try #require(groups.allSatisfy { $0.count == 2 })
    #expect(Set(groups.map { $0[1] }).count == groups.count)
    let named = groups.flatMap { $0[0].split(separator: ", ").map(String.init) }
    // Exactly the measures without a value, each a column of the table.
    let empty = try #require(report.sway).measures.filter { $0.value == nil }.map {
      "none.\($0.key)"
    }
    #expect(empty.count > 10)
    #expect(named.sorted() == empty.sorted())
    #expect(Set(named).isSubset(of: lines[0]))
    #expect(groups.contains { $0[0].contains("none.f50_ml_hz") && $0[1].contains("10 s") })
  }

  @Test("of a hold's row only what this hold lacks is named")
  func unknownOfHold() throws {
    let hold = try report(circle(seconds: 8), .balanceHold)
    var table = ReportTable()
    table.append(ReportTable.Rows(hold, file: "a.csv"))
    let record = try #require(try records(table).first)
    let text = try #require(record["not_known"])
    #expect(!text.contains("holds."))
    #expect(text.contains("none.f50_ml_hz"))
    #expect(!text.contains("none.path_mm"))
  }

  @Test("every line has as many fields as the header, and no column comes twice")
  func shape() throws {
    var table = ReportTable()
    for (seconds, exercise) in [(8, Exercise.balanceHold), (20, .quietStance), (1, .balanceHold)] {
      table.append(
        ReportTable.Rows(try report(circle(seconds: seconds), exercise), file: "a.csv"))
    }
    let lines = try fields(table)
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(Set(lines[0]).count == lines[0].count)
    #expect(!lines[0].contains("sway"))
  }
}

/// Which files of a folder are replayed.
struct RecordingFolderTests {
  @Test("recordings are found in all folders within, in the order of their paths")
  func finding() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("b/c"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder.path(".git"), withIntermediateDirectories: true)
    for name in [
      "b.csv", "a.csv", "b/c/d.evemu", "b/a.yml", ".hidden.csv", "README.md", "truth.json",
      "a.explained.csv", "a.explained.svg", "table.csv", ".git/x.csv", "B.csv",
    ] { _ = try folder.file(name, "") }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("loop"), withDestinationPath: folder.path(""))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.csv"), withDestinationPath: folder.path("a.csv"))
    let root = folder.path("")
    let found = try RecordingFolder(path: root, excluding: folder.path("table.csv"))
    let prefix = root.hasSuffix("/") ? root : root + "/"
    #expect(
      found.recordings.map { $0.replacing(prefix, with: "") } == [
        "B.csv", "a.csv", "b.csv", "b/a.yml", "b/c/d.evemu", "link.csv",
      ])
    #expect(
      found.others.map { $0.replacing(prefix, with: "") } == [
        ".git", ".hidden.csv", "README.md", "a.explained.csv", "a.explained.svg", "loop",
        "table.csv", "truth.json",
      ])
  }

  @Test("what is no folder, or can't be read, is an error")
  func errors() throws {
    let folder = try TemporaryFolder()
    #expect(!RecordingFolder.isFolder(folder.path("nowhere")))
    #expect(throws: RecordingError.self) { try RecordingFolder(path: folder.path("nowhere")) }
  }
}

/// A file that is there as a whole or not at all.
struct WholeFileTests {
  @Test("what was there stays unless it may be lost, and no other file is left behind")
  func replacing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.csv", "old")
    #expect(throws: RecordingError(file: path, problem: .alreadyExists)) {
      try WholeFile.write(["new\n"], to: path, overwrite: false)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try WholeFile.write(["new\n", "lines\n"], to: path, overwrite: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new\nlines\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["a.csv"])
  }

  @Test("a folder that isn't there is an error with the file's own name")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("no/a.csv")
    let error = #expect(throws: RecordingError.self) {
      try WholeFile.write(["new\n"], to: path, overwrite: false)
    }
    #expect(error?.file == path)
  }
}

/// Records of CSV by the grammar of RFC 4180, section 2; nil for text that doesn't follow it.
func csvRecords(_ text: String) -> [[String]]? {
  var records: [[String]] = [[]]
  var field = ""
  var isQuoted = false
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        field.unicodeScalars.append(scalar)
      } else if rest.first == "\"" {
        field.unicodeScalars.append(rest.removeFirst())
      } else {
        isQuoted = false
        guard rest.first == "," || rest.first == "\r" else { return nil }
      }
      continue
    }
    switch scalar {
    case "\"":
      guard field.isEmpty else { return nil }
      isQuoted = true
    case ",":
      records[records.count - 1].append(field)
      field = ""
    case "\r":
      guard rest.popFirst() == "\n" else { return nil }
      records[records.count - 1].append(field)
      records.append([])
      field = ""
    case "\n": return nil
    default: field.unicodeScalars.append(scalar)
    }
  }
  guard !isQuoted, field.isEmpty, records.popLast()?.isEmpty == true else { return nil }
  return records
}
