import Exercises
import Samples
import Testing

@Suite("Sets, practice and stop rules in a session")
struct PlanTests {
  private func run(
    _ plan: RepetitionPlan, _ schedule: AngleSchedule, seed: UInt64 = 51, rate: Double = 100,
    endedByHand: Bool = false, marks: [Double] = []
  ) -> SessionRun {
    var sensor = HingeSensor(schedule: schedule, seed: seed)
    sensor.rate = rate
    var elements = sensor.elements()
    for second in marks.sorted(by: >) {
      let time = Timestamp(microseconds: sensor.origin + Int64(second * 1e6))
      elements.insert(.mark(.setEnd(at: time)), at: Int(second * rate) + 1)
    }
    return SessionRun(
      SessionConfiguration(exercise: .calfRaise, placement: .foot, plan: plan), elements,
      endedByHand: endedByHand)
  }

  @Test(
    "a set is over after its size, without a rest between",
    arguments: [25.0, 100], [0.6, 1.2, 4] as [Double])
  func size(rate: Double, rise: Double) throws {
    let schedule = AngleSchedule.calfRaises(
      7, rise: rise, hold: 0.3, lower: 1.2 * rise, pause: 0.2 * rise)
    let found = run(RepetitionPlan(setSize: 3), schedule, rate: rate)
    #expect(found.report.sets.map(\.repetitions.count) == [3, 3, 1])
    #expect(found.report.sets.map(\.endedBy) == [.size, .size, .endOfRecording])
    #expect(found.report.sets.allSatisfy { $0.rejected.isEmpty })
    for (repetition, truth) in zip(found.repetitions, schedule.repetitions) {
      #expect(abs(repetition.riseStart - truth.riseStart) < 0.1 + 1 / rate)
      #expect(abs(repetition.end - truth.end) < 0.08 + 1 / rate)
    }
  }

  @Test("the end of a full set is told before the next rise")
  func sizeIsTold() throws {
    let schedule = AngleSchedule.calfRaises(6)
    let found = run(RepetitionPlan(setSize: 2), schedule)
    let ends = found.events.compactMap { event -> Double? in
      guard case .setEnded(let set) = event.kind, set.endedBy == .size else { return nil }
      return event.time
    }
    try #require(ends.count == 3)
    for (number, end) in ends.enumerated() {
      let last = schedule.repetitions[2 * number + 1]
      #expect(end > last.lowerStart && end < last.lowering.start + last.lowering.length + 0.8)
    }
  }

