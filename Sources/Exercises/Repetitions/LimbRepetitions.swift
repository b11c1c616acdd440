import Samples
import SignalProcessing

/// Repetitions of a limb that carries an accelerometer, strapped on any way round.
///
/// Specific force and angular velocity become the direction of up, that becomes tilt away from neutral (and,
/// for a free limb, twist about the vertical), and the rotation along its own line the excursion. Two tracks
/// count on it, one for either sense of the line, until the vertical path tells which is up.
struct LimbRepetitions: ExerciseAnalysis {
  /// Cosine of 20 degrees: a line that has turned further is another one.
  private static let alignment = 0.94

  private let profile: RepetitionProfile
  private let exercise: Exercise
  private let setPause: Double
  private let bodyMass: Double?
  private let hasGyroscope: Bool
  private var heights: HeelHeights
  private var gravity = GravityTracker()
  private var stillness = StillnessDetector()
  private var plane: TiltPlane?
  private var axis = MovementAxis()
  private var smoother: (ExponentialSmoother, ExponentialSmoother, ExponentialSmoother)
  private var buffer = MotionBuffer()
  private var directionFinder: DirectionFinder
  /// The line on which the tracks have followed the movement under way.
  private var trackedLine: SIMD3<Double>?
  /// Whether a person has ended the set and the movement under way isn't over yet.
  private var endsByHand = false
  private var tracks: (along: RepetitionTrack, against: RepetitionTrack)?
  /// The sense believed in: +1 along the line, -1 against it.
  private var belief = 1.0
  private var isDirectionTold = false
  private var book: SetBook
  private var excursion: Double?

  init(configuration: SessionConfiguration, hasGyroscope: Bool) {
    profile = RepetitionProfile(
      exercise: configuration.exercise, placement: configuration.placement,
      hasGyroscope: hasGyroscope)
    directionFinder = DirectionFinder(reach: profile.leverReach)
    // Tremor of a tenth of a degree tilts the force by ten; a gyroscope isn't fooled.
    let smoother = ExponentialSmoother(
      timeConstant: hasGyroscope ? 0.03 : (configuration.placement == .shank ? 0.1 : 0.05))
    self.smoother = (smoother, smoother, smoother)
    exercise = configuration.exercise
    setPause = configuration.setPause
    bodyMass = configuration.bodyMass
    self.hasGyroscope = hasGyroscope
    heights = HeelHeights(configuration: configuration, hasGyroscope: hasGyroscope)
    book = SetBook(
      plan: configuration.plan, judge: TempoJudge(plan: configuration.plan, profile: profile))
  }

  /// A foot on the ground doesn't turn about the vertical; any other limb may.
  private var usesTwist: Bool { exercise == .generic }

