import Glibc
import Samples

/// Holds from a sensor on the waist, the shank or the platform of a balance trainer.
///
/// Such a sensor cannot tell one foot from two: it takes the exercise's word, and the report says so. What
/// it does show is calm stretches with bursts between them. A stance on both feet sways much less than the
/// hold after it; a stretch as lively as the hold before it goes on with that hold, the burst between them
/// being a lurch. A stream with nothing but one calm stretch is that hold.
struct SettledHolds: ExerciseAnalysis {
  /// How much livelier a hold is than a stance, at least.
  private static let liveliness = 1.8
  /// Seconds of calm at a stream's beginning that may be a hold, or a stance: before that nobody has settled.
  private static let leastFirst = 3.0
  /// Seconds of a stretch after which even a close call is made, and the ratios of rates that are clear
  /// before.
  private static let closeCall = 4.0
  private static let clear = (stance: 1 / 2.5, hold: 1 / 1.5)
  /// Multiples of the hold's rate at a lurch's peak that make it worth telling.
  private static let lurchShare = 4.0
  /// Seconds of a burst after which a hold is over for good.
  private static let longestBurst = 4.0
  /// Seconds before a decision in which the hold that it is about may have begun.
  private static let lookBack = 15.0
  /// Seconds of unrest that a recording must go on for after a hold, for it to have ended before.
  private static let shortestEnd = 2.5
  /// Degrees by which a platform leans on its rim after a touch-down.
  private static let rimAngle = 6.0

  private enum Kind {
    /// The first stretch of a stream, as long as nothing can be compared with it.
    case undecided
    case stance
    case hold
    /// Livelier than the hold before it: no hold.
    case commotion
  }

  private struct Candidate {
    var kind: Kind
    /// What came before a lurch.
    var earlier: CalmStretch?
    var faults: [Fault] = []

    /// The whole of it, `stretch` being its last part.
    func whole(with stretch: CalmStretch) -> CalmStretch {
      guard var whole = earlier else { return stretch }
      whole.append(stretch)
      return whole
    }
  }

