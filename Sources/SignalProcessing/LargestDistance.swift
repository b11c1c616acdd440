/// The largest distance between any two of the points (x[n], y[n]); nil for none, or where the lists differ in
/// length.
///
/// By the convex hull (Andrew 1979, Inf Process Lett 9:216) and calipers that turn about it (Shamos 1978): O(n log n).
/// Points that aren't finite have no distance: the answer is nil.
public func largestDistance(x: [Double], y: [Double]) -> Double? {
  guard !x.isEmpty, x.count == y.count else { return nil }
  var points = zip(x, y).map { SIMD2($0, $1) }
  guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
  points = withoutInner(points)
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

/// The points but those inside the octagon of the farthest to eight sides, which are no corners of the hull
/// (Akl & Toussaint 1978, Inf Process Lett 7:219). O(n), and little is left to sort.
private func withoutInner(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
  // Against the clock.
  let sides: [SIMD2<Double>] = [
    SIMD2(1, 0), SIMD2(1, 1), SIMD2(0, 1), SIMD2(-1, 1), SIMD2(-1, 0), SIMD2(-1, -1), SIMD2(0, -1),
    SIMD2(1, -1),
  ]
  // All sides in one go: few points are farther than those before them.
  var corners = sides.map { _ in points[0] }
  var most = SIMD8(repeating: -Double.infinity)
  for point in points {
    let (sum, difference) = (point.x + point.y, point.y - point.x)
    let reach = SIMD8(
      point.x, sum, point.y, difference, -point.x, -sum, -point.y, -difference)
    let isFarther = reach .> most
    guard any(isFarther) else { continue }
    for side in sides.indices where isFarther[side] { corners[side] = point }
    most.replace(with: reach, where: isFarther)
  }
  var edges: [(start: SIMD2<Double>, along: SIMD2<Double>)] = []
  for (start, end) in zip(corners, corners[1...] + corners[..<1]) where start != end {
    edges.append((start, end - start))
  }
  guard edges.count > 2 else { return points }
  return points.filter { point in
    !edges.allSatisfy { edge in
      let reach = point - edge.start
      return edge.along.x * reach.y - edge.along.y * reach.x > 0
    }
  }
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
