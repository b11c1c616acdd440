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
  private static let leastShift = 26.0
  /// How many times more restless a one-foot stance is than one on both feet, at least, and what is asked for
  /// besides of a second of evidence; half of that of two.
  private static let liveliness = (least: 2.0, early: 1.0)
  /// How many times more restless a lean is at most, and seconds after which that is sure.
  private static let lean = 1.4
  private static let sureLean = 5.0
  /// How far aside in mm a foot's middle can be on a board 511 mm wide: both feet beside the middle, anything
  /// beyond four fifths of that is under a tenth on the other foot.
  private static let outmost = 210.0
  /// Seconds in a place after which it may be one foot's, and after which it is both feet's if it isn't.
  private static let decision = (earliest: 1.7, latest: 15.0)
  /// Unrest in mm/s that is usual on both feet.
  private static let usualUnrest = 6.5
  /// Stretches of both feet's stance that tell how restless it is; who has just got on is restless for some
  /// seconds.
  private static let knownStretches = 6
  /// Seconds of smoothing under the decisions (never under the measures).
  private static let smoothing = 0.02
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
  private var smoother = PlanarSmoother(timeConstant: smoothing)
  private var stage = Stage.off
  /// The hold under way: the stance on both feet before it, when it was told, and whether its start is still
  /// as it was told.
  private var before: (twoFoot: StancePlateau?, toldAt: Double, isProvisional: Bool) = (
    nil, 0, false
  )
  /// The moment before which no hold starts: the step-on, or the last one's end.
  private var earliest = 0.0
  /// What is still in doubt of the hold under way: its place, and how restless it is; nil once it is told.
  private var doubt: StancePlateau?
  /// A hold that is over, and was never told: whether it was one shows when both feet stand calmly.
  private var untold: UntoldHold?
  /// What may have been a moment on one foot, too short to tell.
  private var short: Transition?
  private var recent = RecentTrack()
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
    recent.breakOff(at: gap.end)
    smoother.reset()
    guard gap.end - gap.start > HoldReport.longestGap else { return finder.breakOff() }
    finder.reset()
    switch stage {
    case .off: break
    case .standing(var standing):
      standing.breakOff()
      stage = .standing(standing)
    case .oneFoot(let stance):
      end(stance, at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
      doubt = nil
      stage = .standing(TwoFootStance())
    }
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    if case .oneFoot(let stance) = stage {
      end(stance, at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
    }
    tellShort(now: time, emit: emit)
    settleUntold(isLast: true, now: time, emit: emit)
    stage = .off
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.load = board.load
    status.holds = holds.count
    status.lastHold = holds.last
    if case .oneFoot(let stance) = stage, doubt == nil {
      status.holdStart = stance.start
      status.swayVelocity = liveSway.velocity
    }
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.isStrict = configuration.isStrict
    board.contribute(to: &report)
    report.unavailable += report.missingHold(
      "nobody was seen on one foot, after both, for as long as a hold takes (--shortest-hold)")
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
      doubt = nil
      stage = .standing(TwoFootStance())
      finder.reset()
      recent.removeAll()
      earliest = row.time
      short = nil
    case .steppedOff(let start)?:
      if case .oneFoot(let stance) = stage {
        end(stance, at: start, by: .stepOff, now: time, emit: emit)
      }
      tellShort(now: time, emit: emit)
      settleUntold(isLast: true, now: time, emit: emit)
      stage = .off
      finder.reset()
    case .tapped?, nil: break
    }
    guard let loadShare = board.tracker.share(of: row.sample.total) else { return smoother.reset() }
    guard board.tracker.isLoaded else {
      smoother.reset()
      if case .oneFoot(var stance) = stage {
        stance.advance(time: time, unloaded: loadShare)
        stage = .oneFoot(stance)
      }
      return
    }
    let raw = board.centerOfPressure(of: row)
    let point = smoother.process(raw)
    recent.append(point, raw: raw)
    switch stage {
    case .off: break
    case .standing(let standing):
      stand(standing, at: point, raw: raw, loadShare: loadShare, emit: emit)
    case .oneFoot(let stance):
      hold(stance, raw: raw, point: point, loadShare: loadShare, emit: emit)
    }
  }

  // MARK: - On both feet

  private mutating func stand(
    _ standing: TwoFootStance, at point: PlanarPoint, raw: PlanarPoint, loadShare: Double,
    emit: (SessionEvent) -> Void
  ) {
    var standing = standing
    let hasBlock = finder.advance(raw)
    defer { if case .standing = stage { stage = .standing(standing) } }
    if let stance = standing.resumed(at: point, loadShare: loadShare) {
      earliest = max(earliest, standing.lastBorne)
      settleUntold(isLast: true, now: point.time, emit: emit)
      return begin(stance, twoFoot: standing.place, now: point.time, emit: emit)
    }
    guard hasBlock else { return }
    if finder.current?.start != short?.start { tellShort(now: point.time, emit: emit) }
    guard let plateau = finder.current else { return }
    settleUntold(isLast: false, now: point.time, emit: emit)
    guard let known = standing.place, known.start != plateau.start,
      abs(plateau.center - known.center) >= Self.leastShift
    else { return standing.settle(on: plateau) }
    if plateau.duration < Self.decision.earliest,
      let quiet = known.quietUnrest, plateau.unrest > Self.liveliness.least * quiet
    {
      short = Transition(start: plateau.start, end: plateau.end, kind: .oneFoot)
    } else if plateau.duration >= Self.decision.earliest {
      short = nil
    }
    let leastSeen = min(Self.decision.earliest, configuration.shortestHold)
    guard plateau.duration >= leastSeen, plateau.unrest > 0, !standing.isTouch(plateau),
      standing.isLongEnough
    else { return }
    let ratio = plateau.unrest(over: known.quietUnrest)
    // Quieter than what seemed both feet's: that was a landing, or a lean.
    let isQuieter = ratio ?? 1 < 1 / Self.liveliness.least
    let isInner = standing.isLanding && abs(plateau.center) < abs(known.center)
    // Nothing but one foot presses there, however calm it is.
    let isOutside =
      abs(known.center) < Self.leastShift && abs(plateau.center) > 0.8 * Self.outmost
    if isOutside || isOneFoot(plateau, ratio: ratio) {
      begin(on: plateau, twoFeet: known, isSure: true, now: point.time, emit: emit)
    } else if isQuieter || isInner {
      if standing.isLanding {
        let landing = Transition(start: known.start, end: plateau.start, kind: .oneFoot)
        board.tell(landing, now: point.time, emit: emit)
      }
      standing.restart(on: plateau)
    } else if known.stretches.count < Self.knownStretches {
      begin(on: plateau, twoFeet: known, isSure: false, now: point.time, emit: emit)
    } else if plateau.duration >= Self.decision.latest {
      standing.lean(on: plateau)
    }
  }

  private mutating func tellShort(now: Double, emit: (SessionEvent) -> Void) {
    if let short { board.tell(short, now: now, emit: emit) }
    short = nil
  }

  private mutating func begin(
    on plateau: StancePlateau, twoFeet known: StancePlateau, isSure: Bool, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    settleUntold(isLast: true, now: now, emit: emit)
    var stance = OneFootStance(
      start: plateau.start, now: now, center: plateau.center, twoFeet: known.center)
    stance.start = stance.firstClear(in: recent.points, from: earliest, through: now)
    doubt = isSure ? nil : plateau
    begin(stance, twoFoot: known, now: now, emit: emit)
  }

  /// Whether a place is that much more restless than both feet's; the longer it is seen, the less it must be.
  private func isOneFoot(_ plateau: StancePlateau, ratio: Double?) -> Bool {
    let evidence = max(0.5, plateau.duration - PlateauFinder.arrivalTime)
    return ratio ?? 0 >= Self.liveliness.least + Self.liveliness.early / evidence
  }

  private mutating func begin(
    _ stance: OneFootStance, twoFoot: StancePlateau?, now: Double, emit: (SessionEvent) -> Void
  ) {
    stage = .oneFoot(stance)
    short = nil
    before = (twoFoot, now, true)
    scoring.removeAll()
    for raw in recent.unbroken(from: stance.start) { scoring.append(raw) }
    liveSway = LiveSway()
    guard doubt == nil else { return }
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
    if doubt != nil, !isLikely(stance, raw: raw, emit: emit) { return }
    switch stance.advance(point, loadShare: loadShare) {
    case .fault(let fault)?:
      if doubt == nil { emit(SessionEvent(time: point.time, kind: .fault(fault))) }
      guard configuration.isStrict else { break }
      let isTouch = fault.kind == .otherFootTouch
      earliest = fault.end
      return touchDown(
        stance, at: fault.start, twoFeet: isTouch ? fault.end - fault.start : 0, now: point.time,
        emit: emit)
    case .touchedDown(let contact)?:
      earliest = contact + TwoFootStance.least
      return touchDown(
        stance, at: stance.landed(in: recent.points, about: contact), twoFeet: stance.twoFeet,
        now: point.time, emit: emit)
    case nil: break
    }
    stage = .oneFoot(stance)
  }

  /// Looks again at a hold in doubt; false where it was none, and both feet stand.
  private mutating func isLikely(
    _ stance: OneFootStance, raw: PlanarPoint, emit: (SessionEvent) -> Void
  ) -> Bool {
    guard finder.advance(raw), let plateau = finder.current, let place = before.twoFoot,
      stance.openContact == nil
    else { return true }
    let ratio = plateau.unrest(over: place.quietUnrest)
    let isElsewhere =
      plateau.start != doubt?.start && abs(plateau.center - stance.center) > Self.leastShift
    let isLean =
      plateau.duration > Self.sureLean
      && ratio ?? (plateau.unrest / Self.usualUnrest) < Self.lean
    if isElsewhere || isLean {
      var standing = TwoFootStance(
        place: place, after: nil, now: raw.time, twoFeet: TwoFootStance.least)
      if isLean, ratio == nil {
        standing.restart(on: plateau)
      } else if isLean {
        standing.lean(on: plateau)
      }
      doubt = nil
      stage = .standing(standing)
      return false
    }
    if isOneFoot(plateau, ratio: ratio) {
      doubt = nil
      emit(SessionEvent(time: raw.time, kind: .holdStarted(start: stance.start, basis: .footOff)))
      for fault in stance.faults { emit(SessionEvent(time: raw.time, kind: .fault(fault))) }
    } else {
      doubt = plateau
    }
    return true
  }

  /// Tells a hold that was in doubt to its end, if by now both feet's stance is known to be that much calmer; if
  /// nothing more will be known, both feet's usual unrest decides.
  private mutating func settleUntold(isLast: Bool, now: Double, emit: (SessionEvent) -> Void) {
    guard let untold else { return }
    var quiet: Double?
    if case .standing(let standing) = stage { quiet = standing.place?.quietUnrest }
    guard let still = quiet ?? (isLast ? Self.usualUnrest : nil) else { return }
    let isHold = untold.isHold(over: still)
    if isHold {
      holds.append(untold.report)
      untold.tell(now: now, emit: emit)
    }
    if isHold || isLast { self.untold = nil }
  }

  /// Dates the start again, now that the standing foot's place and sway are known from more than a moment.
  private mutating func review(_ stance: inout OneFootStance) {
    before.isProvisional = false
    guard let twoFoot = before.twoFoot, let center = recent.center(after: stance.start + 0.5) else {
      return
    }
    stance.move(to: center, twoFeet: twoFoot.center)
    let clear = stance.firstClear(in: recent.points, from: earliest, through: before.toldAt)
    stance.start = stance.lifted(in: recent.points, about: clear, from: earliest)
  }

  private mutating func touchDown(
    _ stance: OneFootStance, at contact: Double, twoFeet: Double, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    end(stance, at: contact, by: .touchDown, now: now, emit: emit)
    finder.reset()
    let isTold = doubt == nil
    doubt = nil
    stage = .standing(
      TwoFootStance(
        place: before.twoFoot, after: isTold ? stance : nil, now: now,
        twoFeet: isTold ? twoFeet : TwoFootStance.least))
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
      guard doubt == nil else { return }
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
    if let doubt { return untold = UntoldHold(report: report, unrest: doubt.unrest) }
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