  private let configuration: SessionConfiguration
  /// Force in m/s² beside gravity that no lurch makes: a landing, or the platform's rim on the floor.
  private let blow: Double
  /// Tilt rate in degrees per second above which nobody stands on both feet, and no platform is empty.
  private var liveliestStance: Double
  private var activity = TiltActivity()
  private var stillness = StillnessDetector()
  private var finder: CalmFinder
  /// Whether there is no gyroscope: then what the body is pushed about passes for tilt as well.
  private var isBlind = false
  private var window = AccelerationWindow()
  /// The stretch under way, once it is decided on.
  private var current: Candidate?
  /// The stretch that the last burst broke off; what comes next tells what became of it.
  private var broken: (candidate: Candidate, stretch: CalmStretch, rate: Double)?
  /// Median tilt rate of the last hold, in degrees per second.
  private var lastHoldRate: Double?
  /// Mean direction of up in the last hold.
  private var lastHoldUp: SIMD3<Double>?
  /// Mean direction of up over the last second or so.
  private var recentUp: SIMD3<Double>?
  /// The burst between the two.
  private var burst: Burst?
  private var holds: [HoldReport] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    let isPlatform = configuration.placement == .platform
    finder = CalmFinder(
      floor: isPlatform ? 6 : 2, ceiling: isPlatform ? 45 : 20, drop: isPlatform ? 0.45 : 0.55)
    blow = isPlatform ? 5 : 4
    liveliestStance = isPlatform ? 2 : 1.2
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .inertial(let inertial) = sample else { return }
    if inertial.angularVelocity == nil, !isBlind {
      isBlind = true
      let share = CalmFinder.blindShare(on: configuration.placement)
      finder = finder.anew(times: share)
      liveliestStance *= share
    }
    let pose = stillness.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    if let pose { activity.learn(from: pose) }
    keepWindow(until: time)
    window.append(time: time, acceleration: inertial.acceleration)
    let block = activity.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    guard let block else { return }
    recentUp = recentUp.map { ($0 * 3 + block.up) / 4 } ?? block.up
    switch finder.advance(block) {
    case .broken(let stretch)?:
      // One that was too short to be told what it was belongs to the burst.
      if let candidate = current {
        broken = (candidate, stretch, candidate.whole(with: stretch).rate)
        burst = nil
      }
      current = nil
    case .calmed(let before)?:
      burst = joined(burst, before)
    case nil: break
    }
    if current == nil, let stretch = finder.current, isClear(stretch) {
      decide(on: stretch, now: block.end, emit: emit)
    }
    if let open = finder.openBurst, open.end - open.start > Self.longestBurst,
      broken?.candidate.kind == .hold
    {
      burst = joined(burst, open)
      closeBroken(now: block.end, emit: emit)
    }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    window.breakOff()
    activity.restart()
    stillness.reset()
    guard gap.end - gap.start > HoldReport.longestGap else { return }
    endAll(at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
    finder = finder.anew()
    current = nil
    broken = nil
    burst = nil
    recentUp = nil
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    endAll(at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
  }

  private mutating func endAll(
    at time: Double, by cause: HoldEnd, now: Double, emit: (SessionEvent) -> Void
  ) {
    burst = joined(burst, finder.openBurst)
    if let broken, broken.candidate.kind == .hold || broken.candidate.kind == .undecided,
      let burst, isShortAndSoft(burst), time - burst.start < Self.shortestEnd
    {
      // Too little is left to tell a lurch from the end, and the exercise says hold.
      return close(broken.candidate, broken.stretch, at: time, by: cause, now: now, emit: emit)
    }
    closeBroken(now: now, emit: emit)
    guard let current, let stretch = finder.current,
      current.kind == .hold || current.kind == .undecided
    else { return }
    close(current, stretch, at: time, by: cause, now: now, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.holds = holds.count
    status.lastHold = holds.last
    if let current, current.kind == .hold, let stretch = finder.current {
      status.holdStart = (current.earlier ?? stretch).settledStart
    } else if let broken, broken.candidate.kind == .hold {
      status.holdStart = broken.candidate.whole(with: broken.stretch).settledStart
    }
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.isStrict = configuration.isStrict
    report.unavailable += report.missingSway(of: .acceleration, by: configuration)
    report.unavailable.append(
      Unavailable(
        key: "holds.sway.path_mm",
        reason:
          "a path in mm is the centre of pressure's, which an accelerometer doesn't show; its path is "
          + "the acceleration's, in m/s²"))
  }

  /// Outside a hold only the last while is kept: the next hold's start may lie in it.
  private mutating func keepWindow(until time: Double) {
    let isHold = current.map { $0.kind == .hold || $0.kind == .undecided } ?? (broken != nil)
    guard !isHold, let start = window.start, time - start > 2 * Self.lookBack else { return }
    window.drop(before: time - Self.lookBack)
  }

  // MARK: - Stance or hold

  /// Whether a stretch has gone on for long enough to be compared with what came before.
  private func isClear(_ stretch: CalmStretch) -> Bool {
    guard stretch.duration < Self.closeCall, let reference = broken?.rate ?? lastHoldRate,
      broken?.candidate.kind != .stance
    else { return true }
    let ratio = stretch.presentRate / max(0.01, reference)
    if broken?.candidate.kind == .undecided, reference <= liveliestStance, ratio >= Self.liveliness
    {
      return true
    }
    if ratio <= Self.clear.stance { return true }
    return ratio >= Self.clear.hold && (burst?.greatestForce ?? 0) < blow
  }

  /// What a stretch is, seen against the hold or the stance before it.
  private func kind(of stretch: CalmStretch) -> Kind {
    if let up = lastHoldUp ?? broken.flatMap({ $0.candidate.kind == .hold ? $0.stretch.up : nil }),
      hasLeaned(from: up, to: stretch.up)
    {
      return .stance
    }
    if let hold = broken.flatMap({ $0.candidate.kind == .hold ? $0.rate : nil }) ?? lastHoldRate {
      if stretch.presentRate <= hold / Self.liveliness {
        return isAlive(stretch) ? .hold : .stance
      }
      return stretch.presentRate >= Self.liveliness * hold ? .commotion : .hold
    }
    guard let broken else { return .undecided }
    let isLivelier = stretch.presentRate >= Self.liveliness * broken.rate
    switch broken.candidate.kind {
    case .undecided:
      // Nothing was seen before it: what is livelier than any stance is the hold that the exercise told of.
      let isCalmer = stretch.presentRate <= broken.rate / Self.liveliness
      return isCalmer && stretch.presentRate <= liveliestStance ? .stance : .hold
    case .stance: return isLivelier ? .hold : .stance
    case .hold, .commotion: return .undecided
    }
  }

  /// Whether somebody keeps a platform level: empty it is still, and on its rim it leans.
  private func isAlive(_ stretch: CalmStretch) -> Bool {
    configuration.placement == .platform && stretch.presentRate > liveliestStance
  }

  private mutating func decide(
    on stretch: CalmStretch, now: Double, emit: (SessionEvent) -> Void
  ) {
    let kind = kind(of: stretch)
    guard let broken else {
      return begin(Candidate(kind: kind), stretch, now: now, emit: emit)
    }
    let whole = broken.candidate.whole(with: broken.stretch)
    let isLivelier = stretch.presentRate >= Self.liveliness * broken.rate
    let wasStance = isLivelier && broken.rate <= liveliestStance
    let isSame =
      switch broken.candidate.kind {
      case .undecided: kind == .hold && !wasStance
      case .hold:
        kind == .commotion
          || kind == .hold
            && stretch.presentRate > broken.rate / Self.liveliness
      case .stance, .commotion: false
      }
    if broken.candidate.kind == .undecided, !wasStance, whole.duration < Self.leastFirst {
      // It hadn't settled before that; the hold, if there is one, begins now.
      self.broken = nil
      return begin(Candidate(kind: .undecided), stretch, now: now, emit: emit)
    }
    if isSame, isShortAndSoft(burst), !hasLeaned(from: whole.up, to: stretch.up) {
      var faults = broken.candidate.faults
      if let burst, burst.peak >= Self.lurchShare * broken.rate {
        let lurch = Fault(start: burst.start, end: burst.end, kind: .lurch)
        emit(SessionEvent(time: now, kind: .fault(lurch)))
        guard !configuration.isStrict else {
          closeBroken(now: now, by: .touchDown, emit: emit)
          return begin(Candidate(kind: .hold), stretch, now: now, emit: emit)
        }
        faults.append(lurch)
      }
      current = Candidate(kind: broken.candidate.kind, earlier: whole, faults: faults)
      self.broken = nil
      return
    }
    let wasGettingOn =
      broken.candidate.kind == .hold && broken.candidate.earlier == nil
      && kind == .hold && stretch.presentRate <= broken.rate / Self.liveliness
    if broken.candidate.kind == .undecided && wasStance || wasGettingOn {
      // What seemed to be a hold was the stance before it, or the way to it.
      self.broken = nil
    }
    closeBroken(now: now, emit: emit)
    begin(Candidate(kind: kind), stretch, now: now, emit: emit)
  }

  private mutating func begin(
    _ candidate: Candidate, _ stretch: CalmStretch, now: Double, emit: (SessionEvent) -> Void
  ) {
    window.drop(before: stretch.start)
    current = candidate
    if candidate.kind == .hold, let start = stretch.settledStart {
      emit(SessionEvent(time: now, kind: .holdStarted(start: start, basis: .settled)))
    }
  }

  /// Two bursts with nothing worth mentioning between them.
  private func joined(_ first: Burst?, _ second: Burst?) -> Burst? {
    guard let first, var second else { return first ?? second }
    second.start = first.start
    second.peak = max(first.peak, second.peak)
    second.greatestForce = max(first.greatestForce, second.greatestForce)
    return second
  }

  /// Whether a hold survives a burst: nil is a mere change of level.
  private func isShortAndSoft(_ burst: Burst?) -> Bool {
    isSoft(burst) && (burst.map { $0.end - $0.start <= Self.longestBurst } ?? true)
  }

  private func isSoft(_ burst: Burst?) -> Bool { (burst?.greatestForce ?? 0) < blow }

  /// Whether a platform lies on its rim, as it doesn't in a hold.
  private func hasLeaned(from one: SIMD3<Double>, to other: SIMD3<Double>) -> Bool {
    configuration.placement == .platform
      && Self.angle(between: one, and: other) >= Self.rimAngle
  }

  private static func angle(between one: SIMD3<Double>, and other: SIMD3<Double>) -> Double {
    acos(max(-1, min(1, one.dot(other)))) * 180 / .pi
  }

  // MARK: - The end of a hold

  private mutating func closeBroken(
    now: Double, by told: HoldEnd? = nil, emit: (SessionEvent) -> Void
  ) {
    guard let (candidate, stretch, _) = broken else { return }
    broken = nil
    guard candidate.kind == .hold || candidate.kind == .undecided else { return }
    let cause = told ?? cause(of: stretch)
    close(
      candidate, stretch, at: burst?.start ?? stretch.end, by: cause, now: now, emit: emit)
  }

  /// A platform that comes to rest on its rim was left by the other foot's touch-down; one that comes
  /// back to level was left altogether. On the body a jump's force tells.
  private func cause(of stretch: CalmStretch) -> HoldEnd {
    if configuration.placement == .platform, let recentUp {
      return hasLeaned(from: stretch.up, to: recentUp.normalized) ? .touchDown : .stepOff
    }
    return (burst?.greatestForce ?? 0) >= blow ? .stepOff : .touchDown
  }

  private mutating func close(
    _ candidate: Candidate, _ stretch: CalmStretch, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    let whole = candidate.whole(with: stretch)
    lastHoldRate = whole.rate
    lastHoldUp = whole.up
    guard let start = whole.settledStart, end - start >= configuration.shortestHold else { return }
    if candidate.kind == .undecided {
      emit(SessionEvent(time: now, kind: .holdStarted(start: start, basis: .settled)))
    }
    let track = window.horizontal(
      from: start + HoldReport.leadIn, through: end - HoldReport.leadOut,
      forward: configuration.forwardAxis)
    var report = HoldReport(
      start: start, end: end, side: configuration.side, basis: .declared, startBasis: .settled,
      endedBy: cause, faults: candidate.faults.filter { $0.start >= start },
      sway: SwayReport(track, configuration: configuration))
    report.take(track.points, of: .acceleration, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
