import Samples
import SignalProcessing

/// Wall-stretch holds from a sensor on the back foot: how long it stays still and flat, and when its heel
/// lifts.
///
/// The lean itself is invisible to a foot sensor: a hold starts with a second of stillness and ends when
/// the foot leaves its place, or by hand.
struct StretchHolds: ExerciseAnalysis {
  /// Degrees from the stretched pose, and seconds, that make a heel lift.
  private static let liftAngle = 3.0
  private static let liftLength = 0.3
  /// Degrees and seconds that end a hold: the foot has left its place.
  private static let leavingAngle = 25.0
  private static let longestLift = 4.0
  /// Force in m/s² beside gravity that no standing foot feels.
  private static let leavingForce = 5.0
  /// Seconds that make a stretch: who stands still for less is on the way to it or from it.
  private static let usualLeastStretch = 5.0
  /// Seconds that are kept to date a start back, and how far in degrees and m/s² the foot may have been
  /// from its pose: the lean itself turns it a little.
  private static let memory = 6.0
  private static let settling = (angle: 6.0, force: 1.5)
  /// Seconds of smoothing under the angle.
  private static let smoothing = 0.04

  private struct Stretch {
    let start: Double
    let plane: TiltPlane
    var lifts: [Fault] = []
    /// Whether it has lasted long enough to be told.
    var isTold = false
    var liftSince: Double?
  }

  private let configuration: SessionConfiguration
  private var gravity = GravityTracker()
  private var stillness = StillnessDetector()
  private var smoother = PlanarSmoother(timeConstant: smoothing)
  private var stretch: Stretch?
  /// What the foot did lately, as long as no stretch is under way.
  private var recent: [(time: Double, up: SIMD3<Double>, force: Double)] = []
  private var window = AccelerationWindow()
  private var angle: Double?
  private var holds: [HoldReport] = []

  private var leastStretch: Double {
    max(Self.usualLeastStretch, configuration.shortestHold)
  }

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .inertial(let inertial) = sample else { return }
    gravity.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    let pose = stillness.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    if let pose { settle(on: pose, time: time, emit: emit) }
    guard let up = gravity.up else { return }
    let force = abs(inertial.acceleration.length - gravity.restMagnitude)
    guard let stretch else {
      recent.append((time, up, force))
      if let first = recent.first, time - first.time > 2 * Self.memory {
        recent.removeAll { time - $0.time > Self.memory }
      }
      return
    }
    window.append(time: time, acceleration: inertial.acceleration)
    let tilt = stretch.plane.tilt(of: up)
    let smooth = smoother.process(PlanarPoint(time: time, x: tilt.x, y: tilt.y))
    let angle = (smooth.x * smooth.x + smooth.y * smooth.y).squareRoot()
    self.angle = angle
    advance(stretch, angle: angle, force: force, time: time, emit: emit)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    gravity.restart()
    stillness.reset()
    window.breakOff()
    smoother.reset()
    recent.removeAll(keepingCapacity: true)
    if let stretch, gap.end - gap.start > HoldReport.longestGap {
      end(stretch, at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
    }
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    guard let stretch else { return }
    end(
      stretch, at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = stretch != nil
    status.excursion = angle
    status.holdStart = stretch.flatMap { $0.isTold ? $0.start : nil }
    status.holds = holds.count
    status.lastHold = holds.last
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.unavailable += report.missingSway(of: .acceleration, by: configuration)
    report.unavailable.append(
      Unavailable(key: "holds.score", reason: "no score is defined for a stretch"))
  }

  private mutating func settle(
    on pose: StillPose, time: Double, emit: (SessionEvent) -> Void
  ) {
    gravity.learn(from: pose)
    guard stretch == nil else { return }
    gravity.setRest(pose)
    let plane = TiltPlane(neutral: pose.acceleration.normalized)
    let start = restStart(in: plane) ?? pose.start
    recent.removeAll(keepingCapacity: true)
    stretch = Stretch(start: start, plane: plane)
    smoother.reset()
    window.removeAll()
    emit(SessionEvent(time: time, kind: .neutralLearned))
  }

  /// When the foot came to where it now rests.
  private func restStart(in plane: TiltPlane) -> Double? {
    var start: Double?
    for moment in recent.reversed() {
      let tilt = plane.tilt(of: moment.up)
      guard (tilt * tilt).sum().squareRoot() <= Self.settling.angle,
        moment.force <= Self.settling.force
      else { break }
      start = moment.time
    }
    return start
  }

  private mutating func advance(
    _ current: Stretch, angle: Double, force: Double, time: Double, emit: (SessionEvent) -> Void
  ) {
    var current = current
    if angle > Self.leavingAngle || force > Self.leavingForce {
      return end(current, at: current.liftSince ?? time, by: .touchDown, now: time, emit: emit)
    }
    if angle > Self.liftAngle {
      let since = current.liftSince ?? time
      current.liftSince = since
      if time - since > Self.longestLift {
        return end(current, at: since, by: .touchDown, now: time, emit: emit)
      }
    } else if let since = current.liftSince {
      current.liftSince = nil
      if time - since >= Self.liftLength {
        let lift = Fault(start: since, end: time, kind: .heelLift)
        current.lifts.append(lift)
        if current.isTold { emit(SessionEvent(time: time, kind: .fault(lift))) }
      }
    }
    if !current.isTold, time - current.start >= leastStretch {
      current.isTold = true
      emit(SessionEvent(time: time, kind: .holdStarted(start: current.start, basis: .settled)))
      for lift in current.lifts { emit(SessionEvent(time: time, kind: .fault(lift))) }
    }
    stretch = current
  }

  private mutating func end(
    _ current: Stretch, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    stretch = nil
    angle = nil
    guard end - current.start >= leastStretch else { return }
    let track = window.horizontal(
      from: current.start + HoldReport.leadIn, through: end - HoldReport.leadOut,
      forward: configuration.forwardAxis)
    let report = HoldReport(
      start: current.start, end: end, side: configuration.side, basis: .measured,
      startBasis: .settled, endedBy: cause, faults: current.lifts,
      sway: SwayReport(track, configuration: configuration))
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
