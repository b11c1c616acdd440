import Glibc
import SignalProcessing

/// The repetitions of a set on a board: what a detector notices, measured and judged.
///
/// A movement is judged when the heel is nearly down, by its rise alone, and again when the heel has come to
/// rest or leaves again: only then is the height at both its ends known. What was told may then be put
/// right, struck, or counted after all.
struct BoardTrack: Sendable {
  /// A movement that came back, not yet settled. Times in seconds.
  private struct Candidate {
    /// When the heel was down before it.
    var lowBefore: ClosedRange<Double>
    var topTime: Double
    var returned: Double
    /// What it was told as.
    var list: List
  }

  private enum List {
    case counted
    case partial
    case rejected
  }

  /// Seconds that a rise or a lowering, and a top, may last for the load to show where the top begins and
  /// ends.
  private static let longest = (phase: 1.7, top: 2.5)

  /// The ratio before the person's own is known: 45 mm of height to 80 mm of way.
  private static let usualRatio = 0.55
  /// Least height in mm that the load must show, and the share of the usual one.
  private static let least = (height: 7.0, share: 0.25)
  /// A way forward in mm without height is a lean.
  private static let lean = 15.0
  /// Repetitions that are remembered.
  private static let remembered = 5

  private let profile = RepetitionProfile.board
  private(set) var detector = BoardDetector()
  private var unsettled: Candidate?
  private var counted: [CycleMeasurement] = []
  private var partial: [CycleMeasurement] = []
  private var rejected: [RejectedRepetition] = []
  private var lowBefore = 0.0...0.0
  /// When the last movement came back, in seconds; nil before the first.
  private var lastReturn: Double?
  /// When samples came again after they had been lost.
  private var resumed = -Double.infinity
  /// Whether a movement went on for so long that the stance it began from must be wrong.
  private(set) var isLost = false
  /// Load of the body at rest in kg, as the last repetition showed it; nil once taken.
  private var restLoad: Double?
  /// Of the last repetitions: heights in mm, the pressure's ways forward in mm, and one over the other.
  private var heights = RecentValues(capacity: remembered)
  private var ways = RecentValues(capacity: remembered)
  private var ratios = RecentValues(capacity: remembered)
  /// Height in mm that a mm of the pressure's way forward stands for.
  private(set) var ratio = usualRatio

  /// Repetitions counted in the set under way.
  var count: Int { counted.count }
  /// The live phase.
  var phase: Phase { detector.phase }

  private var usualHeight: Double? { heights.median }

  /// The load at rest in kg that the last repetition showed, once.
  mutating func takeRestLoad() -> Double? {
    defer { restLoad = nil }
    return restLoad
  }

  /// Forgets where the body stood; what came back is settled as far as it can be.
  mutating func leave(rest: Double, buffer: MotionBuffer) {
    if let low = detector.landingLow {
      _ = settle(lowAfter: low, rest: rest, buffer: buffer)
    }
    unsettled = nil
    detector.restart()
  }

  /// Begins from a stance in which the heel was down in this time.
  mutating func stand(in rest: ClosedRange<Double>) { detector.start(from: rest) }

  /// Whether nothing has been done for `pause` seconds.
  func hasPaused(for pause: Double, at time: Double) -> Bool {
    let ends = [counted.last?.end, partial.last?.end].compactMap { $0 }
    guard !detector.isUp, let since = ends.max() ?? lastReturn else { return false }
    return time - max(since, resumed) >= pause
  }

  /// Takes what was appended to `buffer` by `time`; `rest` is the body's load in kg.
  mutating func advance(
    time: Double, rest: Double, buffer: MotionBuffer
  ) -> RepetitionTrack.Finding {
    let found = detector.advance(time: time, rest: rest, ratio: ratio, buffer: buffer)
    var finding = RepetitionTrack.Finding(phase: found.phase)
    if let landed = found.landed {
      switch settle(lowAfter: landed, rest: rest, buffer: buffer) {
      case .revised(let repetition)?: finding.revised = repetition
      case .struck(let outcome, let wasTold)?:
        finding.outcome = outcome
        finding.correction = (wasTold, counted.count)
      case nil: break
      }
    }
    if let low = found.roseFrom { lowBefore = low }
    isLost = found.isLost
    if isLost {
      lastReturn = time
      finding.outcome = reject(from: lowBefore.upperBound, to: time, .incomplete)
    }
    if let topTime = found.returnedFromTop {
      lastReturn = time
      finding.outcome = judge(topTime: topTime, now: time, rest: rest, buffer: buffer)
    }
    return finding
  }

