import Foundation
import Samples
import Testing

@testable import Exercises

/// Heights, work and velocities of whole sets.
struct HeightTests {
  private func run(
    _ schedule: AngleSchedule, hasGyroscope: Bool = true, placement: Placement = .foot,
    exercise: Exercise = .calfRaise, footLength: Double? = nil, bodyMass: Double? = nil
  ) -> SessionRun {
    SessionRun(
      SessionConfiguration(
        exercise: exercise, placement: placement, bodyMass: bodyMass, footLength: footLength),
      HingeSensor(schedule: schedule, hasGyroscope: hasGyroscope).elements())
  }

  @Test("a foot's length makes heights, displacement, work and velocities of angles")
  func footLength() throws {
    let run = run(.calfRaises(5, to: 30), footLength: 250, bodyMass: 80)
    let set = try #require(run.report.sets.first)
    try #require(set.repetitions.count == 5)
    // 185 mm from heel to ball, sin 30° = 0.5.
    for repetition in set.repetitions {
      #expect(abs(try #require(repetition.height) - 92.5) < 4)
      #expect(repetition.depth == nil)
    }
    #expect(set.heelRise.heightBasis == .footLength)
    #expect(abs(try #require(set.heelRise.totalDisplacement) - 462.5) < 20)
    // 80 kg * 9.80665 m/s² * 0.4625 m.
    #expect(abs(try #require(set.heelRise.totalWork) - 362.8) < 16)
    // 30 degrees in 1.2 s of minimum jerk: 80 % of the way in 1.2 (u90 - u10) s.
    let seconds = 1.2 * (MinimumJerk.ninetyPercent - MinimumJerk.tenPercent)
    let angular = try #require(set.heelRise.riseAngularVelocity)
    #expect(abs(angular - 24 / seconds) < 3)
    #expect(abs(try #require(set.heelRise.riseVelocity) - 74 / seconds) < 9)
    #expect(
      !run.report.unavailable.contains { $0.key.contains("height") || $0.key.contains("work") })
  }

  @Test("a dip below neutral is depth, and displacement begins in it")
  func dip() throws {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    schedule.move(to: -10, over: 1)
    schedule.pause(0.8)
    for _ in 0..<4 {
      schedule.repetition(to: 30, backTo: -10)
      schedule.pause(0.8)
    }
    schedule.move(to: 0, over: 1)
    schedule.pause(3)
    let set = try #require(run(schedule, footLength: 250).report.sets.first)
    try #require(set.repetitions.count == 4)
    for repetition in set.repetitions {
      #expect(abs(try #require(repetition.height) - 92.5) < 5)
      // 185 sin 10°.
      #expect(abs(try #require(repetition.depth) - 32.1) < 5)
      #expect(abs(try #require(repetition.displacement) - 124.6) < 6)
    }
  }

  @Test(
    "without a foot's length the sensor's own height comes out of how it moves",
    arguments: [true, false], [0.5, 0.8, 1.0])
  func fitted(hasGyroscope: Bool, seconds: Double) throws {
    let run = run(
      .calfRaises(5, to: 35, rise: seconds, hold: 0.8, lower: seconds), hasGyroscope: hasGyroscope)
    let set = try #require(run.report.sets.first)
    try #require(set.repetitions.count == 5)
    #expect(set.heelRise.heightBasis == .fittedLever)
    // The sensor sits 150 mm behind the ball: 150 sin 35°.
    for repetition in set.repetitions {
      #expect(abs(try #require(repetition.height) - 86.0) < 13)
    }
    #expect(set.heelRise.totalWork == nil)
    #expect(run.report.unavailable.contains { $0.key == "sets.total_work_j" })
  }

  @Test("live, the height is known from the second repetition on at the latest")
  func live() {
    let run = run(.calfRaises(4, to: 35, rise: 0.8, lower: 0.8))
    let heights = run.events.compactMap { event in
      if case .repetition(let repetition, let number) = event.kind {
        (number, repetition.height)
      } else {
        nil
      }
    }
    #expect(heights.count == 4)
    #expect(heights.filter { $0.0 >= 2 }.allSatisfy { $0.1 != nil })
    #expect(run.status.lastRepetition?.height != nil)
  }

  @Test("a rise too slow to show the lever has no height, and the report says why")
  func slow() throws {
    for hasGyroscope in [true, false] {
      let run = run(
        .calfRaises(3, to: 20, rise: 5, lower: 5), hasGyroscope: hasGyroscope, bodyMass: 70)
      let set = try #require(run.report.sets.first)
      #expect(set.repetitions.allSatisfy { $0.height == nil && $0.depth == nil })
      #expect(set.heelRise.heightBasis == nil)
      #expect(set.heelRise.riseAngularVelocity != nil)
      for key in ["sets.repetitions.height_mm", "sets.repetitions.depth_mm", "sets.total_work_j"] {
        #expect(run.report.unavailable.contains { $0.key == key }, "\(key)")
      }
    }
  }

  @Test("a repetition that a person strikes isn't lifted any more")
  func struck() throws {
    let configuration = SessionConfiguration(
      exercise: .calfRaise, placement: .foot, bodyMass: 80, footLength: 250)
    let report = run(.calfRaises(5, to: 30), footLength: 250, bodyMass: 80).report
    let before = try #require(report.sets.first)
    let first = try #require(before.repetitions.first)
    let revised = report.revised(by: [.strike(at: first.riseStart)], configuration: configuration)
    let after = try #require(revised.sets.first?.heelRise)
    let lifted = try #require(before.heelRise.totalDisplacement)
    #expect(
      abs(try #require(after.totalDisplacement) - lifted + (first.displacement ?? 0)) < 1e-9)
    #expect(
      abs(
        try #require(after.totalWork) - 80 * 9.80665 * (lifted - (first.displacement ?? 0)) / 1000)
        < 1e-9)
  }

  @Test("a slow set before quick ones keeps its nulls, and the report says why")
  func slowThenQuick() throws {
    var schedule = AngleSchedule.calfRaises(3, to: 20, rise: 5, lower: 5)
    schedule.pause(12)
    for _ in 0..<4 {
      schedule.repetition(to: 35, rise: 0.8, lower: 0.8)
      schedule.pause(0.8)
    }
    schedule.pause(3)
    let run = run(schedule)
    try #require(run.report.sets.count == 2)
    #expect(run.report.sets[0].repetitions.allSatisfy { $0.height == nil })
    #expect(run.report.sets[1].repetitions.allSatisfy { $0.height != nil })
    #expect(run.report.unavailable.contains { $0.key == "sets.repetitions.height_mm" })
  }

  @Test("a sensor that doesn't follow the heel gives no height, whatever is told")
  func elsewhere() throws {
    let schedule = AngleSchedule.calfRaises(4, to: 35)
    for run in [
      run(schedule, placement: .shank, footLength: 260, bodyMass: 70),
      run(schedule, exercise: .bandPress, footLength: 260, bodyMass: 70),
    ] {
      #expect(run.repetitions.allSatisfy { $0.height == nil })
      #expect(run.report.sets.allSatisfy { $0.heelRise.totalWork == nil })
      #expect(run.report.unavailable.contains { $0.key == "sets.repetitions.height_mm" })
    }
  }
}
