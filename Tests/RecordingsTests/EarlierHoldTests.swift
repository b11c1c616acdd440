import Exercises
import Samples
import Testing

@testable import Recordings

/// Holds of earlier sessions, read back from the reports that a program wrote.
struct EarlierHoldTests {
  private let conditions = HoldConditions(
    surface: .bosuPlatform, sensor: "accelerometer+gyroscope", placement: .platform,
    identity: "i2c-1 0x68 id 0x68", trainer: BalanceTrainer(ball: "blue", inflation: "22 cm"),
    bodyMass: 70.5)

  private func report(_ exercise: Exercise = .balanceHold) -> SessionReport {
    var report = SessionReport(
      exercise: exercise, placement: .platform, side: .left, surface: .bosuPlatform,
      input: InputSummary(
        sensor: "accelerometer+gyroscope", duration: 30, samples: 3000, nominalRate: 100,
        effectiveRate: 100, gaps: []),
      sets: [],
      holds: [
        HoldReport(
          start: 2, end: 14.5, side: .left, basis: .declared, startBasis: .settled,
          endedBy: .touchDown, faults: [Fault(start: 8, end: 8.5, kind: .otherFootTouch)],
          stability: StabilityScore(quantity: .tiltRate, speed: 10, halfSpeed: 10), sway: nil),
        HoldReport(
          start: 20, end: 24, side: nil, basis: .declared, startBasis: .settled,
          endedBy: .stepOff, faults: [], sway: nil),
      ], transitions: [], sway: nil, unavailable: [])
    report.holds[0].credited = 6
    report.device = DeviceIdentity(name: "MPU-6050", identity: "i2c-1 0x68 id 0x68")
    report.holdSummary = HoldSummary(conditions: conditions)
    return report
  }

  private func holds(_ lines: [String]) throws -> [EarlierHold] {
    let folder = try TemporaryFolder()
    let file = try folder.file("reports.jsonl", lines.joined(separator: "\n") + "\n")
    return try EarlierHold.holds(inReportsOf: file)
  }

  @Test("a report's holds come back with all that comparing takes")
  func roundTrip() throws {
    let first = EarlierHold(
      conditions: conditions, side: .left, duration: 12.5, credited: 6, score: 50,
      endedBy: .touchDown)
    let second = EarlierHold(
      conditions: conditions, side: nil, duration: 4, credited: 4, score: nil, endedBy: .stepOff)
    let line = report().json(file: "a.csv").text()
    #expect(try holds([line]) == [first, second])
    #expect(try holds([line, "", line]) == [first, second, first, second])
    var strict = report()
    strict.isStrict = true
    #expect(
      try holds([strict.json(file: nil).text()]).map(\.conditions.isStrict) == [true, true])
  }

  @Test("event lines, and reports of other exercises beside those of holds, are passed over")
  func others() throws {
    let event = SessionEvent(time: 3, kind: .holdSecond(1)).json(of: .balanceHold).text()
    #expect(event == #"{"t_s":3.0,"event":"hold-second","seconds":1}"#)
    let raises = report(.calfRaise).json(file: nil).text()
    let hold = report().json(file: nil).text()
    #expect(try holds([event, raises, hold]).count == 2)
    #expect {
      try holds([event, raises])
    } throws: { error in
      "\(error)".contains(
        "has no report of balance-hold, only of calf-raise; give the lines that `soleus replay --json`"
      )
    }
  }

  @Test("a report longer than a recording's lines may be is read")
  func long() throws {
    var long = report()
    long.transitions = (0..<5000).map {
      Transition(start: Double($0), end: Double($0) + 0.5, kind: .tap)
    }
    let line = long.json(file: nil).text()
    #expect(line.utf8.count > 200_000)
    #expect(try holds([line]).count == 2)
  }

  /// A report's line with these members beside what every report has.
  private static func line(_ members: String) -> String {
    #"{"schema":"soleus.report/1","exercise":"balance-hold",\#(members)}"#
  }

  /// What a file holds, and what is said of it behind its name.
  private static let brokenLines: [(text: String, words: String)] = [
    ("t_s,ml_mm,ap_mm", ":1: isn't a report: the line is no JSON object; give the lines"),
    ("# soleus recording 1\n", ":1: isn't a report: it is a recording; give the lines"),
    ("", ": isn't a report: it is empty; give the lines"),
    ("\n \n", ": isn't a report: it is empty; give the lines"),
    ("[1]", ":1: isn't a report: the line is no JSON object"),
    (#"{"schema":"other/1"}"#, #":1: isn't a report: it has no "schema": "soleus.report/1""#),
    (
      #"{"schema":"soleus.report/2"}"#,
      ":1: is a soleus.report/2; this program reads soleus.report/1, update it"
    ),
    (#"{"schema":"soleus.report/1"}"#, #":1: isn't a report: "exercise" isn't a text"#),
    (#"{"t_s":3.0,"event":"hold-second"}"#, ": has no report; give the lines"),
    (#"{"schema":"soleus.rep"#, "the line ends within the object: it is cut off, or"),
    // Characters are counted from 1, as editors do.
    (#"{"t":01}"#, ":1: isn't a report: the line is no JSON: character 6: not a JSON number"),
    (line(#""surface":"ice","input":{"sensor":"board"}"#), #"report: "surface" isn't a known"#),
    (line(#""input":{"sensor":"board"}"#), #":1: isn't a report: "surface" is missing"#),
    (
      line(
        #""surface":"firm","input":{"sensor":"board"},"#
          + #""holds":[{"duration_s":3},{"duration_s":-3}]"#
      ), #":1: isn't a report: hold 2: "duration_s" isn't a number above 0"#
    ),
  ]

  @Test(
    "what is no report is an error with file, line, key and what to give", arguments: brokenLines)
  func broken(text: String, words: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("reports.jsonl", text)
    #expect {
      try EarlierHold.holds(inReportsOf: file)
    } throws: { error in
      words.hasPrefix(":")
        ? "\(error)".contains("reports.jsonl" + words) : "\(error)".contains(words)
    }
  }

  @Test("the line that is told is the one in the file, blank ones counted")
  func lineNumber() throws {
    let line = report().json(file: nil).text()
    #expect { try holds([line, "", "{"]) } throws: { "\($0)".contains("reports.jsonl:3: isn't") }
  }

  @Test("a folder is said to be one")
  func folder() throws {
    let folder = try TemporaryFolder()
    #expect {
      try EarlierHold.holds(inReportsOf: folder.path("."))
    } throws: {
      "\($0)".hasSuffix("is a folder; name a file in it")
    }
  }

  @Test("a file that isn't there is the system's error")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RecordingError.self) {
      try EarlierHold.holds(inReportsOf: folder.path("none.jsonl"))
    }
  }
}
