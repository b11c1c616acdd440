import Exercises
import Foundation
import Monitoring
import Recordings
import Samples
import Sensors
import Testing

/// A source of one leg: what it was given, a turn at a time, and then its end.
private struct LegSource: SampleSource, ~Copyable {
  var turns: [[StreamElement<RawSample>]]
  var end: Result<SourceEnd, SensorError> = .success(.complete)
  var isLive = false

  var description: SensorDescription {
    SensorDescription(
      device: "script", identity: nil, channels: .acceleration(scale: 0.01), nominalRate: 100,
      clock: .virtual)
  }

  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if turns.isEmpty { return .ended(try end.get()) }
    elements += turns.removeFirst()
    return .running
  }

  mutating func close() {}
}

/// Keeps what it is told, and of which leg.
private struct Witness: SessionObserver {
  var events: [(side: Side?, event: SessionEvent)] = []
  var warnings: [String] = []
  var statusCounts: Set<Int> = []
  var endings = 0

  func marks(of side: Side) -> [SessionEvent] {
    events.filter { $0.side == side }.map(\.event).filter {
      if case .mark = $0.kind { true } else { false }
    }
  }

  mutating func begin(_ title: SessionTitle) {}
  mutating func observe(_ event: SessionEvent, of side: Side?) { events.append((side, event)) }
  mutating func refresh(_ statuses: () -> [SessionStatus]) { statusCounts.insert(statuses().count) }
  mutating func warn(_ trouble: String) { warnings.append(trouble) }
  mutating func end(_ statuses: [SessionStatus]) { endings += 1 }
}

struct PairTests {
  /// Rest at 100 Hz, from and to times in hundredths of a second, a turn for every `turn` of them.
  private func rest(_ rows: Range<Int>, turn: Int = 10) -> [[StreamElement<RawSample>]] {
    stride(from: rows.lowerBound, to: rows.upperBound, by: turn).map { start in
      (start..<min(start + turn, rows.upperBound)).map {
        .sample(
          RawSample(
            time: Timestamp(microseconds: Int64($0) * 10_000),
            counts: [0, 0, 981, 0, 0, 0, 0, 0]))
      }
    }
  }

  private func mark(_ row: Int, _ label: String) -> [StreamElement<RawSample>] {
    [.mark(Mark(time: Timestamp(microseconds: Int64(row) * 10_000), label: label))]
  }

  private func run(
    _ left: consuming LegSource, _ right: consuming LegSource, longest: Double? = nil,
    observer: inout Witness
  ) throws -> [LiveOutcome] {
    let configuration = SessionConfiguration(exercise: .generic)
    let lanes = [
      Lane(source: left, configuration: configuration, side: .left),
      Lane(source: right, configuration: configuration, side: .right),
    ]
    return try LiveSession(lanes: lanes, longest: longest).run(observer: &observer)
  }

  @Test("two streams are told in the order of their time, however their turns fall")
  func merge() throws {
    var observer = Witness()
    let outcomes = try run(
      LegSource(turns: rest(0..<50) + [mark(50, "a")] + rest(50..<100) + [mark(100, "d")]),
      LegSource(
        turns: rest(0..<60, turn: 60) + [mark(60, "b")] + rest(60..<90, turn: 1) + [mark(90, "c")]),
      observer: &observer)
    #expect(outcomes.map(\.side) == [.left, .right])
    #expect(outcomes.map(\.report.input.samples) == [100, 90])
    let marks = observer.events.compactMap { side, event in
      if case .mark(let label) = event.kind { "\(label) \(side?.rawValue ?? "")" } else { nil }
    }
    #expect(marks == ["a left", "b right", "c right", "d left"])
    #expect(observer.statusCounts == [2])
    #expect(observer.endings == 1)
  }

  @Test("one that fails leaves the other going, and both reports")
  func oneFails() throws {
    let failure = SensorError.notFound("it")
    var observer = Witness()
    let outcomes = try run(
      LegSource(turns: rest(0..<100), end: .failure(failure)),
      LegSource(turns: rest(0..<300), end: .success(.lost("pulled out"))), observer: &observer)
    #expect(outcomes.map(\.report.input.samples) == [100, 300])
    #expect(outcomes[0].sensorError == failure)
    #expect(outcomes[1].sourceEnd == .lost("pulled out"))
    #expect(outcomes.map(\.failuresBefore) == [0, 1])
    #expect(observer.warnings.count == 1)
    #expect(observer.warnings[0].hasPrefix("left: the device is gone"))
    #expect(observer.marks(of: .left).isEmpty)
  }

  @Test("what goes wrong first comes first, whichever leg it is")
  func failureOrder() throws {
    var observer = Witness()
    let outcomes = try run(
      LegSource(turns: rest(0..<300), end: .success(.lost("late"))),
      LegSource(turns: rest(0..<100), end: .success(.lost("early"))), observer: &observer)
    #expect(outcomes.map(\.failuresBefore) == [1, 0])
  }

  @Test("an end by time is one moment in both")
  func stop() throws {
    var observer = Witness()
    let outcomes = try run(
      // The right one has half the samples; the end is where the left one's last sample is.
      LegSource(turns: rest(0..<400)),
      LegSource(
        turns: rest(0..<400, turn: 1).enumerated().filter { $0.offset % 4 == 0 }.map(\.element)),
      longest: 1.5, observer: &observer)
    #expect(outcomes.map(\.report.input.samples) == [151, 38])
    #expect(outcomes.allSatisfy { $0.sourceEnd == nil && $0.failuresBefore == nil })
    for side in [Side.left, .right] {
      #expect(observer.marks(of: side) == [SessionEvent(time: 1.5, kind: .mark("stopped"))])
    }
  }

  @Test("a live sensor that says nothing holds the other up no longer than its turn")
  func silentLive() throws {
    var observer = Witness()
    let silent = Array(repeating: [StreamElement<RawSample>](), count: 400)
    let outcomes = try run(
      LegSource(turns: silent, isLive: true), LegSource(turns: rest(0..<300), isLive: true),
      observer: &observer)
    #expect(outcomes.map(\.report.input.samples) == [0, 300])
  }

  @Test("the header of a set's file names the set, the leg and both files, and is read again")
  func header() throws {
    let set = try #require(
      RecordingSet(path: "walks/morning.csv", side: .right, sides: [.left, .right]))
    #expect(set.name == "morning")
    #expect(set.files == ["morning.left.csv", "morning.right.csv"])
    #expect(RecordingSet.path(of: "walks/morning", side: .right) == "walks/morning.right.csv")
    for path in ["-", "", "walks/", "walks/.csv"] {
      #expect(RecordingSet(path: path, side: .left, sides: [.left, .right]) == nil)
    }
    var header = RecordingHeader(sensor: LegSource(turns: []).description, side: .right)
    header.set = set
    let text = header.json.text()
    #expect(
      text.contains(
        #""recording_set":{"name":"morning","side":"right","files":["morning.left.csv","morning.right.csv"]}"#
      ))
    #expect(try RecordingHeader(json: JSONValue(parsing: text)) == header)
    let broken = text.replacing(#""name":"morning""#, with: #""name":1"#)
    #expect(throws: RecordingError.Problem.self) {
      try RecordingHeader(json: JSONValue(parsing: broken))
    }
  }
}
