import Samples
import Sensors
import Synchronization
import Testing

@testable import LinuxSensors

/// Remembers what happened to a source that went to another thread.
private final class Witness: Sendable {
  private let closings = Mutex(0)
  var closeCount: Int { closings.withLock { $0 } }
  func sawClosing() { closings.withLock { $0 += 1 } }
}

/// Plays a script: a turn an entry, then what it ends with, or else it waits as a live source does.
private struct ScriptedSource: SampleSource, ~Copyable {
  var turns: [[StreamElement<RawSample>]]
  var end: Result<SourceEnd, SensorError>?
  let witness: Witness
  private var next = 0

  init(
    _ turns: [[StreamElement<RawSample>]], end: Result<SourceEnd, SensorError>?,
    witness: Witness = Witness()
  ) {
    self.turns = turns
    self.end = end
    self.witness = witness
  }

  let description = SensorDescription(
    device: "scripted", identity: nil, channels: .boardLoads(scale: 1), nominalRate: nil,
    clock: .monotonic)
  var isLive: Bool { true }

  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if next < turns.count {
      elements += turns[next]
      next += 1
      return .running
    }
    guard let end else {
      MonotonicClock.sleep(seconds: 0.02)
      return .running
    }
    return .ended(try end.get())
  }

  mutating func close() { witness.sawClosing() }
}

private func sample(_ time: Int64) -> StreamElement<RawSample> {
  .sample(RawSample(time: Timestamp(microseconds: time), counts: SIMD8()))
}

private func mark(_ time: Int64) -> StreamElement<RawSample> {
  .mark(Mark(time: Timestamp(microseconds: time), label: "button"))
}

private func gap(_ start: Int64, _ end: Int64, _ cause: GapCause) -> StreamElement<RawSample> {
  .gap(
    Gap(
      start: Timestamp(microseconds: start), end: Timestamp(microseconds: end), cause: cause))
}

@Suite(.timeLimit(.minutes(1))) struct ThreadedSourceTests {
  @Test("elements come in order, then the end, again and again")
  func order() throws {
    let turns = (0..<50).map { turn in (0..<10).map { sample(Int64(turn * 10 + $0)) } }
    var source = try ThreadedSource(ScriptedSource(turns, end: .success(.lost("unplugged"))))
    let device = source.description.device
    #expect(device == "scripted")
    let isLive = source.isLive
    #expect(isLive)
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    #expect(elements == turns.flatMap { $0 })
    let progress = try source.read(into: &elements)
    #expect(progress == .ended(.lost("unplugged")))
    #expect(elements.count == 500)
  }

  @Test("an error comes after the elements before it, and stays")
  func error() throws {
    let failure = SensorError.system(path: "/dev/x", operation: "read", code: 5)
    var source = try ThreadedSource(
      ScriptedSource([[sample(1)], [sample(2), mark(3)]], end: .failure(failure)))
    var elements: [StreamElement<RawSample>] = []
    for _ in 0..<2 {
      do throws(SensorError) {
        while try source.read(into: &elements) == .running {}
        Issue.record("it ended without an error")
      } catch {
        #expect(error == failure)
      }
    }
    #expect(elements == [sample(1), sample(2), mark(3)])
  }

  @Test("closing while the source waits takes no longer than its turn, and closes it once")
  func close() throws {
    let witness = Witness()
    var source = try ThreadedSource(ScriptedSource([[sample(1)]], end: nil, witness: witness))
    var elements: [StreamElement<RawSample>] = []
    while elements.isEmpty { _ = try source.read(into: &elements) }
    #expect(witness.closeCount == 0)
    source.close()
    #expect(witness.closeCount == 1)
    source.close()
    #expect(witness.closeCount == 1)
    let progress = try source.read(into: &elements)
    #expect(progress == .ended(.complete))
  }

  @Test("a source that is forgotten is closed")
  func forgotten() throws {
    let witness = Witness()
    do {
      let source = try ThreadedSource(ScriptedSource([], end: nil, witness: witness))
      let isLive = source.isLive
      #expect(isLive)
    }
    #expect(witness.closeCount == 1)
  }

  @Test("a read without anything to read returns within its turn")
  func silence() throws {
    var source = try ThreadedSource(ScriptedSource([], end: nil))
    var elements: [StreamElement<RawSample>] = []
    let start = MonotonicClock.now()
    let progress = try source.read(into: &elements)
    #expect(progress == .running)
    #expect(elements.isEmpty)
    #expect(MonotonicClock.now().seconds(since: start) < 1)
    source.close()
  }

  @Test("an accelerometer's and a board's source can go to a thread")
  func movable() {
    // Nothing is there to be opened: that this compiles is what counts.
    #expect(throws: SensorError.self) {
      _ = try ThreadedSource(
        I2CAccelerometerSource(model: .mpu6050, path: "/dev/i2c-4711", address: 0x68))
    }
    #expect(throws: SensorError.self) {
      _ = try ThreadedSource(EvdevBalanceBoardSource(path: "/dev/input/event4711"))
    }
  }
}

