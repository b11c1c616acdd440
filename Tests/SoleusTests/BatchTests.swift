import Foundation
import Testing

/// `replay` of folders, and `--table`.
struct BatchTests {
  /// Some seconds of a centre of pressure that goes round in a circle of so many mm.
  private func circle(_ radius: Double, seconds: Int = 6) -> String {
    "t_s,ml_mm,ap_mm\n"
      + (0..<(seconds * 50)).map { index in
        let angle = 2 * Double.pi * Double(index) / 50
        return "\(Double(index) / 50),\(radius * cos(angle)),\(radius * sin(angle))\n"
      }.joined()
  }

  /// A folder `trials` with so many recordings in it, in two levels.
  private func trials(_ count: Int) throws -> Program {
    let program = try Program()
    try FileManager.default.createDirectory(
      at: program.folder.appendingPathComponent("trials/more"), withIntermediateDirectories: true)
    for index in 0..<count {
      let name = index.isMultiple(of: 3) ? "trials/more/t\(index).csv" : "trials/t\(index).csv"
      try program.write(circle(Double(index + 1)), to: name)
    }
    return program
  }

  private func column(_ name: String, of table: String) throws -> [String] {
    let records = try #require(csvRecords(table))
    let place = try #require(records[0].firstIndex(of: name), "\(name)")
    return records.dropFirst().map { $0[place] }
  }

  @Test("a folder's recordings become a table, in the order of their paths")
  func table() throws {
    let program = try trials(5)
    try program.write("{}", to: "trials/truth.json")
    try program.write("words", to: "trials/README")
    let outcome = try program.run(
      "replay", "trials", "--exercise", "quiet-stance", "--filter", "none", "--table", "out.csv")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    expect(
      outcome.errors, holds: ["truth.json", "README", "out.csv: note: 5 rows of 5 recordings"])
    let table = try program.text(of: "out.csv")
    #expect(
      try column("file", of: table) == [
        "trials/more/t0.csv", "trials/more/t3.csv", "trials/t1.csv", "trials/t2.csv",
        "trials/t4.csv",
      ])
    // Of a circle the range is its diameter, and the path grows with the radius.
    let ranges = try column("none.range_ml_mm", of: table).map { try #require(Double($0)) }
    for (range, radius) in zip(ranges, [1.0, 4, 2, 3, 5]) {
      #expect(abs(range - 2 * radius) < 1e-9)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        .filter { !$0.hasPrefix(".") }.sorted() == ["out.csv", "trials"])
  }

  @Test("the number of jobs changes no byte: not of reports, nor of notes, nor of the table")
  func jobs() throws {
    let program = try trials(24)
    let noted = circle(3).replacing("\n", with: ",0\n").replacing("ap_mm,0", with: "ap_mm,more")
    try program.write(noted, to: "trials/t2.csv")
    try program.write("t_s,ml_mm,ap_mm\n0,1,x\n0.1,1,1\n", to: "trials/t5.csv")
    var outcomes: [[String]] = []
    for jobs in ["1", "4"] {
      let printed = try program.run(
        "replay", "trials", "--exercise", "balance-hold", "--jobs", jobs)
      let lines = try program.run(
        "replay", "trials", "--exercise", "balance-hold", "--json", "--jobs", jobs, "--table",
        "out\(jobs).csv")
      #expect(printed.status == 65)
      #expect(lines.status == 65)
      outcomes.append([
        printed.output, printed.errors, lines.output,
        lines.errors.replacing("out\(jobs).csv", with: "out.csv"),
        try program.text(of: "out\(jobs).csv"),
      ])
    }
    #expect(outcomes[0] == outcomes[1])
    #expect(outcomes[0][2].split(separator: "\n").count == 23)
  }

  @Test("broken files in the middle are named at the end with their exit codes")
  func broken() throws {
    let program = try trials(4)
    try program.write("t_s,ml_mm,ap_mm\n0,1,1\n0.1,oops,1\n0.2,1,1\n", to: "trials/t1.csv")
    let outcome = try program.run(
      "replay", "nowhere.csv", "trials", "--exercise", "quiet-stance", "--table", "out.csv")
    #expect(outcome.status == 66)
    expect(outcome.errors, holds: ["trials/t1.csv:3: ml_mm is 'oops', not a number"])
    let last = try #require(outcome.errors.split(separator: "\n").last)
    #expect(
      last == "soleus: 2 of 5 files gave no report: nowhere.csv (66), trials/t1.csv (65)")
    #expect(try column("file", of: program.text(of: "out.csv")).count == 3)
  }

