/// A twin that takes samples at the pace of a clock of its own.
protocol SampledChip: SimulatedChip {
  /// What it feels.
  var sensing: SensingElement { get }
  /// When it feels it.
  var timer: SamplingTimer { get set }
  /// What its registers ask for, in seconds from sample to sample.
  var samplePeriod: Double { get }
  /// Whether samples may be kept until they are read, as in a FIFO that is on. If not, the newest is all
  /// that can be seen.
  var keepsSamples: Bool { get }

  /// Puts what it feels at `seconds` into its registers.
  mutating func takeSample(at seconds: Double)
}

extension SampledChip {
  /// To be on the safe side.
  var keepsSamples: Bool { true }

  /// Lives on, taking samples at its own clock's pace.
  public mutating func advance(to seconds: Double) {
    takeSamples(until: seconds)
  }

  /// From here on it keeps pace with the world.
  public mutating func keepPace() {
    timer.skipsUnseen = true
  }

  mutating func takeSamples(until seconds: Double) {
    if timer.skipsUnseen, !keepsSamples { timer.skip(to: seconds, period: periodNow) }
    while let moment = timer.sampleDue(by: seconds) {
      takeSample(at: moment)
      timer.schedule(after: sensing.period(nominal: samplePeriod, at: moment))
    }
  }

  /// From sample to sample as its own clock measures it now, in seconds.
  var periodNow: Double { sensing.period(nominal: samplePeriod, at: timer.now) }
}
