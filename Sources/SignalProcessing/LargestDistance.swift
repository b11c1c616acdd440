/// The largest distance between any two of the points (x[n], y[n]); nil for none, or where the lists differ in
/// length.
///
/// By the convex hull (Andrew 1979, Inf Process Lett 9:216) and calipers that turn about it (Shamos 1978): O(n log n).
/// Points that aren't finite have no distance: the answer is nil.
public func largestDistance(x: [Double], y: [Double]) -> Double? {
  guard !x.isEmpty, x.count == y.count else { return nil }
  var points = zip(x, y).map { SIMD2($0, $1) }
  guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
  points.sort { $0.x < $1.x || ($0.x == $1.x && $0.y < $1.y) }
  // Both from the leftmost point to the rightmost.
  var upper: [SIMD2<Double>] = []
  var lower: [SIMD2<Double>] = []
  for point in points {
    upper.extendHull(to: point) { $0 <= 0 }
    lower.extendHull(to: point) { $0 >= 0 }
  }
  var largest = 0.0
  var top = 0
  var bottom = lower.count - 1
  while top < upper.count - 1 || bottom > 0 {
    let span = upper[top] - lower[bottom]
    largest = max(largest, (span * span).sum())
    if top == upper.count - 1 {
      bottom -= 1
    } else if bottom == 0 {
      top += 1
    } else {
      let above = upper[top + 1] - upper[top]
      let below = lower[bottom] - lower[bottom - 1]
      if above.y * below.x > below.y * above.x { top += 1 } else { bottom -= 1 }
    }
  }
  return largest.squareRoot()
}

extension [SIMD2<Double>] {
  /// Adds the next point to the right after taking away those that it leaves on the hull's inner side.
  fileprivate mutating func extendHull(
    to point: SIMD2<Double>, leavingInside isInside: (Double) -> Bool
  ) {
    while count > 1 {
      let corner = self[count - 1] - self[count - 2]
      let reach = point - self[count - 2]
      guard isInside(corner.y * reach.x - corner.x * reach.y) else { break }
      removeLast()
    }
    append(point)
  }
}
