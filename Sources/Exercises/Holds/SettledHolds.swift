import Glibc
import Samples
import SignalProcessing

/// Holds from a sensor on the waist, the shank or the platform of a balance trainer.
///
/// Such a sensor cannot tell one foot from two: it takes the exercise's word, and the report says so. A
/// hold starts with the first second whose tilt rate is under twice the hold's median, and ends where the
/// tilt rate breaks out of the hold's usual range to stay, or with a blow.
struct SettledHolds: ExerciseAnalysis {
  /// Multiples of the hold's median tilt rate.
  private static let settledShare = 2.0
  private static let lurchShare = 4.0
  /// Blocks of a quarter of a second that make the settled second, and the longest lurch.
  private static let settledBlocks = 4
  private static let longestLurch = 1.0
  /// Seconds after the end that tell a step-off from a touch-down.
  private static let aftermath = 1.5
  /// Seconds of blocks that are kept for one hold at most.
  private static let memory = SwayWindow.capacity

  private enum Stage {
    case unsettled
    case holding(Holding)
    /// The hold is over; what comes next tells how it ended.
    case ending(Holding, at: Double, greatestForce: Double)
  }

  private struct Holding {
    var blocks: [ActivityBlock] = []
    var faults: [Fault] = []
    var lurchSince: Double?
    var isTold = false

    /// Median tilt rate in degrees per second of the last half minute, never below what noise makes.
    var usualRate: Double {
      max(0.5, median(of: blocks.suffix(120).map(\.tiltRate)) ?? 0)
    }

    /// Start of the first second whose root mean square is under twice the median; nil before there is one.
    var settledStart: Double? {
      let limit = settledShare * usualRate
      for first in blocks.indices.dropLast(settledBlocks - 1) {
        let second = blocks[first..<(first + settledBlocks)]
        let square = second.reduce(0) { $0 + $1.tiltRate * $1.tiltRate } / Double(settledBlocks)
        if square < limit * limit { return blocks[first].start }
      }
      return nil
    }
  }

  private let configuration: SessionConfiguration
  /// Tilt rate in degrees per second above which nobody holds anything.
  private let loudest: Double
  /// Force in m/s² beside gravity that is a blow: a jump off, or a landing.
  private let blow: Double
  private var activity = TiltActivity()
  private var stillness = StillnessDetector()
  private var window = AccelerationWindow()
  private var stage = Stage.unsettled
  private var holds: [HoldReport] = []

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    let isPlatform = configuration.placement == .platform
    loudest = isPlatform ? 30 : 20
    blow = isPlatform ? 6 : 4
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .inertial(let inertial) = sample else { return }
    if let pose = stillness.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    {
      activity.gyroscopeBias = pose.gyroscopeBias ?? SIMD3(repeating: 0)
    }
    window.append(time: time, acceleration: inertial.acceleration)
    let block = activity.advance(
      time: time, acceleration: inertial.acceleration, angularVelocity: inertial.angularVelocity)
    if let block { advance(block, emit: emit) }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {}

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    switch stage {
    case .unsettled: break
    case .holding(let holding):
      close(
        holding, at: holding.lurchSince ?? time, by: endedByHand ? .stopped : .endOfRecording,
        now: time, emit: emit)
    case .ending(let holding, let end, let greatestForce):
      close(holding, at: end, by: cause(holding, greatestForce), now: time, emit: emit)
    }
    stage = .unsettled
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.holds = holds.count
    status.lastHold = holds.last
    if case .holding(let holding) = stage, holding.isTold {
      status.holdStart = holding.settledStart
    }
  }

  func contribute(to report: inout SessionReport) {
    report.holds = holds
    report.unavailable.append(
      Unavailable(
        key: "holds.score", reason: "no half speed is set for acceleration: see the documentation"))
    report.unavailable.append(
      Unavailable(
        key: "holds.sway.path_mm", reason: "an accelerometer shows no centre of pressure"))
  }

  // MARK: - Blocks

  private mutating func advance(_ block: ActivityBlock, emit: (SessionEvent) -> Void) {
    switch stage {
    case .unsettled:
      guard block.tiltRate < loudest, block.greatestForceDeviation < blow else {
        window.removeAll()
        return
      }
      stage = .holding(Holding(blocks: [block]))
    case .holding(let holding):
      hold(holding, block, emit: emit)
    case .ending(let holding, let end, let greatestForce):
      let greatest = max(greatestForce, block.greatestForceDeviation)
      guard block.end - end >= Self.aftermath else {
        stage = .ending(holding, at: end, greatestForce: greatest)
        return
      }
      close(holding, at: end, by: cause(holding, greatest), now: block.end, emit: emit)
      stage = .unsettled
      window.removeAll()
    }
  }

  private mutating func hold(
    _ holding: Holding, _ block: ActivityBlock, emit: (SessionEvent) -> Void
  ) {
    var holding = holding
    let usual = holding.usualRate
    let isLurch =
      holding.blocks.count >= Self.settledBlocks && block.tiltRate > Self.lurchShare * usual
    let isOver = block.greatestForceDeviation >= blow || block.tiltRate >= 2 * loudest
    if isLurch || isOver {
      let since = holding.lurchSince ?? block.start
      holding.lurchSince = since
      guard isOver || block.end - since >= Self.longestLurch else {
        stage = .holding(holding)
        return
      }
      stage =
        holding.isTold
        ? .ending(holding, at: since, greatestForce: block.greatestForceDeviation) : .unsettled
      if !holding.isTold { window.removeAll() }
      return
    }
    if let since = holding.lurchSince {
      let lurch = Fault(start: since, end: block.start, kind: .lurch)
      holding.lurchSince = nil
      if holding.isTold {
        holding.faults.append(lurch)
        emit(SessionEvent(time: block.end, kind: .fault(lurch)))
      }
    }
    if block.end - (holding.blocks.first?.start ?? 0) <= Self.memory {
      holding.blocks.append(block)
    }
    if !holding.isTold, let start = holding.settledStart,
      block.end - start >= configuration.shortestHold
    {
      holding.isTold = true
      emit(SessionEvent(time: block.end, kind: .holdStarted(start: start, basis: .settled)))
    }
    stage = .holding(holding)
  }

  private func cause(_ holding: Holding, _ greatestForce: Double) -> HoldEnd {
    greatestForce >= blow ? .stepOff : .touchDown
  }

  private mutating func close(
    _ holding: Holding, at end: Double, by cause: HoldEnd, now: Double,
    emit: (SessionEvent) -> Void
  ) {
    guard let start = holding.settledStart, end - start >= configuration.shortestHold else { return }
    let points = window.horizontal(
      from: start + HoldReport.leadIn, through: end - HoldReport.leadOut)
    let report = HoldReport(
      start: start, end: end, side: configuration.side, basis: .declared, startBasis: .settled,
      endedBy: cause, faults: holding.faults.filter { $0.start >= start && $0.end <= end },
      score: nil,
      sway: SwayReport(
        points: points, signal: .acceleration, filter: configuration.swayFilter, geometry: nil))
    holds.append(report)
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
