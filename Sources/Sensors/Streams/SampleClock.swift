public import Samples

/// Gives each sample out of a FIFO a time, although only the moments of reading are known.
///
/// A chip samples by a clock of its own, some percent off and drifting; the host reads when it is
/// scheduled. Of each read it is known that the newest sample is at most about one period old. Three
/// steps lead from there to times without jitter:
///
/// 1. **Rate.** A straight line through (samples so far, time of read), fitted by least squares with
///    exponential forgetting (``horizon``), has the chip's true period as its slope. A weak pull
///    towards the nominal period steadies the first reads. Forgetting lets it follow a drifting clock.
/// 2. **Phase.** The line runs through the *mean* delay. Times are taken one period below it, or at its
///    lower envelope where reads scatter further, so that no sample seems later than the read that
///    brought it. Against the truth they are off by less than one period and the mean delay.
/// 3. **Output.** Times advance by the period and are steered towards that target by at most 0.2 % of
///    a period a sample (more in the first seconds), so that no correction shows as jitter.
///
/// Five seconds after a start, successive intervals differ by less than 0.5 % of a period, rounding to
/// the microsecond aside. That takes reads which fall at all phases of the period: to reads in step
/// with the chip a sample just taken and one just missed look alike, and when they change places some
/// intervals shrink by several percent. A pure value: equal reads give equal times.
///
/// Source: least squares with forgetting as in L. Ljung, System Identification (1999), section 11.2;
/// the lower envelope of one-sided delays as in V. Paxson, On Calibrating Measurements of Packet
/// Transit Times (1998), section 4.
public struct SampleClock: Hashable, Sendable {
  /// How far back reads count, in seconds: the time constant of forgetting.
  public static let horizon = 10.0

  /// A hair more than the microsecond of a time stamp, so that rounding down keeps samples apart.
  private static let smallestStep = 1.001e-6

  private var line: ForgettingLine
  /// Where times are counted from as `Double`, to keep them exact over days.
  private var origin: Timestamp?
  /// The time given last, or the moment before which none may lie, in seconds from ``origin``.
  private var position = 0.0
  private var lastRead = 0.0
  /// The lowest that reads have been seen to lie below the line, in seconds (0 or less), fading.
  private var envelope = 0.0
  /// Samples since the start.
  private var count = 0
  /// Samples of the last read that were not delivered.
  private var withdrawn = 0
  private var readsOutOfReach = 0
  /// The device's own clock counts what was lost.
  private var isToldOfLosses = false

  /// A clock for a chip that takes `nominalRate` samples a second.
  ///
  /// - Precondition: `nominalRate` is finite and above 0.
  public init(nominalRate: Double) {
    precondition(nominalRate > 0 && nominalRate.isFinite, "a rate is above 0")
    line = ForgettingLine(slope: 1 / nominalRate)
  }

  /// The chip's true rate in Hz as far as it is known; the nominal one before the first read.
  public var rate: Double { 1 / line.slope }

  /// Begins again behind a loss: the phase is unknown, the rate is remembered.
  ///
  /// - Parameter moment: no sample to come was taken before it.
  public mutating func restart(after moment: Timestamp) {
    if let origin {
      position = max(position, moment.seconds(since: origin))
    } else {
      origin = moment
    }
    line.restart()
    (envelope, count, withdrawn, readsOutOfReach) = (0, 0, 0, 0)
  }

  /// Times for `count` samples that a read at `now` found, the newest of them less than about a period
  /// old.
  ///
  /// They increase strictly and none is later than `now`, unless more samples come at one moment than
  /// fit between it and the sample before, a microsecond apart.
  public mutating func advance(count newSamples: Int, readAt now: Timestamp) -> SampleTimes {
    advance(samples: newSamples, over: Double(newSamples), readAt: now)
  }

