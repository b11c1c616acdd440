import SignalProcessing

/// The last seconds of the centre of pressure, by which the start of a hold is dated back.
struct RecentTrack: Sendable {
  /// Seconds that are kept, at least.
  private static let memory = 20.0

  /// Smoothed, and as it came.
  private(set) var points: [(point: PlanarPoint, raw: PlanarPoint)] = []
  /// When samples were last lost, in seconds.
  private var lastLoss = -Double.infinity

  mutating func append(_ point: PlanarPoint, raw: PlanarPoint) {
    points.append((point, raw))
    if points.count > 64, let first = points.first, point.time - first.point.time > 2 * Self.memory
    {
      points.removeAll { point.time - $0.point.time > Self.memory }
    }
  }

  /// Samples were lost up to `time`.
  mutating func breakOff(at time: Double) { lastLoss = time }

  mutating func removeAll() { points.removeAll(keepingCapacity: true) }

  /// What came from `start` on, if nothing was lost since; else since then.
  func unbroken(from start: Double) -> [PlanarPoint] {
    points.lazy.map(\.raw).filter { $0.time >= max(start, lastLoss) }
  }

  /// Median place from side to side in mm of what came after `time`; nil for nothing.
  func center(after time: Double) -> Double? {
    median(of: points.filter { $0.point.time > time }.map(\.point.x))
  }
}
