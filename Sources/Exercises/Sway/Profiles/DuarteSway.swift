import SignalProcessing

/// The measures of Duarte's functions, which the published numbers of the balance data set BDS were made with.
///
/// Nothing is done to the samples. Source: Santos & Duarte 2016, PeerJ 4:e2648; Duarte 2015, Gait Posture
/// 41:44 (`hyperellipsoid`); Duarte & Watanabe, Notes on Scientific Computing for Biomechanics and Motor
/// Control (`psd2`).
struct DuarteSway: SwayMethod {
  var preparation: SwayPreparation {
    SwayPreparation(
      resampling: "none", filter: "none",
      spectrum: "Welch, Hann window of N/2 samples, overlap N/4, constant detrend, 0 Hz to rate/2")
  }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? { PlanarSignal(asSampled: points) }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    let covariance = PlanarCovariance(x: signal.x, y: signal.y)
    let count = signal.x.count
    let axes = covariance.flatMap {
      SwayMetric.predictionEllipseSemiAxes(of: $0, count: count)
    }
    let path = SwayMetric.path(signal)
    let spectra = Self.spectra(of: signal)
    return [
      SwayMeasure(
        key: "ellipse95_prediction_area_mm2",
        value: covariance.flatMap { SwayMetric.predictionEllipseArea(of: $0, count: count) }),
      SwayMeasure(key: "ellipse95_prediction_semi_major_mm", value: axes?.x),
      SwayMeasure(key: "ellipse95_prediction_semi_minor_mm", value: axes?.y),
      SwayMeasure(
        key: "ellipse_angle_from_ap_deg",
        value: covariance.flatMap(SwayMetric.principalAngleFromAP),
        missing: SwayMetric.noPrincipalAngle),
      SwayMeasure(key: "path_mm", value: path),
      SwayMeasure(key: "mean_velocity_mm_s", value: path / signal.duration),
    ]
      + Self.measures(along: "ml", of: signal.x, signal, spectra?.x)
      + Self.measures(along: "ap", of: signal.y, signal, spectra?.y)
      + [
        SwayMeasure(
          key: "mean_power_frequency_hz",
          value: spectra.flatMap { Self.meanPowerFrequency($0.x, $0.y) })
      ]
  }

  private static func measures(
    along name: String, of axis: [Double], _ signal: PlanarSignal, _ spectrum: PowerSpectrum?
  ) -> [SwayMeasure] {
    let path = SwayMetric.path(along: axis)
    return [
      SwayMeasure(key: "rms_\(name)_mm", value: SwayMetric.rms(of: axis)),
      SwayMeasure(key: "range_\(name)_mm", value: SwayMetric.range(of: axis)),
      SwayMeasure(key: "path_\(name)_mm", value: path),
      SwayMeasure(key: "mean_velocity_\(name)_mm_s", value: path / signal.duration),
      SwayMeasure(key: "mean_power_frequency_\(name)_hz", value: spectrum?.meanFrequency),
      SwayMeasure(key: "peak_frequency_\(name)_hz", value: spectrum?.peak),
      SwayMeasure(key: "power_\(name)_mm2", value: spectrum?.area),
      SwayMeasure(key: "f50_\(name)_hz", value: spectrum?.areaQuantile(0.5)),
      SwayMeasure(key: "f80_\(name)_hz", value: spectrum?.areaQuantile(0.8)),
      SwayMeasure(key: "f95_\(name)_hz", value: spectrum?.areaQuantile(0.95)),
    ]
  }

  /// Both axes' spectra; nil under ``SwayMetric/shortestSpectrum`` seconds.
  private static func spectra(of signal: PlanarSignal) -> (x: PowerSpectrum, y: PowerSpectrum)? {
    guard signal.duration >= SwayMetric.shortestSpectrum else { return nil }
    let segment = (signal.x.count + 1) / 2
    return WelchMethod(segmentLength: segment, overlap: segment / 2, detrending: .constant)?
      .spectra(of: signal.x, signal.y, rate: signal.rate)
  }

  /// The mean power frequencies of both axes, each weighted by the sum of its densities. Source: Santos &
  /// Duarte 2016, the data set's mean frequency.
  private static func meanPowerFrequency(_ x: PowerSpectrum, _ y: PowerSpectrum) -> Double? {
    let (powerX, powerY) = (x.moment(0), y.moment(0))
    guard powerX + powerY > 0 else { return nil }
    // An axis without power has no frequency, and no weight.
    return ((x.meanFrequency ?? 0) * powerX + (y.meanFrequency ?? 0) * powerY) / (powerX + powerY)
  }
}
