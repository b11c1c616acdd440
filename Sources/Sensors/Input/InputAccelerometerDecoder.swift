public import Samples

/// Makes samples of the input events of an accelerometer: a controller's, live or simulated alike.
///
/// The kernel leaves out an axis that kept its value, so the decoder keeps them all. What a frame's end
/// makes a sample depends on the device:
///
/// - With `MSC_TIMESTAMP`, every report gives a frame, at rest too: input core passes events of that
///   kind on whatever their value (`input_get_disposition`, `EV_MSC`), and a frame that holds one isn't
///   empty. So each frame is a sample, and a hole between frames is a loss.
/// - Without it, a report that changes nothing leaves no trace: each frame that moved an axis is a
///   sample, and silence isn't loss.
///
/// Times: ``FrameClock``. After `SYN_DROPPED`, what follows up to ``resynchronize(to:)`` is no sample;
/// the loss is one gap from the last good sample to the next. A loss before the first is none.
public struct InputAccelerometerDecoder: InputEventDecoder {
  private var axes: AxisState
  private var clock: FrameClock
  private var trail = SampleTrail()
  /// The `MSC_TIMESTAMP` of the frame under way.
  private var stamp: UInt32?

  /// The last value of each channel, in the order of ``Channels/names``.
  public var counts: SIMD8<Int32> { axes.counts }

  /// A decoder for a device of that kind, which starts from the values that the kernel holds.
  ///
  /// - Parameters:
  ///   - timing: where the times come from (``InputAccelerometer/timing``).
  ///   - axisCodes: the axes in the order of the channels (``InputAccelerometerScale/axisCodes``).
  ///   - counts: the axes' values now, in the order of the channels.
  public init(
    timing: InputAccelerometer.Timing, axisCodes: [UInt16], startingFrom counts: SIMD8<Int32>
  ) {
    axes = AxisState(axisCodes: axisCodes, counts: counts)
    clock = FrameClock(timing)
  }

  /// Takes one event and appends what it completes: at most a gap and a sample. Events that tell
  /// nothing of the motion are passed over.
  public mutating func decode(
    _ event: InputEvent, into elements: inout [StreamElement<RawSample>]
  ) {
    switch (event.type, event.code) {
    case (InputEvent.EventType.absoluteAxis, let code):
      axes.move(code, to: event.value)
    case (InputEvent.EventType.miscellaneous, InputEvent.MiscellaneousCode.timestamp):
      stamp = UInt32(bitPattern: event.value)
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.dropped):
      axes.lose()
      trail.lose(.eventsDropped)
      clock.lose()
      stamp = nil
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.report):
      if axes.isKnown, axes.isMoved || stamp != nil { endFrame(at: event.time, into: &elements) }
      axes.endFrame()
      stamp = nil
    default:
      return
    }
  }

  /// Takes the values that the kernel holds now as the state after a loss, in the order of the
  /// channels.
  public mutating func resynchronize(to counts: SIMD8<Int32>) {
    axes.resynchronize(to: counts)
    stamp = nil
  }

  /// Appends the gap in which the stream ended: an open loss, or else `cause` where the end itself
  /// was one. Call it once, after the last event.
  public mutating func finish(
    cause: GapCause? = nil, into elements: inout [StreamElement<RawSample>]
  ) {
    trail.end(cause, into: &elements)
  }

  private mutating func endFrame(
    at event: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    guard let frame = clock.time(ofFrameAt: event, stamp: stamp) else { return }
    if frame.isAfterLoss { trail.lose(.timeJump) }
    trail.deliver(axes.counts, at: frame.time, into: &elements)
  }
}
