import Samples
import Sensors
import Synchronization

/// Elements on their way from the thread that reads a device to the one that uses them, in order and
/// never more than `capacity` of them (and, at the end, one gap).
///
/// When it is full what comes is dropped, and the first element after the loss has one gap before it
/// that spans what was dropped. What the source ends with is taken after everything before it.
final class BoundedQueue: Sendable {
  /// How a source ended, or that it gives nothing for now.
  enum Outcome: Sendable {
    case away(String)
    case ended(SourceEnd)
    case failed(SensorError)

    /// Whether nothing more can come.
    var isFinal: Bool {
      if case .away = self { false } else { true }
    }
  }

  private struct State {
    var waiting: [StreamElement<RawSample>] = []
    /// The time of the last element that was let in.
    var lastTime: Timestamp?
    var isDropping = false
    var outcome: Outcome?
    var isClosed = false
  }

  private let capacity: Int
  private let state = Mutex(State())
  private let arrival: EventSignal

  /// - Precondition: there is room for a gap and the element after it.
  init(capacity: Int) throws(SensorError) {
    precondition(capacity >= 2, "a queue of \(capacity) elements")
    self.capacity = capacity
    arrival = try EventSignal()
    state.withLock { $0.waiting.reserveCapacity(capacity) }
  }

  /// Lets `elements` in, as far as there is room, and then how the source stands; nil while it goes on.
  func put(_ elements: [StreamElement<RawSample>], outcome: Outcome?) {
    state.withLock { state in
      for element in elements { put(element, into: &state) }
      if outcome?.isFinal == true, state.isDropping, let lastTime = state.lastTime {
        let end = Gap(start: lastTime, end: lastTime, cause: .queueOverflow)
        state.waiting.append(.gap(end))
        state.isDropping = false
      }
      state.outcome = outcome
    }
    if !elements.isEmpty || outcome != nil { arrival.raise() }
  }

  /// Moves everything that waits to the end of `elements`; where nothing waits, how the source stands,
  /// or nil while it goes on.
  func take(into elements: inout [StreamElement<RawSample>]) -> Outcome? {
    state.withLock { state in
      guard !state.waiting.isEmpty else { return state.outcome }
      elements.append(contentsOf: state.waiting)
      state.waiting.removeAll(keepingCapacity: true)
      return nil
    }
  }

  /// Waits up to `milliseconds` for an arrival.
  func wait(milliseconds: Int32) throws(SensorError) {
    try arrival.wait(milliseconds: milliseconds)
  }

  /// Tells the thread that reads to stop.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  /// Whether the thread that reads was told to stop.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  private func put(_ element: StreamElement<RawSample>, into state: inout State) {
    // A loss needs room for two: its gap and the element after it.
    let needed = state.isDropping ? 2 : 1
    guard state.waiting.count + needed <= capacity else {
      state.isDropping = true
      return
    }
    if state.isDropping, let lastTime = state.lastTime {
      state.waiting.append(
        .gap(Gap(start: lastTime, end: element.end, cause: .queueOverflow)))
      state.isDropping = false
    }
    state.waiting.append(element)
    state.lastTime = element.end
  }
}
