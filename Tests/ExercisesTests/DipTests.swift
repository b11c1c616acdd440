import Exercises
import Testing

@Suite("Heels that sink below neutral")
struct DipTests {
  /// From neutral down to -12, up to 30 and back to -12 each time, at last back to neutral.
  private static func dipping(_ count: Int) -> AngleSchedule {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    schedule.move(to: -12, over: 1)
    schedule.pause(0.6)
    for _ in 0..<count {
      schedule.repetition(to: 30, backTo: -12)
      schedule.pause(0.6)
    }
    schedule.move(to: 0, over: 1)
    schedule.pause(3)
    return schedule
  }

  @Test(
    "the first sink and the last return are no repetitions, in any mounting",
    arguments: [1, 2, 3, 4, 5, 6] as [UInt64], [true, false])
  func edges(seed: UInt64, hasGyroscope: Bool) throws {
    let sensor = HingeSensor(
      schedule: Self.dipping(5), hasGyroscope: hasGyroscope, seed: seed)
    let run = SessionRun(calfRaises: sensor)
    try #require(run.repetitions.count == 5)
    for (found, truth) in zip(run.repetitions, sensor.schedule.repetitions) {
      #expect(try boundaryError(of: found, against: truth) < (hasGyroscope ? 0.04 : 0.08))
      #expect(abs(try #require(found.range) - 42) < 2)
      #expect(found.direction == .known)
    }
  }

  /// Down to neutral, a pause there, then a dip and back to neutral before the next rise.
  @Test("a dip between two rises belongs to the bottom of the earlier one")
  func dipAfterPause() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for _ in 0..<4 {
      schedule.repetition(to: 35)
      schedule.pause(0.6)
      schedule.move(to: -10, over: 0.8)
      schedule.pause(0.5)
      schedule.move(to: 0, over: 0.8)
      schedule.pause(0.6)
    }
    schedule.pause(2)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 21))
    let found = run.repetitions
    try #require(found.count == 4)
    for (repetition, truth) in zip(found, schedule.repetitions) {
      #expect(try boundaryError(of: repetition, against: truth) < 0.04)
    }
    // Pauses and the dip's 2.1 s, and what the movements at constant speed leave at either side.
    let between = schedule.repetitions[1].riseStart - schedule.repetitions[0].end
    let crossing = MinimumJerk.ninetyPercent - MinimumJerk.tenPercent
    let bottom = between - crossing * (1.2 + 1.6) / 8
    for repetition in found.dropLast() {
      #expect(abs(try #require(repetition.bottom) - bottom) < 0.06)
    }
    #expect(found.last?.bottom == nil)
    // The range reaches from the lowest angle since the previous top.
    #expect(try found.dropFirst().allSatisfy { abs(try #require($0.range) - 45) < 2 })
    #expect(abs(try #require(found.first?.range) - 35) < 2)
  }
}
