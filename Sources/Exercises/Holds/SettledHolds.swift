import Samples
import SignalProcessing

/// Holds from a sensor on the waist, the shank or the platform of a balance trainer.
///
/// Such a sensor cannot tell one foot from two: it takes the exercise's word, and the report says so. What
/// it does show is how much it tilts: little in a stance on both feet, more in a hold, most while somebody gets
/// on or nearly falls. The likeliest way through these (``HoldPath``) is looked at once a second and where the
/// stream ends, always in the same manner (``HoldReview``): what is told meanwhile is provisional, and a hold
/// is judged again, as a whole, when it is over.
///
/// Kept are the blocks since the last hold, ten minutes of them at most.
struct SettledHolds: ExerciseAnalysis {
  /// Blocks that are kept at most: ten minutes. Then the older half of them goes.
  private static let capacity = Int(SwayWindow.capacity / ActivityBlock.length)
  /// Blocks between two looks.
  private static let lookInterval = 4
  /// Seconds of a hold after which it is told.
  private static let toldAfter = 4.0
  /// Seconds after a lurch at which it is told.
  private static let lurchToldAfter = 2.0
  /// Seconds of calm that are kept for what comes next, and those after which the rest is forgotten.
  private static let calm = (kept: 10.0, longest: 20.0)
  /// A force in m/s² beside gravity, and as a multiple of the usual one, that is a blow.
  private static let blow = (least: 0.5, share: 8.0)
  /// Blocks that the usual force is the median of.
  private static let forceMemory = 40

  /// A hold that began before what is kept.
  private struct Carried {
    var start: Double
    var lurches: [Fault]
  }

  private let configuration: SessionConfiguration
  /// Tilt rate in degrees per second that an empty platform keeps below; nil on a body.
  private let emptyRate: Double?
  private var activity: TiltActivity
  private var stillness = StillnessDetector()
  private var path: HoldPath
  private var blocks: [ActivityBlock] = []
  private var window = AccelerationWindow()
  /// Whether nothing has been seen that came after a hold.
  private var isFresh = true
  private var carried: Carried?
  /// Median tilt rate of the last hold in degrees per second.
  private var lastRate: Double?
  private var blocksSinceLook = 0
  /// The start of the hold under way, as it is known by now; nil for one that wasn't told.
  private var toldStart: Double?
  private var toldLurches: [Fault] = []
  private var holds: [HoldReport] = []
  private var transitions: [Transition] = []
  /// What the end of the stream was spent in, mostly; nil before the end.
  private var lastState: HoldPath.State?

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    activity = TiltActivity(placement: configuration.placement)
    let isPlatform = configuration.placement == .platform
    emptyRate = isPlatform ? 2.5 : nil
    path = HoldPath(rates: isPlatform ? 2.5...45 : 0.1...20, emptyRate: emptyRate)
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .inertial(let inertial) = sample else { return }
    let pose = stillness.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    if let pose { activity.learn(from: pose) }
    window.append(time: time, acceleration: inertial.acceleration)
    activity.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    takeFinished(now: time, emit: emit)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    window.breakOff()
    stillness.reset()
    let isLong = gap.end - gap.start > HoldReport.longestGap
    if isLong { activity.flush() } else { activity.breakOff() }
    takeFinished(now: gap.end, emit: emit)
    guard isLong else { return }
    endAll(at: gap.start, by: .endOfRecording, now: gap.end, emit: emit)
    blocks.removeAll(keepingCapacity: true)
    path.begin()
    isFresh = true
    window.removeAll()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    activity.flush()
    takeFinished(now: time, emit: emit)
    let states = path.states
    lastState = [.calm, .unrest].first { state in
      2 * states.count { $0 == state } > states.count
    }
    endAll(at: time, by: endedByHand ? .stopped : .endOfRecording, now: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.holds = holds.count
    status.lastHold = holds.last
    status.holdStart = toldStart
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.transitions = transitions
    report.isStrict = configuration.isStrict
    report.unavailable += report.missingHold(missingHoldReason)
    guard !holds.isEmpty else { return }
    report.unavailable += report.missingSway(of: .acceleration, by: configuration)
    report.unavailable.append(
      Unavailable(
        key: "holds.sway.path_mm",
        reason:
          "a path in mm is the centre of pressure's, which an accelerometer doesn't show; its path is "
          + "the acceleration's, in m/s²"))
  }

