import Samples
import SignalProcessing

/// Repetitions of a limb that carries an accelerometer, strapped on any way round.
///
/// Specific force and angular velocity become the direction of up, that becomes tilt away from neutral,
/// and tilt along its own line the excursion. Two tracks count on it, one for either sense of the line,
/// until the vertical path tells which is up.
struct LimbRepetitions: ExerciseAnalysis {
  private let profile: RepetitionProfile
  private let exercise: Exercise
  private let setPause: Double
  private var gravity = GravityTracker()
  private var stillness = StillnessDetector()
  private var plane: TiltPlane?
  private var axis = MovementAxis()
  private var smoother = (
    ExponentialSmoother(timeConstant: 0.03), ExponentialSmoother(timeConstant: 0.03)
  )
  private var buffer = MotionBuffer()
  private var directionFinder = DirectionFinder()
  private var tracks: (along: RepetitionTrack, against: RepetitionTrack)?
  /// The sense believed in: +1 along the line, -1 against it.
  private var belief = 1.0
  private var isSetOpen = false
  private var sets: [SetReport] = []
  private var excursion: Double?
  private var lastRepetition: Repetition?
  private var phaseStart = 0.0

  init(configuration: SessionConfiguration, hasGyroscope: Bool) {
    exercise = configuration.exercise
    setPause = configuration.setPause
    profile = RepetitionProfile(
      exercise: configuration.exercise, placement: configuration.placement,
      hasGyroscope: hasGyroscope)
  }

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
    buffer.append(time: time, point: tilt, force: sample.acceleration.length)
    let smoothed = SIMD2(
      smoother.0.process(tilt.x, at: time), smoother.1.process(tilt.y, at: time))
    axis.advance(tilt: smoothed)
    guard let line = axis.direction else { return }
    let value = (smoothed * line).sum()
    excursion = belief * value
    directionFinder.advance(time: time, value: value, buffer: buffer)
    let along = tracks?.along.advance(
      time: time, value: value, line: line, buffer: buffer, restForce: gravity.restMagnitude)
    let against = tracks?.against.advance(
      time: time, value: value, line: line, buffer: buffer, restForce: gravity.restMagnitude)
    updateBelief(time: time, emit: emit)
    if let found = belief > 0 ? along : against { tell(found, time: time, emit: emit) }
    endSetAfterPause(time: time, line: line, emit: emit)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    // A short loss is bridged by the gyroscope's integral or by the next force.
    guard gap.end - gap.start > 0.25 else { return }
    gravity.restart()
    stillness.reset()
    smoother.0.reset()
    smoother.1.reset()
    axis.restart()
    directionFinder.restart()
    tracks?.along.interrupt(from: gap.start, to: gap.end)
    tracks?.against.interrupt(from: gap.start, to: gap.end)
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    endSet(time: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = plane != nil
    status.repetitions =
      isSetOpen ? track?.count ?? 0 : sets.last?.repetitions.count ?? 0
    status.sets = sets.count + (isSetOpen ? 1 : 0)
    status.phase = isSetOpen ? track?.phase : nil
    status.phaseStart = phaseStart
    status.lastRepetition = lastRepetition
    status.excursion = excursion
  }

  func contribute(to report: inout SessionReport) {
    report.sets = sets
  }

  // MARK: - Neutral

  private mutating func settle(
    on pose: StillPose, time: Double, emit: (SessionEvent) -> Void
  ) {
    if let bias = pose.angularVelocity { gravity.gyroscopeBias = bias }
    guard plane == nil else { return }
    gravity.restMagnitude = pose.acceleration.length
    begin(neutral: pose.acceleration.normalized, time: time)
    emit(SessionEvent(time: time, kind: .neutralLearned))
  }

  private mutating func begin(neutral: SIMD3<Double>, time: Double) {
    plane = TiltPlane(neutral: neutral)
    tracks = (
      RepetitionTrack(sign: 1, profile: profile, start: time),
      RepetitionTrack(sign: -1, profile: profile, start: time)
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
      belief = Self.assumedSense(tracks, tendency: learnsDirection ? directionFinder.tendency : 0)
        ?? belief
    }
    if belief != before {
      excursion = excursion.map { -$0 }
      if directionFinder.sign != nil {
        emit(SessionEvent(time: time, kind: .directionLearned))
      }
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

  // MARK: - Telling

  private mutating func tell(
    _ found: RepetitionTrack.Finding, time: Double, emit: (SessionEvent) -> Void
  ) {
    if found.phase != nil || found.outcome != nil, !isSetOpen {
      isSetOpen = true
      emit(SessionEvent(time: time, kind: .setStarted(start: time)))
    }
    if let phase = found.phase {
      phaseStart = time
      emit(SessionEvent(time: time, kind: .phase(phase, start: time)))
    }
    switch found.outcome {
    case .counted(let repetition, let number)?:
      lastRepetition = repetition
      emit(SessionEvent(time: time, kind: .repetition(repetition, number: number)))
    case .partial(let repetition)?:
      emit(SessionEvent(time: time, kind: .partial(repetition)))
    case .rejected(let rejection)?:
      emit(SessionEvent(time: time, kind: .rejected(rejection)))
    case nil: break
    }
  }

  private mutating func endSetAfterPause(
    time: Double, line: SIMD2<Double>, emit: (SessionEvent) -> Void
  ) {
    guard let track, !track.isMoving, let lastReturn = track.lastReturn,
      time - lastReturn >= setPause
    else { return }
    endSet(time: time, emit: emit)
  }

  private mutating func endSet(time: Double, emit: (SessionEvent) -> Void) {
    guard let line = axis.direction, var both = tracks else { return }
    let along = both.along.endSet(at: time, line: line, buffer: buffer, direction: direction)
    let against = both.against.endSet(at: time, line: line, buffer: buffer, direction: direction)
    tracks = both
    isSetOpen = false
    guard let set = belief > 0 ? along : against else { return }
    sets.append(set)
    emit(SessionEvent(time: time, kind: .setEnded(set)))
  }
}
