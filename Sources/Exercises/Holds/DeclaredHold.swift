import Samples

/// Holds from a force plate's centre of pressure, which cannot tell one foot from two: it takes the
/// exercise's word. A file is one hold, or as many as there are stretches with a person on the plate.
///
/// Where the file has the vertical force, a part of the person that something else bears is seen: the other
/// foot on the floor, or a hop.
struct DeclaredHold: ExerciseAnalysis {
  private enum Stage {
    case off
    case holding(start: Double, basis: HoldStartBasis)
    /// The other foot is down beside the plate; since when it is up again.
    case onBothFeet(clearSince: Double?)
  }

  /// Seconds with the other foot up that begin a hold again, as on a board.
  private static let clearance = 0.3

  private let configuration: SessionConfiguration
  private var tracker = BoardLoadTracker()
  /// Whether the plate has been seen empty: then getting on is in the stream.
  private var hasBeenEmpty = false
  private var unloading = Unloading()
  private var window = SwayWindow()
  private var liveSway = LiveSway()
  private var stage = Stage.off
  private var faults: [Fault] = []
  private var holds: [HoldReport] = []
  private var transitions: [Transition] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .centerOfPressure(let pressure) = sample else { return }
    if let force = pressure.verticalForce {
      follow(load: force / PhysicalConstant.standardGravity, time: time, emit: emit)
      if !tracker.isLoaded { window.breakOff() }
    } else if case .off = stage {
      begin(at: time, basis: .button, now: time, emit: emit)
    }
    guard tracker.isLoaded || pressure.verticalForce == nil else { return }
    let point = PlanarPoint(time: time, x: pressure.mediolateral, y: pressure.anteroposterior)
    window.append(point)
    liveSway.advance(point)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) { window.breakOff() }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    end(at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    if case .holding(let start, _) = stage { status.holdStart = start }
    status.holds = holds.count
    status.lastHold = holds.last
    status.swayVelocity = liveSway.velocity
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.transitions = transitions
    report.isStrict = configuration.isStrict
    report.unavailable += report.missingHold(
      "nobody was seen to stand there for as long as a hold takes (--shortest-hold)")
    report.unavailable += report.missingSway(of: .centerOfPressure, by: configuration)
  }

  // MARK: - The load

  private mutating func follow(load: Double, time: Double, emit: (SessionEvent) -> Void) {
    switch tracker.advance(time: time, load: load) {
    case .steppedOn(let start)?:
      begin(at: start, basis: hasBeenEmpty ? .settled : .button, now: time, emit: emit)
    case .steppedOff(let start)?:
      end(at: start, by: .stepOff, now: time, emit: emit)
      window.removeAll()
    case .tapped?, nil: break
    }
    if !tracker.isLoaded { hasBeenEmpty = true }
    guard tracker.isOn, let share = tracker.share(of: load) else { return }
    switch stage {
    case .off: break
    case .onBothFeet(let since):
      guard share >= OneFootStance.bornShare else {
        stage = .onBothFeet(clearSince: nil)
        return
      }
      let clear = since ?? time
      stage = .onBothFeet(clearSince: clear)
      if time - clear >= Self.clearance {
        begin(at: clear, basis: .footOff, now: time, emit: emit)
      }
    case .holding:
      switch unloading.advance(time: time, share: share) {
      case .hop(let fault)?, .touch(let fault)?:
        faults.append(fault)
        emit(SessionEvent(time: time, kind: .fault(fault)))
        if configuration.isStrict { touchDown(at: fault.start, now: time, emit: emit) }
      case .down(let since)?: touchDown(at: since, now: time, emit: emit)
      case nil: break
      }
    }
  }

  private mutating func touchDown(
    at contact: Double, now: Double, emit: (SessionEvent) -> Void
  ) {
    end(at: contact, by: .touchDown, now: now, emit: emit)
    stage = .onBothFeet(clearSince: nil)
  }

  // MARK: - A hold

  private mutating func begin(
    at start: Double, basis: HoldStartBasis, now: Double, emit: (SessionEvent) -> Void
  ) {
    stage = .holding(start: start, basis: basis)
    unloading = Unloading()
    faults = []
    emit(SessionEvent(time: now, kind: .holdStarted(start: start, basis: basis)))
  }

  private mutating func end(
    at end: Double, by cause: HoldEnd, now: Double, emit: (SessionEvent) -> Void
  ) {
    guard case .holding(let start, let basis) = stage else { return }
    let points = window.longestStretch(
      from: start + HoldReport.leadIn, through: end - HoldReport.leadOut)
    stage = .off
    window.removeAll()
    liveSway = LiveSway()
    guard end - start >= configuration.shortestHold else {
      let moment = Transition(start: start, end: max(start, end), kind: .oneFoot)
      transitions.append(moment)
      return emit(SessionEvent(time: now, kind: .transition(moment)))
    }
    var report = HoldReport(
      start: start, end: end, side: configuration.side, basis: .declared, startBasis: basis,
      endedBy: cause, faults: faults.filter { $0.start < end },
      sway: SwayReport(
        points: points, signal: .centerOfPressure, configuration: configuration))
    report.take(points, of: .pressureSpeed, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
