import Samples

/// Balance holds with all that belongs to one's card: what finds the holds goes on as it is, and this
/// follows it. It calls the seconds, keeps the tilt, and adds to each hold what only its surroundings tell.
struct FollowedHolds: ExerciseAnalysis {
  private let configuration: SessionConfiguration
  private let conditions: HoldConditions
  private var detector: any ExerciseAnalysis
  private var clock = HoldClock()
  /// nil for a sensor without a gyroscope.
  private var tilt: TiltTrack?
  /// Finished, as they were told.
  private var holds: [HoldReport] = []

  /// - Parameter detector: finds the holds; `sample` is the first one that it will get.
  init(_ detector: any ExerciseAnalysis, configuration: SessionConfiguration, sample: Sample) {
    self.configuration = configuration
    self.detector = detector
    var rectangle: BoardGeometry?
    switch sample {
    case .inertial(let inertial): if inertial.angularVelocity != nil { tilt = TiltTrack() }
    case .board: rectangle = configuration.boardGeometry
    case .centerOfPressure: break
    }
    conditions = HoldConditions(
      surface: configuration.surface, sensor: sample.sensorName,
      placement: configuration.placement, identity: configuration.device?.identity,
      rectangle: rectangle, trainer: configuration.holdPlan.trainer,
      bodyMass: configuration.bodyMass, isStrict: configuration.isStrict)
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    if case .inertial(let inertial) = sample, let angularVelocity = inertial.angularVelocity {
      tilt?.advance(
        time: time, acceleration: inertial.acceleration, angularVelocity: angularVelocity)
    }
    follow(emit) { $0.advance(time: time, sample: sample, emit: $1) }
    if clock.isDue(at: time) { call(at: time, emit: emit) }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    tilt?.breakOff()
    follow(emit) { $0.advance(gap: gap, emit: $1) }
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    follow(emit) { $0.finish(time: time, endedByHand: endedByHand, emit: $1) }
    clock.stop()
  }

  func contribute(to status: inout SessionStatus) {
    detector.contribute(to: &status)
    if status.lastHold != nil { status.lastHold = holds.last }
    status.ladderStep = status.holdStart == nil ? nil : clock.step
    status.nextLadderStep = clock.nextStep
  }

  func contribute(to report: inout SessionReport) {
    detector.contribute(to: &report)
    // The report may date holds otherwise than they were told; what belongs to them is found by overlap.
    report.holds = report.holds.map { hold in
      guard let told = holds.first(where: { $0.start < hold.end && $0.end > hold.start }) else {
        return hold
      }
      return hold == told ? hold : hold.completed(by: told)
    }
    report.holdSummary = HoldSummary(
      report.holds, conditions: conditions, configuration: configuration,
      unavailable: &report.unavailable)
    report.unavailable += missing(in: report.holds)
  }

  func moment(at time: Double) -> ExcursionMoment? { detector.moment(at: time) }

  // MARK: - Events

  /// Has what finds holds take something, then tells what it found.
  private mutating func follow(
    _ emit: (SessionEvent) -> Void,
    _ take: (inout any ExerciseAnalysis, (SessionEvent) -> Void) -> Void
  ) {
    var found: [SessionEvent] = []
    take(&detector) { found.append($0) }
    for event in found { tell(event, emit: emit) }
  }

  private mutating func tell(_ event: SessionEvent, emit: (SessionEvent) -> Void) {
    switch event.kind {
    case .holdStarted(let start, _):
      clock.begin(at: start)
      emit(event)
    case .fault(let fault):
      clock.note(fault)
      emit(event)
    case .holdEnded(let hold):
      clock.stop()
      let card = carded(hold)
      holds.append(card)
      emit(SessionEvent(time: event.time, kind: .holdEnded(card)))
    case .transition(let moment) where moment.kind == .oneFoot:
      clock.stop()
      emit(event)
    default: emit(event)
    }
  }

  /// Calls the seconds, unless the hold has turned out to be none: asked once a second.
  private mutating func call(at time: Double, emit: (SessionEvent) -> Void) {
    var status = SessionStatus()
    detector.contribute(to: &status)
    guard let start = status.holdStart else { return clock.stop() }
    clock.correct(start: start)
    for call in clock.calls(at: time) {
      switch call {
      case .second(let seconds):
        emit(SessionEvent(time: time, kind: .holdSecond(seconds)))
      case .step(let step, let next):
        emit(SessionEvent(time: time, kind: .ladderStep(step, next: next)))
      }
    }
  }

