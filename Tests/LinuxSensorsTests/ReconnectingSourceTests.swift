import Samples
import Sensors
import Synchronization
import Testing

@testable import LinuxSensors

/// Plays one stay of a device: a turn an entry, then its end.
private struct Stay: SampleSource, ~Copyable {
  var turns: [[StreamElement<RawSample>]]
  var end: Result<SourceEnd, SensorError> = .success(.lost("pulled out"))
  var identity: String? = "here"
  var scale = 1.0

  var description: SensorDescription {
    SensorDescription(
      device: "scripted", identity: identity, channels: .boardLoads(scale: scale),
      nominalRate: nil, clock: .monotonic)
  }
  var isLive: Bool { true }

  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if turns.isEmpty { return .ended(try end.get()) }
    elements += turns.removeFirst()
    // A device that goes away says so together with its last samples, as boards and chips do.
    if turns.isEmpty { return .ended(try end.get()) }
    return .running
  }

  mutating func close() {}
}

/// What attempts at opening a device meet, one after another.
private final class Door: Sendable {
  enum Attempt {
    case fails(SensorError)
    case opens([[StreamElement<RawSample>]], identity: String? = "here", scale: Double = 1)
  }

  private let attempts: Mutex<[Attempt]>
  init(_ attempts: [Attempt]) { self.attempts = Mutex(attempts) }

  var attemptsLeft: Int { attempts.withLock { $0.count } }

  var search: DeviceSearch {
    DeviceSearch { () throws(SensorError) in
      let attempt = self.attempts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      switch attempt {
      case .opens(let turns, let identity, let scale):
        return Stay(turns: turns, identity: identity, scale: scale)
      case .fails(let error): throw error
      case nil: throw .notFound("nothing")
      }
    }
  }
}

private func sample(_ time: Int64) -> StreamElement<RawSample> {
  .sample(RawSample(time: Timestamp(microseconds: time), counts: SIMD8()))
}

private func gap(
  _ start: Int64, _ end: Int64, _ cause: GapCause = .unplugged
) -> StreamElement<RawSample> {
  .gap(
    Gap(start: Timestamp(microseconds: start), end: Timestamp(microseconds: end), cause: cause))
}

private let button = StreamElement<RawSample>.mark(
  Mark(time: Timestamp(microseconds: 70), label: "button"))

