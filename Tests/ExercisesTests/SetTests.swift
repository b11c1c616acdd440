import Exercises
import Samples
import Testing

@Suite("Sets of repetitions")
struct SetTests {
  private static func twoSets(rest: Double) -> AngleSchedule {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for count in [3, 4] {
      for _ in 0..<count {
        schedule.repetition(to: 40)
        schedule.pause(0.5)
      }
      schedule.pause(rest)
    }
    return schedule
  }

  @Test("a rest of more than 8 s ends a set")
  func longRest() throws {
    let schedule = Self.twoSets(rest: 10)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 41))
    #expect(run.report.sets.map(\.repetitions.count) == [3, 4])
    #expect(run.report.sets.map { $0.repetitions.last?.bottom } == [nil, nil])
    let ended = run.events.compactMap { event -> (Double, SetReport)? in
      guard case .setEnded(let set) = event.kind else { return nil }
      return (event.time, set)
    }
    #expect(ended.map(\.1) == run.report.sets)
    let first = try #require(ended.first)
    #expect(abs(first.0 - (schedule.repetitions[2].end + 8)) < 0.5)
    let set = try #require(run.report.sets.last)
    #expect(abs(set.start - schedule.repetitions[3].riseStart) < 0.04)
    #expect(abs(set.end - schedule.repetitions[6].end) < 0.04)
  }

  @Test("a shorter rest doesn't")
  func shortRest() {
    let run = SessionRun(calfRaises: HingeSensor(schedule: Self.twoSets(rest: 6), seed: 42))
    #expect(run.report.sets.map(\.repetitions.count) == [7])
  }

  @Test("the rest that ends a set is a setting")
  func setting() {
    let sensor = HingeSensor(schedule: Self.twoSets(rest: 6), seed: 43)
    let run = SessionRun(
      SessionConfiguration(exercise: .calfRaise, placement: .foot, setPause: 4),
      sensor.elements())
    #expect(run.report.sets.map(\.repetitions.count) == [3, 4])
  }

  @Test("less than half the usual range is partial from the fourth on: listed, not counted")
  func partial() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for top in [40.0, 40, 40, 40, 14, 40] {
      schedule.repetition(to: top)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 44))
    let set = try #require(run.report.sets.first)
    #expect(set.repetitions.count == 5)
    #expect(set.partial.count == 1)
    let truth = schedule.repetitions[4]
    #expect(try boundaryError(of: try #require(set.partial.first), against: truth) < 0.04)
    // The partial's own cycle isn't the earlier one's bottom.
    let before = try #require(set.repetitions[3].bottom)
    #expect(before < truth.riseStart - schedule.repetitions[3].end)
  }

  @Test("a small first movement is no partial: nothing is usual yet")
  func smallFirst() {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for top in [16.0, 40, 40] {
      schedule.repetition(to: top)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 45))
    #expect(run.report.sets.map(\.repetitions.count) == [3])
    #expect(run.report.sets.first?.partial.isEmpty == true)
  }

  @Test("the generic exercise counts every movement")
  func generic() {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for top in [40.0, 40, 40, 40, 15, 40] {
      schedule.repetition(to: top)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    let run = SessionRun(
      SessionConfiguration(exercise: .generic),
      HingeSensor(schedule: schedule, seed: 46).elements())
    #expect(run.repetitions.count == 6)
    #expect(run.report.sets.allSatisfy { $0.partial.isEmpty })
  }
}
