/// A twin that takes samples at the pace of a clock of its own.
protocol SampledChip: SimulatedChip {
  /// What it feels.
  var sensing: SensingElement { get }
  /// When it feels it.
  var timer: SamplingTimer { get set }
  /// What its registers ask for, in seconds from sample to sample.
  var samplePeriod: Double { get }

  /// Puts what it feels at `seconds` into its registers.
  mutating func takeSample(at seconds: Double)
}

extension SampledChip {
  /// Lives on, taking samples at its own clock's pace.
  public mutating func advance(to seconds: Double) {
    takeSamples(until: seconds)
  }

  mutating func takeSamples(until seconds: Double) {
    while let moment = timer.sampleDue(by: seconds) {
      takeSample(at: moment)
      timer.schedule(after: sensing.period(nominal: samplePeriod, at: moment))
    }
  }

  /// From sample to sample as its own clock measures it now, in seconds.
  var periodNow: Double { sensing.period(nominal: samplePeriod, at: timer.now) }
}
