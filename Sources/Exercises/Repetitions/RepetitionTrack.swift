import SignalProcessing

/// Repetitions as they come out if up is one given way along the movement's line.
///
/// Until it is known which way is up, one track runs for either way; a track sees the excursion with up
/// positive and owns the set that is under way.
struct RepetitionTrack: Sendable {
  /// What a sample showed on this track.
  struct Finding: Sendable {
    var phase: Phase?
    /// Outcomes before ``outcome`` that come with the same sample, where a movement was gone over again.
    var earlier: [Outcome] = []
    var outcome: Outcome?
    /// Where ``outcome`` is another judgement of a movement that was judged before: whether that was told as
    /// counted or partial, and how many count now.
    var correction: (wasTold: Bool, counted: Int)?
    /// The last repetition, measured again now that its lowering is over.
    var revised: NumberedRepetition?
  }

  /// A repetition with its number in its set.
  struct NumberedRepetition: Hashable, Sendable {
    var repetition: Repetition
    var number: Int
  }

  /// What became of a movement that came back to its low.
  enum Outcome: Hashable, Sendable {
    case counted(Repetition, number: Int)
    case partial(Repetition)
    case rejected(RejectedRepetition)
  }

  /// Seconds that may be lost without giving a movement up: it goes on on the other side.
  static let bridgedGap = 0.25

  /// A free limb that falls back bounces: so soon after a movement, and so much smaller.
  private static let reboundTime = 0.5
  private static let reboundShare = 1.0 / 3
  /// Seconds before and after a movement that are looked at with it.
  private static let margin = 0.2

  /// +1 or -1 times the line's own direction.
  let sign: Double
  private let profile: RepetitionProfile
  /// Makes heights of angles; nil while it isn't known.
  var lever: HeelLever?
  /// How it is known that up is this track's way.
  var direction = Direction.assumed
  /// Puts the angle right; nil while nothing is known to be wrong.
  var correction: AngleCorrection?
  private var detector: RepetitionDetector
  /// Start of the stretch in which the next repetition's low is looked for: the last top, or the set's
  /// own beginning.
  private(set) var windowStart: Double
  /// The last repetition, whose lowering isn't measured for good before the next rise.
  private var unsettled: Unsettled?
  private var counted: [CycleMeasurement] = []
  private var partial: [CycleMeasurement] = []
  private var rejected: [RejectedRepetition] = []
  /// When the movement under way was noticed, in seconds.
  private var movingSince = 0.0
  /// When the last movement came back, in seconds; nil before the first.
  private var lastReturn: Double?

  private struct Unsettled {
    var windowStart: Double
    var topTime: Double
    var isPartial: Bool
  }

  init(sign: Double, profile: RepetitionProfile, start: Double, lever: HeelLever? = nil) {
    self.sign = sign
    self.lever = lever
    self.profile = profile
    detector = RepetitionDetector(profile: profile)
    windowStart = start
  }

  /// Repetitions counted in the set under way.
  var count: Int { counted.count }

  /// The live phase.
  var phase: Phase { detector.phase }

  /// Whether a movement is under way, a lowering that goes on below its level included.
  var isMoving: Bool { detector.isHigh || detector.isRising || detector.isSinking }

  /// Whether the last lowering is over and the next rise hasn't begun.
  func isDown(at time: Double) -> Bool { hasPaused(for: 0, at: time) && !detector.isSinking }

  /// Greatest value that counted tops reached; nil before the first.
  private(set) var greatestTop: Double?

  /// Whether nothing has moved for `pause` seconds since the last movement came back.
  func hasPaused(for pause: Double, at time: Double) -> Bool {
    guard let lastReturn, !detector.isHigh, !detector.isRising else { return false }
    return time - lastReturn >= pause
  }

  /// Takes the smoothed excursion at `time`, in the line's own direction.
  mutating func advance(
    time: Double, value: Double, line: SIMD3<Double>, buffer: MotionBuffer, restForce: Double
  ) -> Finding {
    let found = detector.advance(time: time, value: sign * value)
    var revised: NumberedRepetition?
    if found.hasRisen {
      revised = settle(until: time, line: line, buffer: buffer)
      movingSince = time
    }
    // The lowering goes on below the level at which it counts.
    if lastReturn != nil, detector.isDeepening { lastReturn = time }
    guard let topTime = found.returnedFromTop else {
      return Finding(phase: found.phase, revised: revised)
    }
    let outcome = judge(
      topTime: topTime, now: time, line: line, buffer: buffer, restForce: restForce)
    lastReturn = time
    return Finding(phase: found.phase, outcome: outcome)
  }

