import SignalProcessing

/// A sway measure: one number from a planar signal.
struct SwayMetric: Sendable {
  /// The report's key, with unit and variant.
  let key: String
  /// The value in the key's unit; nil where the signal doesn't allow it.
  let measure: @Sendable (PlanarSignal) -> Double?

  /// How long the track of a centre of pressure in mm is, and how fast.
  static let path: [SwayMetric] = [
    SwayMetric(key: "path_mm") { path($0) },
    SwayMetric(key: "path_ml_mm") { path(along: $0.x) },
    SwayMetric(key: "path_ap_mm") { path(along: $0.y) },
    SwayMetric(key: "mean_velocity_mm_s") { path($0) / $0.duration },
    SwayMetric(key: "mean_velocity_ml_mm_s") { path(along: $0.x) / $0.duration },
    SwayMetric(key: "mean_velocity_ap_mm_s") { path(along: $0.y) / $0.duration },
  ]

  /// How far it goes.
  static let distance: [SwayMetric] = [
    SwayMetric(key: "mean_distance_mm") { meanDistance($0) },
    SwayMetric(key: "mean_distance_ml_mm") { meanDistance(along: $0.x) },
    SwayMetric(key: "mean_distance_ap_mm") { meanDistance(along: $0.y) },
    SwayMetric(key: "rms_distance_mm") { rmsDistance($0) },
    SwayMetric(key: "rms_ml_mm") { rms(of: $0.x) },
    SwayMetric(key: "rms_ap_mm") { rms(of: $0.y) },
    SwayMetric(key: "range_mm") { range($0) },
    SwayMetric(key: "range_ml_mm") { range(of: $0.x) },
    SwayMetric(key: "range_ap_mm") { range(of: $0.y) },
  ]

  /// The space that it takes, by the ellipse of Prieto et al.
  static let prietoArea: [SwayMetric] = [
    SwayMetric(key: "circle95_area_mm2") { circleArea($0) },
    SwayMetric(key: "ellipse95_prieto_area_mm2") { prietoEllipseArea($0) },
    SwayMetric(key: "sway_area_rate_mm2_s") { sweptArea($0) },
  ]

  /// The space that it takes.
  static let area: [SwayMetric] = [
    SwayMetric(key: "ellipse95_prediction_area_mm2") { predictionEllipseArea($0) },
    SwayMetric(key: "ellipse95_chi2_area_mm2") { chiSquareEllipseArea($0) },
    SwayMetric(key: "circle95_area_mm2") { circleArea($0) },
    SwayMetric(key: "sway_area_rate_mm2_s") { sweptArea($0) },
  ]

  /// How often it turns.
  static let frequency: [SwayMetric] = [
    SwayMetric(key: "mean_frequency_hz") { meanFrequency($0) },
    SwayMetric(key: "mean_frequency_ml_hz") { meanFrequency(along: $0.x, of: $0) },
    SwayMetric(key: "mean_frequency_ap_hz") { meanFrequency(along: $0.y, of: $0) },
  ]

  /// How it fills the plane, by areas.
  static let fractalDimension: [SwayMetric] = [
    SwayMetric(key: "fractal_dimension_circle") { circleFractalDimension($0) },
    SwayMetric(key: "fractal_dimension_ellipse") { ellipseFractalDimension($0) },
  ]

  /// Measures of horizontal acceleration in m/s²: those that don't depend on how the sensor lies about the
  /// vertical.
  static let acceleration: [SwayMetric] = [
    SwayMetric(key: "acceleration_jerk_m2_s5") { jerk($0) },
    SwayMetric(key: "acceleration_mean_distance_m_s2") { meanDistance($0) },
    SwayMetric(key: "acceleration_rms_m_s2") { rmsDistance($0) },
    SwayMetric(key: "acceleration_path_m_s2") { path($0) },
    SwayMetric(key: "acceleration_range_m_s2") { range($0) },
    SwayMetric(key: "acceleration_integrated_velocity_m_s") { integratedVelocity($0) },
    SwayMetric(key: "acceleration_mean_frequency_hz") { meanFrequency($0) },
    SwayMetric(key: "acceleration_sway_area_rate_m2_s5") { sweptArea($0) },
  ]

  /// The ellipse of horizontal acceleration: not among Mancini's measures.
  static let accelerationEllipse: [SwayMetric] = [
    SwayMetric(key: "acceleration_ellipse95_prediction_area_m2_s4") { predictionEllipseArea($0) }
  ]

  // MARK: - The measures

  /// Length of the track: the sum of the distances between successive points.
  ///
  /// Source: Prieto et al. 1996, IEEE Trans Biomed Eng 43:956, TOTEX; Mancini et al. 2012, JNER 9:59,
  /// PATH, on acceleration.
  static func path(_ signal: PlanarSignal) -> Double {
    var sum = 0.0
    for index in 1..<signal.x.count {
      let dx = signal.x[index] - signal.x[index - 1]
      let dy = signal.y[index] - signal.y[index - 1]
      sum += (dx * dx + dy * dy).squareRoot()
    }
    return sum
  }

  /// Length of the track along one axis. Source: Prieto et al. 1996, TOTEX_AP.
  static func path(along axis: [Double]) -> Double {
    var sum = 0.0
    for index in 1..<axis.count { sum += abs(axis[index] - axis[index - 1]) }
    return sum
  }

  /// Mean distance from the mean point. Source: Prieto et al. 1996, MDIST; Mancini et al. 2012, DIST.
  static func meanDistance(_ signal: PlanarSignal) -> Double? { mean(of: distances(signal)) }

  /// Mean distance from the mean along one axis. Source: Prieto et al. 1996, MDIST_AP.
  static func meanDistance(along axis: [Double]) -> Double? {
    guard let center = mean(of: axis) else { return nil }
    return mean(of: axis.map { abs($0 - center) })
  }

  /// Root mean square distance from the mean point. Source: Prieto et al. 1996, RDIST; Mancini et al.
  /// 2012, RMS.
  static func rmsDistance(_ signal: PlanarSignal) -> Double? {
    mean(of: distances(signal).map { $0 * $0 })?.squareRoot()
  }

  /// Root mean square about the mean along one axis. Source: Prieto et al. 1996, RDIST_AP.
  static func rms(of axis: [Double]) -> Double? {
    guard let center = mean(of: axis) else { return nil }
    return mean(of: axis.map { ($0 - center) * ($0 - center) })?.squareRoot()
  }

  /// Largest distance between any two points. Source: Prieto et al. 1996, RANGE. Others give the larger of the
  /// axes' ranges, or the largest distance from the mean point, the same name.
  static func range(_ signal: PlanarSignal) -> Double? {
    largestDistance(x: signal.x, y: signal.y)
  }

  /// Largest minus smallest value along one axis. Source: Prieto et al. 1996, RANGE_AP.
  static func range(of axis: [Double]) -> Double? {
    guard let low = axis.min(), let high = axis.max() else { return nil }
    return high - low
  }

  /// Distances from the mean point: the resultant distance. Source: Prieto et al. 1996, RD.
  static func distances(_ signal: PlanarSignal) -> [Double] {
    guard let centerX = mean(of: signal.x), let centerY = mean(of: signal.y) else { return [] }
    return signal.x.indices.map { index in
      let dx = signal.x[index] - centerX
      let dy = signal.y[index] - centerY
      return (dx * dx + dy * dy).squareRoot()
    }
  }
}

extension [SwayMetric] {
  /// What they come to; one that can't be had stands without a value and with its reason.
  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    map { metric in
      SwayMeasure(key: metric.key, value: metric.measure(signal), missing: "nothing moves").settled
    }
  }
}
