import Samples

/// Where a stream of samples stands between two polls.
struct StreamState {
  /// What must be done before samples can come.
  enum Need {
    case nothing
    /// The FIFO must be emptied and started again.
    case start
    /// The chip must be set up from its reset on.
    case setUp
  }

  let period: Double
  /// Seconds without a sample after which the chip itself is asked whether it still works.
  let stallTime: Double
  var clock: SampleClock
  var need = Need.nothing
  private var trail = SampleTrail()
  /// Since when samples could have come.
  var waitingSince: Timestamp?
  /// The first poll of those in a row that failed.
  var failingSince: Timestamp?
  /// How many of the frames that a start gives first are yet to be thrown away.
  var unsettledFrames: Int
  /// Judges what comes first after every set-up.
  var gate: PlausibilityGate
  /// How often the chip was set up again since its last sample.
  var setUpsInVain = 0
  /// How often the FIFO was found spoilt since its last sample.
  var startsInVain = 0

  private let unsettledFramesAfterStart: Int

  init(
    period: Double, setUpTime: Double, unsettledFrames: Int, gate: PlausibilityGate
  ) {
    self.period = period
    self.gate = gate
    self.unsettledFrames = unsettledFrames
    unsettledFramesAfterStart = unsettledFrames
    // Setting up takes its time before the first sample can come.
    stallTime = max(0.25, 5 * period) + setUpTime
    clock = SampleClock(nominalRate: 1 / period)
  }

  /// Why samples were lost since the last one that was delivered; nil where none were.
  var loss: GapCause? {
    get { trail.loss }
    set { trail.loss = newValue }
  }
  /// The time of the last sample, or of the first poll before there was any.
  var lastGood: Timestamp? {
    get { trail.lastGood }
    set { trail.lastGood = newValue }
  }

  /// Notes that samples are lost from here on until the next one comes. The first cause stands.
  mutating func lose(_ cause: GapCause) {
    // Whatever ran over while nobody answered did so because nobody answered.
    trail.lose(failingSince == nil ? cause : .noAnswer)
  }

  /// Notes that sampling began anew at `moment`.
  mutating func restart(at moment: Timestamp) {
    need = .nothing
    unsettledFrames = unsettledFramesAfterStart
    waitingSince = moment
    clock.restart(after: moment)
  }

  /// Appends a frame of the FIFO, unless it is one of those that come too early after a start.
  mutating func take(
    _ counts: SIMD8<Int32>, at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    guard unsettledFrames == 0 else {
      unsettledFrames -= 1
      return
    }
    deliver(counts, at: time, into: &elements)
  }

  /// Appends a sample, behind the gap that a loss left.
  mutating func deliver(
    _ counts: SIMD8<Int32>, at time: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) {
    (setUpsInVain, startsInVain) = (0, 0)
    trail.deliver(counts, at: time, into: &elements)
  }

  /// Appends the gap that the stream ends in.
  mutating func end(_ cause: GapCause, into elements: inout [StreamElement<RawSample>]) {
    trail.end(cause, into: &elements)
  }
}
