import Samples
import SignalProcessing

/// One-foot holds on a balance board: from the raised foot's lift to its touch-down, or the step-off.
///
/// Both feet stand beside the board's middle; a hold follows a stance on both. Load tells who is on, the
/// centre of pressure from side to side tells which foot carries. A person who leans to one side comes to
/// another place as well, but goes on swaying as before: on one foot everybody is much more restless than on
/// two. So a place is one foot's if it lies aside *and* is livelier than the quietest place of this visit.
struct BoardHolds: ExerciseAnalysis {
  /// Way from side to side in mm between the two-foot and the one-foot stance, at least.
  private static let leastShift = 36.0
  /// How many times more restless a one-foot stance is than one on both feet, at least. Further aside than
  /// ``farLean`` mm hardly anybody leans with both feet on a board: there less will do.
  private static let liveliness = (usual: 2.5, far: 1.8)
  private static let farLean = 130.0
  /// How far aside in mm a foot's middle can be on a board 511 mm wide: both feet beside the middle, anything
  /// beyond four fifths of that is under a tenth on the other foot.
  private static let outmost = 210.0
  /// Seconds in a place after which it may be one foot's, and after which it is both feet's if it isn't.
  private static let decision = (earliest: 1.7, latest: 5.0)
  /// Unrest in mm/s that nobody on both feet is below, as far as a board can see.
  private static let leastUnrest = 0.7
  /// Who has just got on is restless for some seconds; then no more than this, in mm/s, is taken for the
  /// unrest of both feet.
  private static let justOn = (seconds: 3.5, unrest: 6.0)
  /// Who has been further aside on both feet by so many mm leans; places in the seconds after getting on don't
  /// count.
  private static let reachTolerance = 15.0
  private static let leastReachDelay = 2.0
  /// Seconds of smoothing under the decisions (never under the measures).
  private static let smoothing = 0.02
  /// Seconds of the track that are kept to date a start back.
  private static let memory = 7.0
  /// Seconds of a hold after which its start is dated again, the foot's place being known better; a little
  /// later if the other foot touches just then.
  private static let review = (usual: 3.0, latest: 4.0)

  private enum Stage {
    case off
    case standing(TwoFootStance)
    case oneFoot(OneFootStance)
  }

