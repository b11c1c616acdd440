import SignalProcessing

/// Says while a repetition is under way which phase is too fast or too slow for a target tempo, at most
/// once a phase (``TempoCall`` says when).
///
/// It follows the excursion beside the detector: crossings of 10 and 90 % of the way between the low that a
/// rise left and the usual top, and between the top that was reached and the usual low. What is usual is
/// the median of the last five; nothing is judged before two repetitions have shown it, nor in a later set
/// before its first repetition counts: walking about isn't exercise.
struct TempoJudge: Sendable {
  /// Repetitions that make the usual levels, and that are needed.
  private static let remembered = 5
  private static let needed = 2
  /// Share of the way after which a movement has surely begun, whatever wobbles.
  private static let begun = 0.25
  /// Share of the least way of late after which a movement is nearly over, and how many times longer it
  /// may then take.
  private static let near = 0.8
  private static let patience = 1.15
  /// Part of a movement's own time that lies between its crossings.
  private static let crossed = 0.8

  private enum Stage {
    case low, rising, high, lowering
  }

  private let target: TempoTarget
  private let tolerance: TempoTolerance
  /// Whether a rise is one only above the neutral pose, 0.
  private let usesNeutral: Bool
  /// What changes by less than this in ``ExcursionLevels/pauseLength`` seconds is still.
  private let stillBand: Double

  private var tops = RecentValues(capacity: remembered)
  private var lows = RecentValues(capacity: remembered)
  /// Highest value since the last movement came back.
  private var highest = -Double.infinity
  /// Lowest value since then, until the low is reached; nil afterwards.
  private var sunkTo: Double?
  /// Where the value was when it last moved.
  private var anchor = (time: 0.0, value: 0.0)

  private var stage = Stage.low
  /// The crossing that the stage began with, in seconds; nil where it wasn't seen.
  private var begin: Double?
  /// The last moment before the crossing that the next movement begins with.
  private var edge: Double?
  /// What the rise left, and what the lowering leaves.
  private var floor = Double.infinity
  private var peak = -Double.infinity
  /// When the rise first reached each fiftieth of the usual way, up to twice of it: its top may lie lower
  /// or higher than usual, and 90 % of the way with it.
  private var climb = Climb()
  /// Lowest value of the lowering under way.
  private var sunk = Double.infinity
  /// Seconds that the last whole movements took.
  private var last: (rise: Double?, lower: Double?)
  private var isCalled = false
  /// Whether the movements of late are repetitions.
  private var isTrusted = false

  /// A judge; nil where no tempo is to be kept.
  init?(plan: RepetitionPlan, profile: RepetitionProfile) {
    guard let target = plan.tempo else { return nil }
    self.target = target
    tolerance = plan.tolerance ?? TempoTolerance()
    usesNeutral = profile.leastTopAboveNeutral != nil
    stillBand = profile.pauseSpeed * ExcursionLevels.pauseLength
    last = (target.rise, target.lower)
  }

  /// Takes a repetition that counts, or a partial one: its top is usual only if it counts.
  private mutating func learn(isPartial: Bool) {
    isTrusted = true
    if !isPartial { tops.append(highest) }
    highest = anchor.value
    sunkTo = anchor.value
  }

  /// Takes a movement that was no repetition.
  private mutating func distrust() {
    isTrusted = false
    highest = anchor.value
  }

  /// Ends the set: what follows isn't judged before a repetition counts.
  mutating func endSet() {
    interrupt()
    isTrusted = false
    // Without a neutral pose nothing says that the next set is done in the same posture.
    if !usesNeutral {
      tops.removeAll()
      lows.removeAll()
    }
  }

  /// Gives up the phase under way because samples were lost in it.
  mutating func interrupt() {
    change(to: .low, since: nil)
    floor = .infinity
    edge = nil
    sunkTo = nil
    highest = -.infinity
  }

