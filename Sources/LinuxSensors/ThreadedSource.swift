public import Samples
public import Sensors
import Synchronization

/// A source that is read on a thread of its own, so that a slow reader doesn't make the device's own
/// buffer run over.
///
/// Between the two stands a queue of a fixed size. When that runs over, one gap (`queue-overflow`)
/// spans what was dropped. It is meant for live sources: one that isn't waits for nobody and would
/// run over at once.
public struct ThreadedSource: SampleSource, ~Copyable {
  /// What the source says of itself.
  public let description: SensorDescription

  /// It passes at the pace of its thread.
  public var isLive: Bool { true }

  private let queue: BoundedQueue
  private var thread: PosixThread?

  /// Elements that wait at most: 8 s of a chip at 1 kHz.
  public static let standardCapacity = 8192

  /// Moves `source` to a new thread and begins to read it.
  ///
  /// - Throws: `system` where there is no thread or no descriptor to be had.
  /// - Precondition: `capacity` is 2 or more.
  public init<Source: SampleSource & SendableMetatype & ~Copyable>(
    _ source: consuming sending Source, capacity: Int = Self.standardCapacity
  ) throws(SensorError) {
    description = source.description
    let queue = try BoundedQueue(capacity: capacity)
    let reader = SourceReader(source)
    thread = try PosixThread { reader.run(into: queue) }
    self.queue = queue
  }

  /// Appends what has come, and waits up to 0.1 s for something to come. The end and an error come in
  /// a turn of their own after all elements before them.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    let count = elements.count
    var outcome = queue.take(into: &elements)
    if outcome == nil, elements.count == count {
      try queue.wait(milliseconds: 100)
      outcome = queue.take(into: &elements)
    }
    switch outcome {
    case nil: return .running
    case .ended(let end): return .ended(end)
    case .failed(let error): throw error
    }
  }

  /// Stops the thread after its present turn (at most about 0.1 s) and waits for it; the thread
  /// closes the source. What still waits can be read afterwards, and then the end.
  public mutating func close() {
    queue.close()
    if let thread = thread.take() { thread.join() }
  }

  deinit {
    queue.close()
    if let thread { thread.join() }
  }
}

/// A source on its way to, and at home on, the thread that reads it.
private final class SourceReader<Source: SampleSource & SendableMetatype & ~Copyable>: Sendable {
  /// Held by the thread for as long as it runs; nobody else asks for it.
  private let source: Mutex<Source>

  init(_ source: consuming sending Source) {
    self.source = Mutex(source)
  }

  /// Reads until the source or the queue ends, then closes the source.
  func run(into queue: BoundedQueue) {
    source.withLock { source in
      var elements: [StreamElement<RawSample>] = []
      var outcome: BoundedQueue.Outcome?
      while outcome == nil {
        elements.removeAll(keepingCapacity: true)
        do throws(SensorError) {
          if queue.isClosed {
            outcome = .ended(.complete)
          } else if case .ended(let end) = try source.read(into: &elements) {
            outcome = .ended(end)
          }
        } catch {
          outcome = .failed(error)
        }
        queue.put(elements, outcome: outcome)
      }
      source.close()
    }
  }
}
