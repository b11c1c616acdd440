/// The movement without jerks: its way over its time, both as shares.
enum MinimumJerk {
  /// When it crosses 10 and 90 % of its way.
  ///
  /// From `scipy.optimize.brentq(lambda t: 10*t**3 - 15*t**4 + 6*t**5 - .1, 0, 1)`.
  static let tenPercent = 0.2466364532885276
  static let ninetyPercent = 1 - tenPercent

  /// Share of the way, its first and its second derivative after `t` of the time, 0...1
  /// (Flash & Hogan 1985, J Neurosci 5:1688, eq. 3).
  static func state(_ t: Double) -> SIMD3<Double> {
    SIMD3(
      t * t * t * (10 - 15 * t + 6 * t * t), 30 * t * t * (1 - t) * (1 - t),
      60 * t * (1 - t) * (1 - 2 * t))
  }

  /// When one of the state's two first parts, which both grow over the first half, reaches a value.
  static func time(of part: Int, reaching value: Double) -> Double {
    var (low, high) = (0.0, 0.5)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if state(middle)[part] < value { low = middle } else { high = middle }
    }
    return low
  }
}

/// An angle over time: pauses, and minimum-jerk movements between them.
struct AngleSchedule {
  struct Movement {
    var start: Double
    var length: Double
    var from: Double
    var to: Double

    /// Seconds from its low end to the crossing of 10 % of the travel.
    var nearLow: Double { length * MinimumJerk.tenPercent }

    /// Seconds from its top end to the crossing of 90 %.
    var nearTop: Double { length * MinimumJerk.tenPercent }
  }

  /// A rise and the lowering after it, as the definitions bound them.
  struct TrueRepetition {
    var rise: Movement
    var lowering: Movement

    var riseStart: Double { rise.start + rise.nearLow }
    var topStart: Double { rise.start + rise.length - rise.nearTop }
    var lowerStart: Double { lowering.start + lowering.nearTop }
    var end: Double { lowering.start + lowering.length - lowering.nearLow }
  }

  private(set) var movements: [Movement] = []
  private(set) var repetitions: [TrueRepetition] = []
  /// Seconds that the schedule lasts so far.
  private(set) var length = 0.0
  private var angle = 0.0

  mutating func pause(_ seconds: Double) { length += seconds }

  /// Moves to an angle in degrees.
  mutating func move(to target: Double, over seconds: Double) {
    movements.append(Movement(start: length, length: seconds, from: angle, to: target))
    angle = target
    length += seconds
  }

  /// Rises to `top`, stays, and lowers to `low`.
  mutating func repetition(
    to top: Double, backTo low: Double = 0, rise: Double = 1.2, hold: Double = 0.6,
    lower: Double = 1.6
  ) {
    move(to: top, over: rise)
    pause(hold)
    move(to: low, over: lower)
    repetitions.append(
      TrueRepetition(
        rise: movements[movements.count - 2], lowering: movements[movements.count - 1]))
  }

  /// The angle in degrees, its rate and its acceleration at a time.
  func state(at time: Double) -> SIMD3<Double> {
    guard let index = movements.lastIndex(where: { $0.start <= time }) else {
      return SIMD3(0, 0, 0)
    }
    let movement = movements[index]
    let share = min(1, (time - movement.start) / movement.length)
    let way = (movement.to - movement.from) * MinimumJerk.state(share)
    return SIMD3(
      movement.from + way.x, way.y / movement.length, way.z / (movement.length * movement.length))
  }
}

extension AngleSchedule {
  /// `count` calf raises from neutral to 40 degrees with a pause below, still at both ends.
  static func calfRaises(
    _ count: Int, to top: Double = 40, rise: Double = 1.2, hold: Double = 0.6, lower: Double = 1.6,
    pause: Double = 0.8
  ) -> AngleSchedule {
    var schedule = AngleSchedule()
    schedule.pause(2.5)
    for _ in 0..<count {
      schedule.repetition(to: top, rise: rise, hold: hold, lower: lower)
      schedule.pause(pause)
    }
    schedule.pause(2)
    return schedule
  }
}
