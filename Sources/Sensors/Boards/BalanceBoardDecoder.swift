public import Samples

/// Makes samples of a balance board's input events: live, simulated or recorded alike.
///
/// The kernel sends changes, not samples: an axis that kept its value is left out of a frame, and a
/// frame without a change isn't sent at all. So the decoder keeps the four values and gives one
/// sample at the end of every frame that moved an axis. Silence isn't loss. A frame of the button
/// alone gives a mark and no sample: the cells didn't report.
///
/// After a loss (`SYN_DROPPED`) the kept values may be stale. What follows up to the frame's end is
/// state, not a sample. Then samples go on as soon as all four values are known again: at once where
/// the reader can ask the kernel (``resynchronize(to:)``). In a file nobody can be asked: there they
/// go on when each axis was heard, or after ``longestSilence``, from when on one that said nothing is
/// taken to have kept its value (``lossesEndedBySilence``). The loss becomes one gap from the last
/// good frame to the first good one after it. A loss before the first frame is no gap: setting a
/// node's clock empties its buffer and looks just like one.
public struct BalanceBoardDecoder: InputEventDecoder {
  /// The last value of each channel, in the order of ``Channels/names``, in 10 g.
  public var counts: SIMD8<Int32> { axes.counts }

  /// Frames that moved an axis before all four values were known; no samples were made of them.
  public private(set) var framesBeforeFirstState = 0
  /// Losses after which an axis that stayed silent was taken to have kept its value.
  public private(set) var lossesEndedBySilence = 0

  /// Seconds that an axis may be silent after a loss before it is taken to have kept its value. Under
  /// somebody who stands each speaks within a few frames; one that doesn't carries nothing.
  public static let longestSilence = 0.5

  private var axes: AxisState
  private var trail = SampleTrail()
  private var framePressedButton = false
  /// When the last loss was reported that isn't over; nil while the values are current.
  private var lossReport: Timestamp?

  /// A decoder that starts from the values that the kernel holds, in the order of
  /// ``Channels/names``; nil where nobody can be asked, as in a file: then the first sample comes
  /// when every axis was heard.
  public init(startingFrom counts: SIMD8<Int32>?) {
    axes = AxisState(axisCodes: BalanceBoard.axisCodes, counts: counts)
  }

  /// Takes the value that an axis held before the first event, where a file tells it of some. An axis
  /// that a board doesn't have is none of its state and is passed over.
  public mutating func startAxis(_ code: UInt16, at value: Int32) {
    axes.hear(value, ofAxis: code)
  }

  /// Takes one event and appends what it completes: at most a gap, a mark and a sample, in this
  /// order. Events that a board doesn't send are none of its state and are passed over.
  public mutating func decode(
    _ event: InputEvent, into elements: inout [StreamElement<RawSample>]
  ) {
    switch (event.type, event.code) {
    case (InputEvent.EventType.absoluteAxis, let code):
      axes.move(code, to: event.value)
    case (InputEvent.EventType.key, BalanceBoard.buttonCode):
      if event.value == 1 { framePressedButton = true }
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.dropped):
      axes.lose()
      trail.lose(.eventsDropped)
      lossReport = event.time
      framePressedButton = false
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.report):
      if !axes.isCut { endFrame(at: event.time, into: &elements) }
      axes.endFrame()
      framePressedButton = false
    default:
      return
    }
  }

  /// Takes the values that the kernel holds now as the state after a loss, in the order of
  /// ``Channels/names``. They are no sample: it isn't known when they were measured.
  public mutating func resynchronize(to counts: SIMD8<Int32>) {
    axes.resynchronize(to: counts)
    framePressedButton = false
  }

  /// Appends the gap in which the stream ended: an open loss, or else `cause` where the end itself
  /// was one. Call it once, after the last event.
  public mutating func finish(
    cause: GapCause? = nil, into elements: inout [StreamElement<RawSample>]
  ) {
    trail.end(cause, into: &elements)
  }

  private mutating func endFrame(
    at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    trustSilentAxes(at: time)
    let isGood = axes.isKnown
    if isGood {
      trail.settle(at: time, into: &elements)
      lossReport = nil
    }
    if framePressedButton { elements.append(.mark(Mark(time: time, label: "button"))) }
    guard axes.isMoved else { return }
    if isGood {
      elements.append(.sample(RawSample(time: time, counts: counts)))
    } else if trail.lastGood == nil {
      framesBeforeFirstState += 1
    }
  }

  /// Takes the axes that were silent since a loss as unchanged once they had time enough to speak.
  private mutating func trustSilentAxes(at time: Timestamp) {
    guard let lossReport, !axes.isKnown,
      time.seconds(since: lossReport) >= Self.longestSilence, axes.trustSilentAxes()
    else { return }
    lossesEndedBySilence += 1
  }
}
