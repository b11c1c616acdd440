import Samples

/// A hold from a force plate's centre of pressure, which cannot tell one foot from two: the whole file is
/// the hold that the exercise says it is.
struct DeclaredHold: ExerciseAnalysis {
  private let configuration: SessionConfiguration
  private var window = SwayWindow()
  private var liveSway = LiveSway()
  private var start: Double?
  private var hold: HoldReport?

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .centerOfPressure(let pressure) = sample else { return }
    if start == nil {
      start = time
      emit(SessionEvent(time: time, kind: .holdStarted(start: time, basis: .button)))
    }
    let point = PlanarPoint(time: time, x: pressure.mediolateral, y: pressure.anteroposterior)
    window.append(point)
    liveSway.advance(point)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) { window.breakOff() }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    guard let start else { return }
    let points = window.longestStretch(
      from: start + HoldReport.leadIn, through: time - HoldReport.leadOut)
    let score = StabilityScore.score(of: points, on: configuration.surface)
    let report = HoldReport(
      start: start, end: time, side: configuration.side, basis: .declared, startBasis: .button,
      endedBy: endedByHand ? .stopped : .endOfRecording, faults: [],
      score: score,
      scoreHalfSpeed: score.flatMap { _ in StabilityScore.halfSpeed(on: configuration.surface) },
      sway: SwayReport(
        points: points, signal: .centerOfPressure, filter: configuration.swayFilter, geometry: nil))
    hold = report
    emit(SessionEvent(time: time, kind: .holdEnded(report)))
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.holdStart = hold == nil ? start : nil
    status.holds = hold == nil ? 0 : 1
    status.lastHold = hold
    status.swayVelocity = liveSway.velocity
  }

  func contribute(to report: inout SessionReport) {
    report.holds = hold.map { [$0] } ?? []
    report.unavailable += report.holds.unavailable(on: configuration.surface)
  }
}