  /// Takes the smoothed excursion at `time`, up positive, with what the track made of it.
  mutating func advance(
    time: Double, value: Double, phase: Phase, outcome: RepetitionTrack.Outcome?
  ) -> TempoCall? {
    switch outcome {
    case .counted?: learn(isPartial: false)
    case .partial?: learn(isPartial: true)
    case .rejected?: distrust()
    case nil: break
    }
    if abs(value - anchor.value) > stillBand { anchor = (time, value) }
    let isStill = time - anchor.time >= ExcursionLevels.pauseLength
    highest = max(highest, value)
    followLow(value, isStill: isStill)
    guard tops.values.count >= Self.needed, lows.values.count >= Self.needed else {
      if stage == .low { floor = isStill ? value : min(floor, value) }
      return nil
    }
    return switch stage {
    case .low: advanceLow(time: time, value: value, isStill: isStill)
    case .rising: advanceRising(time: time, value: value, phase: phase)
    case .high: advanceHigh(time: time, value: value, isStill: isStill)
    case .lowering:
      advanceLowering(time: time, value: value, isOver: phase == .bottom && isStill)
    }
  }

  // MARK: - Stages

  private mutating func advanceLow(time: Double, value: Double, isStill: Bool) -> TempoCall? {
    // A pause near the low restarts the rise.
    floor = isStill ? value : min(floor, value)
    let level = floor + 0.1 * (usual.top - floor)
    let base = usesNeutral ? max(floor, 0) : floor
    guard usual.top > base else { return nil }
    if value < level { edge = time }
    guard value >= base + Self.begun * (usual.top - base), let edge else {
      return value < level ? pause(.bottom, at: time, isStill: isStill, isOver: false) : nil
    }
    let call = pause(.bottom, at: edge, isStill: false, isOver: true)
    change(to: .rising, since: edge)
    peak = value
    climb.restart(from: floor, to: usual.top)
    climb.advance(time: time, value: value)
    return call
  }

  private mutating func advanceRising(time: Double, value: Double, phase: Phase) -> TempoCall? {
    peak = max(peak, value)
    climb.advance(time: time, value: value)
    let share = (value - floor) / (usual.top - floor)
    if share < 0.1 {
      change(to: .low, since: nil)
      return nil
    }
    let lowestTop = tops.values.min() ?? usual.top
    let isNearTop = value >= floor + Self.near * (lowestTop - floor)
    let call = movement(.rise, share: share, isNearEnd: isNearTop, at: time)
    if share >= 0.9 || phase == .top || phase == .lower {
      last.rise = begin.map { (time - $0) / Self.crossed }
      change(to: .high, since: time)
      edge = time
    }
    return call
  }

  private mutating func advanceHigh(time: Double, value: Double, isStill: Bool) -> TempoCall? {
    peak = max(peak, value)
    climb.advance(time: time, value: value)
    if begin != nil { begin = climb.time(reaching: floor + 0.9 * (peak - floor)) }
    let travel = peak - usual.low
    guard travel > 0 else { return nil }
    let isAbove = value >= peak - 0.1 * travel
    if isAbove { edge = time }
    guard value <= peak - Self.begun * travel, let edge else {
      return isAbove ? pause(.top, at: time, isStill: isStill, isOver: false) : nil
    }
    let call = pause(.top, at: edge, isStill: false, isOver: true)
    change(to: .lowering, since: edge)
    sunk = value
    return call
  }

  private mutating func advanceLowering(time: Double, value: Double, isOver: Bool) -> TempoCall? {
    sunk = min(sunk, value)
    let travel = peak - usual.low
    let share = (peak - value) / travel
    if value > sunk + Self.begun * travel {
      // Up again before the low: the top goes on, nobody knows since when.
      change(to: .high, since: nil)
      return nil
    }
    let highestLow = lows.values.max() ?? usual.low
    let isNearLow = value <= peak - Self.near * (peak - highestLow)
    let call = isOver ? nil : movement(.lower, share: share, isNearEnd: isNearLow, at: time)
    if isOver || share >= 0.9 {
      let end = isOver ? anchor.time : time
      last.lower = begin.map { (end - $0) / Self.crossed }
      change(to: .low, since: end)
      floor = value
      edge = time
    }
    return call
  }

