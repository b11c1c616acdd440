import SignalProcessing

/// The descriptors by the source's four families, in its order. Source of all: Quijoux et al. 2021, Physiol
/// Rep 9:e15067, and what they cite.
extension QuijouxSway {
  /// Where the track lies.
  static func positions(of signal: PlanarSignal) -> [SwayMeasure] {
    let moments = PlanarCovariance(x: signal.x, y: signal.y, about: .zero)
    let radii = radii(of: signal)
    let rangeX = SwayMetric.range(of: signal.x)
    let rangeY = SwayMetric.range(of: signal.y)
    let scatter = moments.map { ($0.xx * $0.yy).squareRoot() } ?? 0
    return [
      SwayMeasure(key: "mean_ml_mm", value: signal.origin.x),
      SwayMeasure(key: "mean_ap_mm", value: signal.origin.y),
      SwayMeasure(key: "mean_distance_ml_mm", value: meanAbsolute(of: signal.x)),
      SwayMeasure(key: "mean_distance_ap_mm", value: meanAbsolute(of: signal.y)),
      SwayMeasure(key: "mean_distance_mm", value: mean(of: radii)),
      SwayMeasure(key: "max_distance_ml_mm", value: signal.x.map { abs($0) }.max()),
      SwayMeasure(key: "max_distance_ap_mm", value: signal.y.map { abs($0) }.max()),
      SwayMeasure(key: "max_distance_mm", value: radii.max()),
      SwayMeasure(key: "rms_ml_mm", value: moments?.xx.squareRoot()),
      SwayMeasure(key: "rms_ap_mm", value: moments?.yy.squareRoot()),
      SwayMeasure(key: "rms_distance_mm", value: moments.map { ($0.xx + $0.yy).squareRoot() }),
      SwayMeasure(key: "range_ml_mm", value: rangeX),
      SwayMeasure(key: "range_ap_mm", value: rangeY),
      SwayMeasure(key: "range_mm", value: largestDistance(x: signal.x, y: signal.y)),
      SwayMeasure(key: "range_ratio_ml_ap", value: ratio(rangeX, to: rangeY)),
      // The root mean square distance again: the source has both names.
      SwayMeasure(
        key: "planar_deviation_mm", value: moments.map { ($0.xx + $0.yy).squareRoot() }),
      SwayMeasure(
        key: "sway_direction_coefficient", value: ratio(moments?.xy, to: scatter)),
      SwayMeasure(key: "ellipse95_prediction_n_area_mm2", value: ellipseArea(of: signal)),
      SwayMeasure(
        key: "principal_direction_from_ap_deg",
        value: PlanarCovariance(x: signal.x, y: signal.y)
          .flatMap(SwayMetric.principalAngleFromAP).map { min($0, 180 - $0) }),
    ]
  }

  /// How the track moves.
  static func movements(of signal: PlanarSignal) -> [SwayMeasure] {
    let path = SwayMetric.path(signal)
    let area = ellipseArea(of: signal)
    let spans = Double(signal.x.count - 1) / signal.rate
    let density = SwayDensity(signal)
    let velocityX = AxisVelocity.smoothed(signal.x, rate: signal.rate)
    let velocityY = AxisVelocity.smoothed(signal.y, rate: signal.rate)
    let swingsX = velocityX.map(AxisVelocity.swings)
    let swingsY = velocityY.map(AxisVelocity.swings)
    let pathX = SwayMetric.path(along: signal.x)
    let pathY = SwayMetric.path(along: signal.y)
    return [
      SwayMeasure(key: "mean_velocity_ml_mm_s", value: pathX / signal.duration),
      SwayMeasure(key: "mean_velocity_ap_mm_s", value: pathY / signal.duration),
      SwayMeasure(key: "mean_velocity_mm_s", value: path / signal.duration),
      SwayMeasure(
        key: "sway_area_rate_mm2_s", value: SwayMetric.sweptArea(signal, over: spans)),
      SwayMeasure(key: "phase_plane_ml", value: phasePlane(signal.x, velocityX)),
      SwayMeasure(key: "phase_plane_ap", value: phasePlane(signal.y, velocityY)),
      SwayMeasure(key: "path_over_area_per_mm", value: ratio(path, to: area)),
      SwayMeasure(
        key: "fractal_dimension_ellipse",
        value: area.flatMap {
          SwayMetric.fractalDimension(
            count: signal.x.count, diameter: (4 * $0 / .pi).squareRoot(), path: path)
        }),
    ] + measures(of: swingsX, along: "ml") + measures(of: swingsY, along: "ap") + [
      SwayMeasure(key: "sway_density_peak_s", value: density?.meanPeak),
      SwayMeasure(key: "sway_density_peak_distance_mm", value: density?.meanPeakDistance),
      SwayMeasure(
        key: "mean_frequency_ml_hz",
        value: meanAbsolute(of: signal.x).flatMap {
          SwayMetric.meanFrequency(alongAxisVelocity: pathX / spans, meanDistance: $0)
        }),
      SwayMeasure(
        key: "mean_frequency_ap_hz",
        value: meanAbsolute(of: signal.y).flatMap {
          SwayMetric.meanFrequency(alongAxisVelocity: pathY / spans, meanDistance: $0)
        }),
      SwayMeasure(
        key: "mean_frequency_hz",
        value: mean(of: radii(of: signal)).flatMap {
          SwayMetric.meanFrequency(velocity: path / spans, meanDistance: $0)
        }),
    ]
  }

