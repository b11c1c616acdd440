import Glibc

/// A stretch in which the centre of pressure stays about one place.
struct StancePlateau: Hashable, Sendable {
  /// When it came there, in seconds.
  var start: Double
  /// Mean medio-lateral place in mm.
  var center: Double
  /// Mean speed of the centre of pressure in mm/s.
  var speed: Double
}

/// Finds the places where the centre of pressure comes to stay.
///
/// A plateau is a while within ``radius`` of its own mean, along x. It ends when the smoothed centre of
/// pressure leaves it for good: further than ``radius`` for a tenth of a second.
struct PlateauFinder: Sendable {
  /// Half the width of a plateau in mm.
  let radius: Double
  /// Seconds that make a plateau.
  let length: Double
  /// Seconds outside that end it.
  static let leaving = 0.1

  /// The plateau under way; nil between plateaus.
  private(set) var current: StancePlateau?
  private var start = 0.0
  private var sum = 0.0
  private var count = 0.0
  private var path = 0.0
  private var last: PlanarPoint?
  private var outsideSince: Double?

  init(radius: Double, length: Double) {
    self.radius = radius
    self.length = length
  }

  /// Takes a smoothed point.
  mutating func advance(_ point: PlanarPoint) {
    defer { last = point }
    guard count > 0, let last else { return restart(at: point) }
    let center = sum / count
    if abs(point.x - center) > radius {
      let since = outsideSince ?? point.time
      outsideSince = since
      if current == nil || point.time - since >= Self.leaving { restart(at: point) }
      return
    }
    outsideSince = nil
    sum += point.x
    count += 1
    path += hypot(point.x - last.x, point.y - last.y)
    let time = point.time - start
    guard time >= length else { return }
    current = StancePlateau(start: start, center: sum / count, speed: path / time)
  }

  /// Forgets the plateau: nobody stands here.
  mutating func reset() { self = PlateauFinder(radius: radius, length: length) }

  private mutating func restart(at point: PlanarPoint) {
    current = nil
    start = point.time
    sum = point.x
    count = 1
    path = 0
    outsideSince = nil
  }
}