@Suite struct BoundedQueueTests {
  private func taken(_ queue: BoundedQueue) -> [StreamElement<RawSample>] {
    var elements: [StreamElement<RawSample>] = []
    _ = queue.take(into: &elements)
    return elements
  }

  @Test("what runs over becomes one gap that spans what was dropped")
  func overflow() throws {
    let queue = try BoundedQueue(capacity: 3)
    queue.put([sample(1), sample(2), sample(3), sample(4)], outcome: nil)
    queue.put([mark(5), gap(5, 6, .eventsDropped), sample(7)], outcome: nil)
    #expect(taken(queue) == [sample(1), sample(2), sample(3)])
    queue.put([sample(8), sample(9)], outcome: nil)
    #expect(taken(queue) == [gap(3, 8, .queueOverflow), sample(8), sample(9)])
  }

  @Test("it never holds more than its capacity")
  func bounded() throws {
    let queue = try BoundedQueue(capacity: 4)
    for time in 0..<1000 {
      queue.put([sample(Int64(time))], outcome: nil)
      if time % 7 == 0 { #expect(taken(queue).count <= 4) }
    }
  }

  @Test("nothing is lost without a gap over it")
  func nothingSilent() throws {
    let queue = try BoundedQueue(capacity: 5)
    var elements: [StreamElement<RawSample>] = []
    for time in 0..<500 {
      queue.put([sample(Int64(time))], outcome: nil)
      if time % 11 == 0 { _ = queue.take(into: &elements) }
    }
    _ = queue.take(into: &elements)
    var expected: Int64 = 0
    for element in elements {
      switch element {
      case .sample(let sample):
        #expect(sample.time.microseconds == expected)
        expected += 1
      case .gap(let gap):
        #expect(gap.start.microseconds == expected - 1)
        expected = gap.end.microseconds
      case .mark:
        Issue.record("no mark was put in")
      }
    }
  }

  @Test("an end in the middle of a loss comes behind a gap that ends where it starts")
  func endInLoss() throws {
    let queue = try BoundedQueue(capacity: 2)
    queue.put([sample(1), sample(2), sample(3)], outcome: .ended(.complete))
    var elements: [StreamElement<RawSample>] = []
    #expect(queue.take(into: &elements) == nil)
    #expect(elements == [sample(1), sample(2), gap(2, 2, .queueOverflow)])
    guard case .ended(.complete) = queue.take(into: &elements) else {
      Issue.record("no end behind the elements")
      return
    }
  }

  @Test("a full queue waits for its reader to take everything before it lets more in")
  func fullQueue() throws {
    let queue = try BoundedQueue(capacity: 2)
    queue.put([sample(1), sample(2), sample(3)], outcome: nil)
    queue.put([sample(4)], outcome: nil)
    #expect(taken(queue) == [sample(1), sample(2)])
    queue.put([sample(5)], outcome: nil)
    #expect(taken(queue) == [gap(2, 5, .queueOverflow), sample(5)])
  }
}
