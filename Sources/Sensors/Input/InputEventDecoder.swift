public import Samples

/// Makes samples of the events of one kind of input device: live, simulated or recorded alike.
public protocol InputEventDecoder: Sendable {
  /// Takes one event and appends what it completes.
  mutating func decode(_ event: InputEvent, into elements: inout [StreamElement<RawSample>])

  /// Takes the values that the kernel holds now as the state after a loss, in the order of the
  /// channels. They are no sample: it isn't known when they were measured.
  mutating func resynchronize(to counts: SIMD8<Int32>)

  /// Appends the gap in which the stream ended: an open loss, or else `cause` where the end itself
  /// was one. Call it once, after the last event.
  mutating func finish(cause: GapCause?, into elements: inout [StreamElement<RawSample>])
}
