/// Why a stretch of a stream is missing.
public enum GapCause: String, Hashable, Sendable, CaseIterable {
  /// The chip's FIFO ran over before it was read.
  case fifoOverflow = "fifo-overflow"
  /// The kernel's event buffer ran over (`SYN_DROPPED`).
  case eventsDropped = "events-dropped"
  /// The program's own queue between reader and analysis ran over.
  case queueOverflow = "queue-overflow"
  /// The chip did not answer on the bus.
  case noAnswer = "no-answer"
  /// The device was unplugged or switched off.
  case unplugged
  /// Time jumped further than the rate allows.
  case timeJump = "time-jump"
  /// A frame could not be decoded and was thrown away.
  case badFrame = "bad-frame"
}

/// A stretch of a stream in which samples were lost.
///
/// A lost sample is never invented: the gap goes through to the report.
public struct Gap: Hashable, Sendable {
  /// The last moment known good before the loss.
  public var start: Timestamp
  /// The first moment known good after it; equal to `start` where the stream ended in the gap.
  public var end: Timestamp
  /// Why the stretch is missing.
  public var cause: GapCause

  /// A loss between two good moments.
  public init(start: Timestamp, end: Timestamp, cause: GapCause) {
    self.start = start
    self.end = end
    self.cause = cause
  }
}

/// A moment that a person marked, by key or by the board's button.
public struct Mark: Hashable, Sendable {
  /// When it was marked.
  public var time: Timestamp
  /// What was pressed or written, for instance `button`.
  public var label: String

  /// A mark at `time`.
  public init(time: Timestamp, label: String) {
    self.time = time
    self.label = label
  }
}

/// What travels from a source to the analysis, in time order.
///
/// `Value` is ``Sample`` (SI units) or ``RawSample`` (device counts).
public enum StreamElement<Value: Hashable & Sendable>: Hashable, Sendable {
  /// A measurement.
  case sample(Value)
  /// A loss.
  case gap(Gap)
  /// A person's mark.
  case mark(Mark)

  /// The same element with its measurement, if it is one, put through `transform`.
  @inlinable
  public func mapSample<Other>(_ transform: (Value) -> Other) -> StreamElement<Other> {
    switch self {
    case .sample(let value): .sample(transform(value))
    case .gap(let gap): .gap(gap)
    case .mark(let mark): .mark(mark)
    }
  }
}

extension StreamElement<RawSample> {
  /// The last moment that the element tells of: what elements of several streams are put in order by.
  public var end: Timestamp {
    switch self {
    case .sample(let sample): sample.time
    case .gap(let gap): gap.end
    case .mark(let mark): mark.time
    }
  }
}