  /// Goes over the movement under way again, since its line turned out to be another one.
  ///
  /// - Parameter values: times in seconds and smoothed excursions along the new line since ``windowStart``.
  /// - Returns: what came back meanwhile and wasn't told.
  mutating func realign(
    over values: [(time: Double, value: Double)], line: SIMD3<Double>, buffer: MotionBuffer,
    restForce: Double
  ) -> Finding {
    let before = detector.phase
    detector.restart()
    var finding = Finding()
    for (time, value) in values {
      let found = detector.advance(time: time, value: sign * value)
      if found.hasRisen {
        finding.revised = settle(until: time, line: line, buffer: buffer) ?? finding.revised
        movingSince = time
      }
      guard let topTime = found.returnedFromTop, time > lastReturn ?? -.infinity else { continue }
      if let earlier = finding.outcome { finding.earlier.append(earlier) }
      finding.outcome = judge(
        topTime: topTime, now: time, line: line, buffer: buffer, restForce: restForce)
      lastReturn = time
    }
    finding.phase = detector.phase == before ? nil : detector.phase
    return finding
  }

  /// Gives up the movement under way because samples were lost in it.
  mutating func interrupt(
    from start: Double, to end: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
    _ = settle(until: start, line: line, buffer: buffer)
    if let last = counted.last, last.riseStart > partial.last?.riseStart ?? -.infinity {
      counted[counted.count - 1].isFollowedByGap = true
    } else if !partial.isEmpty {
      partial[partial.count - 1].isFollowedByGap = true
    }
    if detector.isHigh {
      rejected.append(RejectedRepetition(start: movingSince, end: end, reason: .gap))
      lastReturn = end
    } else {
      // Nobody knows whether the person paused meanwhile.
      lastReturn = lastReturn.map { $0 + end - start }
    }
    detector.restart()
    windowStart = end
  }

  /// Ends the set: everything found, boundaries settled; the track is ready for the next set.
  ///
  /// - Parameter practice: how many repetitions, from the first on, don't count.
  mutating func endSet(
    at now: Double, line: SIMD3<Double>, buffer: MotionBuffer, practice: Int
  ) -> (set: SetReport?, revised: NumberedRepetition?) {
    let revised = settle(until: now, line: line, buffer: buffer)
    if detector.isHigh {
      rejected.append(RejectedRepetition(start: movingSince, end: now, reason: .incomplete))
    }
    defer {
      counted = []
      partial = []
      rejected = []
      greatestTop = nil
      lastReturn = nil
      windowStart = now
      detector.restart()
    }
    let set = SetReport(
      counted: Array(counted.dropFirst(practice)), partial: partial, rejected: rejected,
      direction: direction, measuresAngle: profile.measuresAngle, lever: lever,
      practice: Array(counted.prefix(practice)))
    return (set, revised)
  }

  // MARK: - One repetition

  private mutating func judge(
    topTime: Double, now: Double, line: SIMD3<Double>, buffer: MotionBuffer, restForce: Double
  ) -> Outcome {
    let start = windowStart
    guard
      let cycle = measure(
        from: start, until: now, topTime: topTime, line: line, buffer: buffer)
    else { return reject(from: movingSince, to: now, .incomplete) }
    if let reason = fault(of: cycle, line: line, buffer: buffer, restForce: restForce) {
      windowStart = now
      return reject(from: cycle.riseStart, to: now, reason)
    }
    windowStart = cycle.topTime
    let isPartial =
      profile.listsPartial && counted.count >= 3
      && cycle.range < 0.5 * (detector.usualRange ?? 0)
    unsettled = Unsettled(windowStart: start, topTime: topTime, isPartial: isPartial)
    if isPartial {
      partial.append(cycle)
      return .partial(provisional(cycle))
    }
    counted.append(cycle)
    greatestTop = max(greatestTop ?? cycle.top, cycle.top)
    detector.learn(range: cycle.range)
    return .counted(provisional(cycle), number: counted.count)
  }

