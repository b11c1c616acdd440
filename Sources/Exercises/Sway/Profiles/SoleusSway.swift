import SignalProcessing

/// Our own profile, with our own preparation or a filter that was told.
struct SoleusSway: SwayMethod {
  let signal: SwaySignal
  /// Instead of the profile's own preparation; nil for that.
  let filter: SwayFilter?
  /// For the time to boundary.
  var foot: FootRectangle?
  /// What the two axes of an acceleration are.
  var axes = HorizontalAxes.anyhow

  /// Corner of our low-pass in Hz: the usual one for a centre of pressure (Ruhe, Fejer & Walker 2010, Gait
  /// Posture 32:436).
  static let corner = 10.0
  private static let band = 0.15...5.0

  var preparation: SwayPreparation {
    let spectrum =
      "Welch, Hann windows of 10 s half overlapping, each without its straight line, 0.15 to 5 Hz; none under "
      + "10 s"
    return switch filter {
    case nil:
      SwayPreparation(
        resampling: SwayGrid.words,
        filter: "Butterworth low-pass of order 2 run both ways, -3 dB at 10 Hz after both",
        spectrum: spectrum)
    case .some(.none):
      SwayPreparation(resampling: "none", filter: SwayFilter.none.word, spectrum: spectrum)
    case .some(let filter):
      SwayPreparation(
        resampling: "straight lines between samples, as many values as samples",
        filter: filter.word, spectrum: spectrum)
    }
  }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? {
    guard let filter else { return SwayGrid.regular(points, lowpass: Self.corner) }
    return PlanarSignal(points, filter: filter)
  }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    let missing = SpectrumMetrics.missing(of: signal)
    let spectra = missing == nil ? spectra(of: signal) : nil
    let sums = TrackSums(signal)
    switch self.signal {
    case .centerOfPressure:
      let angle = SwayMeasure(
        key: "ellipse_angle_from_ml_deg",
        value: sums.covariance.flatMap(SwayMetric.principalAngleFromML),
        missing: SwayMetric.noPrincipalAngle
      ).settled
      let metrics =
        SwayMetric.path + SwayMetric.distance + SwayMetric.area + SwayMetric.frequency
      return metrics.measures(of: sums) + [angle]
        + SpectrumMetrics().measures(of: spectra?.x.band(Self.band), named: "ml", missing: missing)
        + SpectrumMetrics().measures(of: spectra?.y.band(Self.band), named: "ap", missing: missing)
        + Self.density(of: signal) + Self.diffusion(of: signal)
        + TimeToBoundary(foot: foot).measures(of: signal)
    case .acceleration:
      return (SwayMetric.acceleration + SwayMetric.accelerationEllipse).measures(of: sums)
        + SpectrumMetrics(prefix: "acceleration_", powerUnit: "m2_s4").measures(
          of: spectra.map { $0.x.adding($0.y).band(Self.band) }, named: "", missing: missing)
        + AccelerationAxes(axes: axes, band: Self.band).measures(
          of: signal, spectra, missing: missing)
    }
  }

  private static func density(of signal: PlanarSignal) -> [SwayMeasure] {
    let density = SwayDensity(signal)
    let missing =
      "the sway density has too few peaks in the window, or the track never leaves 3 mm about a point"
    return [
      SwayMeasure(key: "sway_density_peak_s", value: density?.meanPeak, missing: missing),
      SwayMeasure(
        key: "sway_density_peak_distance_mm", value: density?.meanPeakDistance, missing: missing),
    ].map(\.settled)
  }

  private static func diffusion(of signal: PlanarSignal) -> [SwayMeasure] {
    let axes = StabilogramDiffusion.axes(of: signal)
    return [(axes.x, "ml"), (axes.y, "ap")].flatMap { diffusion, name in
      QuijouxSway.measures(of: diffusion, along: name).map { measure in
        var measure = measure
        measure.missing =
          "drift is looked at over a third of the window, and wants more than 2.5 s and movement"
        if let diffusion, !diffusion.meetsInside, measure.key.contains("critical") {
          measure.value = nil
          measure.missing = "the lines of short and long times meet outside the times looked at"
        }
        return measure.settled
      }
    }
  }

  private func spectra(of signal: PlanarSignal) -> (x: PowerSpectrum, y: PowerSpectrum)? {
    let length = min(signal.x.count, Int((10 * signal.rate).rounded()))
    return WelchMethod(segmentLength: length, overlap: length / 2, detrending: .linear)?
      .spectra(of: signal.x, signal.y, rate: signal.rate)
  }
}
