import Glibc
import SignalProcessing

/// The repetitions of a set on a board: the one that owns what was counted, and measures it.
struct BoardTrack: Sendable {
  /// A movement that came back.
  private struct Candidate {
    var lowBefore: ClosedRange<Double>
    var topTime: Double
    var returned: Double
    var swing: Double
    var isPartial: Bool
  }

  private let profile = RepetitionProfile.board
  private(set) var detector = BoardDetector()
  private var unsettled: Candidate?
  private var counted: [CycleMeasurement] = []
  private var partial: [CycleMeasurement] = []
  private var rejected: [RejectedRepetition] = []
  private var lowBefore = 0.0...0.0
  private(set) var lastReturn: Double?
  /// Load of the body at rest in kg, as the last repetition showed it; nil once taken.
  private(set) var restLoad: Double?
  private var heights: [Double] = []
  private var ratios: [Double] = []
  /// Height in mm that a mm of the pressure's way forward stands for.
  private(set) var ratio = 0.55

  /// Repetitions counted in the set under way.
  var count: Int { counted.count }
  /// The live phase.
  var phase: Phase { detector.phase }

  private var usualHeight: Double? { median(of: heights) }

  mutating func takeRestLoad() -> Double? {
    defer { restLoad = nil }
    return restLoad
  }

  /// Forgets the movement under way; from here the body stands as in this rest, or nobody knows how.
  mutating func restart(from rest: ClosedRange<Double>?) {
    detector.restart()
    if let rest { detector.start(from: rest) }
  }

  func hasPaused(for pause: Double, at time: Double) -> Bool {
    guard let lastReturn, !detector.isUp else { return false }
    return time - lastReturn >= pause
  }

