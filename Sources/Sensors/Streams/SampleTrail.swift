package import Samples

/// When a stream was good last, and whether anything was lost since: how losses become gaps.
///
/// A loss before anything was good is none: there is nothing that it could be missing from.
package struct SampleTrail: Hashable, Sendable {
  /// Why samples were lost since the stream was good last; nil where none were.
  package var loss: GapCause?
  /// The time of the last sample or mark, or of the first attempt before there was any; nil before that.
  package var lastGood: Timestamp?

  /// A stream that has delivered nothing.
  package init() {}

  /// Notes that samples are lost from here on until the stream is good again. The first cause stands.
  package mutating func lose(_ cause: GapCause) {
    if lastGood != nil { loss = loss ?? cause }
  }

  /// Notes that the stream is good at `time`, and appends the gap that a loss left before it.
  package mutating func settle(
    at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    if let loss, let lastGood {
      elements.append(.gap(Gap(start: lastGood, end: time, cause: loss)))
    }
    loss = nil
    lastGood = time
  }

  /// Appends a sample, behind the gap that a loss left.
  package mutating func deliver(
    _ counts: SIMD8<Int32>, at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    settle(at: time, into: &elements)
    elements.append(.sample(RawSample(time: time, counts: counts)))
  }

  /// Appends the gap that the stream ends in: an open loss, or else `cause` where the end itself was one.
  package mutating func end(
    _ cause: GapCause?, into elements: inout [StreamElement<RawSample>]
  ) {
    guard let lastGood, let cause = loss ?? cause else { return }
    elements.append(.gap(Gap(start: lastGood, end: lastGood, cause: cause)))
    loss = nil
  }
}
