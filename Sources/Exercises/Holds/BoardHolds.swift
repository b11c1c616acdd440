import Samples
import SignalProcessing

/// One-foot holds on a balance board: from the raised foot's lift to its touch-down, or the step-off.
///
/// Both feet stand beside the board's middle; a hold follows a stance on both. Load tells who is on,
/// the centre of pressure from side to side tells which foot carries.
struct BoardHolds: ExerciseAnalysis {
  /// Way from side to side in mm between the two-foot and the one-foot stance, at least.
  private static let leastShift = 40.0
  /// Places nearer to the board's middle than this, in mm, are no single foot's.
  private static let middle = 25.0
  /// A one-foot stance sways faster than a two-foot stance by at least this factor, if it lies inwards.
  private static let unrest = 1.5
  /// Seconds of smoothing under the decisions (never under the measures).
  private static let smoothing = 0.02
  /// Seconds of the track that are kept to date a start back.
  private static let memory = 3.0
  /// Seconds below a tenth of the load that make a start.
  private static let clearance = 0.3

  private enum Stage {
    case off
    /// On the board; the stance on both feet, once there is one. A landing is the first place after the
    /// step-on, which may still be one foot's.
    case standing(twoFoot: StancePlateau?, isLanding: Bool)
    case oneFoot(OneFootStance)
  }

  private let configuration: SessionConfiguration
  private var board: BoardInput
  /// Wider than the sway on one foot, narrower than half a narrow stance.
  private var finder = PlateauFinder(radius: 30, length: 0.5)
  private var smoother = (
    ExponentialSmoother(timeConstant: smoothing), ExponentialSmoother(timeConstant: smoothing)
  )
  private var stage = Stage.off
  /// The last seconds of the smoothed track.
  private var recent: [PlanarPoint] = []
  private var scoring = SwayWindow()
  private var liveSway = LiveSway()
  private var holds: [HoldReport] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    board = BoardInput(geometry: configuration.boardGeometry)
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
    if case .oneFoot(let stance) = stage, gap.end - gap.start > HoldReport.longestGap {
      end(stance, at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
      stage = .standing(twoFoot: nil, isLanding: true)
    }
    recent.removeAll(keepingCapacity: true)
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
    board.contribute(to: &report)
    report.unavailable += holds.unavailable
  }

  // MARK: - A sample

  private mutating func drain(emit: (SessionEvent) -> Void) {
    while let row = board.next(emit: emit) { process(row, emit: emit) }
  }

  private mutating func process(_ row: BoardInput.Row, emit: (SessionEvent) -> Void) {
    let time = row.time
    switch row.change {
    case .steppedOn?:
      stage = .standing(twoFoot: nil, isLanding: true)
    case .steppedOff(let start)?:
      if case .oneFoot(let stance) = stage {
        end(stance, at: start, by: .stepOff, now: time, emit: emit)
      }
      stage = .off
      finder.reset()
    case .tapped?, nil: break
    }
    guard board.tracker.isLoaded, let bodyLoad = board.tracker.bodyLoad else {
      smoother.0.reset()
      smoother.1.reset()
      return
    }
    let raw = board.centerOfPressure(of: row)
    let point = PlanarPoint(
      time: time, x: smoother.0.process(raw.x, at: time), y: smoother.1.process(raw.y, at: time))
    recent.append(point)
    if recent.count > 64, let first = recent.first, time - first.time > 2 * Self.memory {
      recent.removeAll { time - $0.time > Self.memory }
    }
    switch stage {
    case .off: break
    case .standing(let twoFoot, let isLanding):
      stand(at: point, twoFoot: twoFoot, isLanding: isLanding, emit: emit)
    case .oneFoot(let stance):
      hold(stance, raw: raw, point: point, loadShare: row.sample.total / bodyLoad, emit: emit)
    }
  }

  // MARK: - On both feet

