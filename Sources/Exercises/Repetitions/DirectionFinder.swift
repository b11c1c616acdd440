import Glibc

/// Learns which way along the movement's line is up, from the vertical path between turning points.
///
/// Where the foot turns back, the heel stands still, so the specific force integrated twice between two
/// turning points, its mean taken out, is the heel's vertical path. Swings are summed in units of their
/// own uncertainty, which grows with the square of their length.
struct DirectionFinder: Sendable {
  /// Degrees of travel that make a swing.
  private static let leastTravel = 6.0
  /// Sum at which the sign is taken for known.
  private static let sure = 5.0
  /// Path in m that is in doubt however short the swing.
  private static let pathDoubt = 0.008
  /// Doubt in m/s² that grows with time: the accelerometer's scale and cross-axis error as it turns.
  private static let forceDoubt = 0.012

  private var extreme: (time: Double, value: Double)?
  private var turn: (time: Double, value: Double)?
  private var isRising = true
  private var evidence = 0.0

  /// +1 where up is along the line's own direction, -1 against it; nil until known.
  var sign: Double? { abs(evidence) >= Self.sure ? (evidence > 0 ? 1 : -1) : nil }

  /// Which way the evidence points so far, -1, 0 or +1.
  var tendency: Double { evidence == 0 ? 0 : (evidence > 0 ? 1 : -1) }

  /// Takes the smoothed excursion (degrees along the line) at `time`; `buffer` holds the forces.
  mutating func advance(time: Double, value: Double, buffer: MotionBuffer) {
    guard sign == nil else { return }
    guard let extreme else {
      self.extreme = (time, value)
      turn = (time, value)
      return
    }
    if isRising ? value >= extreme.value : value <= extreme.value {
      self.extreme = (time, value)
      return
    }
    guard abs(value - extreme.value) >= Self.leastTravel else { return }
    if let turn, abs(extreme.value - turn.value) >= Self.leastTravel {
      weigh(from: turn, to: extreme, buffer: buffer)
    }
    turn = extreme
    isRising.toggle()
    self.extreme = (time, value)
  }

  /// Begins a new swing, keeping the evidence: after a gap, or a new neutral.
  mutating func restart() {
    extreme = nil
    turn = nil
  }

  private mutating func weigh(
    from start: (time: Double, value: Double), to end: (time: Double, value: Double),
    buffer: MotionBuffer
  ) {
    let length = end.time - start.time
    guard length > 0.1, let path = Self.path(buffer, from: start.time, to: end.time) else { return }
    let doubt = hypot(Self.pathDoubt, Self.forceDoubt * length * length)
    evidence += (end.value > start.value ? path : -path) / doubt
  }

  /// Vertical path in m with the velocity 0 at both ends; nil for fewer than five samples.
  static func path(_ buffer: MotionBuffer, from start: Double, to end: Double) -> Double? {
    let range = buffer.indices(from: start, through: end)
    guard range.count >= 5, let first = range.first, let last = range.last else { return nil }
    let times = buffer.times
    let forces = buffer.forces
    let length = times[last] - times[first]
    guard length > 0 else { return nil }
    // Trapezoids: impulse and its integral, then the ramp that a constant error would have made.
    var velocity = 0.0
    var path = 0.0
    for index in first..<last {
      let step = times[index + 1] - times[index]
      let next = velocity + step * (forces[index] + forces[index + 1]) / 2
      path += step * (velocity + next) / 2
      velocity = next
    }
    return path - velocity * length / 2
  }
}
