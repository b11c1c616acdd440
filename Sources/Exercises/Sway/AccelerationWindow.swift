/// The stretch that a body-worn sensor's sway is measured on.
struct AccelerationWindow: Sendable {
  private var times: [Double] = []
  private var accelerations: [SIMD3<Double>] = []
  /// Indices of the samples that a loss lies before.
  private var breaks: [Int] = []

  /// Whether samples came that no longer fitted (``SwayWindow/capacity``).
  private(set) var isFull = false

  /// Time of the first sample kept, in seconds.
  var start: Double? { times.first }

  /// Takes a specific force in m/s² at `time` seconds.
  mutating func append(time: Double, acceleration: SIMD3<Double>) {
    guard time - (times.first ?? time) <= SwayWindow.capacity else {
      isFull = true
      return
    }
    times.append(time)
    accelerations.append(acceleration)
  }

  /// Says that samples were lost after the last one.
  mutating func breakOff() {
    if let last = breaks.last, last == times.count { return }
    breaks.append(times.count)
  }

  /// Forgets what came before `time`.
  mutating func drop(before time: Double) {
    let count = times.firstIndex { $0 >= time } ?? times.count
    times.removeFirst(count)
    accelerations.removeFirst(count)
    breaks = breaks.map { $0 - count }.filter { $0 > 0 }
    // What no longer fitted is missing before what comes.
    if isFull { breakOff() }
    isFull = false
  }

  mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    accelerations.removeAll(keepingCapacity: true)
    breaks.removeAll(keepingCapacity: true)
    isFull = false
  }

  /// Horizontal acceleration in m/s² on the longest stretch without a gap between two times: what is left
  /// across the mean specific force.
  ///
  /// Up is the window's mean (Moe-Nilssen 1998, Clin Biomech 13:320, for a sensor that keeps its mean
  /// tilt).
  /// - Parameter axis: the sensor's axis that points forward; without it the two axes lie anyhow about the vertical, and
  ///   only measures that don't depend on it mean anything.
  func horizontal(
    from start: Double, through end: Double, forward axis: SensorAxis?
  ) -> HorizontalTrack {
    var inside: Range<Int> = 0..<0
    var first = 0
    for next in breaks + [times.count] {
      let lower = times[first..<next].firstIndex { $0 >= start } ?? next
      let upper = times[lower..<next].firstIndex { $0 > end } ?? next
      if upper - lower > inside.count { inside = lower..<upper }
      first = next
    }
    guard !inside.isEmpty else { return HorizontalTrack(points: [], axes: .anyhow) }
    let sum = inside.reduce(SIMD3<Double>(repeating: 0)) { $0 + accelerations[$1] }
    let plane = HorizontalPlane(up: (sum / Double(inside.count)).normalized, forward: axis)
    let points = inside.map { index in
      let across = plane.components(of: accelerations[index])
      return PlanarPoint(time: times[index], x: across.x, y: across.y)
    }
    return HorizontalTrack(points: points, axes: plane.axes)
  }
}

/// A window's horizontal acceleration, and what its axes are.
struct HorizontalTrack: Sendable {
  /// In m/s².
  var points: [PlanarPoint]
  var axes: HorizontalAxes
}