  /// The time of one sample of a device that tells the times by its own clock: `periods` nominal
  /// periods after the sample before, above 0, and handed over at `now`.
  ///
  /// Such a clock also counts what was lost, so the line is never begun again by itself.
  public mutating func advance(periods: Double, readAt now: Timestamp) -> Timestamp {
    isToldOfLosses = true
    return advance(samples: 1, over: periods, readAt: now)[0]
  }

  private mutating func advance(
    samples newSamples: Int, over periods: Double, readAt now: Timestamp
  ) -> SampleTimes {
    let isFirst = origin == nil
    let origin = self.origin ?? now
    self.origin = origin
    guard newSamples > 0 else { return SampleTimes(origin: origin, start: position, step: 0) }

    let read = now.seconds(since: origin)
    observe(periods - Double(withdrawn), readAt: read)
    withdrawn = 0

    let period = line.slope
    // The further reads scatter, the more the next one may lie below any before.
    let lowest = 1.4 * envelope - 0.1 * period
    let target = read + line.value + min(-period, lowest)
    let start: Double
    var step: Double
    if count == 0 {
      // Nothing to be steady with yet.
      let ideal = target - periods * period
      start = isFirst ? ideal : max(position, ideal)
      step = (target - start) / Double(newSamples)
    } else {
      start = position
      step =
        steered(period: period, from: start, to: target, over: periods) * periods
        / Double(newSamples)
    }
    step = max(min(step, (read - start) / Double(newSamples)), Self.smallestStep)
    count += newSamples
    position = start + step * Double(newSamples)
    return SampleTimes(origin: origin, start: start, step: step)
  }

  /// Takes back the times of all but the first `delivered` of the samples last advanced over, which are
  /// still in the FIFO and will come with the next read.
  public mutating func withdraw(from times: SampleTimes, count: Int, delivered: Int) {
    withdrawn = count - delivered
    self.count -= withdrawn
    position = times.start + times.step * Double(delivered)
  }

  /// Puts a read into the line and the envelope.
  private mutating func observe(_ newPeriods: Double, readAt read: Double) {
    let elapsed = max(0, read - lastRead)
    lastRead = read
    let period = line.slope
    // A read that lies beyond reach was held up between the chip and its time stamp: it counts, but
    // no further than two periods. If many do in a row, samples were lost that nobody told of.
    var residual = line.residual(after: newPeriods, elapsed: elapsed)
    var bounded = max(-2 * period, min(2 * period, residual))
    readsOutOfReach = bounded == residual ? 0 : readsOutOfReach + 1
    if readsOutOfReach > 10, !isToldOfLosses {
      line.restart()
      (residual, bounded) = (0, 0)
      (envelope, count, readsOutOfReach) = (0, 0, 0)
    }
    let forgetting = 1 / (1 + elapsed / Self.horizon)
    line.add(
      after: newPeriods, elapsed: elapsed, excess: bounded - residual, forgetting: forgetting)
    // `line.value` is how far the line lies above this read.
    envelope = min(envelope / (1 + elapsed / (6 * Self.horizon)), -line.value)
  }

  /// The step that brings times from `start` towards `target` without a visible jolt.
  private func steered(
    period: Double, from start: Double, to target: Double, over periods: Double
  ) -> Double {
    let error = target - (start + periods * period)
    let patience = max(periods, Double(max(min(count, 100), 10)))
    let limit = max(0.002, 1 / Double(max(count, 10))) * period
    return period + max(-limit, min(limit, error / patience))
  }
}

/// The times of the samples of one read, evenly spaced.
public struct SampleTimes: Hashable, Sendable {
  fileprivate let origin: Timestamp
  fileprivate let start: Double
  fileprivate let step: Double

  /// The time of one sample, the oldest being 0.
  public subscript(index: Int) -> Timestamp {
    // Rounded down, so that steps of a microsecond or more stay apart and none exceeds the read.
    origin.advanced(
      bySeconds: ((start + step * Double(index + 1)) * 1e6).rounded(.down) / 1e6)
  }
}
