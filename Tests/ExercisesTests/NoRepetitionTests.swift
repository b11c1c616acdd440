import Exercises
import Foundation
import Samples
import Testing

@Suite("What is no repetition")
struct NoRepetitionTests {
  private static func still(_ seconds: Double) -> AngleSchedule {
    var schedule = AngleSchedule()
    schedule.pause(seconds)
    return schedule
  }

  private func expectNone(_ elements: [StreamElement<Sample>]) {
    for exercise in [Exercise.calfRaise, .bandPress, .generic] {
      let run = SessionRun(SessionConfiguration(exercise: exercise, placement: .foot), elements)
      #expect(run.repetitions.isEmpty)
      #expect(run.report.sets.allSatisfy { $0.partial.isEmpty })
    }
  }

  @Test("ten minutes of rest under a gyroscope's bias of 5 degrees a second")
  func bias() {
    var sensor = HingeSensor(schedule: Self.still(600), rate: 25, seed: 71)
    sensor.gyroscopeBias = SIMD3(5, -5, 5)
    expectNone(sensor.elements())
  }

  @Test("ten minutes of rest while the chip warms up", arguments: [true, false])
  func temperature(hasGyroscope: Bool) {
    let sensor = HingeSensor(
      schedule: Self.still(600), rate: 25, hasGyroscope: hasGyroscope, seed: 72)
    // 0.3 m/s² and 2 degrees a second over the ten minutes: 30 kelvin of a usual chip.
    let elements = sensor.elements().enumerated().map { index, element in
      element.mapSample { sample -> Sample in
        guard case .inertial(var inertial) = sample else { return sample }
        let share = Double(index) / 15_000
        inertial.acceleration += share * SIMD3(0.3, -0.2, 0.2)
        inertial.angularVelocity? += share * SIMD3(2, 1, -2) * (.pi / 180)
        return .inertial(inertial)
      }
    }
    expectNone(elements)
  }

  @Test("a foot that walks: swings of 50 degrees, 12 m/s² forward and a blow at every step")
  func walking() {
    var random = SeededGenerator(seed: 73)
    let elements = (0..<4000).map { index -> StreamElement<Sample> in
      let time = Double(index) / 100
      let turns = max(0, time - 3)
      let pitch = 25 * (.pi / 180) * sin(2 * .pi * turns)
      let forward = turns > 0 ? 12 * cos(2 * .pi * turns) : 0
      let strike = turns > 0 && turns.truncatingRemainder(dividingBy: 1) < 0.05 ? 20.0 : 0
      let force = SIMD3(
        forward * cos(pitch) - 9.80665 * sin(pitch), 0,
        forward * sin(pitch) + 9.80665 * cos(pitch) + strike)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: force + random.normals(0.1),
            angularVelocity: SIMD3(
              0, turns > 0 ? 25 * (.pi / 180) * 2 * .pi * cos(2 * .pi * turns) : 0, 0)
              + random.normals(0.01))))
    }
    let run = SessionRun(
      SessionConfiguration(exercise: .calfRaise, placement: .foot), elements)
    #expect(run.repetitions.isEmpty)
    let reasons = run.report.sets.flatMap(\.rejected).map(\.reason)
    #expect(reasons.filter { $0 == .locomotion }.count > 20)
  }

  @Test("no stillness, no neutral: nothing is counted and the report says why")
  func noStillness() {
    var random = SeededGenerator(seed: 74)
    let elements = (0..<2000).map { index -> StreamElement<Sample> in
      .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: SIMD3(0, 0, 9.8) + random.normals(2))))
    }
    let run = SessionRun(
      SessionConfiguration(exercise: .calfRaise, placement: .foot), elements)
    #expect(run.report.sets.isEmpty)
    #expect(!run.status.isNeutralKnown)
    #expect(run.report.unavailable.contains { $0.reason.contains("stillness") })
  }

  @Test("a heel that rises and stays up is incomplete, not counted")
  func incomplete() throws {
    var schedule = AngleSchedule.calfRaises(2)
    schedule.move(to: 40, over: 1.2)
    schedule.pause(3)
    let run = SessionRun(calfRaises: HingeSensor(schedule: schedule, seed: 75))
    #expect(run.repetitions.count == 2)
    #expect(run.report.sets.flatMap(\.rejected).map(\.reason) == [.incomplete])
  }

  @Test(
    "a top held for longer than the movement is kept is told as incomplete",
    arguments: [Exercise.calfRaise, .generic])
  func longTop(exercise: Exercise) {
    var schedule = AngleSchedule.calfRaises(2)
    schedule.move(to: 40, over: 1.2)
    schedule.move(to: 30, over: 75)
    schedule.move(to: 0, over: 1.2)
    schedule.pause(1)
    schedule.repetition(to: 40)
    schedule.pause(2)
    let run = SessionRun(
      SessionConfiguration(exercise: exercise, placement: .foot),
      HingeSensor(schedule: schedule, rate: 50, seed: 76).elements())
    #expect(run.repetitions.count == 3)
    #expect(run.report.sets.flatMap(\.rejected).map(\.reason) == [.incomplete])
  }

  @Test("a set may pause for longer than the movement is kept")
  func longPause() {
    var schedule = AngleSchedule.calfRaises(2)
    schedule.pause(75)
    schedule.repetition(to: 40)
    schedule.pause(2)
    let run = SessionRun(
      SessionConfiguration(exercise: .calfRaise, placement: .foot, setPause: 120),
      HingeSensor(schedule: schedule, rate: 50, seed: 77).elements())
    #expect(run.report.sets.map(\.repetitions.count) == [3])
  }

  @Test("an exercise that the sensor cannot show is said so")
  func unsuited() {
    let board = BoardSample(
      time: Timestamp(microseconds: 0), topLeft: 1, topRight: 1, bottomLeft: 1, bottomRight: 1)
    let run = SessionRun(SessionConfiguration(exercise: .bandPress), [.sample(.board(board))])
    #expect(run.report.unavailable.map(\.key) == ["sets"])
  }
}