  private let configuration: SessionConfiguration
  private var board: BoardInput
  private var finder = PlateauFinder()
  private var smoother = (
    ExponentialSmoother(timeConstant: smoothing), ExponentialSmoother(timeConstant: smoothing)
  )
  private var stage = Stage.off
  /// The hold under way: the stance on both feet before it, when it was told, and whether its start is still
  /// as it was told.
  private var before: (twoFoot: StancePlateau?, toldAt: Double, isProvisional: Bool) = (
    nil, 0, false
  )
  /// The moment before which no hold starts: the step-on, or the last one's end.
  private var earliest = 0.0
  private var steppedOn = 0.0
  /// How far to either side a stance on both feet has come in this visit, in mm, and the place under way.
  private var reach: (left: Double, right: Double) = (.infinity, -.infinity)
  private var lastPlateau: StancePlateau?
  /// What may have been a moment on one foot, too short to tell.
  private var short: Transition?
  /// The last seconds of the track, smoothed and as it came, and the last loss of samples in it.
  private var recent: [(point: PlanarPoint, raw: PlanarPoint)] = []
  private var lastLoss = -Double.infinity
  private var scoring = SwayWindow()
  private var liveSway = LiveSway()
  private var holds: [HoldReport] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    board = BoardInput(configuration: configuration)
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .board(let sample) = sample else { return }
    board.append(sample, at: time)
    drain(emit: emit)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    scoring.breakOff()
    lastLoss = gap.end
    if case .oneFoot(let stance) = stage, gap.end - gap.start > HoldReport.longestGap {
      end(stance, at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
      stage = .standing(TwoFootStance())
    }
    finder.reset()
    smoother.0.reset()
    smoother.1.reset()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    if case .oneFoot(let stance) = stage {
      end(stance, at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
    }
    stage = .off
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.load = board.load
    status.holds = holds.count
    status.lastHold = holds.last
    if case .oneFoot(let stance) = stage {
      status.holdStart = stance.start
      status.swayVelocity = liveSway.velocity
    }
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.isStrict = configuration.isStrict
    board.contribute(to: &report)
    report.unavailable += report.missingSway(of: .centerOfPressure, by: configuration)
  }

  // MARK: - A sample

  private mutating func drain(emit: (SessionEvent) -> Void) {
    while let row = board.next(emit: emit) { process(row, emit: emit) }
  }

  private mutating func process(_ row: BoardInput.Row, emit: (SessionEvent) -> Void) {
    let time = row.time
    switch row.change {
    case .steppedOn?:
      stage = .standing(TwoFootStance())
      finder.reset()
      recent.removeAll(keepingCapacity: true)
      earliest = row.time
      steppedOn = row.time
      reach = (.infinity, -.infinity)
      lastPlateau = nil
      short = nil
    case .steppedOff(let start)?:
      if case .oneFoot(let stance) = stage {
        end(stance, at: start, by: .stepOff, now: time, emit: emit)
      }
      stage = .off
      finder.reset()
    case .tapped?, nil: break
    }
    guard board.tracker.isLoaded, let loadShare = board.tracker.share(of: row.sample.total) else {
      smoother.0.reset()
      smoother.1.reset()
      return
    }
    let raw = board.centerOfPressure(of: row)
    let point = PlanarPoint(
      time: time, x: smoother.0.process(raw.x, at: time), y: smoother.1.process(raw.y, at: time))
    recent.append((point, raw))
    if recent.count > 64, let first = recent.first, time - first.point.time > 2 * Self.memory {
      recent.removeAll { time - $0.point.time > Self.memory }
    }
    switch stage {
    case .off: break
    case .standing(let standing): stand(standing, at: point, loadShare: loadShare, emit: emit)
    case .oneFoot(let stance):
      hold(stance, raw: raw, point: point, loadShare: loadShare, emit: emit)
    }
  }

  // MARK: - On both feet

  private mutating func stand(
    _ standing: TwoFootStance, at point: PlanarPoint, loadShare: Double,
    emit: (SessionEvent) -> Void
  ) {
    var standing = standing
    let hasBlock = finder.advance(point)
    defer { if case .standing = stage { stage = .standing(standing) } }
    if let stance = standing.resumed(at: point, loadShare: loadShare) {
      earliest = max(earliest, standing.lastBorne)
      return begin(stance, twoFoot: standing.place, now: point.time, emit: emit)
    }
    guard hasBlock else { return }
    if let short, finder.current?.start != short.start {
      board.tell(short, now: point.time, emit: emit)
      self.short = nil
    }
    guard let plateau = finder.current else { return }
    if let last = lastPlateau, last.start != plateau.start,
      last.start - steppedOn > Self.leastReachDelay
    {
      reach = (min(reach.left, last.center), max(reach.right, last.center))
    }
    lastPlateau = plateau
    guard let known = standing.place, known.start != plateau.start,
      abs(plateau.center - known.center) >= Self.leastShift
    else { return standing.settle(on: plateau) }
    if plateau.duration < Self.decision.earliest,
      plateau.unrest > Self.liveliness.usual * known.quietUnrest
    {
      short = Transition(start: plateau.start, end: plateau.end, kind: .oneFoot)
    } else if plateau.duration >= Self.decision.earliest {
      short = nil
    }
    let earliest = min(Self.decision.earliest, configuration.shortestHold)
    guard plateau.duration >= earliest, plateau.unrest > 0, !standing.isTouch(plateau) else {
      return
    }
    var still = max(Self.leastUnrest, known.quietUnrest)
    if known.end - steppedOn < Self.justOn.seconds { still = min(still, Self.justOn.unrest) }
    let ratio = plateau.unrest / still
    // Nothing but one foot presses there, however calm it is.
    let isOutside =
      abs(known.center) < Self.leastShift
      && abs(plateau.center) > 0.8 * Self.outmost
    let isFar =
      abs(plateau.center - known.center) > Self.farLean && abs(plateau.center) > abs(known.center)
    if isOutside || ratio >= (isFar ? Self.liveliness.far : Self.liveliness.usual) {
      guard standing.isLongEnough, !isShortOfReach(plateau, from: known) else { return }
      var stance = OneFootStance(
        start: plateau.start, now: point.time, center: plateau.center, twoFeet: known.center)
      stance.start = stance.firstClear(in: recent, from: self.earliest, through: point.time)
      return begin(stance, twoFoot: known, now: point.time, emit: emit)
    }
    // Quieter than what seemed both feet's: that was a landing, or a lean. As quiet: this is a lean.
    let isQuieter = ratio < 1 / Self.liveliness.usual
    if isQuieter || standing.isLanding && abs(plateau.center) < abs(known.center) {
      if standing.isLanding {
        let landing = Transition(start: known.start, end: plateau.start, kind: .oneFoot)
        board.tell(landing, now: point.time, emit: emit)
      }
      standing.restart(on: plateau)
    } else if plateau.duration >= Self.decision.latest {
      standing.lean(on: plateau)
    }
  }

  /// Whether both feet's stance has been further to that side in this visit: then this is a lean, too.
  private func isShortOfReach(_ plateau: StancePlateau, from known: StancePlateau) -> Bool {
    let further =
      plateau.center > known.center
      ? reach.right - plateau.center : plateau.center - reach.left
    return further > Self.reachTolerance
  }

  private mutating func begin(
    _ stance: OneFootStance, twoFoot: StancePlateau?, now: Double, emit: (SessionEvent) -> Void
  ) {
    stage = .oneFoot(stance)
    lastPlateau = nil
    short = nil
    before = (twoFoot, now, true)
    scoring.removeAll()
    for (_, raw) in recent where raw.time >= max(stance.start, lastLoss) { scoring.append(raw) }
    liveSway = LiveSway()
    emit(SessionEvent(time: now, kind: .holdStarted(start: stance.start, basis: .footOff)))
  }

  // MARK: - On one foot

  private mutating func hold(
    _ stance: OneFootStance, raw: PlanarPoint, point: PlanarPoint, loadShare: Double,
    emit: (SessionEvent) -> Void
  ) {
    var stance = stance
    scoring.append(raw)
    if raw.time >= stance.start + HoldReport.leadIn { liveSway.advance(point) }
    if before.isProvisional, point.time - stance.start >= Self.review.usual,
      stance.openContact == nil || point.time - stance.start >= Self.review.latest
    {
      review(&stance)
    }
    switch stance.advance(point, loadShare: loadShare) {
    case .fault(let fault)?:
      emit(SessionEvent(time: point.time, kind: .fault(fault)))
      guard configuration.isStrict else { break }
      let isTouch = fault.kind == .otherFootTouch
      earliest = fault.end
      return touchDown(
        stance, at: fault.start, twoFeet: isTouch ? fault.end - fault.start : 0, now: point.time,
        emit: emit)
    case .touchedDown(let contact)?:
      earliest = contact + TwoFootStance.least
      return touchDown(
        stance, at: stance.landed(in: recent, about: contact), twoFeet: stance.twoFeet,
        now: point.time, emit: emit)
    case nil: break
    }
    stage = .oneFoot(stance)
  }

  /// Dates the start again, now that the standing foot's place and sway are known from more than a moment.
  private mutating func review(_ stance: inout OneFootStance) {
    before.isProvisional = false
    guard let twoFoot = before.twoFoot,
      let center = median(
        of: recent.filter { $0.point.time > stance.start + 0.5 }.map(\.point.x))
    else { return }
    stance.move(to: center, twoFeet: twoFoot.center)
    let clear = stance.firstClear(in: recent, from: earliest, through: before.toldAt)
    stance.start = stance.lifted(in: recent, about: clear, from: earliest)
  }

  private mutating func touchDown(
    _ stance: OneFootStance, at contact: Double, twoFeet: Double, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    end(stance, at: contact, by: .touchDown, now: now, emit: emit)
    finder.reset()
    stage = .standing(
      TwoFootStance(place: before.twoFoot, after: stance, now: now, twoFeet: twoFeet))
  }

  private mutating func end(
    _ stance: OneFootStance, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    var stance = stance
    if before.isProvisional { review(&stance) }
    // A foot that came down on the way off ended the hold by stepping off, when it touched.
    let end = min(end, stance.openContact ?? end)
    guard end - stance.start >= configuration.shortestHold else {
      let moment = Transition(start: stance.start, end: max(stance.start, end), kind: .oneFoot)
      return board.tell(moment, now: now, emit: emit)
    }
    let window = scoring.longestStretch(
      from: stance.start + HoldReport.leadIn, through: end - HoldReport.leadOut)
    var report = HoldReport(
      start: stance.start, end: end, side: stance.side, basis: .measured,
      startBasis: .footOff, endedBy: cause, faults: stance.faults.filter { $0.start < end },
      sway: SwayReport(
        points: window, signal: .centerOfPressure, configuration: configuration,
        geometry: configuration.boardGeometry))
    report.take(window, of: .pressureSpeed, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
