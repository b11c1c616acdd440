/// The largest distance between any two of the points, in their unit; nil for none. O(n log n).
///
/// Two points that far apart are corners of the convex hull, across from each other (Shamos 1978, rotating
/// calipers; hull by Andrew 1979, Inf Process Lett 9:216).
/// - Precondition: as many values of y as of x.
public func diameter(ofX x: [Double], y: [Double]) -> Double? {
  precondition(x.count == y.count)
  let hull = convexHull(x.indices.map { SIMD2(x[$0], y[$0]) })
  guard hull.count > 2 else {
    guard let first = hull.first, let last = hull.last else { return nil }
    return length(last - first)
  }
  func corner(_ place: Int) -> SIMD2<Double> { hull[place % hull.count] }
  var largest = 0.0
  var across = 1
  for place in hull.indices {
    let edge = corner(place + 1) - corner(place)
    across = max(across, place + 1)
    // The corner farthest from this edge only moves on as the edge does.
    while cross(edge, corner(across + 1) - corner(across)) > 0 { across += 1 }
    // Of an edge as far away as a corner both ends are.
    for far in [corner(across), corner(across + 1)] {
      largest = max(largest, length(far - corner(place)), length(far - corner(place + 1)))
    }
  }
  return largest
}

/// The corners of the smallest convex polygon around the points, against the clock, none on a line between
/// its neighbours.
private func convexHull(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
  let sorted = points.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }
  guard sorted.count > 1 else { return sorted }
  func chain(_ points: some Sequence<SIMD2<Double>>) -> [SIMD2<Double>] {
    var chain: [SIMD2<Double>] = []
    for point in points {
      while chain.count > 1,
        cross(chain[chain.count - 1] - chain[chain.count - 2], point - chain[chain.count - 2]) <= 0
      { chain.removeLast() }
      chain.append(point)
    }
    return chain
  }
  // Each chain ends where the other begins.
  return chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
}

private func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }

private func length(_ vector: SIMD2<Double>) -> Double {
  (vector * vector).sum().squareRoot()
}
