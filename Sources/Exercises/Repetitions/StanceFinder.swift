/// Finds a second in which a person stands still on a board.
struct StanceFinder: Sendable {
  /// Where and how heavy somebody stands.
  struct Stance: Hashable, Sendable {
    /// Mean place of the centre of pressure.
    var place: PlanarPoint
    /// Mean load in kg.
    var load: Double
    /// Since when, in seconds.
    var start: Double
  }

  /// Seconds of stillness.
  private static let length = 1.0
  /// How far in mm the centre of pressure may be from its mean: one foot alone sways by that.
  private static let radius = 27.0
  /// How far the load may be from its mean, as a share; heart and breath stay within half of it.
  private static let loadShare = 0.015

  private var start: Double?
  private var place = SIMD2<Double>(0, 0)
  private var load = 0.0
  private var count = 0.0

  /// Forgets what was seen.
  mutating func reset() { self = StanceFinder() }

  /// Takes the centre of pressure and the load in kg; a stance once a second was still.
  mutating func advance(_ point: PlanarPoint, load now: Double) -> Stance? {
    let here = SIMD2(point.x, point.y)
    if count > 0 {
      let off = here - place / count
      let mean = load / count
      if max(abs(off.x), abs(off.y)) > Self.radius || abs(now - mean) > Self.loadShare * mean {
        reset()
      }
    }
    let since = start ?? point.time
    start = since
    place += here
    load += now
    count += 1
    guard point.time - since >= Self.length else { return nil }
    return Stance(
      place: PlanarPoint(time: point.time, x: place.x / count, y: place.y / count),
      load: load / count, start: since)
  }
}
