import SignalProcessing

/// Counts rises and lowerings on one excursion as they happen: causal, a few numbers of memory.
///
/// What it says is provisional and early; ``CycleMeasurement`` puts the boundaries right afterwards.
struct RepetitionDetector: Sendable {
  /// What a sample showed.
  struct Finding: Hashable, Sendable {
    /// The limb left its low for good: whatever came before is over.
    var hasRisen = false
    /// The limb is back at its low, after a top at this time.
    var returnedFromTop: Double?
    /// A new live phase.
    var phase: Phase?
  }

  private enum State: Hashable {
    /// At or near the low; `floor` is the level that a rise is measured from.
    case low(floor: Double)
    /// Away from the low at `base`; `top` is the highest value since.
    case high(base: Double, top: Double, topTime: Double)
  }

  /// Below this share of the pause speed for ``restLength`` the limb rests, and its rise starts anew.
  private static let restShare = 1.0 / 6
  private static let restLength = 0.7
  /// Seconds over which the live speed is averaged.
  private static let speedTime = 0.1
  /// Share of the expected range at which a top is told: less than the 90 % that are meant, since the smoothed
  /// excursion comes late and the next top may be lower.
  private static let topShare = 0.86
  /// Counted repetitions that make the usual range.
  private static let remembered = 5

  private let profile: RepetitionProfile
  private var state: State?
  /// The live phase.
  private(set) var phase: Phase = .bottom
  private var last = (time: 0.0, value: 0.0)
  private var speed = 0.0
  private var peakSpeed = 0.0
  private var restingSince: Double?
  private var ranges = RecentValues(capacity: remembered)

  init(profile: RepetitionProfile) {
    self.profile = profile
  }

  /// Median of the last five counted ranges; nil before the first.
  var usualRange: Double? { ranges.median }

  /// Whether a movement is under way.
  var isHigh: Bool {
    if case .high = state { true } else { false }
  }

  /// Whether the limb has begun to rise, as far as can be told early.
  var isRising: Bool { phase == .rise }

  /// Whether the limb sinks faster than in a pause.
  var isSinking: Bool { speed < -profile.pauseSpeed }

  /// Whether the limb sinks to where it hasn't been since its last top.
  var isDeepening: Bool {
    if case .low(let floor) = state { isSinking && last.value <= floor } else { false }
  }

  /// Takes the range of a repetition that counts.
  mutating func learn(range: Double) { ranges.append(range) }

  /// Forgets the movement under way, not the usual range.
  mutating func restart() {
    state = nil
    phase = .bottom
    restingSince = nil
  }

  /// Takes the lightly smoothed excursion at `time` (seconds); neutral is 0 where it is used.
  mutating func advance(time: Double, value: Double) -> Finding {
    defer { last = (time, value) }
    guard let state else {
      self.state = .low(floor: value)
      speed = 0
      return Finding()
    }
    follow(time: time, value: value)
    switch state {
    case .low(let floor):
      return advanceLow(time: time, value: value, floor: min(floor, value))
    case .high(let base, let top, let topTime):
      let isHigher = value > top
      return advanceHigh(
        value: value, base: base, top: isHigher ? value : top, topTime: isHigher ? time : topTime)
    }
  }

  private mutating func advanceLow(time: Double, value: Double, floor: Double) -> Finding {
    let travel = value - floor
    if travel >= leastTravel, value >= leastTop {
      state = .high(base: floor, top: value, topTime: time)
      peakSpeed = max(0, speed)
      return Finding(hasRisen: true, phase: change(to: .rise))
    }
    let isResting = restingSince.map { time - $0 >= Self.restLength } ?? false
    state = .low(floor: isResting ? value : floor)
    guard let usualRange else { return Finding() }
    // Early word of a rise, taken back where nothing comes of it.
    if phase == .bottom, speed > profile.pauseSpeed,
      travel > max(0.1 * usualRange, 0.4 * profile.leastTravel)
    {
      return Finding(phase: change(to: .rise))
    }
    if phase == .rise, isResting || speed < -profile.pauseSpeed {
      return Finding(phase: change(to: .bottom))
    }
    return Finding()
  }

