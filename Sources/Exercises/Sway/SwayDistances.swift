import Glibc
import SignalProcessing

extension SwayMetric {
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
    return signal.x.indices.map { hypot(signal.x[$0] - centerX, signal.y[$0] - centerY) }
  }
}
