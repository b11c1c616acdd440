internal import Samples

/// Makes samples of a board's input events.
///
/// The kernel sends an axis only when it changes, so the state of all four is kept and each frame that
/// an axis spoke in becomes a sample. A frame with only the button is a mark, no sample.
///
/// After a loss (`SYN_DROPPED`) the state is old: the gap lasts until all four axes have spoken again,
/// or for half a second, after which a silent one must be unchanged.
struct BoardFrames {
  /// Load per count: the kernel's unit is 10 g (hid-wiimote).
  static let scale = 0.01

  /// The axis codes from 0x10 on (ABS_HAT0X, 0Y, 1X, 1Y) and the channels of the corners that they
  /// carry: top right, bottom right, top left, bottom left (hid-wiimote-modules.c, balance board).
  private static let firstAxis = 0x10
  private static let channels: InlineArray<4, Int> = [1, 3, 0, 2]
  private static let allAxes: UInt8 = 0b1111
  private static let longestSilence = 0.5

  private var counts = SIMD8<Int32>()
  /// The axes whose state is known, and those that have spoken since a loss; one bit each.
  private var known: UInt8 = 0
  private var fresh: UInt8 = 0
  private var spokeInFrame = false
  private var wasPressed = false
  /// Whether events up to the end of the frame are fragments.
  private var isDropping = false
  private var isFrameOpen = false
  /// The last sample before a loss that isn't over, and the first event after it.
  private var lossStart: Timestamp?
  private var lossSeen: Timestamp?
  private var lastSample: Timestamp?
  private var lastEvent: Timestamp?
  private var framesBeforeFirstState = 0
  private var silentCells = 0

  /// Elements that are ready, in order. Empty it after each event.
  var ready: [StreamElement<RawSample>] = []

  /// Sets an axis to what it was when the recording began.
  mutating func setInitial(code: Int, value: Int32) {
    guard let axis = Self.axis(code) else { return }
    counts[Self.channels[axis]] = value
    known |= 1 << axis
  }

  /// Takes the next event.
  mutating func take(_ event: InputEvent) {
    lastEvent = event.time
    switch (event.type, event.code) {
    case (0, 3): drop(at: event.time)
    case (0, 0): endFrame(at: event.time)
    case _ where isDropping: break
    case (1, 0x130): wasPressed = wasPressed || event.value == 1
    case (3, _):
      guard let axis = Self.axis(event.code) else { break }
      counts[Self.channels[axis]] = event.value
      known |= 1 << axis
      fresh |= 1 << axis
      spokeInFrame = true
    default: break
    }
    isFrameOpen = event.type != 0
  }

  /// Ends the stream: a loss that never ended becomes a gap.
  mutating func finish() {
    if let lossStart, let lastEvent {
      ready.append(.gap(Gap(start: lossStart, end: lastEvent, cause: .eventsDropped)))
    }
    lossStart = nil
  }

  /// What to say about the stream.
  var notes: [RecordingNote] {
    var notes: [RecordingNote] = []
    if framesBeforeFirstState > 0 { notes.append(.framesBeforeFirstState(framesBeforeFirstState)) }
    if silentCells > 0 { notes.append(.silentCellsAfterLoss(silentCells)) }
    if isFrameOpen { notes.append(.unfinishedFrame) }
    return notes
  }

  private static func axis(_ code: Int) -> Int? {
    let axis = code - firstAxis
    return channels.indices.contains(axis) ? axis : nil
  }

  private mutating func drop(at time: Timestamp) {
    isDropping = true
    spokeInFrame = false
    fresh = 0
    lossSeen = time
    // Before the first sample nothing of the stream is lost: it hasn't begun.
    lossStart = lossStart ?? lastSample
  }

  private mutating func endFrame(at time: Timestamp) {
    if isDropping {
      isDropping = false
      return
    }
    if wasPressed {
      ready.append(.mark(Mark(time: time, label: "button")))
      wasPressed = false
    }
    guard spokeInFrame else { return }
    spokeInFrame = false
    guard isStateCurrent(at: time) else {
      if lastSample == nil { framesBeforeFirstState += 1 }
      return
    }
    if let lossStart {
      ready.append(.gap(Gap(start: lossStart, end: time, cause: .eventsDropped)))
    }
    lossStart = nil
    lossSeen = nil
    lastSample = time
    ready.append(.sample(RawSample(time: time, counts: counts)))
  }

  private mutating func isStateCurrent(at time: Timestamp) -> Bool {
    guard known == Self.allAxes else { return false }
    guard let lossSeen, fresh != Self.allAxes else { return true }
    guard time.seconds(since: lossSeen) >= Self.longestSilence else { return false }
    silentCells += 1
    return true
  }
}
