import Exercises
import Samples
import Testing

@Suite("Lost samples")
struct GapTests {
  /// The sensor's stream without what lies between two times, a gap in its place.
  private func elements(
    _ sensor: HingeSensor, without lost: ClosedRange<Double>
  ) -> [StreamElement<Sample>] {
    var elements: [StreamElement<Sample>] = []
    var lastGood: Timestamp?
    var isLosing = false
    for element in sensor.elements() {
      guard case .sample(let sample) = element else { continue }
      let time = sample.time.seconds(since: Timestamp(microseconds: sensor.origin))
      if lost.contains(time) {
        isLosing = true
        continue
      }
      if isLosing, let start = lastGood {
        elements.append(.gap(Gap(start: start, end: sample.time, cause: .fifoOverflow)))
        isLosing = false
      }
      lastGood = sample.time
      elements.append(element)
    }
    return elements
  }

  private let configuration = SessionConfiguration(exercise: .calfRaise, placement: .foot)

  @Test(
    "a gap in the middle of a repetition costs that one and no other", arguments: [true, false])
  func insideRepetition(hasGyroscope: Bool) throws {
    let sensor = HingeSensor(schedule: .calfRaises(5), hasGyroscope: hasGyroscope, seed: 91)
    let hit = sensor.schedule.repetitions[2]
    let run = SessionRun(
      configuration, elements(sensor, without: (hit.topStart - 0.2)...(hit.lowerStart + 0.2)))
    let others = [0, 1, 3, 4].map { sensor.schedule.repetitions[$0] }
    try #require(run.repetitions.count == 4)
    for (found, truth) in zip(run.repetitions, others) {
      #expect(try boundaryError(of: found, against: truth) < (hasGyroscope ? 0.04 : 0.08))
    }
    #expect(run.report.sets.flatMap(\.rejected).map(\.reason) == [.gap])
  }

  @Test("a gap between two repetitions costs none")
  func betweenRepetitions() throws {
    let sensor = HingeSensor(schedule: .calfRaises(4, pause: 3), seed: 92)
    let before = sensor.schedule.repetitions[1].end
    let run = SessionRun(configuration, elements(sensor, without: (before + 1)...(before + 1.5)))
    #expect(run.repetitions.count == 4)
  }

  @Test("a short loss during a rise is bridged", arguments: [true, false])
  func short(hasGyroscope: Bool) {
    let sensor = HingeSensor(schedule: .calfRaises(4), hasGyroscope: hasGyroscope, seed: 93)
    let hit = sensor.schedule.repetitions[1]
    let run = SessionRun(
      configuration, elements(sensor, without: (hit.riseStart + 0.1)...(hit.riseStart + 0.2)))
    #expect(run.repetitions.count == 4)
  }

  @Test("it goes through to the events and the report, and out of the effective rate")
  func account() throws {
    let sensor = HingeSensor(schedule: .calfRaises(1), rate: 50, seed: 94)
    let run = SessionRun(configuration, elements(sensor, without: 3.01...4.99))
    #expect(run.report.input.gaps == [ReportedGap(start: 3, end: 5, cause: .fifoOverflow)])
    #expect(run.events.contains { $0.kind == .gap(run.report.input.gaps[0]) && $0.time == 5 })
    #expect(abs(try #require(run.report.input.effectiveRate) - 50) < 1e-9)
    #expect(run.report.input.nominalRate == nil)
    #expect(run.report.input.sensor == "accelerometer+gyroscope")
  }

  @Test("before the first sample nothing is lost")
  func early() {
    let gap = Gap(
      start: Timestamp(microseconds: 0), end: Timestamp(microseconds: 5_000_000), cause: .unplugged)
    let elements = HingeSensor(schedule: .calfRaises(1), seed: 95).elements()
    let run = SessionRun(configuration, [.gap(gap)] + elements)
    #expect(run.report.input.gaps.isEmpty)
    #expect(run.repetitions.count == 1)
  }

  @Test("at the very end it doesn't touch the rate")
  func late() throws {
    let sensor = HingeSensor(schedule: .calfRaises(1), rate: 100, seed: 96)
    let all = sensor.elements()
    guard case .sample(let last)? = all.last else { return }
    let gap = Gap(start: last.time, end: last.time, cause: .unplugged)
    let run = SessionRun(configuration, all + [.gap(gap)])
    #expect(run.report.input.gaps.count == 1)
    #expect(abs(try #require(run.report.input.effectiveRate) - 100) < 1e-6)
  }
}