  mutating func advance(
    time: Double, rest: Double, buffer: MotionBuffer
  ) -> RepetitionTrack.Finding {
    let found = detector.advance(time: time, rest: rest, ratio: ratio, buffer: buffer)
    var finding = RepetitionTrack.Finding(phase: found.phase)
    if let landed = found.landed {
      switch settle(lowAfter: landed, rest: rest, buffer: buffer) {
      case .revised(let repetition)?: finding.revised = repetition
      case .struck(let outcome)?: finding.outcome = outcome
      case nil: break
      }
    }
    if let low = found.roseFrom { lowBefore = low }
    if found.isLost { finding.outcome = reject(from: lowBefore.upperBound, to: time, .incomplete) }
    if let topTime = found.returnedFromTop {
      lastReturn = time
      finding.outcome = judge(topTime: topTime, now: time, rest: rest, buffer: buffer)
    }
    return finding
  }

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
      lastReturn = lastReturn.map { $0 + end - start }
    }
    detector.restart()
  }

  mutating func endSet(
    at now: Double, rest: Double, buffer: MotionBuffer
  ) -> (set: SetReport?, revised: RepetitionTrack.NumberedRepetition?) {
    var revised: RepetitionTrack.NumberedRepetition?
    if case .revised(let repetition)? = settle(lowAfter: detector.landingLow ?? now, rest: rest, buffer: buffer) {
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
      counted: counted, partial: partial, rejected: rejected, direction: .known,
      measuresAngle: false, lever: nil)
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
      lowBefore: lowBefore, topTime: topTime, returned: now, swing: detector.lastRise,
      isPartial: false)
    guard
      let path = VerticalPath(
        buffer: buffer, from: lowBefore.lowerBound - 0.6, through: now, lows: [lowBefore], rest: rest,
        ratio: ratio)
    else { return reject(from: lowBefore.upperBound, to: now, .incomplete) }
    let cycle = measure(path, end: now) ?? provisional(candidate)
    if path.greatestRise < max(7, 0.3 * (usualHeight ?? 0)) {
      return reject(from: cycle.riseStart, to: now, .tooSmall)
    }
    candidate.isPartial =
      counted.count >= 3 && detector.lastRise < 0.4 * (usualHeight ?? 0)
    unsettled = candidate
    if candidate.isPartial {
      partial.append(cycle)
      return .partial(told(cycle))
    }
    counted.append(cycle)
    return .counted(told(cycle), number: counted.count)
  }

  private func provisional(_ candidate: Candidate) -> CycleMeasurement {
    var cycle = CycleMeasurement(
      riseStart: candidate.lowBefore.upperBound, topStart: candidate.topTime, lowerStart: candidate.topTime,
      end: candidate.returned, topTime: candidate.topTime, top: candidate.swing,
      lowBeforeTime: candidate.lowBefore.upperBound, lowBefore: 0, lowAfter: 0, lowest: 0, lowestAfter: 0)
    cycle.isTopMeasured = false
    cycle.isLoweringOver = false
    return cycle
  }

  private func told(_ cycle: CycleMeasurement) -> Repetition {
    Repetition(cycle, direction: .assumed, measuresAngle: false, lever: nil)
  }

  private enum Settled {
    case revised(RepetitionTrack.NumberedRepetition)
    case struck(RepetitionTrack.Outcome)
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
    let cycle = measure(path, end: nil)
    let rise = path.isShort ? path.greatestByLoad : path.top.map { path.height.values[$0] } ?? 0
    // What was told is put right: small ones aren't known before they are over.
    if last.isPartial { partial.removeLast() } else { counted.removeLast() }
    if path.greatestByLoad < max(7, lowAfter - last.lowBefore.upperBound, 0.25 * (usualHeight ?? 0)) {
      let rejection = RejectedRepetition(
        start: last.lowBefore.upperBound, end: lowAfter, reason: .tooSmall)
      rejected.append(rejection)
      return .struck(.rejected(rejection))
    }
    let measured = cycle ?? provisional(last)
    restLoad = path.rest
    if counted.count >= 3, let usualHeight, rise < 0.5 * usualHeight {
      partial.append(measured)
      return last.isPartial ? nil : .struck(.partial(told(measured)))
    }
    counted.append(measured)
    learn(last, path)
    if last.isPartial { return .struck(.counted(told(measured), number: counted.count)) }
    return .revised(
      RepetitionTrack.NumberedRepetition(repetition: told(measured), number: counted.count))
  }

  private mutating func learn(_ candidate: Candidate, _ path: VerticalPath) {
    guard let top = path.top else { return }
    // The load alone isn't led by what this rests on: the pressure's way at this person's raises.
    let rise = path.isShort ? path.greatestByLoad : path.height.values[top]
    detector.learn(rise: rise)
    heights.append(rise)
    if heights.count > 5 { heights.removeFirst() }
    let forward = path.shift[max(0, top - 10)...min(path.shift.count - 1, top + 10)]
    let way = forward.reduce(0, +) / Double(forward.count)
    guard path.isShort, way > 15, rise > 8 else { return }
    ratios.append(rise / way)
    if ratios.count > 5 { ratios.removeFirst() }
    ratio = min(2, max(0.2, median(of: ratios) ?? ratio))
  }

  private func measure(_ path: VerticalPath, end: Double?) -> CycleMeasurement? {
    guard let top = path.top,
      let angles = UniformGrid(
        start: path.height.start, step: path.height.step,
        values: path.height.values.map(Self.angle)),
      var cycle = CycleMeasurement(
        excursion: angles, topTime: angles.time(at: top), neutral: 0, profile: profile)
    else { return nil }
    cycle.isTopMeasured =
      cycle.topStart - cycle.riseStart <= 0.8 * 2 && cycle.end - cycle.lowerStart <= 0.8 * 2
    cycle.isLoweringOver = end == nil
    return cycle
  }

  /// Degrees through which the foot has turned at a height in mm.
  static func angle(atHeight height: Double) -> Double {
    let lever = 140.0
    let slant = 34 * Double.pi / 180
    return (asin(min(0.995, max(-0.5, sin(slant) + height / lever))) - slant) * 180 / .pi
  }
}

extension VerticalPath {
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