  @Test("an empty folder is no input, and doesn't stop what comes after it")
  func empty() throws {
    let program = try trials(2)
    try FileManager.default.createDirectory(
      at: program.folder.appendingPathComponent("empty"), withIntermediateDirectories: true)
    let alone = try program.run("replay", "empty", "--exercise", "quiet-stance")
    #expect(alone.status == 66)
    expect(alone.errors, holds: ["empty: holds no recordings"])
    let beside = try program.run(
      "replay", "empty", "trials", "--exercise", "quiet-stance", "--json")
    #expect(beside.status == 66)
    #expect(beside.lines.count == 2)
    expect(beside.errors, holds: ["1 of 3 files", "empty (66)"])
    // Nothing to tell, no table.
    _ = try program.run("replay", "empty", "--exercise", "quiet-stance", "--table", "out.csv")
    #expect(!program.exists("out.csv"))
  }

  @Test("a table that is there is kept unless it may be replaced, and never read as a recording")
  func replacing() throws {
    let program = try trials(2)
    let arguments = "replay trials --exercise quiet-stance --table trials/out.csv"
    #expect(try program.shell("soleus \(arguments)").status == 0)
    let first = try program.text(of: "trials/out.csv")
    let kept = try program.shell("soleus \(arguments)")
    #expect(kept.status == 74)
    expect(kept.errors, holds: ["trials/out.csv", "--overwrite"])
    #expect(try program.shell("soleus \(arguments) --overwrite").status == 0)
    #expect(try program.text(of: "trials/out.csv") == first)
  }