  @Test("practice is listed apart, told apart, and in no number")
  func practice() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    // Practice is quick and small, what counts is slow.
    for (count, top, seconds) in [(2, 25.0, 0.8), (5, 40, 2)] {
      for _ in 0..<count {
        schedule.repetition(to: top, rise: seconds, hold: 0.5, lower: seconds)
        schedule.pause(0.8)
      }
    }
    schedule.pause(2)
    let found = run(RepetitionPlan(practice: 2), schedule)
    let set = try #require(found.report.sets.first)
    #expect(found.report.sets.count == 1)
    #expect(set.repetitions.count == 5)
    #expect(set.practice.count == 2)
    for (found, truth) in zip(set.practice + set.repetitions, schedule.repetitions) {
      #expect(try boundaryError(of: found, against: truth) < 0.04)
    }
    // Crossing to crossing a minimum-jerk movement takes 0.507 of its time.
    let whole = (MinimumJerk.ninetyPercent - MinimumJerk.tenPercent) / 0.8
    #expect(abs(try #require(set.tempo.rise) - 2 * whole) < 0.06)
    #expect(abs(try #require(set.cadencePerMinute) - 60 / 5.3) < 0.1)
    #expect(abs(try #require(set.rangeLossPercent)) < 3)
    let told = found.events.compactMap { event -> String? in
      switch event.kind {
      case .practice(_, let number): "practice \(number)"
      case .repetition(_, let number): "\(number)"
      default: nil
      }
    }
    #expect(told == ["practice 1", "practice 2", "1", "2", "3", "4", "5"])
    #expect(found.status.repetitions == 5)
    #expect(!found.status.isPractice)
  }

  @Test("practice that a rest cuts goes on in the next set")
  func practiceInTwoSets() {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for count in [1, 3] {
      for _ in 0..<count {
        schedule.repetition(to: 40)
        schedule.pause(0.8)
      }
      schedule.pause(9)
    }
    let found = run(RepetitionPlan(practice: 2), schedule)
    #expect(found.report.sets.map(\.practice.count) == [1, 1])
    #expect(found.report.sets.map(\.repetitions.count) == [0, 2])
  }

  @Test("a person ends the set with a mark; without a set it is only a mark")
  func hand() {
    let schedule = AngleSchedule.calfRaises(5)
    // In the pause after the second one.
    let end = schedule.repetitions[1].lowering.start + schedule.repetitions[1].lowering.length + 0.3
    let found = run(RepetitionPlan(), schedule, marks: [1.5, end])
    #expect(found.report.sets.map(\.repetitions.count) == [2, 3])
    #expect(found.report.sets.map(\.endedBy) == [.hand, .endOfRecording])
    #expect(found.events.count { $0.kind == .mark("set-end") } == 2)
  }

  @Test("why each set is over is in the report")
  func endings() {
    var schedule = AngleSchedule.calfRaises(3)
    schedule.pause(8)
    schedule.repetition(to: 40)
    schedule.pause(1)
    #expect(
      run(RepetitionPlan(), schedule, endedByHand: true).report.sets.map(\.endedBy)
        == [.rest, .stopped])
    #expect(
      run(RepetitionPlan(), schedule).report.sets.map(\.endedBy) == [.rest, .endOfRecording])
  }

  @Test("heels that no longer reach their height are prompted and stopped, live as in the report")
  func heightLost() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for top in [40.0, 40, 40, 40, 25, 25, 25, 40, 40] {
      schedule.repetition(to: top)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    let found = run(RepetitionPlan(stopRules: StopRules(heightPercent: 70)), schedule)
    let told = found.events.compactMap { event -> String? in
      switch event.kind {
      case .prompt(let rule, let number): "prompt \(rule) \(number)"
      case .testEnded(let rule, let number): "end \(rule) \(number)"
      default: nil
      }
    }
    #expect(told == ["prompt height 5", "end height 7"])
    let set = try #require(found.report.sets.first)
    #expect(set.repetitions.count == 9)
    let test = try #require(set.endurance)
    #expect(test.count == 4)
    #expect(test.stop?.afterRepetition == 7)
    #expect(abs(try #require(test.stop).time - schedule.repetitions[6].end) < 0.04)
  }

  @Test("a shank doesn't show the height: the report says so, and the pace is judged all the same")
  func shank() {
    let sensor = HingeSensor(schedule: .calfRaises(4, to: 7), seed: 3)
    let rules = StopRules(heightPercent: 70, pacePercent: 25)
    let found = SessionRun(
      SessionConfiguration(
        exercise: .calfRaise, placement: .shank, plan: RepetitionPlan(stopRules: rules)),
      sensor.elements())
    #expect(found.report.unavailable.contains { $0.key == "sets.endurance.height" })
    #expect(found.report.sets.allSatisfy { $0.endurance?.stop == nil })
  }

  @Test("samples lost in a set don't make its pace lost")
  func gap() throws {
    let schedule = AngleSchedule.calfRaises(6)
    var elements = HingeSensor(schedule: schedule, seed: 9).elements()
    let cut = schedule.repetitions[3]
    let lost = Int(cut.riseStart * 100)..<Int(cut.end * 100)
    let (start, end) = (
      5_000_000 + Int64(lost.lowerBound) * 10_000, 5_000_000 + Int64(lost.upperBound) * 10_000
    )
    elements.replaceSubrange(
      lost,
      with: [
        .gap(
          Gap(
            start: Timestamp(microseconds: start), end: Timestamp(microseconds: end),
            cause: .fifoOverflow))
      ])
    let found = SessionRun(
      SessionConfiguration(
        exercise: .calfRaise, placement: .foot,
        plan: RepetitionPlan(stopRules: StopRules(pacePercent: 25))), elements)
    #expect(found.repetitions.count == 5)
    #expect(found.report.sets.allSatisfy { $0.endurance?.count == $0.repetitions.count })
    let prompts = found.events.filter { if case .prompt = $0.kind { true } else { false } }
    #expect(prompts.isEmpty)
  }
}
