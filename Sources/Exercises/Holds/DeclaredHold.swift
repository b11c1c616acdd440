import Samples

/// Holds from a force plate's centre of pressure, which cannot tell one foot from two: it takes the
/// exercise's word. A file is one hold, or as many as there are stretches with a person on the plate.
struct DeclaredHold: ExerciseAnalysis {
  private let configuration: SessionConfiguration
  private var plate = PlateLoad()
  private var window = SwayWindow()
  private var liveSway = LiveSway()
  private var start: Double?
  private var holds: [HoldReport] = []
  private var transitions: [Transition] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  /// A person began the recording with the hold under way, or got on in it.
  private var startBasis: HoldStartBasis { plate.hasBeenEmpty ? .settled : .button }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .centerOfPressure(let pressure) = sample else { return }
    switch plate.advance(force: pressure.verticalForce) {
    case .loaded?:
      start = time
      emit(SessionEvent(time: time, kind: .holdStarted(start: time, basis: startBasis)))
    case .unloaded?: end(at: time, by: .stepOff, now: time, emit: emit)
    case nil: break
    }
    guard plate.isLoaded else { return }
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
    status.holdStart = start
    status.holds = holds.count
    status.lastHold = holds.last
    status.swayVelocity = liveSway.velocity
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.transitions = transitions
    report.unavailable += report.missingSway(of: .centerOfPressure, by: configuration)
  }

  private mutating func end(
    at end: Double, by cause: HoldEnd, now: Double, emit: (SessionEvent) -> Void
  ) {
    guard let start else { return }
    let points = window.longestStretch(
      from: start + HoldReport.leadIn, through: end - HoldReport.leadOut)
    self.start = nil
    window.removeAll()
    liveSway = LiveSway()
    guard end - start >= configuration.shortestHold else {
      let moment = Transition(start: start, end: end, kind: .oneFoot)
      transitions.append(moment)
      return emit(SessionEvent(time: now, kind: .transition(moment)))
    }
    var report = HoldReport(
      start: start, end: end, side: configuration.side, basis: .declared, startBasis: startBasis,
      endedBy: cause, faults: [],
      sway: SwayReport(
        points: points, signal: .centerOfPressure, configuration: configuration))
    report.take(points, of: .pressureSpeed, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
