import Exercises
import Foundation
import LinuxSensors
import Monitoring
import Recordings
import Samples
import Sensors
import Synchronization
import Testing

/// A stay of a device: seconds of rest at 100 Hz, counted from `origin`, then it goes away.
private struct Stay: SampleSource, ~Copyable {
  var origin: Timestamp
  var seconds: Range<Int>

  var description: SensorDescription {
    SensorDescription(
      device: "script", identity: "one", channels: .acceleration(scale: 0.01), nominalRate: 100,
      clock: .monotonic)
  }
  var isLive: Bool { true }

  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    for row in seconds.lowerBound * 100..<seconds.upperBound * 100 {
      elements.append(
        .sample(
          RawSample(
            time: origin.advanced(bySeconds: Double(row) / 100),
            counts: [0, 0, 981, 0, 0, 0, 0, 0])))
    }
    let last = origin.advanced(bySeconds: Double(seconds.upperBound) - 0.01)
    elements.append(.gap(Gap(start: last, end: last, cause: .noAnswer)))
    return .ended(.lost("pulled out"))
  }

  mutating func close() {}
}

/// Counts attempts at opening a device.
private final class Attempts: Sendable {
  private let count = Mutex(0)
  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}

/// Keeps what it is told.
private struct Witness: SessionObserver {
  var events: [SessionEvent] = []
  var absences: [String?] = []

  mutating func begin(_ title: SessionTitle) {}
  mutating func observe(_ event: SessionEvent, of side: Side?) { events.append(event) }
  mutating func refresh(_ statuses: () -> [SessionStatus]) {}
  mutating func observe(absence: String?, of side: Side?) { absences.append(absence) }
  mutating func end(_ statuses: [SessionStatus]) {}
}

@Suite(.timeLimit(.minutes(1))) struct AbsenceTests {
  private let configuration = SessionConfiguration(exercise: .generic, nominalRate: 100)

  @Test("a device that comes back goes on in the same session and recording, and replays the same")
  func comesBack() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    // The last sample is of this moment, so the time is up a second later.
    let origin = MonotonicClock.now().advanced(bySeconds: -9)
    let attempts = Attempts()
    let search = DeviceSearch { () throws(SensorError) in
      guard attempts.next() == 2 else { throw .notFound("it") }
      return Stay(origin: origin, seconds: 7..<9)
    }
    let source = ReconnectingSource(
      Stay(origin: origin, seconds: 1..<3), search: search, words: { "\($0)" })
    let description = source.description
    var witness = Witness()
    let lane = Lane(source: source, configuration: configuration)
    lane.record(
      with: try RecordingWriter(path: path, header: RecordingHeader(sensor: description)),
      isNeeded: false)
    let outcomes = try LiveSession(lanes: [lane], longest: 8.5).run(observer: &witness)
    let outcome = try #require(outcomes.first)

    // From the last sample at 2.99 s to the first at 7 s, counted from the first of all at 1 s; then
    // away until the time is up.
    let gaps = [
      ReportedGap(start: 1.99, end: 6, cause: .unplugged),
      ReportedGap(start: 7.99, end: 7.99, cause: .unplugged),
    ]
    #expect(outcome.report.input.gaps == gaps)
    #expect(outcome.report.input.samples == 400)
    #expect(outcome.sourceEnd == nil)
    #expect(witness.absences == ["pulled out", nil, "pulled out"])
    #expect(witness.events.last?.kind == .mark("stopped"))

    var again = Witness()
    let replay = ReplaySession(
      input: try RecordingReader(path: path), configuration: configuration)
    let replayed = try replay.run(observer: &again)
    #expect(again.events == witness.events)
    #expect(replayed.report == outcome.report)
  }
}