  private mutating func stand(
    at point: PlanarPoint, twoFoot: StancePlateau?, isLanding: Bool, emit: (SessionEvent) -> Void
  ) {
    finder.advance(point)
    guard let plateau = finder.current else { return }
    guard let twoFoot, twoFoot.start != plateau.start else {
      stage = .standing(twoFoot: plateau, isLanding: isLanding)
      return
    }
    let shift = plateau.center - twoFoot.center
    if abs(shift) < Self.leastShift {
      var same = plateau
      if isLanding { same.start = twoFoot.start }
      stage = .standing(twoFoot: same, isLanding: isLanding)
      return
    }
    let isInward = abs(plateau.center) < abs(twoFoot.center)
    if isInward, isLanding || !isSingleFoot(plateau, inwardOf: twoFoot) {
      if isLanding {
        let landing = Transition(start: twoFoot.start, end: plateau.start, kind: .oneFoot)
        board.tell(landing, now: point.time, emit: emit)
      }
      stage = .standing(twoFoot: plateau, isLanding: false)
      return
    }
    let start = firstClear(of: plateau, from: twoFoot) ?? plateau.start
    stage = .oneFoot(
      OneFootStance(start: start, now: point.time, plateau: plateau, twoFoot: twoFoot))
    scoring.removeAll()
    liveSway = LiveSway()
    emit(SessionEvent(time: point.time, kind: .holdStarted(start: start, basis: .footOff)))
  }

  private func isSingleFoot(_ plateau: StancePlateau, inwardOf twoFoot: StancePlateau) -> Bool {
    abs(plateau.center) >= Self.middle && plateau.speed >= Self.unrest * twoFoot.speed
  }

  /// The first moment of the track from which the raised foot stays clear; nil where none is kept.
  private func firstClear(of plateau: StancePlateau, from twoFoot: StancePlateau) -> Double? {
    var since: Double?
    for point in recent {
      guard OneFootStance.isClear(point.x, of: plateau, from: twoFoot) else {
        since = nil
        continue
      }
      since = since ?? point.time
      if let since, point.time - since >= Self.clearance { return since }
    }
    return since
  }

  // MARK: - On one foot

  private mutating func hold(
    _ stance: OneFootStance, raw: PlanarPoint, point: PlanarPoint, loadShare: Double,
    emit: (SessionEvent) -> Void
  ) {
    var stance = stance
    if raw.time >= stance.start + HoldReport.leadIn {
      scoring.append(raw)
      liveSway.advance(point)
    }
    switch stance.advance(point, loadShare: loadShare) {
    case .fault(let fault)?:
      emit(SessionEvent(time: point.time, kind: .fault(fault)))
      stage = .oneFoot(stance)
    case .touchedDown(let contact)?:
      end(stance, at: contact, by: .touchDown, now: point.time, emit: emit)
      finder.reset()
      stage = .standing(twoFoot: stance.twoFoot, isLanding: false)
    case nil:
      stage = .oneFoot(stance)
    }
  }

  private mutating func end(
    _ stance: OneFootStance, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    // A foot that came down on the way off ended the hold by stepping off, when it touched.
    let end = min(end, stance.openContact ?? end)
    guard end - stance.start >= configuration.shortestHold else {
      let moment = Transition(start: stance.start, end: max(stance.start, end), kind: .oneFoot)
      return board.tell(moment, now: now, emit: emit)
    }
    let window = scoring.longestStretch(
      from: stance.start + HoldReport.leadIn, through: end - HoldReport.leadOut)
    var report = HoldReport(
      start: stance.start, end: end, side: configuration.side ?? stance.side, basis: .measured,
      startBasis: .footOff, endedBy: cause, faults: stance.faults.filter { $0.start < end },
      sway: SwayReport(
        points: window, signal: .centerOfPressure, filter: configuration.swayFilter,
        geometry: configuration.boardGeometry))
    report.take(window, of: .pressureSpeed, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
