/// The arithmetic mean; nil for nothing. O(n).
@inlinable
public func mean(of values: some Collection<Double>) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The median: the middle value, or the mean of the two in the middle; nil for nothing. O(n log n).
@inlinable
public func median(of values: some Sequence<Double>) -> Double? {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return nil }
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

/// Second moments of points in the plane about their mean.
public struct PlanarCovariance: Hashable, Sendable {
  /// Variance along x, in the square of its unit.
  public var xx: Double
  /// Covariance.
  public var xy: Double
  /// Variance along y.
  public var yy: Double

  /// Moments as they are.
  public init(xx: Double, xy: Double, yy: Double) {
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }

  /// Sample covariance with 1/(n - 1), in two passes; nil for fewer than two points or where the lists
  /// differ in length. O(n).
  public init?(x: [Double], y: [Double]) {
    guard x.count > 1, x.count == y.count, let meanX = mean(of: x), let meanY = mean(of: y) else {
      return nil
    }
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for index in x.indices {
      let dx = x[index] - meanX
      let dy = y[index] - meanY
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    let divisor = Double(x.count - 1)
    self.init(xx: xx / divisor, xy: xy / divisor, yy: yy / divisor)
  }

  /// Mean products with 1/n of the distances from a point, for instance from where a track was centred; nil
  /// for no points or where the lists differ in length. O(n).
  public init?(x: [Double], y: [Double], about center: SIMD2<Double>) {
    guard !x.isEmpty, x.count == y.count else { return nil }
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for index in x.indices {
      let dx = x[index] - center.x
      let dy = y[index] - center.y
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    let n = Double(x.count)
    self.init(xx: xx / n, xy: xy / n, yy: yy / n)
  }

  /// The determinant, never below 0: that of points on a straight line is 0, and not what rounding leaves of the two
  /// products, up to 2^-40 of them.
  public var determinant: Double {
    let difference = xx * yy - xy * xy
    return difference > Self.rounding * xx * yy ? difference : 0
  }

  /// Share of a sum that rounding may leave where its parts cancel: 13 bits of a double's 53.
  private static let rounding = 0x1p-40

  /// Whether the points scatter alike in all directions, but for rounding, or not at all: no direction is the principal
  /// one then.
  public var isRound: Bool {
    let difference = (xx - yy) / 2
    return (difference * difference + xy * xy).squareRoot() <= Self.rounding * (xx + yy)
  }

  /// The variances along ``principalDirection`` and across it: the eigenvalues, largest first.
  public var principalVariances: SIMD2<Double> {
    let difference = (xx - yy) / 2
    let largest = (xx + yy) / 2 + (difference * difference + xy * xy).squareRoot()
    // By the determinant, without the cancellation of the other root.
    return SIMD2(largest, largest > 0 ? determinant / largest : 0)
  }

  /// The unit vector along which the points scatter most; its sign is arbitrary. (1, 0) for no scatter.
  public var principalDirection: SIMD2<Double> {
    let difference = (xx - yy) / 2
    let root = (difference * difference + xy * xy).squareRoot()
    // Of the two equivalent eigenvector formulas, the one without cancellation.
    let vector =
      difference >= 0 ? SIMD2(difference + root, xy) : SIMD2(xy, root - difference)
    let length = (vector * vector).sum().squareRoot()
    return length > 0 ? vector / length : SIMD2(1, 0)
  }
}
