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
      conditions: conditions, side: .left, duration: 12.5, credited: 6, score: 50)
    let second = EarlierHold(
      conditions: conditions, side: nil, duration: 4, credited: 4, score: nil)
    let line = report().json(file: "a.csv").text()
    #expect(try holds([line]) == [first, second])
    #expect(try holds([line, "", line]) == [first, second, first, second])
  }

  @Test("event lines and reports of other exercises are passed over")
  func others() throws {
    let event = SessionEvent(time: 3, kind: .holdSecond(1)).json(of: .balanceHold).text()
    #expect(event == #"{"t_s":3.0,"event":"hold-second","seconds":1}"#)
    let raises = report(.calfRaise).json(file: nil).text()
    #expect(try holds([event, raises]).isEmpty)
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

  @Test(
    "what is no report is an error with file, line and what to give",
    arguments: [
      ("t_s,ml_mm,ap_mm", ":1: isn't a report"), (#"{"schema":"other/1"}"#, "soleus.report/1"),
      (#"{"t_s":3.0,"event":"hold-second"}"#, "there is no report"),
      (
        #"{"schema":"soleus.report/1","exercise":"balance-hold","surface":"ice","input":{"sensor":"board"}}"#,
        "surface"
      ),
      (
        #"{"schema":"soleus.report/1","exercise":"balance-hold","surface":"firm","input":{"sensor":"board"},"holds":[{"duration_s":-3}]}"#,
        "duration_s"
      ),
    ])
  func broken(line: String, words: String) {
    #expect {
      try holds([line])
    } throws: { error in
      "\(error)".contains(words) && "\(error)".contains("soleus replay --json")
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
