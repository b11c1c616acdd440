/// What of a track is nothing but rounding.
///
/// A double keeps 53 bits. What resampling, filters and sums over a window of at most 600 s lose of them stays under
/// 13: an excursion under 2^-40 (1e-12) of how far from the origin a track lies says nothing of who stands there.
enum Rounding {
  /// Of a magnitude, what lies below this share of it is rounding.
  static let share = 0x1p-40

  /// Whether values that were made of numbers as large as `magnitude` differ by rounding alone. Looks no farther than
  /// to the first that doesn't.
  static func isAll(of values: some Sequence<Double>, beside magnitude: Double) -> Bool {
    var first: Double?
    for value in values {
      guard let first else {
        first = value
        continue
      }
      if abs(value - first) > share * max(magnitude, abs(first)) { return false }
    }
    return true
  }
}

extension PlanarSignal {
  /// The signal with zeros along an axis on which nothing but rounding moved, in `points` or in what was made of
  /// them; its place goes to ``origin``. Lengths and areas of it are 0 then, and not what rounding left, and what takes
  /// a movement is unknown.
  func withoutRounding(of points: [PlanarPoint]) -> PlanarSignal {
    guard let first = points.first else { return self }
    let restsAlongX =
      Rounding.isAll(of: points.lazy.map(\.x), beside: 0)
      || Rounding.isAll(of: x, beside: abs(first.x))
    let restsAlongY =
      Rounding.isAll(of: points.lazy.map(\.y), beside: 0)
      || Rounding.isAll(of: y, beside: abs(first.y))
    guard restsAlongX || restsAlongY else { return self }
    let rest = [Double](repeating: 0, count: x.count)
    return PlanarSignal(
      x: restsAlongX ? rest : x, y: restsAlongY ? rest : y, rate: rate,
      origin: SIMD2(restsAlongX ? first.x : origin.x, restsAlongY ? first.y : origin.y),
      resampling: resampling, interpolated: interpolated)
  }
}
