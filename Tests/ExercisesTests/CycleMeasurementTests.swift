import Samples
import SignalProcessing
import Testing

@testable import Exercises

@Suite("The boundaries of one repetition")
struct CycleMeasurementTests {
  private static func measure(
    _ schedule: AngleSchedule, neutral: Double? = 0
  ) throws -> CycleMeasurement? {
    let times = (0..<Int(schedule.length * 100)).map { Double($0) / 100 }
    let grid = try #require(
      UniformGrid(times: times, values: times.map { schedule.state(at: $0).x }, step: 0.01))
    let top = try #require(schedule.movements.max { $0.to < $1.to })
    return CycleMeasurement(
      excursion: grid, topTime: top.start + top.length, neutral: neutral,
      profile: RepetitionProfile(exercise: .calfRaise, placement: .foot, hasGyroscope: true))
  }

  @Test(
    "are the crossings of the movement's own travel",
    arguments: [0.6, 1, 2, 4], [0.5, 1.5, 3])
  func closedForm(rise: Double, lower: Double) throws {
    var schedule = AngleSchedule()
    schedule.pause(1)
    // Long enough at the top for its 2 Hz low-pass to forget the movements.
    schedule.repetition(to: 35, rise: rise, hold: 1.5, lower: lower)
    schedule.pause(1)
    let found = try #require(try Self.measure(schedule))
    let truth = schedule.repetitions[0]
    // The smoothing under top and boundaries shifts the shortest movements a little.
    #expect(abs(found.riseStart - truth.riseStart) < 0.03)
    #expect(abs(found.topStart - truth.topStart) < 0.03)
    #expect(abs(found.lowerStart - truth.lowerStart) < 0.03)
    #expect(abs(found.end - truth.end) < 0.03)
    #expect(abs(found.range - 35) < 0.5)
  }

  @Test("a pause half-way up belongs to the rise, one at the low restarts it")
  func pauses() throws {
    var schedule = AngleSchedule()
    schedule.pause(1)
    schedule.move(to: 2, over: 0.4)
    schedule.pause(1)
    schedule.move(to: 20, over: 0.8)
    schedule.pause(0.6)
    schedule.move(to: 40, over: 0.8)
    schedule.pause(0.4)
    schedule.move(to: 0, over: 1)
    schedule.pause(1)
    let found = try #require(try Self.measure(schedule))
    // 10 % of the way from 2 to 40 is 5.8 degrees: 3.8 of the 18 of the movement from 2 to 20.
    let restart = 2.4 + 0.8 * MinimumJerk.time(of: 0, reaching: 3.8 / 18)
    #expect(abs(found.riseStart - restart) < 0.03)
    // 90 % is 36.2 degrees: 3.8 of 20 before the end of the movement from 20 to 40.
    let top = 4.6 - 0.8 * MinimumJerk.time(of: 0, reaching: 3.8 / 20)
    #expect(abs(found.topStart - top) < 0.03)
  }

  @Test("the range reaches down to the lowest angle since the previous top")
  func dip() throws {
    var schedule = AngleSchedule()
    schedule.pause(0.5)
    schedule.move(to: -10, over: 0.7)
    schedule.pause(0.4)
    schedule.move(to: 0, over: 0.7)
    schedule.pause(0.5)
    schedule.repetition(to: 30)
    schedule.pause(1)
    let found = try #require(try Self.measure(schedule))
    #expect(abs(found.range - 40) < 0.5)
    #expect(abs(found.riseStart - schedule.repetitions[0].riseStart) < 0.03)
  }

  @Test("a stretch without a rise has no boundaries")
  func flat() throws {
    let grid = try #require(
      UniformGrid(times: [0, 1, 2, 3], values: [1, 1, 1, 1], step: 0.01))
    let profile = RepetitionProfile(
      exercise: .calfRaise, placement: .foot, hasGyroscope: true)
    #expect(
      CycleMeasurement(excursion: grid, topTime: 1.5, neutral: 0, profile: profile) == nil)
    #expect(
      CycleMeasurement(excursion: grid, topTime: 99, neutral: 0, profile: profile) == nil)
    #expect(
      CycleMeasurement(excursion: grid, topTime: -99, neutral: nil, profile: profile) == nil)
  }
}
