import SignalProcessing

/// A signal with the sums over it that several measures are made of, each made once.
struct TrackSums: Sendable {
  let signal: PlanarSignal
  /// ``SwayMetric/path(_:)``, then along each axis.
  let path: Double
  let pathX: Double
  let pathY: Double
  /// ``SwayMetric/distances(_:)``.
  let distances: [Double]
  /// ``SwayMetric/meanDistance(_:)`` of them.
  let meanDistance: Double?
  /// ``SwayMetric/rmsDistance(_:)`` of them.
  let rmsDistance: Double?
  /// With 1/(N - 1); nil for fewer than two points.
  let covariance: PlanarCovariance?

  init(_ signal: PlanarSignal) {
    self.signal = signal
    path = SwayMetric.path(signal)
    pathX = SwayMetric.path(along: signal.x)
    pathY = SwayMetric.path(along: signal.y)
    distances = SwayMetric.distances(signal)
    meanDistance = SwayMetric.meanDistance(distances)
    rmsDistance = SwayMetric.rmsDistance(distances)
    covariance = PlanarCovariance(x: signal.x, y: signal.y)
  }
}

/// A sway measure: one number from a planar signal.
struct SwayMetric: Sendable {
  /// The report's key, with unit and variant.
  let key: String
  /// The value in the key's unit; nil where the signal doesn't allow it.
  let measure: @Sendable (TrackSums) -> Double?

  /// How long the track of a centre of pressure in mm is, and how fast.
  static let path: [SwayMetric] = [
    SwayMetric(key: "path_mm") { $0.path },
    SwayMetric(key: "path_ml_mm") { $0.pathX },
    SwayMetric(key: "path_ap_mm") { $0.pathY },
    SwayMetric(key: "mean_velocity_mm_s") { $0.path / $0.signal.duration },
    SwayMetric(key: "mean_velocity_ml_mm_s") { $0.pathX / $0.signal.duration },
    SwayMetric(key: "mean_velocity_ap_mm_s") { $0.pathY / $0.signal.duration },
  ]

  /// How far it goes.
  static let distance: [SwayMetric] = [
    SwayMetric(key: "mean_distance_mm") { $0.meanDistance },
    SwayMetric(key: "mean_distance_ml_mm") { meanDistance(along: $0.signal.x) },
    SwayMetric(key: "mean_distance_ap_mm") { meanDistance(along: $0.signal.y) },
    SwayMetric(key: "rms_distance_mm") { $0.rmsDistance },
    SwayMetric(key: "rms_ml_mm") { rms(of: $0.signal.x) },
    SwayMetric(key: "rms_ap_mm") { rms(of: $0.signal.y) },
    SwayMetric(key: "range_mm") { range($0.signal) },
    SwayMetric(key: "range_ml_mm") { range(of: $0.signal.x) },
    SwayMetric(key: "range_ap_mm") { range(of: $0.signal.y) },
  ]

  /// The space that it takes, by the ellipse of Prieto et al.
  static let prietoArea: [SwayMetric] = [
    SwayMetric(key: "circle95_area_mm2") { circleArea($0) },
    SwayMetric(key: "ellipse95_prieto_area_mm2") { prietoEllipseArea($0) },
    SwayMetric(key: "sway_area_rate_mm2_s") { sweptArea($0.signal) },
  ]

  /// The space that it takes.
  static let area: [SwayMetric] = [
    SwayMetric(key: "ellipse95_prediction_area_mm2") { predictionEllipseArea($0) },
    SwayMetric(key: "ellipse95_prediction_semi_major_mm") { predictionEllipseSemiAxes($0)?.x },
    SwayMetric(key: "ellipse95_prediction_semi_minor_mm") { predictionEllipseSemiAxes($0)?.y },
    SwayMetric(key: "ellipse95_chi2_area_mm2") { chiSquareEllipseArea($0) },
    SwayMetric(key: "circle95_area_mm2") { circleArea($0) },
    SwayMetric(key: "sway_area_rate_mm2_s") { sweptArea($0.signal) },
  ]

  /// How often it turns.
  static let frequency: [SwayMetric] = [
    SwayMetric(key: "mean_frequency_hz") { meanFrequency($0) },
    SwayMetric(key: "mean_frequency_ml_hz") { meanFrequency(along: $0.signal.x, of: $0.signal) },
    SwayMetric(key: "mean_frequency_ap_hz") { meanFrequency(along: $0.signal.y, of: $0.signal) },
  ]

  /// How it fills the plane, by areas.
  static let fractalDimension: [SwayMetric] = [
    SwayMetric(key: "fractal_dimension_circle") { circleFractalDimension($0) },
    SwayMetric(key: "fractal_dimension_ellipse") { ellipseFractalDimension($0) },
  ]

  /// Measures of horizontal acceleration in m/s²: those that don't depend on how the sensor lies about the
  /// vertical.
  static let acceleration: [SwayMetric] = [
    SwayMetric(key: "acceleration_jerk_m2_s5") { jerk($0.signal) },
    SwayMetric(key: "acceleration_mean_distance_m_s2") { $0.meanDistance },
    SwayMetric(key: "acceleration_rms_m_s2") { $0.rmsDistance },
    SwayMetric(key: "acceleration_path_m_s2") { $0.path },
    SwayMetric(key: "acceleration_range_m_s2") { range($0.signal) },
    SwayMetric(key: "acceleration_integrated_velocity_m_s") { integratedVelocity($0.signal) },
    SwayMetric(key: "acceleration_mean_frequency_hz") { meanFrequency($0) },
    SwayMetric(key: "acceleration_sway_area_rate_m2_s5") { sweptArea($0.signal) },
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

  /// Mean distance from the mean point, of ``distances(_:)``. Source: Prieto et al. 1996, MDIST; Mancini et al. 2012,
  /// DIST.
  static func meanDistance(_ distances: [Double]) -> Double? { mean(of: distances) }

  /// Mean distance from the mean along one axis. Source: Prieto et al. 1996, MDIST_AP.
  static func meanDistance(along axis: [Double]) -> Double? {
    guard let center = mean(of: axis) else { return nil }
    return mean(of: axis.lazy.map { abs($0 - center) })
  }

  /// Root mean square distance from the mean point, of ``distances(_:)``. Source: Prieto et al. 1996, RDIST; Mancini et al.
  /// 2012, RMS.
  static func rmsDistance(_ distances: [Double]) -> Double? {
    mean(of: distances.lazy.map { $0 * $0 })?.squareRoot()
  }

  /// Root mean square about the mean along one axis. Source: Prieto et al. 1996, RDIST_AP.
  static func rms(of axis: [Double]) -> Double? {
    guard let center = mean(of: axis) else { return nil }
    return mean(of: axis.lazy.map { ($0 - center) * ($0 - center) })?.squareRoot()
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
  func measures(of sums: TrackSums) -> [SwayMeasure] {
    map { metric in
      SwayMeasure(
        key: metric.key, value: metric.measure(sums),
        missing: "nothing moves there, or only along a straight line"
      ).settled
    }
  }
}
