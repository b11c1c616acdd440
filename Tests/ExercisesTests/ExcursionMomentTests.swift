import Exercises
import Samples
import Testing

@Suite("What a sample is judged by")
struct ExcursionMomentTests {
  /// What was in force at every sample.
  private func moments(
    _ sensor: HingeSensor, _ exercise: Exercise = .calfRaise, _ placement: Placement = .foot
  ) -> (moments: [ExcursionMoment], report: SessionReport) {
    var session = Session(
      configuration: SessionConfiguration(exercise: exercise, placement: placement))
    let moments = sensor.elements().compactMap { element in
      session.advance(element) { _ in }
      return session.moment
    }
    session.finish { _ in }
    return (moments, session.report)
  }

  @Test("every sample has one, and looking at it changes nothing")
  func looking() {
    let sensor = HingeSensor(schedule: .calfRaises(3), seed: 71)
    let (moments, report) = moments(sensor)
    #expect(moments.count == sensor.elements().count)
    #expect(report == SessionRun(calfRaises: sensor).report)
  }

  @Test(
    "along the line the excursion is the foot's angle a delay ago, whatever was believed of up",
    arguments: 71...76 as ClosedRange<UInt64>)
  func delay(seed: UInt64) throws {
    let schedule = AngleSchedule.calfRaises(4)
    let (moments, _) = moments(HingeSensor(schedule: schedule, seed: seed))
    let last = try #require(moments.last)
    #expect(last.direction == .known)
    // Two low-passes of 0.03 s each delay slow signals by their time constants.
    #expect(last.delay == 0.06)
    for moment in moments where moment.time > schedule.repetitions[0].topStart {
      let excursion = try #require(moment.excursion) * moment.sense * last.sense
      let angle = schedule.state(at: moment.time - moment.delay).x
      #expect(abs(excursion - angle) < 2, "at \(moment.time)")
    }
  }

  @Test(
    "before a first movement the level of a rise is the exercise's least travel above the low",
    arguments: [
      // Least travel and least height above neutral of the profiles.
      (Exercise.calfRaise, Placement.foot, true, 6.0), (.bandPress, .foot, true, 6),
      (.calfRaise, .shank, true, 3), (.generic, .foot, true, 4.5), (.generic, .foot, false, 6),
    ])
  func riseLevel(
    exercise: Exercise, placement: Placement, hasGyroscope: Bool, travel: Double
  ) throws {
    let sensor = HingeSensor(
      schedule: .calfRaises(3), hasGyroscope: hasGyroscope, seed: 72)
    let moments = moments(sensor, exercise, placement).moments
    let first = try #require(moments.first { $0.levels.rise != nil && $0.excursion != nil })
    let value = try #require(first.excursion)
    let levels = [first.levels.rise, first.levelsOtherWay.rise].compactMap(\.self)
    // The low that it is measured from lies where the limb was at the time, either way.
    #expect(levels.count == 2)
    #expect(levels.contains { abs($0 - value - travel) < 1e-9 || abs($0 + value - travel) < 1e-9 })
    #expect(first.levels.back == nil)
    #expect(first.levels.usualRange == nil)
  }

  @Test("while it is up there is a level of return and none of a rise, and the other way round")
  func either() {
    let moments = moments(HingeSensor(schedule: .calfRaises(3), seed: 73)).moments
    for moment in moments where moment.excursion != nil {
      #expect((moment.levels.rise == nil) != (moment.levels.back == nil))
    }
  }

  @Test("a calf raise is back 2 degrees and a tenth of its way above neutral")
  func backLevel() throws {
    let schedule = AngleSchedule.calfRaises(3)
    let moments = moments(HingeSensor(schedule: schedule, seed: 74)).moments
    let top = try #require(
      moments.last { $0.time < schedule.repetitions[2].lowerStart && $0.levels.back != nil })
    #expect(abs(try #require(top.levels.back) - (2 + 0.1 * 40)) < 0.3)
    #expect(abs(try #require(top.levels.usualRange) - 40) < 1)
  }

  @Test("a movement begins where its level is passed, out of a dip and in a fading set too")
  func passing() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for index in 0..<10 {
      schedule.repetition(to: index < 5 ? 24 : 14, backTo: index % 2 == 0 ? 0 : -8)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    var begun = 0
    for seed in 76...78 as ClosedRange<UInt64> {
      let moments = moments(HingeSensor(schedule: schedule, seed: seed)).moments
      for (before, now) in zip(moments, moments.dropFirst()) where before.sense == now.sense {
        guard let level = before.levels.rise, let value = now.excursion else { continue }
        if now.levels.back != nil {
          begun += 1
          #expect(value >= level - 1e-9, "at \(now.time)")
        } else if let next = now.levels.rise {
          #expect(value < next, "at \(now.time)")
        }
      }
    }
    #expect(begun >= 27)
  }

  @Test("a hold has none")
  func hold() {
    let sensor = HingeSensor(schedule: .calfRaises(1), seed: 75)
    #expect(moments(sensor, .balanceHold, .waist).moments.isEmpty)
  }
}