  /// Gives up the movement under way: samples were lost in it, or the feet left the board.
  mutating func interrupt(
    from start: Double, to end: Double, rest: Double, reason: RejectionReason,
    buffer: MotionBuffer
  ) {
    _ = settle(lowAfter: detector.landingLow ?? start, rest: rest, buffer: buffer)
    if let last = counted.last, last.riseStart > partial.last?.riseStart ?? -.infinity {
      counted[counted.count - 1].isFollowedByGap = true
    } else if !partial.isEmpty {
      partial[partial.count - 1].isFollowedByGap = true
    }
    if detector.isUp {
      _ = reject(from: lowBefore.upperBound, to: end, reason)
      lastReturn = end
    } else {
      // Nobody knows whether the person paused meanwhile.
      resumed = end
    }
    detector.restart()
  }

  /// Ends the set: everything found, boundaries settled; the track is ready for the next set.
  mutating func endSet(
    at now: Double, rest: Double, buffer: MotionBuffer, practice: Int = 0
  ) -> (set: SetReport?, revised: RepetitionTrack.NumberedRepetition?) {
    var revised: RepetitionTrack.NumberedRepetition?
    if case .revised(let repetition)? = settle(
      lowAfter: detector.landingLow ?? now, rest: rest, buffer: buffer)
    {
      revised = repetition
    }
    if detector.isUp { _ = reject(from: lowBefore.upperBound, to: now, .incomplete) }
    defer {
      counted = []
      partial = []
      rejected = []
      lastReturn = nil
      if detector.isUp { detector.restart() }
    }
    let set = SetReport(
      counted: Array(counted.dropFirst(practice)), partial: partial, rejected: rejected,
      direction: .known, measuresAngle: false, lever: nil, practice: Array(counted.prefix(practice))
    )
    return (set, revised)
  }

  private mutating func reject(
    from start: Double, to end: Double, _ reason: RejectionReason
  ) -> RepetitionTrack.Outcome {
    let rejection = RejectedRepetition(start: start, end: end, reason: reason)
    rejected.append(rejection)
    return .rejected(rejection)
  }

  private mutating func judge(
    topTime: Double, now: Double, rest: Double, buffer: MotionBuffer
  ) -> RepetitionTrack.Outcome {
    var candidate = Candidate(
      lowBefore: lowBefore, topTime: topTime, returned: now, list: .counted)
    guard
      let path = VerticalPath(
        buffer: buffer, from: lowBefore.lowerBound - 0.6, through: now, lows: [lowBefore],
        rest: rest,
        ratio: ratio)
    else { return reject(from: lowBefore.upperBound, to: now, .incomplete) }
    let cycle = measure(path, isOver: false) ?? provisional(candidate)
    defer { unsettled = candidate }
    if path.greatestRise < max(Self.least.height, Self.least.share * (usualHeight ?? 0)) {
      candidate.list = .rejected
      return reject(from: cycle.riseStart, to: now, reason(for: path))
    }
    if counted.count >= 3, detector.lastRise < 0.4 * (usualHeight ?? 0) {
      candidate.list = .partial
      partial.append(cycle)
      return .partial(told(cycle))
    }
    counted.append(cycle)
    return .counted(told(cycle), number: counted.count)
  }

  private func provisional(_ candidate: Candidate) -> CycleMeasurement {
    var cycle = CycleMeasurement(
      riseStart: candidate.lowBefore.upperBound, topStart: candidate.topTime,
      lowerStart: candidate.topTime,
      end: candidate.returned, topTime: candidate.topTime, top: 0,
      lowBefore: 0, lowAfter: 0, lowest: 0,
      lowestAfter: 0)
    cycle.isTopMeasured = false
    cycle.isLoweringOver = false
    return cycle
  }

  private func told(_ cycle: CycleMeasurement) -> Repetition {
    Repetition(cycle, direction: .known, measuresAngle: false, lever: nil)
  }

  private enum Settled {
    case revised(RepetitionTrack.NumberedRepetition)
    case struck(RepetitionTrack.Outcome, wasTold: Bool)
  }

  private mutating func settle(lowAfter: Double, rest: Double, buffer: MotionBuffer) -> Settled? {
    guard let last = unsettled else { return nil }
    unsettled = nil
    guard
      let path = VerticalPath(
        buffer: buffer, from: last.lowBefore.lowerBound - 0.6, through: lowAfter + 0.6,
        lows: [last.lowBefore, lowAfter...lowAfter],
        rest: rest, ratio: ratio)
    else { return nil }
    let cycle = measure(path, isOver: true)
    let rise = path.isShort ? path.greatestByLoad : path.top.map { path.height.values[$0] } ?? 0
    // What was told is put right: small ones aren't known before they are over.
    switch last.list {
    case .counted: counted.removeLast()
    case .partial: partial.removeLast()
    case .rejected: rejected.removeLast()
    }
    if path.greatestByLoad < leastHeight(of: path, span: lowAfter - last.lowBefore.upperBound) {
      let outcome = reject(from: last.lowBefore.upperBound, to: lowAfter, reason(for: path))
      return last.list == .rejected ? nil : .struck(outcome, wasTold: true)
    }
    let measured = cycle ?? provisional(last)
    restLoad = path.rest
    if counted.count >= 3, let usualHeight, rise < 0.5 * usualHeight {
      partial.append(measured)
      return last.list == .partial
        ? nil : .struck(.partial(told(measured)), wasTold: last.list == .counted)
    }
    counted.append(measured)
    learn(path)
    let repetition = RepetitionTrack.NumberedRepetition(
      repetition: told(measured), number: counted.count)
    return last.list == .counted
      ? .revised(repetition)
      : .struck(
        .counted(repetition.repetition, number: repetition.number),
        wasTold: last.list == .partial)
  }

