import Exercises
import Samples
import Testing

@Suite("Which way is up")
struct DirectionTests {
  private func timesTold(_ run: SessionRun) -> [Double] {
    run.events.compactMap { $0.kind == .directionLearned ? $0.time : nil }
  }

  @Test(
    "is learned in any mounting, told once, and after few repetitions",
    arguments: 51...58 as ClosedRange<UInt64>, [true, false])
  func learned(seed: UInt64, hasGyroscope: Bool) throws {
    let sensor = HingeSensor(schedule: .calfRaises(5), hasGyroscope: hasGyroscope, seed: seed)
    let run = SessionRun(calfRaises: sensor)
    try #require(run.repetitions.count == 5)
    #expect(run.repetitions.allSatisfy { $0.direction == .known })
    let told = timesTold(run)
    #expect(told.count == 1)
    #expect(try #require(told.first) < sensor.schedule.repetitions[3].riseStart)
  }

  @Test("is said of a live repetition as it is known then", arguments: [51, 52] as [UInt64])
  func live(seed: UInt64) throws {
    let run = SessionRun(calfRaises: HingeSensor(schedule: .calfRaises(5), seed: seed))
    let told = try #require(timesTold(run).first)
    var directions: [Direction] = []
    for event in run.events {
      switch event.kind {
      case .repetition(let repetition, _), .revised(let repetition, _):
        directions.append(repetition.direction)
        #expect(repetition.direction == (event.time < told ? .assumed : .known))
      default: break
      }
    }
    #expect(directions.contains(.known))
  }

  @Test("stays assumed where a heel doesn't rise: seated, or any other limb")
  func assumed() {
    let elements = HingeSensor(schedule: .calfRaises(5), seed: 59).elements()
    for exercise in [Exercise.bandPress, .generic] {
      let run = SessionRun(
        SessionConfiguration(exercise: exercise, placement: .foot), elements)
      #expect(run.repetitions.count == 5)
      #expect(run.repetitions.allSatisfy { $0.direction == .assumed })
      #expect(timesTold(run).isEmpty)
    }
  }

  @Test("the live excursion is positive with the heel up once it is known")
  func liveSign() {
    for seed in 61...64 as ClosedRange<UInt64> {
      var schedule = AngleSchedule.calfRaises(4)
      schedule.move(to: 30, over: 1)
      schedule.pause(1)
      let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: seed))
      #expect(abs((run.status.excursion ?? 0) - 30) < 2)
    }
  }
}