  private mutating func advanceHigh(
    value: Double, base: Double, top: Double, topTime: Double
  ) -> Finding {
    if hasReturned(value: value, base: base, top: top) {
      state = .low(floor: value)
      restingSince = nil
      return Finding(returnedFromTop: topTime, phase: change(to: .bottom))
    }
    state = .high(base: base, top: top, topTime: topTime)
    peakSpeed = max(peakSpeed, speed)
    // A limb that is held up wavers: it hasn't left before it sinks.
    let drop = (top - value) / (top - base)
    let hasLeftTop = drop > 0.2 || drop > 0.1 && isSinking
    switch phase {
    case .bottom, .rise:
      // The usual range tells the top in time; where it isn't known or isn't reached, the speed that
      // breaks down does.
      let isUsual = expectedRange.map { value - base >= Self.topShare * $0 } ?? false
      // The smoothest movement has half its peak speed left where 90 % of it is done.
      let hasSlowedDown = value - base >= 0.75 * (expectedRange ?? 0) && speed < 0.5 * peakSpeed
      return Finding(phase: isUsual || hasSlowedDown || hasLeftTop ? change(to: .top) : nil)
    case .top:
      return Finding(phase: hasLeftTop ? change(to: .lower) : nil)
    case .lower:
      return Finding()
    }
  }

  /// Least travel that makes a movement; a share of the usual range once that is known.
  private var leastTravel: Double {
    guard let usualRange else { return profile.leastTravel }
    let faded = min(profile.leastTravel, max(0.6 * profile.leastTravel, 0.4 * usualRange))
    return max(faded, profile.leastShareOfRange * usualRange)
  }

  /// Least height above neutral that makes a top: a share of the usual range once that is known, so that a
  /// set may fade, but above what a return from a dip reaches by error.
  private var leastTop: Double {
    guard let least = profile.leastTopAboveNeutral else { return -.infinity }
    guard let usualRange else { return least }
    return min(least, max(0.5 * least, 0.15 * usualRange))
  }

  /// The range that the next repetition should have: the usual one, less where a set fades.
  private var expectedRange: Double? {
    usualRange.map { min($0, ranges.values.last ?? $0) }
  }

  /// Whether the limb is back: nine tenths of the way down to the low it rose from, or at rest where it may
  /// be back.
  private func hasReturned(value: Double, base: Double, top: Double) -> Bool {
    let level = returnLevel(base: base, top: top)
    guard profile.leastTopAboveNeutral != nil, value <= level else { return value <= level }
    let low = min(base, 0)
    return value <= low + 0.1 * (top - low) || speed > -0.5 * profile.pauseSpeed
  }

  /// The level at which the limb may be back.
  private func returnLevel(base: Double, top: Double) -> Double {
    if profile.leastTopAboveNeutral != nil {
      // Out of a dip a top may be lower than that: it must be left all the same.
      return min(
        profile.neutralTolerance + 0.1 * (top - min(base, 0)), top - 0.15 * (top - base))
    }
    // Without a neutral, most of the way back; a posture that changed in between doesn't add.
    let travel = min(top - base, 1.5 * (usualRange ?? .infinity))
    return top - 0.7 * travel
  }

  private mutating func follow(time: Double, value: Double) {
    let step = time - last.time
    guard step > 0 else { return }
    speed += min(1, step / Self.speedTime) * ((value - last.value) / step - speed)
    if abs(speed) < profile.pauseSpeed * Self.restShare {
      restingSince = restingSince ?? time
    } else {
      restingSince = nil
    }
  }

  private mutating func change(to new: Phase) -> Phase? {
    guard new != phase else { return nil }
    phase = new
    return new
  }
}

extension RepetitionDetector {
  /// What is in force now.
  var levels: DetectionLevels {
    switch state {
    case .low(let floor)?:
      let rise = max(floor + leastTravel, leastTop)
      return DetectionLevels(rise: rise, usualRange: usualRange)
    case .high(let base, let top, _)?:
      return DetectionLevels(back: returnLevel(base: base, top: top), usualRange: usualRange)
    case nil: return DetectionLevels(usualRange: usualRange)
    }
  }
}