  /// The track believed in.
  private var track: RepetitionTrack? { belief > 0 ? tracks?.along : tracks?.against }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .inertial(let sample) = sample else { return }
    gravity.advance(
      time: time, acceleration: sample.acceleration, angularVelocity: sample.angularVelocity)
    let pose = stillness.advance(
      time: time, acceleration: sample.acceleration, angularVelocity: sample.angularVelocity)
    if let pose { settle(on: pose, time: time, emit: emit) }
    if plane == nil, profile.leastTopAboveNeutral == nil, let up = gravity.up {
      // Any pose will do as an origin where neutral isn't used.
      begin(neutral: up, time: time)
    }
    guard let plane, let up = gravity.up else { return }
    let tilt = plane.tilt(of: up)
    let rotation = SIMD3(tilt.x, tilt.y, usesTwist ? gravity.twist * 180 / .pi : 0)
    buffer.append(
      time: time, point: rotation, force: sample.acceleration.length,
      vertical: hasGyroscope ? sample.acceleration.dot(up) : nil)
    let smoothed = SIMD3(
      smoother.0.process(rotation.x, at: time), smoother.1.process(rotation.y, at: time),
      smoother.2.process(rotation.z, at: time))
    axis.advance(smoothed)
    guard let line = axis.direction else { return }
    let value = (smoothed * line).sum()
    excursion = belief * value
    if learnsDirection {
      directionFinder.advance(time: time, value: value, line: line, buffer: buffer)
    }
    let found = follow(time: time, value: value, line: line)
    updateBelief(time: time, emit: emit)
    guard let found else { return }
    book.tell(belief > 0 ? found.along : found.against, time: time, emit: emit)
    heights.note(belief > 0 ? found.along.outcome : found.against.outcome)
    if heights.advance(time: time, line: line * belief, buffer: buffer) { passOnLever() }
    guard let track, let tracks else { return }
    book.follow(
      time: time, value: value, along: (tracks.along.phase, found.along.outcome),
      against: (tracks.against.phase, found.against.outcome), isAlong: belief > 0, emit: emit)
    let end = book.end(
      counted: track.count, isDown: track.isDown(at: time),
      hasRested: track.hasPaused(for: setPause, at: time))
    if endsByHand, !track.isMoving {
      endSet(by: .hand, time: time, emit: emit)
    } else if let end {
      endSet(by: end, time: time, emit: emit)
    }
  }

  /// Both tracks, one sample further.
  private mutating func follow(
    time: Double, value: Double, line: SIMD3<Double>
  ) -> (along: RepetitionTrack.Finding, against: RepetitionTrack.Finding)? {
    guard var both = tracks else { return nil }
    defer { tracks = both }
    both.along.direction = direction
    both.against.direction = direction
    let rest = gravity.restMagnitude
    guard line.dot(trackedLine ?? line) >= Self.alignment else {
      trackedLine = line
      let along = smoothed(since: both.along.windowStart, along: line)
      let against = smoothed(since: both.against.windowStart, along: line)
      return (
        both.along.realign(over: along, line: line, buffer: buffer, restForce: rest),
        both.against.realign(over: against, line: line, buffer: buffer, restForce: rest)
      )
    }
    trackedLine = trackedLine ?? line
    return (
      both.along.advance(time: time, value: value, line: line, buffer: buffer, restForce: rest),
      both.against.advance(time: time, value: value, line: line, buffer: buffer, restForce: rest)
    )
  }

  /// The excursion along `line` from `start` seconds on, as smooth as the live one.
  private func smoothed(
    since start: Double, along line: SIMD3<Double>
  ) -> [(time: Double, value: Double)] {
    var smoother = ExponentialSmoother(timeConstant: smoother.0.timeConstant)
    return buffer.indices(from: start, through: .infinity).map { index in
      let time = buffer.times[index]
      return (time, smoother.process(buffer.points[index].dot(line), at: time))
    }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    guard gap.end - gap.start > RepetitionTrack.bridgedGap else { return }
    gravity.restart()
    stillness.reset()
    smoother.0.reset()
    smoother.1.reset()
    smoother.2.reset()
    axis.restart()
    directionFinder.restart()
    book.interrupt(at: gap.start)
    heights.interrupt()
    guard let line = axis.direction else { return }
    tracks?.along.interrupt(from: gap.start, to: gap.end, line: line, buffer: buffer)
    tracks?.against.interrupt(from: gap.start, to: gap.end, line: line, buffer: buffer)
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    endSet(by: endedByHand ? .stopped : .endOfRecording, time: time, emit: emit)
  }

  mutating func endSetByHand(time: Double, emit: (SessionEvent) -> Void) {
    guard book.isOpen else { return }
    // A movement under way is finished first: cut in two it would be measured wrong in both sets.
    if track?.isMoving == true {
      endsByHand = true
    } else {
      endSet(by: .hand, time: time, emit: emit)
    }
  }

  func moment(at time: Double) -> ExcursionMoment? {
    let other = belief > 0 ? tracks?.against : tracks?.along
    return ExcursionMoment(
      time: time, excursion: excursion, delay: 2 * smoother.0.timeConstant,
      phase: book.isOpen ? track?.phase : nil, sense: belief,
      direction: direction, levels: track?.levels ?? DetectionLevels(),
      levelsOtherWay: other?.levels ?? DetectionLevels())
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = plane != nil
    book.contribute(to: &status, count: track?.count, phase: track?.phase)
    status.excursion = excursion
  }

  func contribute(to report: inout SessionReport) {
    book.contribute(
      to: &report, heightReason: profile.measuresAngle ? nil : Self.shankReason)
    for (key, reason) in unavailable {
      report.unavailable.append(Unavailable(key: "sets.repetitions.\(key)", reason: reason))
    }
    if let reason = heights.missingWork(in: book.sets, bodyMass: bodyMass) {
      report.unavailable.append(Unavailable(key: "sets.total_work_j", reason: reason))
    }
  }

  private static let shankReason = "a shank's tilt is no measure of the heel's way"

  private var unavailable: [(String, String)] {
    var list: [(String, String)] = []
    if plane == nil { list.append(("*", "no second of stillness was found to learn neutral from")) }
    if !profile.measuresAngle {
      list.append(("range_deg", Self.shankReason))
    }
    if let reason = heights.missing(in: book.sets) {
      list += [("height_mm", reason), ("depth_mm", reason)]
    }
    return list
  }

  // MARK: - Neutral

  private mutating func settle(
    on pose: StillPose, time: Double, emit: (SessionEvent) -> Void
  ) {
    gravity.learn(from: pose)
    // A chip that is asleep or broken is still as well.
    let gravityShare = pose.acceleration.length / PhysicalConstant.standardGravity
    guard plane == nil, (0.5...1.5).contains(gravityShare) else { return }
    gravity.setRest(pose)
    begin(neutral: pose.acceleration.normalized, time: time)
    emit(SessionEvent(time: time, kind: .neutralLearned))
  }

  private mutating func begin(neutral: SIMD3<Double>, time: Double) {
    plane = TiltPlane(neutral: neutral)
    tracks = (
      RepetitionTrack(sign: 1, profile: profile, start: time, lever: heights.lever),
      RepetitionTrack(sign: -1, profile: profile, start: time, lever: heights.lever)
    )
  }

  private mutating func passOnLever() {
    tracks?.along.lever = heights.lever
    tracks?.along.correction = heights.correction
    tracks?.against.lever = heights.lever
    tracks?.against.correction = heights.correction
  }

  // MARK: - Direction

  private var direction: Direction {
    learnsDirection && directionFinder.sign != nil ? .known : .assumed
  }

  /// A heel that rises goes up only where the foot stands on its ball.
  private var learnsDirection: Bool { exercise == .calfRaise }

  private mutating func updateBelief(time: Double, emit: (SessionEvent) -> Void) {
    guard let tracks else { return }
    let before = belief
    if learnsDirection, let sign = directionFinder.sign {
      belief = sign
    } else {
      belief =
        Self.assumedSense(
          tracks, evidence: learnsDirection ? directionFinder.evidence : 0,
          isFirst: book.sets.isEmpty)
        ?? belief
    }
    if belief != before {
      heights.turnOver()
      passOnLever()
      excursion = excursion.map { -$0 }
      // What was told of phases so far was told upside down.
      book.turnOver(counted: track?.count, time: time, emit: emit)
      if let phase = track?.phase, book.isOpen || phase != .bottom {
        book.tell(RepetitionTrack.Finding(phase: phase), time: time, emit: emit)
      }
    }
    if direction == .known, !isDirectionTold {
      isDirectionTold = true
      emit(SessionEvent(time: time, kind: .directionLearned))
    }
  }

  /// The sense taken for granted: where the evidence points, else towards the larger tops, and before there
  /// are any, of the first rise.
  private static func assumedSense(
    _ tracks: (along: RepetitionTrack, against: RepetitionTrack), evidence: Double,
    isFirst: Bool
  ) -> Double? {
    if abs(evidence) >= 2 { return evidence > 0 ? 1 : -1 }
    return switch (tracks.along.greatestTop, tracks.against.greatestTop) {
    case (let along?, let against?): along >= against ? 1 : -1
    case (.some, nil): 1
    case (nil, .some): -1
    // Between sets what was believed stands.
    case (nil, nil): evidence == 0 || !isFirst ? nil : (evidence > 0 ? 1 : -1)
    }
  }

  // MARK: - Sets

  private mutating func endSet(
    by end: SetEnd, time: Double, emit: (SessionEvent) -> Void
  ) {
    endsByHand = false
    guard let line = axis.direction else { return }
    if heights.advance(time: time, line: line * belief, buffer: buffer, isLast: true) {
      passOnLever()
    }
    guard var both = tracks else { return }
    let along = both.along.endSet(
      at: time, line: line, buffer: buffer, practice: book.practice)
    let against = both.against.endSet(
      at: time, line: line, buffer: buffer, practice: book.practice)
    tracks = both
    var ended = belief > 0 ? along : against
    if let set = ended.set {
      ended.set?.heelRise = HeelRiseMeasures(
        of: set.repetitions, basis: heights.lever?.basis, bodyMass: bodyMass)
    }
    book.close(ended, by: end, time: time, emit: emit)
  }
}