  private static func measures(
    of swings: AxisVelocity.Swings?, along name: String
  ) -> [SwayMeasure] {
    [
      SwayMeasure(
        key: "velocity_zero_crossings_\(name)", value: swings.map { Double($0.crossings) }),
      SwayMeasure(
        key: "peak_velocity_positive_\(name)_mm_s", value: swings.flatMap { mean(of: $0.positive) }),
      SwayMeasure(
        key: "peak_velocity_negative_\(name)_mm_s", value: swings.flatMap { mean(of: $0.negative) }),
      SwayMeasure(
        key: "peak_velocity_\(name)_mm_s",
        value: swings.flatMap { mean(of: $0.positive + $0.negative) }),
    ]
  }

  /// Where its power lies. Powers are bare sums of densities, without the step between frequencies.
  static func frequencies(of signal: PlanarSignal) -> [SwayMeasure] {
    let spectra = spectra(of: signal)
    return measures(of: spectra?.x, along: "ml") + measures(of: spectra?.y, along: "ap")
  }

  private static func measures(
    of whole: PowerSpectrum?, along name: String
  ) -> [SwayMeasure] {
    let spectrum = whole?.band(band)
    // The parts share no frequency: 0.5 and 2 Hz belong to the part below.
    let low = whole?.band(band.lowerBound...0.5).moment(0)
    let middle = whole?.band((0.5.nextUp)...2).moment(0)
    let high = whole?.band((2.0.nextUp)...band.upperBound).moment(0)
    let below = low.flatMap { low in middle.map { low + $0 } }
    return [
      SwayMeasure(key: "power_sum_\(name)_mm2_hz", value: spectrum?.moment(0)),
      SwayMeasure(key: "f50_\(name)_hz", value: spectrum?.quantile(0.5)),
      SwayMeasure(key: "f95_\(name)_hz", value: spectrum?.quantile(0.95)),
      SwayMeasure(key: "peak_frequency_\(name)_hz", value: spectrum?.peak),
      SwayMeasure(key: "centroid_frequency_\(name)_hz", value: spectrum?.centroid),
      SwayMeasure(key: "frequency_dispersion_\(name)", value: spectrum?.dispersion),
      SwayMeasure(key: "power_sum_low_\(name)_mm2_hz", value: low),
      SwayMeasure(key: "power_sum_middle_\(name)_mm2_hz", value: middle),
      SwayMeasure(key: "power_sum_high_\(name)_mm2_hz", value: high),
      SwayMeasure(key: "frequency_quotient_\(name)", value: ratio(high, to: below)),
    ]
  }

  /// How it drifts.
  static func diffusion(of signal: PlanarSignal) -> [SwayMeasure] {
    let axes = StabilogramDiffusion.axes(of: signal)
    return measures(of: axes.x, along: "ml") + measures(of: axes.y, along: "ap")
  }

  static func measures(
    of diffusion: StabilogramDiffusion?, along name: String
  ) -> [SwayMeasure] {
    [
      SwayMeasure(key: "diffusion_short_\(name)_mm2", value: diffusion?.short.displacement),
      SwayMeasure(key: "diffusion_long_\(name)_mm2", value: diffusion?.long.displacement),
      SwayMeasure(key: "diffusion_critical_time_\(name)_s", value: diffusion?.criticalTime),
      SwayMeasure(
        key: "diffusion_critical_displacement_\(name)_mm2",
        value: diffusion?.criticalDisplacement),
      SwayMeasure(key: "diffusion_short_scaling_\(name)", value: diffusion?.short.exponent),
      SwayMeasure(key: "diffusion_long_scaling_\(name)", value: diffusion?.long.exponent),
    ]
  }

  // MARK: - What several share

  /// Distances from the origin, which the mean was before the filter. Source: Prieto et al. 1996, RD.
  private static func radii(of signal: PlanarSignal) -> [Double] {
    zip(signal.x, signal.y).map { ($0 * $0 + $1 * $1).squareRoot() }
  }

  /// Mean distance from the origin along one axis. Source: Prieto et al. 1996, MDIST_AP.
  private static func meanAbsolute(of axis: [Double]) -> Double? { mean(of: axis.map { abs($0) }) }

  /// The prediction ellipse's area of moments with 1/N about the origin: (N - 1)/N of
  /// ``SwayMetric/predictionEllipseArea(_:)`` on a centred track.
  private static func ellipseArea(of signal: PlanarSignal) -> Double? {
    PlanarCovariance(x: signal.x, y: signal.y, about: .zero).flatMap {
      SwayMetric.predictionEllipseArea(of: $0, count: signal.x.count)
    }
  }

  /// Spectra of the whole track; nil under ``SwayMetric/shortestSpectrum`` seconds.
  private static func spectra(of signal: PlanarSignal) -> (x: PowerSpectrum, y: PowerSpectrum)? {
    let segment = Int(SwayMetric.shortestSpectrum * signal.rate)
    return WelchMethod(
      segmentLength: segment, overlap: segment / 2, detrending: .linear,
      transformLength: signal.x.count)?
      .spectra(of: signal.x, signal.y, rate: signal.rate)
  }

  private static func phasePlane(_ axis: [Double], _ velocity: [Double]?) -> Double? {
    guard let velocity, let square = mean(of: axis.map { $0 * $0 }) else { return nil }
    return AxisVelocity.phasePlane(rms: square.squareRoot(), velocity: velocity)
  }

  private static func ratio(_ value: Double?, to whole: Double?) -> Double? {
    guard let value, let whole, whole > 0 else { return nil }
    return value / whole
  }
}
