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
  private let reader: SourceReader
  private var thread: PosixThread?
  private var isClosed = false

  /// Elements that wait at most: 8 s of a chip at 1 kHz.
  public static let standardCapacity = 8192

  /// Takes over `source`, which is read on a thread of its own from the first ``read(into:)`` on: what
  /// nobody asked for yet doesn't wait.
  ///
  /// - Throws: `system` where there is no descriptor to be had.
  /// - Precondition: `capacity` is 2 or more.
  public init(
    _ source: consuming sending any SampleSource & ~Copyable,
    capacity: Int = Self.standardCapacity
  ) throws(SensorError) {
    description = source.description
    reader = SourceReader(source)
    queue = try BoundedQueue(capacity: capacity)
  }

  /// Appends what has come, and waits up to 0.1 s for something to come. The end and an error come in
  /// a turn of their own after all elements before them.
  ///
  /// - Throws: what the source throws, and `system` where there is no thread to be had.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    try start()
    let count = elements.count
    var outcome = queue.take(into: &elements)
    if outcome?.isFinal != true, elements.count == count {
      try queue.wait(milliseconds: 100)
      outcome = queue.take(into: &elements)
    }
    switch outcome {
    case nil: return .running
    case .away(let what): return .away(what)
    case .ended(let end): return .ended(end)
    case .failed(let error): throw error
    }
  }

  /// Stops the thread after its present turn (at most about 0.1 s) and waits for it; the thread
  /// closes the source. What still waits can be read afterwards, and then the end.
  public mutating func close() {
    guard !isClosed else { return }
    isClosed = true
    queue.close()
    if let thread = thread.take() {
      thread.join()
    } else {
      // Nobody else has it: it was never read, and now it never will be.
      reader.run(into: queue)
    }
  }

  deinit {
    guard !isClosed else { return }
    queue.close()
    if let thread { thread.join() } else { reader.run(into: queue) }
  }

  private mutating func start() throws(SensorError) {
    guard thread == nil, !isClosed else { return }
    let (reader, queue) = (reader, queue)
    thread = try PosixThread { reader.run(into: queue) }
  }
}

/// A source on its way to, and at home on, the thread that reads it.
private final class SourceReader: Sendable {
  /// Held by the thread for as long as it runs; nobody else asks for it.
  private let source: Mutex<any SampleSource & ~Copyable>

  init(_ source: consuming sending any SampleSource & ~Copyable) {
    self.source = Mutex(source)
  }

  /// Reads until the source or the queue ends, then closes the source.
  func run(into queue: BoundedQueue) {
    source.withLock { source in
      var elements: [StreamElement<RawSample>] = []
      var outcome: BoundedQueue.Outcome?
      while outcome?.isFinal != true {
        elements.removeAll(keepingCapacity: true)
        do throws(SensorError) {
          outcome = queue.isClosed ? .ended(.complete) : try Self.turn(of: &source, into: &elements)
        } catch {
          outcome = .failed(error)
        }
        queue.put(elements, outcome: outcome)
      }
      source.close()
    }
  }

  /// Lets the source take a turn; nil where it goes on.
  private static func turn(
    of source: inout any SampleSource & ~Copyable,
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> BoundedQueue.Outcome? {
    switch try source.read(into: &elements) {
    case .running: nil
    case .away(let what): .away(what)
    case .ended(let end): .ended(end)
    }
  }
}