  /// Why nothing of it all was a hold.
  private var missingHoldReason: String {
    switch lastState {
    case .calm:
      "it was still most of the time, as a sensor is that lies somewhere, and nothing livelier was kept up"
    case .unrest: "it moved most of the time, as in walking, and nothing calmer was kept up"
    case .hold, nil: "nothing was kept up for as long as a hold takes (--shortest-hold)"
    }
  }

  // MARK: - Blocks

  private mutating func takeFinished(now: Double, emit: (SessionEvent) -> Void) {
    for block in activity.finished {
      take(block)
      blocksSinceLook += 1
      if blocksSinceLook >= Self.lookInterval { look(now: now, emit: emit) }
    }
  }

  private mutating func take(_ block: ActivityBlock) {
    blocks.append(block)
    let usual = median(of: blocks.suffix(Self.forceMemory).map(\.force)) ?? 0
    let isStruck = block.force > max(Self.blow.least, Self.blow.share * usual)
    let isBlow = block.force >= HoldReview.blow(on: configuration.placement)
    path.advance(block, isStruck: isStruck || isBlow)
  }

  /// Forgets the first blocks, and the samples under them.
  private mutating func removeFirst(_ count: Int) {
    blocks.removeFirst(count)
    path.removeFirst(count)
    if let first = blocks.first { window.drop(before: first.start) }
  }

  /// Begins anew with the block at `place`, where a hold is over, or cut in two.
  private mutating func begin(at place: Int, isHolding: Bool) {
    let rest = Array(blocks[place...])
    blocks.removeAll(keepingCapacity: true)
    path.begin(isHolding: isHolding)
    isFresh = false
    forgetHold()
    for block in rest { take(block) }
    if let first = blocks.first { window.drop(before: first.start) }
  }

  private mutating func forgetHold() {
    carried = nil
    toldStart = nil
    toldLurches = []
  }

  // MARK: - Looking

  private func review() -> HoldReview {
    HoldReview(
      blocks, states: path.states, placement: configuration.placement,
      emptyRate: emptyRate, lastRate: isFresh ? nil : lastRate)
  }

  private mutating func stretches(of review: HoldReview) -> [HeldStretch] {
    let stretches = review.stretches()
    // Else what was carried has turned out to be no hold.
    if stretches.first?.isFirst != true { carried = nil }
    return stretches
  }

  private mutating func look(now: Double, emit: (SessionEvent) -> Void) {
    blocksSinceLook = 0
    let review = review()
    let stretches = stretches(of: review)
    if let first = stretches.first {
      let next = stretches.dropFirst().first
      if review.isOver(first, next: next) {
        close(first, at: first.end, by: review.cause(of: first), now: now, emit: emit)
        return begin(at: first.blocks.upperBound, isHolding: false)
      }
      tell(first, now: now, emit: emit)
    } else {
      takeBack(through: now, now: now, emit: emit)
      if let calm = review.calmAtEnd, calm > Self.calm.longest {
        removeFirst(blocks.count - Int(Self.calm.kept / ActivityBlock.length))
      }
    }
    guard blocks.count >= Self.capacity else { return }
    let half = blocks.count / 2
    if let first = stretches.first, first.blocks.upperBound <= half {
      close(first, at: first.end, by: review.cause(of: first), now: now, emit: emit)
      begin(at: first.blocks.upperBound, isHolding: false)
    } else {
      removeOlderHalf(stretches.first)
    }
  }

  /// A hold that was told has turned out to be none, or too short for one.
  private mutating func takeBack(
    through end: Double, now: Double, emit: (SessionEvent) -> Void
  ) {
    guard let start = toldStart else { return }
    toldStart = nil
    toldLurches = []
    let moment = Transition(start: start, end: max(start, end), kind: .oneFoot)
    transitions.append(moment)
    emit(SessionEvent(time: now, kind: .transition(moment)))
  }

