import Glibc
import SignalProcessing

/// Learns which way along the movement's line is up, from the vertical path between turning points.
///
/// Where the foot turns back, the heel stands still, so the specific force integrated twice over a swing,
/// its mean taken out, is the heel's vertical path. A cheap chip reads another gravity in another pose,
/// and that error grows with the square of the time; where both ends are still, their own readings show
/// it, and what lies between is taken from the angle. Such errors repeat from swing to swing, so the
/// direction is known from one swing that stands well above them, never from the sum of many.
struct DirectionFinder: Sendable {
  /// Degrees of travel that make a swing.
  private static let leastTravel = 6.0
  /// Paths in units of their own doubt from which the direction is taken for known.
  private static let sure = 3.0
  /// Path in m that is in doubt however short the swing.
  private static let pathDoubt = 0.008
  /// Doubt in m/s² that grows with the square of the time, with and without still ends: of a zero error
  /// of 50 mg and a scale error of 3 % a twelfth of what 45 degrees of rotation change, or what the
  /// correction leaves of it.
  private static let forceDoubt = (still: 0.004, moving: 0.03)
  /// Share of the travel within which an end counts as reached.
  private static let endShare = 0.05
  /// Seconds at an end that make it still, and that are integrated with the swing: its slow first and
  /// last part lies within them.
  private static let stillness = 0.25
  private static let margin = 0.35

  private var extreme: (time: Double, value: Double)?
  private var turns: [(time: Double, value: Double)] = []
  private var isRising = true
  private var best = 0.0

  /// +1 where up is along the line's own direction, -1 against it; nil until known.
  var sign: Double? { abs(best) >= Self.sure ? tendency : nil }

  /// Which way the best evidence so far points: -1, 0 or +1.
  var tendency: Double { best == 0 ? 0 : (best > 0 ? 1 : -1) }

  /// Takes the smoothed excursion (degrees along `line`) at `time`; `buffer` holds tilts and forces.
  mutating func advance(
    time: Double, value: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
    guard sign == nil else { return }
    guard let extreme else {
      self.extreme = (time, value)
      turns = [(time, value)]
      return
    }
    if isRising ? value >= extreme.value : value <= extreme.value {
      self.extreme = (time, value)
      return
    }
    guard abs(value - extreme.value) >= Self.leastTravel else { return }
    // A swing is weighed once the next one is under way: then all of its far end is there.
    turns.append(extreme)
    if turns.count > 2 { turns.removeFirst() }
    if turns.count == 2, abs(turns[1].value - turns[0].value) >= Self.leastTravel {
      weigh(from: turns[0], to: turns[1], until: time, line: line, buffer: buffer)
    }
    isRising.toggle()
    self.extreme = (time, value)
  }

  /// Begins a new swing, keeping the evidence: after a gap, or a new neutral.
  mutating func restart() {
    extreme = nil
    turns = []
  }

  private mutating func weigh(
    from start: (time: Double, value: Double), to end: (time: Double, value: Double),
    until now: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
    let range = buffer.indices(from: start.time - 1, through: now)
    guard range.count >= 8 else { return }
    let times = Array(buffer.times[range])
    let values = buffer.points[range].map { ($0 * line).sum() }
    let forces = Array(buffer.forces[range])
    let travel = end.value - start.value
    // The part that moves: from where it leaves the start to where it reaches the end.
    guard
      let leave = times.indices.last(where: {
        times[$0] < end.time && (values[$0] - start.value) / travel <= Self.endShare
      }),
      let arrive = times.indices.first(where: {
        $0 > leave && (values[$0] - start.value) / travel >= 1 - Self.endShare
      }), arrive - leave >= 4
    else { return }
    let before = rest(times, values, forces, at: leave, step: -1, level: start.value, travel)
    let after = rest(times, values, forces, at: arrive, step: 1, level: end.value, travel)
    var corrected = forces
    var doubt = Self.forceDoubt.moving
    // The velocity is 0 within a rest, or else where the limb turns back.
    let isStill = before != nil && after != nil
    let from = isStill ? times[leave] - Self.margin : start.time
    let to = isStill ? times[arrive] + Self.margin : end.time
    guard let first = times.firstIndex(where: { $0 >= from }),
      let last = times.lastIndex(where: { $0 <= to }), first < last
    else { return }
    if let before, let after {
      doubt = Self.forceDoubt.still
      for index in first...last {
        let share = min(1, max(0, (values[index] - start.value) / travel))
        corrected[index] -= before + share * (after - before)
      }
    }
    let path = Self.path(times: times[first...last], forces: corrected[first...last])
    let length = times[last] - times[first]
    let weight = path / hypot(Self.pathDoubt, doubt * length * length)
    if abs(weight) > abs(best) { best = travel > 0 ? weight : -weight }
  }

  /// Mean force in m/s² of the rest at an end of the moving part, without the margin in which the limb
  /// still gathers or loses speed; nil where it isn't still.
  private func rest(
    _ times: [Double], _ values: [Double], _ forces: [Double], at index: Int, step: Int,
    level: Double, _ travel: Double
  ) -> Double? {
    var sum = 0.0
    var count = 0
    var current = index
    while times.indices.contains(current), abs(times[current] - times[index]) <= 1.2,
      abs(values[current] - level) <= 1.5 * Self.endShare * abs(travel)
    {
      if abs(times[current] - times[index]) >= Self.margin {
        sum += forces[current]
        count += 1
      }
      current += step
    }
    let span = abs(times[current - step] - times[index]) - Self.margin
    return span >= Self.stillness && count > 0 ? sum / Double(count) : nil
  }

  /// Vertical path in m of forces in m/s² with the velocity 0 at both ends.
  static func path(times: ArraySlice<Double>, forces: ArraySlice<Double>) -> Double {
    // Trapezoids: impulse and its integral, then the ramp that a constant error would have made.
    var velocity = 0.0
    var path = 0.0
    for index in times.indices.dropLast() {
      let step = times[index + 1] - times[index]
      let next = velocity + step * (forces[index] + forces[index + 1]) / 2
      path += step * (velocity + next) / 2
      velocity = next
    }
    let length = (times.last ?? 0) - (times.first ?? 0)
    return path - velocity * length / 2
  }
}
