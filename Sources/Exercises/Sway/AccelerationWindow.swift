/// The stretch that a body-worn sensor's sway is measured on.
struct AccelerationWindow: Sendable {
  private var times: [Double] = []
  private var accelerations: [SIMD3<Double>] = []

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

  /// Forgets what came before `time`.
  mutating func drop(before time: Double) {
    let count = times.firstIndex { $0 >= time } ?? times.count
    times.removeFirst(count)
    accelerations.removeFirst(count)
    isFull = false
  }

  mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    accelerations.removeAll(keepingCapacity: true)
    isFull = false
  }

  /// Horizontal acceleration in m/s² between two times: what is left across the mean specific force.
  ///
  /// Up is the window's mean (Moe-Nilssen 1998, Clin Biomech 13:320, for a sensor that keeps its mean
  /// tilt). The two axes lie anyhow about the vertical: only measures that don't depend on it mean
  /// anything.
  func horizontal(from start: Double, through end: Double) -> [PlanarPoint] {
    let inside = times.indices.filter { times[$0] >= start && times[$0] <= end }
    guard !inside.isEmpty else { return [] }
    let sum = inside.reduce(SIMD3<Double>(repeating: 0)) { $0 + accelerations[$1] }
    let plane = TiltPlane(neutral: (sum / Double(inside.count)).normalized)
    return inside.map { index in
      let across = plane.components(of: accelerations[index])
      return PlanarPoint(time: times[index], x: across.x, y: across.y)
    }
  }
}