  @Test("a table takes the place of a table, never of a recording, and isn't read as one")
  func onlyTables() throws {
    let program = try trials(3)
    let recording = try program.text(of: "trials/t1.csv")
    for file in ["trials/t1.csv", "trials/../trials/t1.csv"] {
      let outcome = try program.run(
        "replay", "trials", "--exercise", "quiet-stance", "--table", file, "--overwrite")
      #expect(outcome.status == 64)
      expect(outcome.errors, holds: [file, "isn't a table that soleus wrote"])
    }
    #expect(try program.text(of: "trials/t1.csv") == recording)
    func tabulate(_ name: String) throws -> Program.Outcome {
      try program.run("replay", "trials", "--exercise", "quiet-stance", "--table", name)
    }
    #expect(try tabulate("trials/first.csv").status == 0)
    let second = try tabulate("trials/second.csv")
    #expect(second.status == 0)
    expect(second.errors, holds: ["no recordings, left out: trials/first.csv"])
    #expect(
      try program.text(of: "trials/second.csv") == program.text(of: "trials/first.csv"))
  }

  @Test("a disk that fills up leaves no half table, and keeps the old one")
  func fillingDisk() throws {
    let program = try trials(12)
    try program.write("file,row,old", to: "out.csv")
    let outcome = try program.shell(
      """
      trap '' XFSZ; ulimit -f 4
      soleus replay trials --exercise quiet-stance --table out.csv --overwrite
      """)
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["out.csv: can't write"])
    #expect(try program.text(of: "out.csv") == "file,row,old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        .filter { $0.contains("part") } == [])
  }

  @Test("standard output takes the table, and what would mix with it is refused")
  func standardOutput() throws {
    let program = try trials(2)
    let outcome = try program.run(
      "replay", "trials", "--exercise", "quiet-stance", "--table", "-")
    #expect(outcome.status == 0)
    #expect(try column("row", of: outcome.output) == ["recording", "recording"])
    for extra in ["--json", "--events"] {
      let mixed = try program.run(
        "replay", "trials", "--exercise", "quiet-stance", "--table", "-", extra)
      #expect(mixed.status == 64)
    }
    #expect(try program.run("replay", "trials", "--jobs", "0").status == 64)
    #expect(try program.run("replay", "trials", "--jobs", "2", "--events").status == 64)
  }

  @Test("holds and sets are rows of their own; exercises mix")
  func rows() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=3", "a.csv")
    _ = try program.run("simulate", "balance-board,seconds=12", "b.csv")
    let outcome = try program.run("replay", "a.csv", "b.csv", "--table", "out.csv")
    #expect(outcome.status == 0)
    let table = try program.text(of: "out.csv")
    #expect(try column("row", of: table) == ["set", "hold"])
    #expect(try column("repetitions.count", of: table) == ["3", ""])
    #expect(try column("exercise", of: table) == ["calf-raise", "balance-hold"])
    #expect(try column("soleus.path_mm", of: table).map { $0.isEmpty } == [true, false])
  }

  @Test("a stop leaves a table of what was read, says what isn't in it, and is no success")
  func stopped() throws {
    let program = try trials(2)
    // The second file comes through a pipe, whose writer waits.
    let outcome = try program.shell(
      """
      mkfifo late.csv
      (printf 't_s,ml_mm,ap_mm\\n0,1,1\\n'; sleep 3; printf '0.1,1,1\\n0.2,1,1\\n') > late.csv &
      soleus replay trials/t1.csv late.csv --exercise quiet-stance --jobs 1 --table out.csv & job=$!
      sleep 1.5; kill -INT $job; wait $job
      """)
    #expect(outcome.status == 74)
    expect(
      outcome.errors,
      holds: ["stopped; not read: late.csv", "the table isn't complete: 1 of 2 files weren't read"])
    #expect(try column("file", of: program.text(of: "out.csv")) == ["trials/t1.csv"])
  }

  @Test("times in milliseconds are an error with what to do, and stop no other file")
  func wrongUnit() throws {
    let program = try trials(2)
    let rows = (0..<400).map { "\($0 * 10),\(sin(Double($0))),1\n" }.joined()
    try program.write("t_s,ml_mm,ap_mm\n" + rows, to: "trials/t0.csv")
    let outcome = try program.run(
      "replay", "trials", "--exercise", "quiet-stance", "--table", "out.csv")
    #expect(outcome.status == 65)
    expect(outcome.errors, holds: ["trials/t0.csv: t_s rises by 10.0 s", "divide them by 1000"])
    #expect(
      try column("file", of: program.text(of: "out.csv"))
        == ["trials/more/t0.csv", "trials/t1.csv"])
  }

  @Test("the axis that points forward is told by an option, and refused where it points up")
  func forwardAxis() throws {
    let program = try Program()
    let rows = (0..<1500).map { index in
      let time = Double(index) / 100
      return "\(time),\(0.2 * sin(3 * time)),\(0.1 * cos(5 * time)),9.81\n"
    }.joined()
    try program.write("t_s,ax_ms2,ay_ms2,az_ms2\n" + rows, to: "belt.csv")
    func table(_ axis: String) throws -> (Int32, String, String) {
      let outcome = try program.run(
        "replay", "belt.csv", "--exercise", "quiet-stance", "--placement", "waist", "--profile",
        "isway2012", "--forward-axis", axis, "--table", "-")
      return (outcome.status, outcome.output, outcome.errors)
    }
    let key = "isway2012.acceleration_rms_ap_m_s2"
    // Forward and back are the same but for the sign, which no measure has.
    let ahead = try table("y")
    let back = try table("-y")
    #expect(ahead.0 == 0)
    let values = try [ahead, back].map { try #require(Double(try column(key, of: $0.1)[0])) }
    #expect(abs(values[0] / values[1] - 1) < 1e-12)
    #expect(try column("sway.forward_axis", of: back.1) == ["-y"])
    let up = try table("z")
    #expect(up.0 == 64)
    expect(up.2, holds: ["belt.csv", "axis z was told to point forward", "--forward-axis"])
  }

  @Test("a terminal gets a bar on standard error, a pipe none")
  func progress() throws {
    let program = try trials(8)
    let line = "soleus replay trials --exercise quiet-stance --table out.csv --overwrite"
    let narrow = "stty cols 60 rows 24 && \(line)"
    let shown = try program.shell("script -qec '\(narrow)' /dev/null").output
    expect(shown, holds: [" of 8", "\r", "\u{1B}[K", "8 rows of 8 recordings"])
    #expect(!shown.contains(/\u{1B}\[[0-9;]+m/))
    let dumb = try program.shell(
      "script -qec '\(narrow)' /dev/null", environment: ["TERM": "dumb"]
    ).output
    #expect(!dumb.contains("\u{1B}"))
    #expect(!(try program.shell(line).errors.contains("\u{1B}")))
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