  private mutating func learn(_ path: VerticalPath) {
    guard let top = path.top else { return }
    // The load alone isn't led by what this rests on: the pressure's way at this person's raises.
    let rise = path.isShort ? path.greatestByLoad : path.height.values[top]
    detector.learn(rise: rise)
    let way = path.wayAtTop
    heights.append(rise)
    ways.append(way)
    guard path.isShort, way > Self.lean else { return }
    ratios.append(rise / way)
    ratio = min(2, max(0.2, ratios.median ?? ratio))
  }

  /// Why a movement without height isn't counted.
  private func reason(for path: VerticalPath) -> RejectionReason {
    path.wayAtTop > Self.lean ? .lean : .tooSmall
  }

  /// Least height in mm that the load alone must show: what it is in doubt by grows with the time, unless
  /// the pressure went as far as it does in this person's raises.
  private func leastHeight(of path: VerticalPath, span: Double) -> Double {
    let least = max(Self.least.height, Self.least.share * (usualHeight ?? 0))
    if let usual = ways.median, path.wayAtTop > 0.5 * usual { return least }
    return max(least, span)
  }

  /// The boundaries on a path; `isOver` says whether the low after it is there.
  private func measure(_ path: VerticalPath, isOver: Bool) -> CycleMeasurement? {
    guard let top = path.top else { return nil }
    let lever = AnkleLever(height: path.height.values[top])
    let angles = UniformGrid(
      start: path.height.start, step: path.height.step,
      values: path.height.values.map(lever.angle))
    guard
      var cycle = CycleMeasurement(
        excursion: angles, topTime: angles.time(at: top), neutral: 0, profile: profile)
    else { return nil }
    cycle.isTopMeasured =
      cycle.topStart - cycle.riseStart <= 0.8 * Self.longest.phase
      && cycle.end - cycle.lowerStart <= 0.8 * Self.longest.phase
      && cycle.lowerStart - cycle.topStart <= Self.longest.top
    cycle.isLoweringOver = isOver
    return cycle
  }
}

/// The lever from the ball of the foot to the ankle, which carries the body up: from a height its share of
/// the foot's whole turn follows, not its degrees, for nobody told how long the foot is.
private struct AnkleLever {
  /// In mm: 0.13 m behind the ball and 0.08 m above it, for a grown-up's foot.
  private static let usual = 140.0
  /// How steep it is with the foot flat, and how far a foot turns at most, in degrees.
  private static let slant = 34.0
  private static let greatestTurn = 40.0

  private let length: Double

  /// The lever of a foot that lifts the body by `height` mm: longer than usual where that is too much for
  /// the usual one.
  init(height: Double) {
    let reach = sin((Self.slant + Self.greatestTurn) * .pi / 180) - sin(Self.slant * .pi / 180)
    length = max(Self.usual, height / reach)
  }

  /// Degrees at a height in mm.
  func angle(at height: Double) -> Double {
    let flat = sin(Self.slant * .pi / 180)
    return asin(min(1, max(-0.5, flat + height / length))) * 180 / .pi - Self.slant
  }
}

extension VerticalPath {
  /// How far forward in mm the pressure is about the top.
  fileprivate var wayAtTop: Double {
    guard let top else { return 0 }
    let part = shift[max(0, top - 10)...min(shift.count - 1, top + 10)]
    return part.reduce(0, +) / Double(part.count)
  }

  /// Whether the load alone shows the height well enough to learn from.
  fileprivate var isShort: Bool {
    guard let first = lows.first, let last = lows.last else { return false }
    return last.lowerBound - first.upperBound < Int(10 / height.step)
  }

  /// Index of the highest point between the lows, or after the only one.
  var top: Int? {
    let end = lows.count > 1 ? lows[lows.count - 1].lowerBound : height.values.count - 1
    guard let first = lows.first?.upperBound, first <= end else { return nil }
    return (first...end).max { height.values[$0] < height.values[$1] }
  }
}
