import Exercises
import Testing

@Suite("The tempo of a set")
struct TempoTests {
  @Test("the four times of each cycle add up to it")
  func addUp() throws {
    let run = SessionRun(calfRaises: HingeSensor(schedule: .calfRaises(5), seed: 31))
    try #require(run.repetitions.count == 5)
    for (one, next) in zip(run.repetitions, run.repetitions.dropFirst()) {
      let parts = [one.rise, one.top, one.lower, one.bottom].compactMap { $0 }
      try #require(parts.count == 4)
      #expect(abs(parts.reduce(0, +) - (next.riseStart - one.riseStart)) < 1e-9)
    }
  }

  @Test("it is the closed form of the movement's own crossings, and the cadence is the cycle's")
  func closedForm() throws {
    let schedule = AngleSchedule.calfRaises(6, rise: 1.5, hold: 1.2, lower: 3, pause: 0.9)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 32))
    let set = try #require(run.report.sets.first)
    // A minimum-jerk movement of T seconds takes 0.507 T from crossing to crossing, and leaves 0.247 T
    // at either end.
    let crossing = MinimumJerk.ninetyPercent - MinimumJerk.tenPercent
    let leftOver = (MinimumJerk.tenPercent - crossing / 8) * (1.5 + 3)
    #expect(abs(try #require(set.tempo.lower) - crossing * 3 / 0.8) < 0.06)
    #expect(abs(try #require(set.tempo.rise) - crossing * 1.5 / 0.8) < 0.06)
    #expect(abs(try #require(set.tempo.top) - (1.2 + leftOver)) < 0.06)
    #expect(abs(try #require(set.tempo.bottom) - (0.9 + leftOver)) < 0.06)
    #expect(set.tempo.notation == "2-2-1-2")
    #expect(abs(try #require(set.cadencePerMinute) - 60 / 6.6) < 0.05)
    #expect(abs(try #require(set.rangeLossPercent)) < 3)
  }

  @Test("the notation is eccentric, bottom, concentric, top")
  func notation() {
    #expect(Tempo(lower: 3.4, bottom: 0.6, rise: 1.5, top: 0.2).notation == "3-1-2-0")
  }

  @Test("an unknown bottom is written 0; an unknown movement leaves no notation")
  func unknowns() {
    #expect(Tempo(lower: 3, bottom: nil, rise: 1, top: 2).notation == "3-0-1-2")
    #expect(Tempo(lower: nil, bottom: 1, rise: 1, top: 2).notation == nil)
    #expect(Tempo(lower: 3, bottom: 1, rise: nil, top: 2).notation == nil)
    #expect(Tempo(lower: 3, bottom: 1, rise: 1, top: nil).notation == nil)
  }

  @Test("a set that tires loses range from its best to the mean of its last three")
  func rangeLoss() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for top in [40.0, 40, 38, 34, 32, 30] {
      schedule.repetition(to: top)
      schedule.pause(0.8)
    }
    schedule.pause(2)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 33))
    let loss = try #require(run.report.sets.first?.rangeLossPercent)
    #expect(abs(loss - 20) < 3)
  }
}
