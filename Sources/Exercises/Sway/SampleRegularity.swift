import SignalProcessing

extension [PlanarPoint] {
  /// Samples a second: (samples - 1) over the time from the first to the last; nil where there is none.
  var meanRate: Double? {
    guard count > 1, seconds > 0 else { return nil }
    return Double(count - 1) / seconds
  }

  /// Whether every interval is within a quarter of the mean one: a single lost sample shows, rounded times, a
  /// clock's jitter and its drift don't.
  var isRegular: Bool {
    guard let rate = meanRate else { return false }
    return zip(self, dropFirst()).allSatisfy { abs(($1.time - $0.time) * rate - 1) <= 0.25 }
  }
}

/// How the samples of a window are made regular.
enum SwayGrid {
  /// Values a second that irregular samples are made into.
  ///
  /// The window of SWARII is two of its steps, as its authors have it. Of 25, 50 and 100 Hz this one keeps the speed
  /// of known tracks, sampled irregularly at 40 to 100 Hz, to 2 % and the same at all these rates (docs/sway.md).
  static let rate = 50.0

  /// Times a low-pass's corner that samples must come more often than. Twice would do for a corner to exist;
  /// just above that nothing is left for the filter to do.
  static let margin = 2.25

  /// What is done, for a report.
  static let words =
    "none where samples are regular, every interval within a quarter of the mean one; else SWARII, "
    + "50 Hz, window 0.04 s (Audiffren & Contal 2016)"

  /// Regular samples as they came, others by SWARII; nil for too few.
  static func regular(_ points: [PlanarPoint]) -> PlanarSignal? {
    guard points.count >= 3, let meanRate = points.meanRate else { return nil }
    let x = points.map(\.x)
    let y = points.map(\.y)
    if points.isRegular {
      return PlanarSignal(
        x: x, y: y, rate: points.steadyRate ?? meanRate, resampling: "none: the samples are regular"
      )
    }
    guard let resampler = SlidingWindowResampler(window: 2 / rate, step: 1 / rate),
      let grid = resampler(times: points.map(\.time), x: x, y: y), grid.x.count >= 3
    else { return nil }
    return PlanarSignal(
      x: grid.x, y: grid.y, rate: rate,
      resampling: "SWARII, 50 Hz, window 0.04 s (Audiffren & Contal 2016)",
      interpolated: grid.interpolated)
  }

  /// ``regular(_:)``, then a low-pass of order 2 run both ways with -3 dB at `corner` after both; nil where
  /// samples don't come more than ``margin`` times as often as that.
  static func regular(_ points: [PlanarPoint], lowpass corner: Double) -> PlanarSignal? {
    guard let meanRate = points.meanRate, meanRate > margin * corner, let signal = regular(points),
      let lowpass = ZeroPhaseLowPass(corner: corner, sampleRate: signal.rate)
    else { return nil }
    return PlanarSignal(
      x: lowpass(signal.x), y: lowpass(signal.y), rate: signal.rate, resampling: signal.resampling,
      interpolated: signal.interpolated)
  }
}