  private mutating func reject(
    from start: Double, to end: Double, _ reason: RejectionReason
  ) -> Outcome {
    let rejection = RejectedRepetition(start: start, end: end, reason: reason)
    rejected.append(rejection)
    return .rejected(rejection)
  }

  private func provisional(_ cycle: CycleMeasurement) -> Repetition {
    Repetition(cycle, direction: direction, measuresAngle: profile.measuresAngle, lever: lever)
  }

  /// Measures the last repetition again, now that its lowering is over; nil for a partial one, or where
  /// nothing new is known.
  private mutating func settle(
    until now: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) -> NumberedRepetition? {
    guard let last = unsettled else { return nil }
    unsettled = nil
    guard
      let cycle = measure(
        from: last.windowStart, until: now, topTime: last.topTime, line: line, buffer: buffer)
    else { return nil }
    if last.isPartial {
      partial[partial.count - 1] = cycle
      return nil
    }
    counted[counted.count - 1] = cycle
    return NumberedRepetition(
      repetition: provisional(cycle),
      number: counted.count)
  }

  private func measure(
    from start: Double, until end: Double, topTime: Double, line: SIMD3<Double>,
    buffer: MotionBuffer
  ) -> CycleMeasurement? {
    guard let seen = buffer.excursion(from: start, through: end, along: line * sign) else {
      return nil
    }
    let excursion = correction?(seen) ?? seen
    var measured = CycleMeasurement(
      excursion: excursion, topTime: topTime,
      neutral: profile.leastTopAboveNeutral == nil ? nil : 0, profile: profile)
    // The heel counts as down a little above its low; while it still sinks, how long the lowering takes
    // isn't known, and it may sink on until the next rise.
    measured?.isLoweringOver = !detector.isSinking
    return measured
  }

  /// Why a movement with these boundaries is no repetition; nil where it is one.
  private func fault(
    of cycle: CycleMeasurement, line: SIMD3<Double>, buffer: MotionBuffer, restForce: Double
  ) -> RejectionReason? {
    let inside = buffer.indices(from: cycle.riseStart, through: cycle.end)
    if let limit = profile.greatestForceDeviation, !inside.isEmpty {
      let squares = buffer.forces[inside].reduce(0) {
        $0 + ($1 - restForce) * ($1 - restForce)
      }
      if squares / Double(inside.count) > limit * limit { return .locomotion }
    }
    if let last = counted.last, cycle.riseStart < last.end { return .tooFast }
    if let limit = profile.greatestRange, cycle.range > limit { return .carried }
    if let limit = profile.greatestSpeed {
      let rise = 0.8 * (cycle.top - cycle.lowBefore) / max(1e-3, cycle.topStart - cycle.riseStart)
      let fall = 0.8 * (cycle.top - cycle.lowAfter) / max(1e-3, cycle.end - cycle.lowerStart)
      if max(rise, fall) > limit { return .tooFast }
    }
    if let least = profile.leastDuration, cycle.end - cycle.riseStart < least { return .tooFast }
    if let limit = profile.greatestLeverResidual,
      let residual = LeverFit.residual(
        from: cycle.riseStart - Self.margin, through: cycle.end + Self.margin,
        corner: profile.boundaryCorner, reach: profile.leverReach, line: line, buffer: buffer),
      residual > limit
    {
      return .carried
    }
    if let share = profile.greatestOffAxisShare, !inside.isEmpty {
      let aside = buffer.deviation(in: inside, from: line)
      if aside > max(profile.leastTravel, share * cycle.range) { return .otherAxis }
    }
    if profile.leastTopAboveNeutral == nil, let last = counted.last,
      cycle.riseStart - last.end < Self.reboundTime,
      cycle.top - cycle.lowBefore < Self.reboundShare * (last.top - last.lowBefore)
    {
      return .rebound
    }
    // While it is told live, the lowering may go on.
    if cycle.top - cycle.lowBefore < 0.5 * profile.leastTravel
      || cycle.top - cycle.lowAfter < 0.1 * cycle.range
    {
      return .tooSmall
    }
    return nil
  }
}

extension RepetitionTrack {
  /// What a movement is judged by now.
  var levels: DetectionLevels { detector.levels }
}