@Suite(.timeLimit(.minutes(1))) struct ReconnectingSourceTests {
  /// Reads until `count` elements came; everything that was said of absences before the last.
  private func read(
    _ source: inout ReconnectingSource, until count: Int
  ) throws -> (elements: [StreamElement<RawSample>], absences: [String]) {
    var elements: [StreamElement<RawSample>] = []
    var absences: [String] = []
    while elements.count < count {
      let progress = try source.read(into: &elements)
      guard case .away(let what) = progress, elements.count < count else { continue }
      if absences.last != what { absences.append(what) }
    }
    return (elements, absences)
  }

  @Test(
    "however the stream ends, one gap spans the absence",
    arguments: [
      (
        [[sample(1)], [sample(2), gap(2, 2)]], Result<SourceEnd, SensorError>.success(.lost("gone"))
      ),
      ([[sample(1)], [sample(2), gap(2, 2, .noAnswer)]], .failure(.notFound("wire"))),
      ([[sample(1)], [sample(2)]], .success(.lost("gone"))),
      ([[sample(1), sample(2)], [gap(2, 2, .noAnswer)]], .failure(.notFound("wire"))),
    ])
  func oneGap(
    turns: [[StreamElement<RawSample>]], end: Result<SourceEnd, SensorError>
  ) throws {
    let door = Door([.fails(.notFound("it")), .opens([[sample(60)], [sample(61)]])])
    var source = ReconnectingSource(
      Stay(turns: turns, end: end), search: door.search, words: { _ in "gone" })
    let description = source.description
    let (elements, absences) = try read(&source, until: 5)
    #expect(elements == [sample(1), sample(2), gap(2, 60), sample(60), sample(61)])
    #expect(absences == ["gone"])
    let after = source.description
    #expect(after == description)
  }

  @Test("a loss before the absence keeps its own gap, losses within it are a part of it")
  func otherGaps() throws {
    let door = Door([
      // It comes back for a moment without a sample, and goes away again.
      .opens([[gap(40, 40, .noAnswer)]]),
      .opens([[gap(50, 60, .fifoOverflow), sample(60)], [gap(60, 65, .badFrame), sample(65)]]),
    ])
    var source = ReconnectingSource(
      Stay(turns: [[sample(1), gap(1, 3, .badFrame), sample(3), gap(3, 3)]]),
      search: door.search, words: { _ in "" })
    let (elements, _) = try read(&source, until: 7)
    #expect(
      elements == [
        sample(1), gap(1, 3, .badFrame), sample(3), gap(3, 60), sample(60), gap(60, 65, .badFrame),
        sample(65),
      ])
  }

  @Test("a board's button is a sign of life, too")
  func button() throws {
    let door = Door([.opens([[LinuxSensorsTests.button, sample(80)]])])
    var source = ReconnectingSource(
      Stay(turns: [[sample(1)]]), search: door.search, words: { _ in "" })
    let (elements, _) = try read(&source, until: 4)
    #expect(elements == [sample(1), gap(1, 70), LinuxSensorsTests.button, sample(80)])
  }

  @Test("a device that goes away before its first sample leaves no gap")
  func nothingYet() throws {
    let door = Door([.opens([[sample(60)]])])
    var source = ReconnectingSource(Stay(turns: [[]]), search: door.search, words: { _ in "" })
    #expect(try read(&source, until: 1).elements == [sample(60)])
  }

  @Test("another device, or the same with other scales, isn't taken, and it is said why")
  func another() throws {
    let door = Door([
      .opens([[sample(50)]], identity: "elsewhere"), .opens([[sample(55)]], scale: 2),
      .opens([[sample(60)]]),
    ])
    var source = ReconnectingSource(
      Stay(turns: [[sample(1), gap(1, 1)]]), search: door.search, words: { _ in "" })
    let (elements, absences) = try read(&source, until: 3)
    #expect(elements == [sample(1), gap(1, 60), sample(60)])
    #expect(
      absences == [
        "pulled out", "another device came: scripted (elsewhere) instead of scripted (here)",
        "the device came back with other channels, scales or rate",
      ])
  }

  @Test("what waiting can't mend ends the stream in its gap")
  func final() throws {
    let held = SensorError.ownedByKernel(location: "i2c-1 0x68")
    var source = ReconnectingSource(
      Stay(turns: [[sample(1), gap(1, 1)]]), search: Door([.fails(held)]).search,
      words: { _ in "" })
    var elements: [StreamElement<RawSample>] = []
    #expect(throws: held) {
      while case .away = try source.read(into: &elements) {}
    }
    #expect(elements == [sample(1), gap(1, 1)])
  }

  @Test("a device whose samples can't be true ends the stream, and isn't taken again and again")
  func implausible() throws {
    let fault = SensorError.implausible(location: "i2c-1 0x68", .allZero)
    let door = Door([.opens([[sample(60)]])])
    var source = ReconnectingSource(
      Stay(turns: [[sample(1)]], end: .failure(fault)), search: door.search, words: { _ in "" })
    var elements: [StreamElement<RawSample>] = []
    #expect(throws: fault) {
      while case .running = try source.read(into: &elements) {}
    }
    #expect(elements == [sample(1)])
    #expect(door.attemptsLeft == 1)
    guard case .ended(.lost) = try source.read(into: &elements) else {
      Issue.record("it goes on")
      return
    }
  }

  @Test("through a thread of its own an absence is told, and closing ends it")
  func threaded() throws {
    let door = Door([])
    var source = try ThreadedSource(
      ReconnectingSource(Stay(turns: [[sample(1)]]), search: door.search, words: { _ in "" }))
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) != .away("pulled out") {}
    #expect(elements == [sample(1)])
    let again = try source.read(into: &elements)
    #expect(again == .away("pulled out"))
    source.close()
    let end = try source.read(into: &elements)
    #expect(end == .ended(.complete))
    #expect(elements == [sample(1)])
  }
}

@Suite(.timeLimit(.minutes(1))) struct DeviceSearchTests {
  private func isFound(by search: inout DeviceSearch) throws -> Bool {
    let source = try search.attempt()
    return source != nil
  }

  @Test("a node that refuses is tried for five seconds, until udev has set its group")
  func permission() throws {
    let refusal = SensorError.permission(path: "/dev/input/event7")
    var patient = Door([.fails(refusal), .fails(refusal), .opens([])]).search
    var attempts = 0
    while try !isFound(by: &patient) { attempts += 1 }
    #expect(patient.obstacle == nil)
    #expect(attempts >= 2)

    var refused = Door(Array(repeating: .fails(refusal), count: 100)).search
    let start = MonotonicClock.now()
    #expect(throws: refusal) { while try !isFound(by: &refused) {} }
    #expect(MonotonicClock.now().seconds(since: start) >= 5)
  }

  @Test("what opens and is gone again at once is tried no more often")
  func flapping() throws {
    let door = Door(Array(repeating: .opens([]), count: 100))
    var search = door.search
    let start = MonotonicClock.now()
    while MonotonicClock.now().seconds(since: start) < 0.6 { _ = try isFound(by: &search) }
    // At 0, 0.25 and 0.5 s, fewer where the machine is busy.
    #expect((97...99).contains(door.attemptsLeft))
  }

  @Test("an attempt takes a turn, and four of them a second are made")
  func pace() throws {
    let door = Door(Array(repeating: .fails(.notFound("it")), count: 100))
    var search = door.search
    let start = MonotonicClock.now()
    while MonotonicClock.now().seconds(since: start) < 1.1 {
      let found = try isFound(by: &search)
      #expect(!found)
    }
    // At 0, 0.25, 0.5, 0.75 and 1 s, fewer where the machine is busy.
    #expect((95...99).contains(door.attemptsLeft))
  }
}
