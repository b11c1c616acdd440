import Glibc
import SignalProcessing

/// Which way was up of late, as a sensor with a gyroscope tells it: what a hold's tilt is measured on.
///
/// Keeps the last ten minutes, some 50 directions a second; a hold's beginning is known only when it is
/// well under way.
struct TiltTrack: Sendable {
  /// Seconds between two directions that are kept, at least.
  private static let interval = 0.015
  /// Seconds that are kept.
  static let capacity = 600.0

  private struct Entry {
    var time: Double
    var x: Double
    var y: Double
    var z: Double
    /// Whether samples were lost before it.
    var followsGap: Bool

    var up: SIMD3<Double> { SIMD3(x, y, z) }
  }

  /// The tilt in a stretch of time, about its own mean.
  struct Window {
    /// Tilt in degrees along two directions across the mean, anyhow about the vertical.
    var points: [PlanarPoint]
    /// Up in the sensor's axes, a unit vector for each point.
    var directions: [SIMD3<Double>]
    /// The mean of them, a unit vector.
    var meanUp: SIMD3<Double>

    /// From the first point to the last.
    var seconds: Double { points.seconds }
  }

  private var tracker = GravityTracker()
  private var stillness = StillnessDetector()
  private var entries: [Entry] = []
  private var followsGap = false
  /// Up while the sensor first lay still, in its own axes; nil before that.
  private(set) var level: SIMD3<Double>?

  /// Takes a sample at `time` seconds: specific force in m/s², angular velocity in rad/s.
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>
  ) {
    let pose = stillness.advance(
      time: time, acceleration: acceleration, angularVelocity: angularVelocity)
    if let pose {
      tracker.learn(from: pose)
      level = level ?? pose.acceleration.normalized
    }
    tracker.advance(time: time, acceleration: acceleration, angularVelocity: angularVelocity)
    guard let up = tracker.up,
      followsGap || entries.last.map({ time - $0.time >= Self.interval }) ?? true
    else { return }
    entries.append(Entry(time: time, x: up.x, y: up.y, z: up.z, followsGap: followsGap))
    followsGap = false
    if let first = entries.first, time - first.time > 1.5 * Self.capacity {
      entries.removeAll { time - $0.time > Self.capacity }
    }
  }

  /// Says that samples were lost: no way leads over the gap.
  mutating func breakOff() {
    followsGap = true
    stillness.reset()
  }

  /// The longest stretch without a gap between two times in seconds; nil for fewer than three directions.
  func window(from start: Double, through end: Double) -> Window? {
    let inside = entries.drop { $0.time < start }.prefix { $0.time <= end }
    var longest = inside.prefix(0)
    var first = inside.startIndex
    for index in inside.indices where index > first && inside[index].followsGap {
      if inside[first..<index].count > longest.count { longest = inside[first..<index] }
      first = index
    }
    let last = inside[first..<inside.endIndex]
    if last.count > longest.count { longest = last }
    guard longest.count >= 3 else { return nil }
    let directions = longest.map(\.up)
    let plane = TiltPlane(neutral: directions.reduce(.zero, +).normalized)
    let points = longest.map { entry in
      let tilt = plane.tilt(of: entry.up)
      return PlanarPoint(time: entry.time, x: tilt.x, y: tilt.y)
    }
    return Window(points: points, directions: directions, meanUp: plane.neutral)
  }
}
