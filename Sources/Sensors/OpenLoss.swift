import Samples

/// A loss that isn't over: what it will be a gap of, once the stream is good again.
///
/// A loss before anything was good is none: there is nothing that it could be missing from.
struct OpenLoss: Hashable, Sendable {
  /// When the stream was good last; nil before it ever was.
  private(set) var lastGood: Timestamp?
  private var cause: GapCause?

  /// Notes a loss. The first cause stands.
  mutating func lose(_ newCause: GapCause) {
    if lastGood != nil { cause = cause ?? newCause }
  }

  /// Notes that the stream is good at `time`, and appends the gap that a loss left before it.
  mutating func settle(at time: Timestamp, into elements: inout [StreamElement<RawSample>]) {
    if let cause, let lastGood {
      elements.append(.gap(Gap(start: lastGood, end: time, cause: cause)))
    }
    cause = nil
    lastGood = time
  }

  /// Appends the gap in which the stream ended: an open loss, or else `end` where the end itself was
  /// one.
  mutating func finish(_ end: GapCause?, into elements: inout [StreamElement<RawSample>]) {
    guard let lastGood, let cause = cause ?? end else { return }
    elements.append(.gap(Gap(start: lastGood, end: lastGood, cause: cause)))
    self.cause = nil
  }
}
