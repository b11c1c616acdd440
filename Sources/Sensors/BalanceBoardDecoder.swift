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
public struct BalanceBoardDecoder: Sendable {
  /// The last value of each channel, in the order of ``Channels/names``, in 10 g.
  public private(set) var counts: SIMD8<Int32>

  /// Frames that moved an axis before all four values were known; no samples were made of them.
  public private(set) var framesBeforeFirstState = 0
  /// Losses after which an axis that stayed silent was taken to have kept its value.
  public private(set) var lossesEndedBySilence = 0

  /// Seconds that an axis may be silent after a loss before it is taken to have kept its value. Under
  /// somebody who stands each speaks within a few frames; one that doesn't carries nothing.
  public static let longestSilence = 0.5

  /// One bit a channel whose value was ever known.
  private var heldChannels: UInt8
  /// One bit a channel whose value is known to be current.
  private var knownChannels: UInt8
  private var frameMovedAnAxis = false
  private var framePressedButton = false
  /// A loss was reported and its frame isn't over.
  private var isInDroppedFrame = false
  /// Something was lost since `lastGoodFrame`.
  private var hasLost = false
  /// When the last loss was reported that isn't over; nil while the values are current.
  private var lossReport: Timestamp?
  private var lastGoodFrame: Timestamp?

  private static let allChannels: UInt8 = 0b1111

  /// A decoder that starts from the values that the kernel holds, in the order of
  /// ``Channels/names``; nil where nobody can be asked, as in a file: then the first sample comes
  /// when every axis was heard.
  public init(startingFrom counts: SIMD8<Int32>?) {
    self.counts = counts ?? SIMD8()
    knownChannels = counts == nil ? 0 : Self.allChannels
    heldChannels = knownChannels
  }

  /// Takes the value that an axis held before the first event, where a file tells it of some. An axis
  /// that a board doesn't have is none of its state and is passed over.
  public mutating func startAxis(_ code: UInt16, at value: Int32) {
    guard let channel = BalanceBoard.channel(ofAxis: code) else { return }
    hear(value, on: channel)
  }

  /// Takes one event and appends what it completes: at most a gap, a mark and a sample, in this
  /// order. Events that a board doesn't send are none of its state and are passed over.
  public mutating func decode(
    _ event: InputEvent, into elements: inout [StreamElement<RawSample>]
  ) {
    switch (event.type, event.code) {
    case (InputEvent.EventType.absoluteAxis, let code):
      guard let channel = BalanceBoard.channel(ofAxis: code) else { return }
      hear(event.value, on: channel)
      frameMovedAnAxis = true
    case (InputEvent.EventType.key, BalanceBoard.buttonCode):
      if event.value == 1 { framePressedButton = true }
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.dropped):
      knownChannels = 0
      hasLost = lastGoodFrame != nil
      lossReport = event.time
      isInDroppedFrame = true
      forgetFrame()
    case (InputEvent.EventType.synchronization, InputEvent.SynchronizationCode.report):
      if !isInDroppedFrame { endFrame(at: event.time, into: &elements) }
      isInDroppedFrame = false
      forgetFrame()
    default:
      return
    }
  }

  /// Takes the values that the kernel holds now as the state after a loss, in the order of
  /// ``Channels/names``. They are no sample: it isn't known when they were measured.
  public mutating func resynchronize(to counts: SIMD8<Int32>) {
    self.counts = counts
    knownChannels = Self.allChannels
    heldChannels = Self.allChannels
    isInDroppedFrame = false
    forgetFrame()
  }

  /// Appends the gap in which the stream ended: an open loss, or else `cause` where the end itself
  /// was one. Call it once, after the last event.
  public mutating func finish(
    cause: GapCause? = nil, into elements: inout [StreamElement<RawSample>]
  ) {
    guard let lastGoodFrame, let cause = hasLost ? .eventsDropped : cause else { return }
    elements.append(.gap(Gap(start: lastGoodFrame, end: lastGoodFrame, cause: cause)))
    hasLost = false
  }

  private mutating func hear(_ value: Int32, on channel: Int) {
    counts[channel] = value
    knownChannels |= 1 << channel
    heldChannels |= 1 << channel
  }

  private mutating func endFrame(
    at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    trustSilentAxes(at: time)
    let isGood = knownChannels == Self.allChannels
    if isGood {
      if hasLost, let lastGoodFrame {
        elements.append(.gap(Gap(start: lastGoodFrame, end: time, cause: .eventsDropped)))
        hasLost = false
      }
      lossReport = nil
      lastGoodFrame = time
    }
    if framePressedButton { elements.append(.mark(Mark(time: time, label: "button"))) }
    guard frameMovedAnAxis else { return }
    if isGood {
      elements.append(.sample(RawSample(time: time, counts: counts)))
    } else if lastGoodFrame == nil {
      framesBeforeFirstState += 1
    }
  }

  /// Takes the axes that were silent since a loss as unchanged once they had time enough to speak.
  private mutating func trustSilentAxes(at time: Timestamp) {
    guard let lossReport, knownChannels != Self.allChannels, heldChannels == Self.allChannels,
      time.seconds(since: lossReport) >= Self.longestSilence
    else { return }
    knownChannels = Self.allChannels
    lossesEndedBySilence += 1
  }

  private mutating func forgetFrame() {
    frameMovedAnAxis = false
    framePressedButton = false
  }
}
