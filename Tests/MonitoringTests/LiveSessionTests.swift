import Exercises
import Monitoring
import Samples
import Sensors
import Testing

/// A source that gives what it was given, a turn at a time, and then ends or fails.
private struct ScriptedSource: SampleSource, ~Copyable {
  var turns: [[StreamElement<RawSample>]]
  var error: SensorError?
  /// Whether it goes on, silent, after its turns.
  var isLive = false

  var description: SensorDescription {
    SensorDescription(
      device: "script", identity: nil, channels: .acceleration(scale: 0.01), nominalRate: 100,
      clock: .virtual)
  }

  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if turns.isEmpty {
      if let error { throw error }
      return isLive ? .running : .ended(.complete)
    }
    elements += turns.removeFirst()
    return .running
  }

  mutating func close() {}
}

/// Counts what it is told, and fails from the `failing`-th event on.
private struct CountingObserver: SessionObserver {
  struct Full: Error {}
  var failing = Int.max
  var events: [SessionEvent] = []
  var refreshes = 0
  var hasEnded = false

  mutating func begin(_ title: SessionTitle) {}
  mutating func observe(_ event: SessionEvent, of side: Side?) throws {
    events.append(event)
    if events.count >= failing { throw Full() }
  }
  mutating func refresh(_ statuses: () -> [SessionStatus]) { refreshes += 1 }
  mutating func end(_ statuses: [SessionStatus]) { hasEnded = true }
}

struct LiveSessionTests {
  /// A second of rest at 100 Hz from a time in seconds on.
  private func rest(from second: Int) -> [StreamElement<RawSample>] {
    (0..<100).map {
      .sample(
        RawSample(
          time: Timestamp(microseconds: Int64(second) * 1_000_000 + Int64($0) * 10_000),
          counts: [0, 0, 981, 0, 0, 0, 0, 0]))
    }
  }

  private func run(
    _ source: consuming ScriptedSource, longest: Double? = nil,
    observer: inout CountingObserver
  ) throws -> LiveOutcome {
    let lane = Lane(source: source, configuration: SessionConfiguration(exercise: .generic))
    return try #require(
      try LiveSession(lanes: [lane], longest: longest).run(observer: &observer).first)
  }

  @Test("a source that fails leaves the report of what came before")
  func failure() throws {
    let lost = SensorError.notFound("it")
    var observer = CountingObserver()
    let outcome = try run(
      ScriptedSource(turns: [rest(from: 0), rest(from: 1)], error: lost), observer: &observer)
    #expect(outcome.sensorError == lost)
    #expect(outcome.report.input.samples == 200)
    #expect(outcome.start == Timestamp(microseconds: 0))
    #expect(observer.hasEnded)
  }

  @Test("the time set ends the stream with a mark at its last sample")
  func longest() throws {
    var observer = CountingObserver()
    let outcome = try run(
      ScriptedSource(turns: [rest(from: 5), rest(from: 6), rest(from: 7)]), longest: 1.5,
      observer: &observer)
    // From 5.00 to 6.50 s, both ends included.
    #expect(outcome.report.input.samples == 151)
    #expect(outcome.sourceEnd == nil)
    #expect(observer.events.last == SessionEvent(time: 1.5, kind: .mark("stopped")))
  }

  @Test("the time set ends a live session even if the sensor says nothing")
  func silence() throws {
    var observer = CountingObserver()
    let start = ContinuousClock.now
    let outcome = try run(
      ScriptedSource(turns: [], isLive: true), longest: 0.1, observer: &observer)
    #expect(outcome.report.input.samples == 0)
    #expect(outcome.sourceEnd == nil)
    // Half a second is left for samples on their way.
    #expect(ContinuousClock.now - start > .seconds(0.6))
    #expect(observer.events.isEmpty)
  }

  @Test("a person's end of a set is a mark after what has come so far, and the session goes on")
  func setEnd() throws {
    var observer = CountingObserver()
    var asked = [false, true, false]
    let lane = Lane(
      source: ScriptedSource(turns: [rest(from: 0), rest(from: 1), rest(from: 2)]),
      configuration: SessionConfiguration(exercise: .generic))
    let live = LiveSession(lanes: [lane]) { asked.isEmpty ? false : asked.removeFirst() }
    let outcome = try #require(try live.run(observer: &observer).first)
    #expect(outcome.report.input.samples == 300)
    let marks = observer.events.filter { $0.kind == .mark("set-end") }
    // The last sample of the second turn.
    #expect(marks.map(\.time) == [1.99])
  }

  @Test("a source that ends by itself leaves no mark")
  func complete() throws {
    var observer = CountingObserver()
    let outcome = try run(ScriptedSource(turns: [rest(from: 0)]), observer: &observer)
    #expect(outcome.sourceEnd == .complete)
    #expect(!observer.events.contains { $0.kind == .mark("stopped") })
  }

  @Test("an observer that fails ends the session with its error")
  func observerFails() {
    let gap = StreamElement<RawSample>.gap(
      Gap(
        start: Timestamp(microseconds: 990_000), end: Timestamp(microseconds: 1_000_000),
        cause: .badFrame))
    var observer = CountingObserver(failing: 1)
    #expect(throws: CountingObserver.Full.self) {
      _ = try run(
        ScriptedSource(turns: [rest(from: 0) + [gap], rest(from: 1)]), observer: &observer)
    }
    #expect(observer.refreshes == 0)
  }
}
