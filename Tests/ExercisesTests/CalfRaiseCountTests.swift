import Exercises
import Testing

/// The worst difference of the four boundaries, in seconds.
func boundaryError(
  of found: Repetition, against truth: AngleSchedule.TrueRepetition
) throws -> Double {
  let topStart = try #require(found.topStart)
  let lowerStart = try #require(found.lowerStart)
  return max(
    abs(found.riseStart - truth.riseStart), abs(topStart - truth.topStart),
    abs(lowerStart - truth.lowerStart), abs(found.end - truth.end))
}

@Suite("Calf raises with a sensor on the foot")
struct CalfRaiseCountTests {
  /// Checks counts, boundaries and ranges against the schedule.
  private func check(_ sensor: HingeSensor, range: Double) throws {
    let limit = sensor.hasGyroscope ? 0.04 : 0.08
    let run = SessionRun(calfRaises: sensor)
    let truth = sensor.schedule.repetitions
    try #require(run.repetitions.count == truth.count)
    #expect(run.report.sets.count == 1)
    #expect(run.report.sets.allSatisfy { $0.partial.isEmpty && $0.rejected.isEmpty })
    for (found, truth) in zip(run.repetitions, truth) {
      #expect(try boundaryError(of: found, against: truth) < limit)
      #expect(abs(try #require(found.range) - range) < 2)
    }
  }

  @Test(
    "every one is counted and bounded, whatever the mounting",
    arguments: [50.0, 100, 200], [true, false])
  func mountings(rate: Double, hasGyroscope: Bool) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      try check(
        HingeSensor(
          schedule: .calfRaises(4), rate: rate, hasGyroscope: hasGyroscope, seed: seed), range: 40)
    }
  }

  @Test("small ones count too", arguments: [true, false])
  func small(hasGyroscope: Bool) throws {
    try check(
      HingeSensor(schedule: .calfRaises(5, to: 15), hasGyroscope: hasGyroscope, seed: 7), range: 15)
  }

  @Test("slow ones count too", arguments: [true, false])
  func slow(hasGyroscope: Bool) throws {
    try check(
      HingeSensor(
        schedule: .calfRaises(3, rise: 4, hold: 2, lower: 5), hasGyroscope: hasGyroscope, seed: 8),
      range: 40)
  }

  @Test("quick ones without any pause count too")
  func quick() throws {
    try check(
      HingeSensor(schedule: .calfRaises(8, rise: 0.6, hold: 0, lower: 0.6, pause: 0), seed: 9),
      range: 40)
  }

  @Test("samples at irregular times change nothing", arguments: [true, false])
  func irregular(hasGyroscope: Bool) throws {
    try check(
      HingeSensor(
        schedule: .calfRaises(5), rate: 90, hasGyroscope: hasGyroscope, seed: 10, jitter: 0.45),
      range: 40)
  }

  @Test("a single one counts")
  func single() throws {
    try check(HingeSensor(schedule: .calfRaises(1), seed: 11), range: 40)
  }

  @Test("the count is said within 0.35 s of the heel being down")
  func latency() throws {
    let sensor = HingeSensor(schedule: .calfRaises(5), seed: 12)
    let run = SessionRun(calfRaises: sensor)
    let said = run.events.compactMap { event -> Double? in
      guard case .repetition = event.kind else { return nil }
      return event.time
    }
    try #require(said.count == 5)
    for (time, truth) in zip(said, sensor.schedule.repetitions) {
      #expect(time - (truth.lowering.start + truth.lowering.length) < 0.35)
      #expect(time > truth.lowerStart)
    }
  }

  @Test("numbers count up from 1 and the status agrees")
  func numbers() {
    let run = SessionRun(calfRaises: HingeSensor(schedule: .calfRaises(4), seed: 13))
    let numbers = run.events.compactMap { event -> Int? in
      guard case .repetition(_, let number) = event.kind else { return nil }
      return number
    }
    #expect(numbers == [1, 2, 3, 4])
    #expect(run.status.repetitions == 4)
    #expect(run.status.sets == 1)
  }

  @Test("from the third on, a phase is said within 0.2 s of its crossing")
  func phaseLatency() {
    let sensor = HingeSensor(schedule: .calfRaises(6), seed: 14)
    let run = SessionRun(calfRaises: sensor)
    for truth in sensor.schedule.repetitions.dropFirst(2) {
      for (phase, crossing) in [
        (Phase.rise, truth.riseStart), (.top, truth.topStart), (.lower, truth.lowerStart),
        (.bottom, truth.end),
      ] {
        let isSaid = run.events.contains { event in
          guard case .phase(phase, _) = event.kind else { return false }
          return abs(event.time - crossing) <= 0.2
        }
        #expect(isSaid, "\(phase) at \(crossing) s")
      }
    }
  }
}
