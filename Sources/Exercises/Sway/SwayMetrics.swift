import Glibc
import SignalProcessing

/// A sway measure: one number from a planar signal.
struct SwayMetric: Sendable {
  /// The report's key, with unit and variant.
  let key: String
  /// The value in the key's unit; nil where the signal doesn't allow it.
  let measure: @Sendable (PlanarSignal) -> Double?

  /// Measures of a centre of pressure in mm, in the report's order.
  static let centerOfPressure: [SwayMetric] = [
    SwayMetric(key: "path_mm") { path($0) },
    SwayMetric(key: "path_ml_mm") { path(along: $0.x) },
    SwayMetric(key: "path_ap_mm") { path(along: $0.y) },
    SwayMetric(key: "mean_velocity_mm_s") { path($0) / $0.duration },
    SwayMetric(key: "mean_velocity_ml_mm_s") { path(along: $0.x) / $0.duration },
    SwayMetric(key: "mean_velocity_ap_mm_s") { path(along: $0.y) / $0.duration },
    SwayMetric(key: "mean_distance_mm") { meanDistance($0) },
    SwayMetric(key: "rms_distance_mm") { rmsDistance($0) },
    SwayMetric(key: "rms_ml_mm") { rms(of: $0.x) },
    SwayMetric(key: "rms_ap_mm") { rms(of: $0.y) },
    SwayMetric(key: "range_ml_mm") { range(of: $0.x) },
    SwayMetric(key: "range_ap_mm") { range(of: $0.y) },
    SwayMetric(key: "ellipse95_prediction_area_mm2") { predictionEllipseArea($0) },
  ]

  /// Measures of horizontal acceleration in m/s²: those that don't depend on how the sensor lies about
  /// the vertical.
  static let acceleration: [SwayMetric] = [
    SwayMetric(key: "acceleration_path_m_s2") { path($0) },
    SwayMetric(key: "acceleration_mean_distance_m_s2") { meanDistance($0) },
    SwayMetric(key: "acceleration_rms_m_s2") { rmsDistance($0) },
    SwayMetric(key: "acceleration_ellipse95_prediction_area_m2_s4") { predictionEllipseArea($0) },
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
  static func meanDistance(_ signal: PlanarSignal) -> Double? {
    mean(of: distances(signal))
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

  /// Largest minus smallest value along one axis. Source: Prieto et al. 1996, RANGE_AP.
  static func range(of axis: [Double]) -> Double? {
    guard let low = axis.min(), let high = axis.max() else { return nil }
    return high - low
  }

  /// Area of the ellipse that the next point lies in with 95 % probability.
  ///
  /// pi sqrt(det C) 2 (N + 1)(N - 1) / (N (N - 2)) F.95(2, N - 2), C with 1/(N - 1). Source: Schubert &
  /// Kirchner 2014, Gait Posture 39:518; Duarte 2015, Gait Posture 41:44. Not the confidence ellipse of
  /// the mean, nor the chi-square ellipse, which agree with it only for long recordings.
  static func predictionEllipseArea(_ signal: PlanarSignal) -> Double? {
    guard let covariance = PlanarCovariance(x: signal.x, y: signal.y), signal.x.count > 2 else {
      return nil
    }
    let n = Double(signal.x.count)
    let factor =
      2 * (n + 1) * (n - 1) / (n * (n - 2)) * fisherQuantile(0.95, denominator: n - 2)
    return .pi * covariance.determinant.squareRoot() * factor
  }

  private static func distances(_ signal: PlanarSignal) -> [Double] {
    guard let centerX = mean(of: signal.x), let centerY = mean(of: signal.y) else { return [] }
    return signal.x.indices.map { hypot(signal.x[$0] - centerX, signal.y[$0] - centerY) }
  }
}
