package import Samples

/// What a stream has delivered last, and whether anything was lost since: how losses become gaps.
package struct SampleTrail {
  /// Why samples were lost since the last one that was delivered; nil where none were.
  package var loss: GapCause?
  /// The time of the last sample, or of the first attempt before there was any.
  package var lastGood: Timestamp?

  /// A stream that has delivered nothing.
  package init() {}

  /// Notes that samples are lost from here on until the next one comes. The first cause stands.
  package mutating func lose(_ cause: GapCause) { loss = loss ?? cause }

  /// Appends a sample, behind the gap that a loss left.
  package mutating func deliver(
    _ counts: SIMD8<Int32>, at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    if let cause = loss, let start = lastGood {
      elements.append(.gap(Gap(start: start, end: time, cause: cause)))
    }
    loss = nil
    lastGood = time
    elements.append(.sample(RawSample(time: time, counts: counts)))
  }

  /// Appends the gap that the stream ends in.
  package mutating func end(
    _ cause: GapCause, into elements: inout [StreamElement<RawSample>]
  ) {
    guard let start = lastGood else { return }
    elements.append(.gap(Gap(start: start, end: start, cause: loss ?? cause)))
    loss = nil
  }
}
