import SignalProcessing

/// Learns which way along the movement's line is up, swing by swing.
///
/// A swing goes from one turning point or rest to the next. Each is weighed by ``LeverFit`` once the next one
/// is under way: then all of its far end is there.
struct DirectionFinder: Sendable {
  /// Degrees of travel that make a swing.
  private static let leastTravel = 6.0
  /// Seconds that a swing takes at least: what is quicker is tremor or a knock.
  private static let leastLength = 0.25
  /// Standard errors from which the direction is taken for known.
  private static let sure = 5.0
  /// Metres behind the pivot below which nothing is sure: a sensor over the ball itself.
  private static let leastLever = 0.02

  /// Corner in Hz of the low-pass under a swing's beginning and end: tremor isn't movement.
  private static let corner = 2.0

  private var extreme: (time: Double, value: Double)?
  private var turn: (time: Double, value: Double)?
  private var isRising = true
  private var fit: LeverFit

  /// +1 where up is along the line's own direction, -1 against it; nil until known.
  private(set) var sign: Double?

  /// Which way the evidence so far points, in standard errors: above 0 along the line.
  private(set) var evidence = 0.0

  /// For a sensor that sits within about `reach` metres of what it turns about.
  init(reach: Double) {
    fit = LeverFit(reach: reach)
  }

  /// Takes the smoothed excursion (degrees along `line`) at `time`; `buffer` holds tilts and forces.
  mutating func advance(
    time: Double, value: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
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
      weigh(from: turn.time, to: extreme.time, line: line, buffer: buffer)
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
    from start: Double, to end: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
    guard let movement = movement(from: start, to: end, line: line, buffer: buffer),
      movement.length >= Self.leastLength
    else { return }
    fit.add(
      from: movement.start, to: movement.end, length: movement.length, line: line, buffer: buffer)
    guard let lever = fit.lever, lever.doubt > 0 else { return }
    evidence = lever.behind / lever.doubt
    if abs(evidence) >= Self.sure, abs(lever.behind) >= Self.leastLever {
      sign = evidence > 0 ? 1 : -1
    }
  }

  /// The part of a swing that moves: between its turning points the limb may have rested for long.
  private func movement(
    from start: Double, to end: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) -> (start: Double, end: Double, length: Double)? {
    guard let path = buffer.excursion(from: start, through: end, along: line),
      let smooth = ZeroPhaseLowPass(corner: Self.corner, sampleRate: 1 / path.step)?(path.values),
      let first = smooth.first, let last = smooth.last, first != last
    else { return nil }
    let share = smooth.map { ($0 - first) / (last - first) }
    guard let leave = share.lastIndex(where: { $0 <= 0.1 }),
      let arrive = share[leave...].firstIndex(where: { $0 >= 0.9 })
    else { return nil }
    let length = max(0.1, Double(arrive - leave) * path.step / 0.8)
    return (
      max(start, path.time(at: leave) - 0.5 * length),
      min(end, path.time(at: arrive) + 0.5 * length), length
    )
  }
}
