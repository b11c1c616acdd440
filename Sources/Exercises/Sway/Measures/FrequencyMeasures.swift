import SignalProcessing

extension SwayMetric {
  /// Turns a second about a circle with the mean distance as its radius that the track's speed comes to; nil
  /// where nothing moves.
  ///
  /// MVELO / (2 pi MDIST). Source: Prieto et al. 1996, IEEE Trans Biomed Eng 43:956, MFREQ; Mancini et al.
  /// 2012, JNER 9:59, MF, on acceleration.
  static func meanFrequency(_ sums: TrackSums) -> Double? {
    sums.meanDistance.flatMap {
      meanFrequency(velocity: sums.path / sums.signal.duration, meanDistance: $0)
    }
  }

  /// The frequency of a sine with this mean distance that has this mean speed, by a factor: it comes out
  /// as 1.11 times the frequency of a pure sine.
  ///
  /// MVELO_AP / (4 sqrt(2) MDIST_AP); 4 sqrt(2) would be exact with RDIST. Source: Prieto et al. 1996, MFREQ_AP.
  static func meanFrequency(along axis: [Double], of signal: PlanarSignal) -> Double? {
    meanDistance(along: axis).flatMap {
      meanFrequency(
        alongAxisVelocity: path(along: axis) / signal.duration, meanDistance: $0)
    }
  }
}

extension SwayMeasure {
  /// With a reason where a method left it without value and reason.
  func reasoned(of signal: PlanarSignal) -> SwayMeasure {
    guard value == nil, missing == nil else { return settled }
    let isSpectral =
      !key.contains("mean_frequency")
      && ["frequency", "f50_", "f80_", "f95_", "power"].contains { key.contains($0) }
    var measure = self
    measure.missing =
      (isSpectral ? SpectrumMetrics.missing(of: signal) : nil)
      ?? "the window is too short for it, or nothing moves"
    return measure
  }
}

/// What is read off a power spectrum, each key with the name of the signal that it is of.
struct SpectrumMetrics: Sendable {
  /// Before each key, `acceleration_` for one.
  var prefix = ""
  /// Unit of the power, as keys end.
  var powerUnit = "mm2"

  /// Seconds that a spectrum wants at least: its lowest frequency counted, 0.15 Hz, has one and a half periods
  /// in them.
  static let leastSeconds = SwayMetric.shortestSpectrum

  /// Why there is no spectrum of a signal this long; nil where there is one.
  static func missing(of signal: PlanarSignal) -> String? {
    // As long as the samples reach: ten seconds at 100 Hz are 1000 samples.
    signal.duration < leastSeconds - 1e-9
      ? "a spectrum wants 10 s; the window has \(signal.x.count) samples at "
        + "\((signal.rate * 100).rounded() / 100) Hz" : nil
  }

  /// POWER, F50, F95, CFREQ and FREQD of Prieto et al. 1996; nil without a spectrum, or power in it.
  ///
  /// - Parameters:
  ///   - spectrum: only the band that counts.
  ///   - name: the signal as keys have it, `ml`; empty for none.
  ///   - missing: why there is no spectrum.
  func measures(
    of spectrum: PowerSpectrum?, named name: String, missing: String?
  ) -> [SwayMeasure] {
    let of = name.isEmpty ? "" : "_\(name)"
    let reason = missing ?? "there is no movement in the spectrum's band"
    func measure(_ key: String, _ value: Double?) -> SwayMeasure {
      SwayMeasure(key: prefix + key, value: value, missing: reason).settled
    }
    return [
      // The paper's sum of densities, times the step between them: in the square of the signal's unit.
      measure("power\(of)_\(powerUnit)", spectrum.map { $0.moment(0) * $0.step }),
      measure("f50\(of)_hz", spectrum?.quantile(0.5)),
      measure("f95\(of)_hz", spectrum?.quantile(0.95)),
      measure("centroid_frequency\(of)_hz", spectrum?.centroid),
      measure("frequency_dispersion\(of)", spectrum?.dispersion),
    ]
  }
}