  // MARK: - A hold's card

  private func carded(_ hold: HoldReport) -> HoldReport {
    var card = hold
    card.credited = hold.creditedTime
    if let tilt { card.take(tilt, placement: configuration.placement, on: configuration.surface) }
    let session = holds.map { EarlierHold($0, conditions: conditions) }
    card.comparison = HoldComparison(
      EarlierHold(card, conditions: conditions), among: configuration.holdPlan.earlier,
      and: session)
    return card
  }

  /// What some holds don't have, and why.
  private func missing(in holds: [HoldReport]) -> [Unavailable] {
    var list: [Unavailable] = []
    if holds.contains(where: { $0.stability == nil }) {
      list.append(Unavailable(key: "holds.score", reason: missingScoreReason))
    }
    if conditions.surface == .bosuPlatform || conditions.placement == .platform,
      holds.contains(where: { $0.tilt == nil })
    {
      list.append(Unavailable(key: "holds.tilt", reason: missingTiltReason))
    }
    return list
  }

  private var missingScoreReason: String {
    let quantity: SecondQuantity =
      switch (conditions.sensor, tilt) {
      case ("board", _), ("center-of-pressure", _): .pressureSpeed
      case (_, nil): .acceleration
      case (_, _?): .tiltRate
      }
    if quantity == .acceleration {
      return "acceleration is no speed: it takes a sensor with a gyroscope"
    }
    if StabilityScore.halfSpeed(
      of: quantity, on: conditions.surface, placement: conditions.placement) == nil
    {
      return "no half speed is set for tilt of a sensor here on the surface "
        + conditions.surface.rawValue
    }
    return "a scoring window is shorter than a second, or its rate is under 20 Hz"
  }

  private var missingTiltReason: String {
    guard conditions.placement == .platform else {
      return "it takes a sensor on the platform (--placement platform)"
    }
    guard conditions.surface == .bosuPlatform else {
      return "with the dome up the platform lies on the floor"
    }
    return tilt == nil
      ? "it takes a gyroscope: an accelerometer errs by 20 % at 0.5 Hz on a platform 0.2 m high"
      : "a scoring window is shorter than a second, or its rate is under 20 Hz"
  }
}

extension HoldReport {
  /// Takes what a scoring window shows second by second, and its score if there is one.
  mutating func take(
    _ points: [PlanarPoint], of quantity: SecondQuantity, on surface: Surface
  ) {
    guard let means = SecondMeans(points, of: quantity) else { return }
    seconds.append(means)
    stability = stability ?? StabilityScore(means, on: surface, placement: nil)
  }

  /// Takes what a gyroscope saw of the hold: tilt, seconds, score, recovery from lurches.
  fileprivate mutating func take(_ track: TiltTrack, placement: Placement?, on surface: Surface) {
    let scored = (start + Self.leadIn, end - Self.leadOut)
    guard scored.0 < scored.1, let window = track.window(from: scored.0, through: scored.1) else {
      return
    }
    if let means = SecondMeans(window.points, of: .tiltRate) {
      seconds.append(means)
      // On the raised leg it shows how that is carried, not how steady the stance is.
      let isOnRaisedLeg = startBasis == .footOff
      stability = StabilityScore(
        means, on: surface, placement: isOnRaisedLeg ? nil : placement)
    }
    if placement == .platform, surface == .bosuPlatform {
      tilt = PlatformTilt(window, level: track.level)
    }
    guard faults.contains(where: { $0.kind == .lurch }),
      let recovery = LurchRecovery(
        track, from: start, through: end, window: scored.0...scored.1)
    else { return }
    for index in faults.indices where faults[index].kind == .lurch {
      faults[index].recovery = recovery.seconds(after: faults[index])
    }
  }

  /// This hold, with what the card of the same hold has and only the stream could tell.
  fileprivate func completed(by card: HoldReport) -> HoldReport {
    var hold = self
    hold.seconds = card.seconds
    hold.stability = card.stability
    hold.tilt = card.tilt
    hold.comparison = card.comparison
    hold.credited = hold.creditedTime
    for index in hold.faults.indices {
      hold.faults[index].recovery =
        card.faults.first { $0.start == hold.faults[index].start }?.recovery
    }
    return hold
  }
}