  /// Tells of a hold under way, unless it may turn out to be the stance before one.
  private mutating func tell(_ stretch: HeldStretch, now: Double, emit: (SessionEvent) -> Void) {
    let start = carried?.start ?? stretch.start
    if toldStart == nil {
      guard !stretch.isFirst || !isFresh,
        now - start >= max(Self.toldAfter, configuration.shortestHold)
      else { return }
      emit(SessionEvent(time: now, kind: .holdStarted(start: start, basis: .settled)))
    }
    toldStart = start
    let lurches = stretch.lurches.filter { now - $0.end > Self.lurchToldAfter }
    for lurch in lurches { tellOnce(lurch, now: now, emit: emit) }
    guard configuration.isStrict, let lurch = lurches.first else { return }
    report(
      from: start, to: lurch.start, faults: [], by: .touchDown, now: now, emit: emit)
    // What is held after it is another hold.
    let place = blocks.firstIndex { $0.start >= lurch.end } ?? blocks.count - 1
    begin(at: place, isHolding: true)
  }

  private mutating func tellOnce(
    _ lurch: Fault, now: Double, emit: (SessionEvent) -> Void
  ) {
    guard !toldLurches.contains(where: { $0.overlaps(lurch) }) else { return }
    toldLurches.append(lurch)
    emit(SessionEvent(time: now, kind: .fault(lurch)))
  }

  /// Lets the older half of the blocks go; a hold that they are part of goes on.
  private mutating func removeOlderHalf(_ stretch: HeldStretch?) {
    let half = blocks.count / 2
    guard let stretch, stretch.blocks.contains(half) else { return removeFirst(half) }
    let cut = blocks[half].start
    let start = carried?.start ?? stretch.start
    carried = Carried(
      start: start,
      // The first second after the cut counts as settling: its lurches aren't seen again.
      lurches: lurches(of: stretch).filter { $0.start < cut + 1 })
    blocks.removeFirst(half)
    path.removeFirst(half)
    window.drop(before: start)
  }

  private mutating func endAll(
    at time: Double, by cause: HoldEnd, now: Double, emit: (SessionEvent) -> Void
  ) {
    guard !blocks.isEmpty else { return }
    let review = review()
    for stretch in stretches(of: review) {
      let isOpen = stretch.blocks.upperBound == blocks.count
      close(
        stretch, at: isOpen ? time : stretch.end, by: isOpen ? cause : review.cause(of: stretch),
        now: now, emit: emit)
      forgetHold()
    }
    takeBack(through: time, now: now, emit: emit)
    forgetHold()
  }

  // MARK: - The end of a hold

  private mutating func close(
    _ stretch: HeldStretch, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    lastRate = stretch.rate
    var start = carried?.start ?? stretch.start
    var faults = lurches(of: stretch)
    if configuration.isStrict {
      for lurch in faults {
        tellOnce(lurch, now: now, emit: emit)
        report(from: start, to: lurch.start, faults: [], by: .touchDown, now: now, emit: emit)
        start = lurch.end
      }
      faults = []
    }
    report(from: start, to: end, faults: faults, by: cause, now: now, emit: emit)
  }

  /// Those of what is kept, and of what went before it.
  private func lurches(of stretch: HeldStretch) -> [Fault] {
    let earlier = carried?.lurches ?? []
    return earlier
      + stretch.lurches.filter { lurch in !earlier.contains { $0.overlaps(lurch) } }
  }

  private mutating func report(
    from start: Double, to end: Double, faults: [Fault], by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    guard end - start >= configuration.shortestHold else {
      return takeBack(through: end, now: now, emit: emit)
    }
    if toldStart == nil {
      emit(SessionEvent(time: now, kind: .holdStarted(start: start, basis: .settled)))
    }
    toldStart = nil
    for fault in faults { tellOnce(fault, now: now, emit: emit) }
    let track = window.horizontal(
      from: start + HoldReport.leadIn, through: end - HoldReport.leadOut,
      forward: configuration.forwardAxis)
    var report = HoldReport(
      start: start, end: end, side: configuration.side, basis: .declared, startBasis: .settled,
      endedBy: cause, faults: faults, sway: SwayReport(track, configuration: configuration))
    report.take(track.points, of: .acceleration, on: configuration.surface)
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}

extension Fault {
  fileprivate func overlaps(_ other: Fault) -> Bool { start < other.end && other.start < end }
}