  private mutating func change(to new: Stage, since start: Double?) {
    stage = new
    begin = start
    isCalled = false
  }

  // MARK: - Judgement

  /// Judges a movement under way; a share beyond 90 % has no more to say than 90 %.
  private mutating func movement(
    _ phase: Phase, share: Double, isNearEnd: Bool, at time: Double
  ) -> TempoCall? {
    guard let begin, let wanted = target.seconds(of: phase) else { return nil }
    let allowed = tolerance.allowed(for: wanted)
    let elapsed = time - begin
    let lead = (min(share, 0.9) - 0.1) * wanted - elapsed
    if lead > Self.crossed * allowed {
      return call(phase, .tooFast, target: wanted, elapsed: elapsed / Self.crossed)
    }
    // What is nearly over may end a little short of the usual level.
    let patience = isNearEnd ? Self.patience : 1
    let isLate = share < 0.9 && elapsed > patience * Self.crossed * (wanted + allowed)
    return isLate
      ? call(phase, .tooSlow, target: wanted, elapsed: elapsed / Self.crossed) : nil
  }

  /// Judges a pause: too long while it lasts, too short when it is over.
  private mutating func pause(
    _ phase: Phase, at time: Double, isStill: Bool, isOver: Bool
  ) -> TempoCall? {
    guard let begin, let wanted = target.seconds(of: phase) else { return nil }
    // Each movement at constant speed reaches a tenth of its time past its crossing into the pause. While
    // the limb is still, the next one hasn't begun.
    let (before, after) = phase == .top ? (last.rise, last.lower) : (last.lower, last.rise)
    let overhang = ((before ?? 0) + (isStill ? 0 : after ?? 0)) / 10
    let elapsed = time - begin
    let lasted = elapsed - overhang
    let late = lasted - wanted
    let allowed = tolerance.allowed(for: wanted)
    if late > allowed { return call(phase, .tooSlow, target: wanted, elapsed: lasted) }
    let isShort = isOver && late < -allowed
    return isShort ? call(phase, .tooFast, target: wanted, elapsed: lasted) : nil
  }

  private mutating func call(
    _ phase: Phase, _ verdict: TempoVerdict, target: Double, elapsed: Double
  ) -> TempoCall? {
    guard isTrusted, !isCalled else { return nil }
    isCalled = true
    return TempoCall(phase: phase, verdict: verdict, target: target, elapsed: elapsed)
  }

  // MARK: - What is usual

  /// The levels that are usual; 0 before there are any.
  private var usual: (top: Double, low: Double) { (tops.median ?? 0, lows.median ?? 0) }

  /// Follows the value down to the low after a repetition.
  private mutating func followLow(_ value: Double, isStill: Bool) {
    guard let lowest = sunkTo.map({ min($0, value) }) else { return }
    sunkTo = lowest
    let hasTurned = value > lowest + 0.1 * ((tops.values.last ?? lowest) - lowest)
    guard isStill || hasTurned else { return }
    lows.append(lowest)
    sunkTo = nil
  }
}

/// When a rise first reached each of many levels.
private struct Climb {
  /// Fiftieths of the usual way, up to twice of it.
  private static let levels = 100

  private var floor = 0.0
  private var step = 0.0
  private var reached = 0
  private var times = [Double](repeating: 0, count: levels + 1)

  /// A new rise, usually from one level to another.
  mutating func restart(from floor: Double, to top: Double) {
    self.floor = floor
    step = 2 * (top - floor) / Double(Self.levels)
    reached = 0
  }

  mutating func advance(time: Double, value: Double) {
    while reached < Self.levels, value >= floor + Double(reached + 1) * step {
      reached += 1
      times[reached] = time
    }
  }

  /// When a level was first reached; of the highest one that was, where it wasn't. Nil before the first.
  func time(reaching level: Double) -> Double? {
    guard reached > 0, step > 0 else { return nil }
    let index = ((level - floor) / step).rounded(.up)
    return times[Int(max(1, min(index, Double(reached))))]
  }
}
