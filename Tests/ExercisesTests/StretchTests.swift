import Exercises
import Samples
import Testing

@Suite("Wall stretch with a sensor on the back foot")
struct StretchTests {
  private func report(_ schedule: AngleSchedule, hasGyroscope: Bool = true) -> SessionReport {
    let sensor = HingeSensor(schedule: schedule, hasGyroscope: hasGyroscope, seed: 101)
    return SessionRun(
      SessionConfiguration(exercise: .wallStretch, placement: .foot), sensor.elements()
    ).report
  }

  @Test(
    "the hold starts with the stillness and lasts while the foot stays", arguments: [true, false])
  func hold(hasGyroscope: Bool) throws {
    var schedule = AngleSchedule()
    schedule.move(to: 30, over: 0.5)
    schedule.move(to: 0, over: 0.5)
    let still = schedule.length
    schedule.pause(20)
    let leaving = schedule.length
    schedule.move(to: 50, over: 1)
    schedule.pause(0.3)
    let holds = report(schedule, hasGyroscope: hasGyroscope).holds
    try #require(holds.count == 1)
    #expect(abs(holds[0].start - still) < 0.6)
    #expect(abs(holds[0].end - leaving) < 0.5)
    #expect(holds[0].startBasis == .settled)
    // Giving up the held position is a touch-down (HoldEnd); a step-off is getting off something.
    #expect(holds[0].endedBy == .touchDown)
    #expect(holds[0].faults.isEmpty)
  }

  @Test("a heel that lifts is a fault with its times", arguments: [true, false])
  func lift(hasGyroscope: Bool) throws {
    var schedule = AngleSchedule()
    schedule.pause(5)
    let lift = schedule.length
    schedule.move(to: 9, over: 0.4)
    schedule.pause(0.8)
    schedule.move(to: 0, over: 0.4)
    let down = schedule.length
    schedule.pause(5)
    let holds = report(schedule, hasGyroscope: hasGyroscope).holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.map(\.kind) == [.heelLift])
    // Within what a movement of 0.4 s takes to pass 3 of its 9 degrees, and the smoothing.
    #expect(abs(try #require(holds[0].faults.first).start - (lift + 0.16)) < 0.15)
    #expect(abs(try #require(holds[0].faults.first).end - (down - 0.16)) < 0.15)
    #expect(holds[0].endedBy == .endOfRecording)
    #expect(abs(holds[0].duration - schedule.length) < 0.3)
  }

  @Test("what stays within 2 degrees, or is over at once, is no fault")
  func noLift() throws {
    var schedule = AngleSchedule()
    schedule.pause(5)
    schedule.move(to: 2, over: 0.5)
    schedule.pause(2)
    schedule.move(to: 0, over: 0.5)
    schedule.pause(2)
    schedule.move(to: 4.5, over: 0.2)
    schedule.move(to: 0, over: 0.2)
    schedule.pause(3)
    let holds = report(schedule).holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.isEmpty)
  }

  @Test("a heel that stays up for seconds ends the hold where it lifted")
  func gaveUp() throws {
    var schedule = AngleSchedule()
    schedule.pause(6)
    let lift = schedule.length
    schedule.move(to: 12, over: 0.5)
    schedule.pause(8)
    let hold = try #require(report(schedule).holds.first)
    #expect(hold.endedBy == .touchDown)
    #expect(abs(hold.end - lift) < 0.5)
  }
}
