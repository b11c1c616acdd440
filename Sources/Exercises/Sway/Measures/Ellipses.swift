import Glibc
import SignalProcessing

/// Ellipses about a track. Five things are called "the 95 % ellipse": each function says which.
extension SwayMetric {
  /// Area of the ellipse that the next point lies in with 95 % probability.
  ///
  /// pi sqrt(det C) 2 (N + 1)(N - 1) / (N (N - 2)) F.95(2, N - 2), C with 1/(N - 1). Source: Schubert &
  /// Kirchner 2014, Gait Posture 39:518; Duarte 2015, Gait Posture 41:44. Not the confidence ellipse of
  /// the mean, nor the chi-square ellipse, which agree with it only for long recordings.
  static func predictionEllipseArea(_ sums: TrackSums) -> Double? {
    sums.covariance.flatMap { predictionEllipseArea(of: $0, count: sums.signal.x.count) }
  }

  /// Half of its axes, the longer first.
  static func predictionEllipseSemiAxes(_ sums: TrackSums) -> SIMD2<Double>? {
    sums.covariance.flatMap { predictionEllipseSemiAxes(of: $0, count: sums.signal.x.count) }
  }

  /// Area of the ellipse that holds 95 % of a plane normal distribution with the covariance of the points.
  ///
  /// pi chi²_.95(2) sqrt(det C), chi²_.95(2) = -2 ln 0.05 = 5.9915, C with 1/(N - 1). Source: Schubert &
  /// Kirchner 2014, Gait Posture 39:518. What vendors of plates print as the ellipse's surface.
  static func chiSquareEllipseArea(_ sums: TrackSums) -> Double? {
    sums.covariance.map { .pi * (-2 * log(0.05)) * $0.determinant.squareRoot() }
  }

  /// The same of moments that may be taken in another way.
  static func predictionEllipseArea(of covariance: PlanarCovariance, count: Int) -> Double? {
    predictionFactor(count: count).map { .pi * covariance.determinant.squareRoot() * $0 }
  }

  /// Half the axes of the prediction ellipse, the longer first: sqrt(lambda k) of C's eigenvalues and
  /// k = 2 (N + 1)(N - 1) / (N (N - 2)) F.95(2, N - 2). Source: as ``predictionEllipseArea(_:)``.
  static func predictionEllipseSemiAxes(of covariance: PlanarCovariance, count: Int) -> SIMD2<
    Double
  >? {
    predictionFactor(count: count).map { (covariance.principalVariances * $0).squareRoot() }
  }

  /// The direction along which the points scatter most, in degrees from AP towards ML (forward towards the
  /// right), 0 <= angle < 180: an axis has no sign. nil for points that scatter alike in all directions.
  static func principalAngleFromAP(of covariance: PlanarCovariance) -> Double? {
    guard !covariance.isRound else { return nil }
    let direction = covariance.principalDirection
    let degrees = atan2(direction.x, direction.y) * 180 / .pi
    // A tiny negative angle would come out as 180 by rounding.
    let folded = degrees < 0 ? degrees + 180 : degrees
    return folded < 180 ? folded : 0
  }

  /// The same from +ML (right) towards AP (forward): the way that angles turn in a picture, 0 <= angle < 180.
  static func principalAngleFromML(of covariance: PlanarCovariance) -> Double? {
    principalAngleFromAP(of: covariance).map { $0 <= 90 ? 90 - $0 : 270 - $0 }
  }

  /// Why there is no such direction.
  static let noPrincipalAngle = "nothing moves, or as far in all directions"

  private static func predictionFactor(count: Int) -> Double? {
    guard count > 2 else { return nil }
    let n = Double(count)
    return 2 * (n + 1) * (n - 1) / (n * (n - 2)) * fisherQuantile(0.95, denominator: n - 2)
  }
}
