import SignalProcessing

/// The last minute of a movement, so that a finished repetition can be measured without phase shift.
///
/// Holds points (a limb's rotation in degrees; for a board the pressure's place in mm along x) and the
/// magnitude of the vertical force's measure. Bounded by ``span``: older samples fall out.
struct MotionBuffer: Hashable, Sendable {
  /// Seconds that are kept.
  static let span = 60.0

  private(set) var times: [Double] = []
  private(set) var points: [SIMD3<Double>] = []
  /// Magnitude of the specific force in m/s²; for a board the load in kg.
  private(set) var forces: [Double] = []
  /// The part of the specific force along the vertical in m/s², where that is known apart from the force;
  /// else the force itself.
  private(set) var verticals: [Double] = []
  /// Index of the oldest sample still kept; what lies before it is cleared away in bulk.
  private var head = 0

  /// Appends a sample at `time` seconds, not before the last one.
  mutating func append(
    time: Double, point: SIMD3<Double>, force: Double, vertical: Double? = nil
  ) {
    times.append(time)
    points.append(point)
    forces.append(force)
    verticals.append(vertical ?? force)
    while head < times.count, time - times[head] > Self.span { head += 1 }
    // Clearing half at a time keeps the cost per sample constant.
    if head > 4096, head > times.count / 2 {
      times.removeFirst(head)
      points.removeFirst(head)
      forces.removeFirst(head)
      verticals.removeFirst(head)
      head = 0
    }
  }

  mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    points.removeAll(keepingCapacity: true)
    forces.removeAll(keepingCapacity: true)
    verticals.removeAll(keepingCapacity: true)
    head = 0
  }

  /// Indices of the kept samples with times in `start...end`. O(log n).
  func indices(from start: Double, through end: Double) -> Range<Int> {
    let lower = firstIndex { $0 >= start }
    return lower..<max(lower, firstIndex { $0 > end })
  }

  /// The points of a stretch, projected on `direction` and laid on a regular grid; nil for fewer than
  /// four samples.
  func excursion(
    from start: Double, through end: Double, along direction: SIMD3<Double>
  ) -> UniformGrid? {
    let range = indices(from: start, through: end)
    guard range.count >= 4 else { return nil }
    return UniformGrid(
      times: Array(times[range]), values: points[range].map { ($0 * direction).sum() },
      step: Self.step(times[range]))
  }

  /// The forces of a stretch on the grid of ``excursion(from:through:along:)``; nil for fewer than four
  /// samples.
  func force(from start: Double, through end: Double) -> UniformGrid? {
    grid(of: forces, from: start, through: end)
  }

  /// The vertical forces of a stretch on the same grid; nil for fewer than four samples.
  func vertical(from start: Double, through end: Double) -> UniformGrid? {
    grid(of: verticals, from: start, through: end)
  }

  private func grid(of values: [Double], from start: Double, through end: Double) -> UniformGrid? {
    let range = indices(from: start, through: end)
    guard range.count >= 4 else { return nil }
    return UniformGrid(
      times: Array(times[range]), values: Array(values[range]), step: Self.step(times[range]))
  }

  /// The longest time between two samples of a stretch, in seconds; 0 for fewer than two.
  func longestInterval(from start: Double, through end: Double) -> Double {
    let range = indices(from: start, through: end)
    return zip(times[range], times[range].dropFirst()).map { $1 - $0 }.max() ?? 0
  }

  /// Root mean square of how far the points go astray from a line through their mean, in the points' unit.
  func deviation(in range: Range<Int>, from line: SIMD3<Double>) -> Double {
    let part = points[range]
    guard !part.isEmpty else { return 0 }
    let mean = part.reduce(.zero, +) / Double(part.count)
    let squares = part.reduce(0) { sum, point in
      let away = point - mean
      let along = (away * line).sum()
      return sum + (away * away).sum() - along * along
    }
    return (max(0, squares) / Double(part.count)).squareRoot()
  }

  /// Seconds between the points of a grid: those of the samples, but no coarser than 10 ms.
  private static func step(_ times: ArraySlice<Double>) -> Double {
    guard let first = times.first, let last = times.last, times.count > 1 else { return 0.01 }
    return min(0.01, max(0.002, (last - first) / Double(times.count - 1)))
  }

  private func firstIndex(where isPast: (Double) -> Bool) -> Int {
    var low = head
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if isPast(times[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
