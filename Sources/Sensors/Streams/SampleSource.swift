public import Samples

/// What a source has after one turn.
public enum SourceProgress: Hashable, Sendable {
  /// It goes on; elements may or may not have been appended.
  case running
  /// The device went away and is waited for; the text says what was seen last. It may come back.
  case away(String)
  /// It is over and will give nothing more.
  case ended(SourceEnd)
}

/// Why a source is over.
public enum SourceEnd: Hashable, Sendable {
  /// A simulation or a recording came to its end.
  case complete
  /// The device went away in mid-stream. What came before is whole; the text says what was seen.
  case lost(String)
}

/// A stream of device counts: a real chip, a real board, or a simulated one.
///
/// A source is read by one thread at a time, turn by turn. It never invents a sample: what was lost is
/// a ``Gap``.
public protocol SampleSource: ~Copyable {
  /// What a reader of the stream must know. Settled once the source exists.
  var description: SensorDescription { get }

  /// Whether the stream passes at the pace of the world. A source that isn't live waits for its reader.
  var isLive: Bool { get }

  /// Appends what has come since the last turn, in time order, and returns.
  ///
  /// A live source waits a little (at most about 0.1 s) for something to come; others advance their
  /// own clock. An error means that nothing more can be had and says why.
  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress

  /// Puts the device back as it was found (asleep, fuzz restored). Safe to call more than once.
  mutating func close()
}
