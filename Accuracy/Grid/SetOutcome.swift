import Exercises
import Samples
import SimulatedSensors

/// What a session made of one set, beside what is true.
struct SetOutcome: Sendable {
  /// The four boundaries of a repetition, in the order of the report.
  enum Boundary: String, CaseIterable {
    case riseStart = "rise starts"
    case topStart = "top starts"
    case lowerStart = "lowering starts"
    case end = "ends"
  }

  let set: DrawnSet
  let trueCount: Int
  let count: Int
  /// The rejections' reasons.
  let rejected: [RejectionReason]
  /// Errors of each boundary in seconds, found minus true, with the bar for each.
  private(set) var errors: [Boundary: [(error: Double, bar: Double)]] = [:]
  /// Errors of the range in degrees, with the bar for each.
  private(set) var rangeErrors: [(error: Double, bar: Double)] = []
  /// Errors of the height in mm, with the bar for each: of the heel where the set is told the foot's length,
  /// else of the sensor.
  private(set) var heightErrors: [(error: Double, bar: Double)] = []
  /// Repetitions without a height.
  private(set) var heightsLeftOut = 0
  /// Seconds from a true end to the word that the repetition counts.
  private(set) var countDelays: [Double] = []
  /// Seconds from a true boundary to the word of the phase that it begins, from the third repetition on.
  private(set) var phaseDelays: [Double] = []
  /// Whether the report knows which way is up.
  let isDirectionKnown: Bool

  var isCountExact: Bool { count == trueCount }

  /// Runs the set.
  init(_ set: DrawnSet) {
    self.set = set
    let scenario = set.scenario
    var session = Session(
      configuration: SessionConfiguration(
        exercise: scenario.truth.exercise, placement: scenario.truth.placement,
        footLength: set.isFootLengthTold ? scenario.truth.footLength : nil))
    var events: [SessionEvent] = []
    if case .inertial(let motion) = scenario.motion {
      let samples = SampledMotion(
        motion, errors: set.errors, rate: set.rate, hasGyroscope: set.hasGyroscope,
        duration: scenario.duration)
      for sample in samples { session.advance(sample) { events.append($0) } }
    }
    session.finish { events.append($0) }
    let report = session.report
    let found = report.sets.flatMap(\.repetitions)
    let truths = scenario.truth.repetitions
    trueCount = truths.count
    count = found.count
    rejected = report.sets.flatMap(\.rejected).map(\.reason)
    isDirectionKnown = found.last?.direction == .known
    for truth in truths {
      guard let match = found.matching(truth) else { continue }
      compare(match, with: truth)
    }
    measureDelays(events, truths: truths)
  }

  private mutating func compare(_ found: Repetition, with truth: RepetitionTruth) {
    let slack = set.rate <= 25 || !set.hasGyroscope ? 2.0 : 1
    func add(_ boundary: Boundary, _ value: Double?, _ true: Double, phase: Double) {
      guard let value else { return }
      let bar = slack * max(0.04, 0.5 * phase / truth.range)
      errors[boundary, default: []].append((value - `true`, bar))
    }
    let rise = (truth.topStart - truth.riseStart) / 0.8
    let lower = (truth.end - truth.lowerStart) / 0.8
    add(.riseStart, found.riseStart, truth.riseStart, phase: rise)
    add(.topStart, found.topStart, truth.topStart, phase: rise)
    add(.lowerStart, found.lowerStart, truth.lowerStart, phase: lower)
    add(.end, found.end, truth.end, phase: lower)
    if let true0 = set.isFootLengthTold ? truth.heelHeight : truth.height {
      let bar = set.isFootLengthTold ? max(8, 0.08 * true0) : max(15, 0.15 * true0)
      if let height = found.height {
        heightErrors.append((height - true0, bar))
      } else {
        heightsLeftOut += 1
      }
    }
    if let range = found.range {
      rangeErrors.append((range - truth.range, max(2, 0.05 * truth.range)))
    }
  }

  private mutating func measureDelays(_ events: [SessionEvent], truths: [RepetitionTruth]) {
    var phases: [(Phase, Double)] = []
    for event in events {
      switch event.kind {
      case .repetition(let repetition, _):
        if let truth = truths.last(where: { $0.topStart < repetition.end }) {
          countDelays.append(event.time - truth.end)
        }
      case .phase(let phase, _): phases.append((phase, event.time))
      default: break
      }
    }
    for truth in truths.dropFirst(2) {
      let starts: [(Phase, Double)] = [
        (.rise, truth.riseStart), (.top, truth.topStart), (.lower, truth.lowerStart),
        (.bottom, truth.end),
      ]
      for (phase, start) in starts {
        let nearest = phases.lazy.filter { $0.0 == phase }.map { $0.1 - start }
          .min { abs($0) < abs($1) }
        if let nearest { phaseDelays.append(nearest) }
      }
    }
  }
}

extension [Repetition] {
  /// The one that overlaps a true one most; nil where none does.
  func matching(_ truth: RepetitionTruth) -> Repetition? {
    func overlap(_ one: Repetition) -> Double {
      Swift.min(truth.end, one.end) - Swift.max(truth.riseStart, one.riseStart)
    }
    return self.max { overlap($0) < overlap($1) }.flatMap { overlap($0) > 0 ? $0 : nil }
  }
}
