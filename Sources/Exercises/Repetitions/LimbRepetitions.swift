import Samples
import SignalProcessing

/// Repetitions of a limb that carries an accelerometer, strapped on any way round.
///
/// Specific force and angular velocity become the direction of up, that becomes tilt away from neutral (and,
/// for a free limb, twist about the vertical), and the rotation along its own line the excursion. Two tracks
/// count on it, one for either sense of the line, until the vertical path tells which is up.
struct LimbRepetitions: ExerciseAnalysis {
  private let profile: RepetitionProfile
  private let exercise: Exercise
  private let setPause: Double
  /// Whether the sensor follows a foot that stands on its ball.
  private let isOnFoot: Bool
  /// Nil where the sensor doesn't follow a foot that stands on its ball, or its length isn't told.
  private let lever: HeelLever?
  private var gravity = GravityTracker()
  private var stillness = StillnessDetector()
  private var plane: TiltPlane?
  private var axis = MovementAxis()
  private var smoother = (
    ExponentialSmoother(timeConstant: 0.03), ExponentialSmoother(timeConstant: 0.03),
    ExponentialSmoother(timeConstant: 0.03)
  )
  private var buffer = MotionBuffer()
  private var directionFinder = DirectionFinder()
  private var tracks: (along: RepetitionTrack, against: RepetitionTrack)?
  /// The sense believed in: +1 along the line, -1 against it.
  private var belief = 1.0
  private var isDirectionTold = false
  private var book = SetBook()
  private var excursion: Double?

  init(configuration: SessionConfiguration, hasGyroscope: Bool) {
    exercise = configuration.exercise
    setPause = configuration.setPause
    isOnFoot =
      configuration.exercise == .calfRaise && (configuration.placement ?? .foot) == .foot
    lever = isOnFoot ? configuration.footLength.map(HeelLever.init) : nil
    profile = RepetitionProfile(
      exercise: configuration.exercise, placement: configuration.placement,
      hasGyroscope: hasGyroscope)
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
    buffer.append(time: time, point: rotation, force: sample.acceleration.length)
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
    let along = tracks?.along.advance(
      time: time, value: value, line: line, buffer: buffer, restForce: gravity.restMagnitude)
    let against = tracks?.against.advance(
      time: time, value: value, line: line, buffer: buffer, restForce: gravity.restMagnitude)
    updateBelief(time: time, emit: emit)
    if let found = belief > 0 ? along : against { book.tell(found, time: time, emit: emit) }
    if let track, track.hasPaused(for: setPause, at: time) { endSet(time: time, emit: emit) }
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
    guard let line = axis.direction else { return }
    tracks?.along.interrupt(from: gap.start, to: gap.end, line: line, buffer: buffer)
    tracks?.against.interrupt(from: gap.start, to: gap.end, line: line, buffer: buffer)
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    endSet(time: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = plane != nil
    book.contribute(to: &status, track: track)
    status.excursion = excursion
  }

  func contribute(to report: inout SessionReport) {
    report.sets = book.sets
    for (key, reason) in unavailable {
      report.unavailable.append(Unavailable(key: "sets.repetitions.\(key)", reason: reason))
    }
  }

  private var unavailable: [(String, String)] {
    var list: [(String, String)] = []
    if plane == nil { list.append(("*", "no second of stillness was found to learn neutral from")) }
    if !profile.measuresAngle {
      list.append(("range_deg", "a shank's tilt is no measure of the heel's way"))
    }
    if lever == nil {
      let reason =
        isOnFoot
        ? "needs the foot's length"
        : "only a sensor on a foot that stands on its ball follows the heel"
      list += [("height_mm", reason), ("depth_mm", reason)]
    }
    return list
  }

  // MARK: - Neutral

  private mutating func settle(
    on pose: StillPose, time: Double, emit: (SessionEvent) -> Void
  ) {
    gravity.learn(from: pose)
    guard plane == nil else { return }
    gravity.setRest(pose)
    begin(neutral: pose.acceleration.normalized, time: time)
    emit(SessionEvent(time: time, kind: .neutralLearned))
  }

  private mutating func begin(neutral: SIMD3<Double>, time: Double) {
    plane = TiltPlane(neutral: neutral)
    tracks = (
      RepetitionTrack(sign: 1, profile: profile, start: time, lever: lever),
      RepetitionTrack(sign: -1, profile: profile, start: time, lever: lever)
    )
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
        Self.assumedSense(tracks, tendency: learnsDirection ? directionFinder.tendency : 0)
        ?? belief
    }
    if belief != before {
      excursion = excursion.map { -$0 }
      // What was told of phases so far was told upside down.
      if book.isOpen { emit(SessionEvent(time: time, kind: .recounted(track?.count ?? 0))) }
      if let phase = track?.phase, book.isOpen || phase != .bottom {
        book.tell(RepetitionTrack.Finding(phase: phase), time: time, emit: emit)
      }
    }
    if direction == .known, !isDirectionTold {
      isDirectionTold = true
      emit(SessionEvent(time: time, kind: .directionLearned))
    }
  }

  /// The sense taken for granted: towards the larger tops, and before there are any, of the first rise.
  private static func assumedSense(
    _ tracks: (along: RepetitionTrack, against: RepetitionTrack), tendency: Double
  ) -> Double? {
    switch (tracks.along.greatestTop, tracks.against.greatestTop) {
    case (let along?, let against?): along >= against ? 1 : -1
    case (.some, nil): 1
    case (nil, .some): -1
    case (nil, nil): tendency != 0 ? tendency : nil
    }
  }

  // MARK: - Sets

  private mutating func endSet(time: Double, emit: (SessionEvent) -> Void) {
    guard let line = axis.direction, var both = tracks else { return }
    let along = both.along.endSet(at: time, line: line, buffer: buffer, direction: direction)
    let against = both.against.endSet(at: time, line: line, buffer: buffer, direction: direction)
    tracks = both
    book.close(belief > 0 ? along : against, time: time, emit: emit)
  }
}
