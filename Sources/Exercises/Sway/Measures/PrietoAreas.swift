import Glibc
import SignalProcessing

extension SwayMetric {
  /// Area of the ellipse as Prieto et al. have it: 2 pi F.95(2, N - 2) sqrt(det C), C with 1/N.
  ///
  /// Source: Prieto et al. 1996, IEEE Trans Biomed Eng 43:956, AREA-CE. They take 3.00 for F above 120 points;
  /// here it is the exact quantile, 3.003 for 2000.
  static func prietoEllipseArea(_ sums: TrackSums) -> Double? {
    prietoEllipse(sums).map { 2 * .pi * $0 }
  }

  /// Area of the circle about the mean point that holds 95 % of the distances from it, were they normal.
  ///
  /// pi (MDIST + 1.645 s)², s² = RDIST² - MDIST². Source: Prieto et al. 1996, AREA-CC.
  static func circleArea(_ sums: TrackSums) -> Double? {
    circleRadius(sums).map { .pi * $0 * $0 }
  }

  /// Area that the line from the mean point to the track sweeps in a second, whichever way it turns.
  ///
  /// 1 / (2 T) times the sum of |y[n + 1] x[n] - y[n] x[n + 1]|. Source: Prieto et al. 1996, AREA-SW; Mancini et
  /// al. 2012, AREA, on acceleration.
  static func sweptArea(_ signal: PlanarSignal) -> Double? {
    guard let centerX = mean(of: signal.x), let centerY = mean(of: signal.y) else { return nil }
    let centered = PlanarSignal(
      x: signal.x.map { $0 - centerX }, y: signal.y.map { $0 - centerY }, rate: signal.rate)
    return sweptArea(centered, over: signal.duration)
  }

  // MARK: - Fractal dimension

  /// How much of the plane the track fills: ln N / ln(N d / path), d being the largest distance between any two
  /// points; nil where nothing moves. Source: Prieto et al. 1996, FD.
  ///
  /// - Parameter range: what ``range(_:)`` is.
  static func fractalDimension(_ sums: TrackSums, range: Double?) -> Double? {
    fractalDimension(sums, diameter: range)
  }

  /// With the diameter of the circle of ``circleArea(_:)``. Source: Prieto et al. 1996, FD-CC.
  static func circleFractalDimension(_ sums: TrackSums) -> Double? {
    fractalDimension(sums, diameter: circleRadius(sums).map { 2 * $0 })
  }

  /// With the diameter of the circle that has the area of ``prietoEllipseArea(_:)``: sqrt(8 F sqrt(det C)).
  /// Source: Prieto et al. 1996, FD-CE.
  static func ellipseFractalDimension(_ sums: TrackSums) -> Double? {
    fractalDimension(sums, diameter: prietoEllipse(sums).map { (8 * $0).squareRoot() })
  }

  private static func fractalDimension(_ sums: TrackSums, diameter: Double?) -> Double? {
    diameter.flatMap {
      fractalDimension(count: sums.signal.x.count, diameter: $0, path: sums.path)
    }
  }

  private static func circleRadius(_ sums: TrackSums) -> Double? {
    guard let center = sums.meanDistance, let rms = sums.rmsDistance else { return nil }
    return center + 1.645 * max(0, rms * rms - center * center).squareRoot()
  }

  /// F.95(2, N - 2) sqrt(det C), C with 1/N.
  private static func prietoEllipse(_ sums: TrackSums) -> Double? {
    let count = sums.signal.x.count
    guard count > 2, let covariance = sums.covariance else { return nil }
    let n = Double(count)
    return fisherQuantile(0.95, denominator: n - 2) * covariance.determinant.squareRoot()
      * (n - 1) / n
  }
}
