/// The mean speed of a track so far, for a live view. Provisional: the report measures its own window.
struct LiveSway: Sendable {
  private var first: PlanarPoint?
  private var last: PlanarPoint?
  private var path = 0.0

  /// mm/s since the first point; nil before half a second has passed.
  var velocity: Double? {
    guard let first, let last, last.time - first.time >= 0.5 else { return nil }
    return path / (last.time - first.time)
  }

  /// Takes a point of the smoothed track.
  mutating func advance(_ point: PlanarPoint) {
    if first == nil { first = point }
    if let last {
      let dx = point.x - last.x
      let dy = point.y - last.y
      path += (dx * dx + dy * dy).squareRoot()
    }
    last = point
  }
}
