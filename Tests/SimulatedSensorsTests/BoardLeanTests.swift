import Exercises
import Samples
import Testing

@testable import SimulatedSensors

@Suite("One foot or both on a simulated board")
struct BoardLeanTests {
  private func events(
    _ steps: [BoardHoldSession.Step], person: BoardHoldSession.Person, seed: UInt64
  ) -> (events: [SessionEvent], report: SessionReport, truth: [HoldTruth]) {
    let story = BoardHoldSession(steps, person: person, seed: seed)
    var session = Session(configuration: SessionConfiguration(exercise: .balanceHold))
    var events: [SessionEvent] = []
    for row in BluetoothBoardMotion(
      story, link: BoardLink(), seed: seed, duration: story.duration)
    {
      session.advance(row) { events.append($0) }
    }
    session.finish { events.append($0) }
    return (events, session.report, story.holds)
  }

  @Test(
    "weight from side to side and stays on one side are no holds, however fast and however far",
    arguments: 1...4 as ClosedRange<UInt64>)
  func leaning(seed: UInt64) {
    var person = BoardHoldSession.Person()
    person.footDistance = [120, 180, 240, 290][Int(seed) - 1]
    var steps: [BoardHoldSession.Step] = [.wait(2), .stepOn(leftFirst: true), .wait(4)]
    for (seconds, stay) in [(0.4, 0.3), (0.8, 3), (1.5, 0.1), (0.5, 7), (2, 4)] {
      steps += [
        .lean(rightShare: 0.18, seconds: seconds), .wait(stay),
        .lean(rightShare: 0.82, seconds: seconds), .wait(stay),
      ]
    }
    steps += [.lean(rightShare: 0.5, seconds: 1), .wait(2), .stepOff(leftFirst: true), .wait(2)]
    let run = events(steps, person: person, seed: seed)
    #expect(run.truth.isEmpty)
    #expect(run.report.holds.isEmpty)
    #expect(!run.events.contains { if case .holdStarted = $0.kind { true } else { false } })
  }

  @Test(
    "a foot raised at once after getting on makes a hold, told at the latest when both feet stand calmly",
    arguments: 1...4 as ClosedRange<UInt64>)
  func early(seed: UInt64) throws {
    var person = BoardHoldSession.Person()
    person.sway = 0.5
    person.ankleWork = 0.5
    let run = events(
      [
        .wait(2), .stepOn(leftFirst: true), .wait(1), .raise(standingOnLeft: false, seconds: 0.6),
        .wait(8), .putDown(seconds: 0.6), .wait(6), .stepOff(leftFirst: true), .wait(2),
      ], person: person, seed: seed)
    let truth = try #require(run.truth.first)
    try #require(run.report.holds.count == 1)
    let hold = run.report.holds[0]
    #expect(abs(hold.start - truth.start) < 0.3)
    #expect(abs(hold.end - truth.end) < 0.3)
    #expect(hold.side == .right && hold.endedBy == .touchDown)
    let told = run.events.filter { if case .holdEnded = $0.kind { true } else { false } }
    try #require(told.count == 1)
    #expect(told[0].time < truth.end + 6)
    // Whoever follows the events hears of its start as well, and before its end.
    let starts = run.events.filter { if case .holdStarted = $0.kind { true } else { false } }
    #expect(starts.count == 1 && starts[0].time <= told[0].time)
  }
}
