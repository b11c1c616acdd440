import Exercises
import Samples
import SimulatedSensors

/// One wall stretch of the grid: everything about it is drawn from its number.
struct DrawnStretch: Sendable {
  let rate: Double
  let hasGyroscope: Bool
  let errors: ChipErrors
  let motion: WallStretch
  let truth: Scenario

  init(number: Int) {
    rate = DrawnSet.rates[number % DrawnSet.rates.count]
    hasGyroscope = (number / DrawnSet.rates.count).isMultiple(of: 2)
    var generator = SeededGenerator(seed: UInt64(number) ^ 0x57E7)
    let seconds = generator.uniform(15...45)
    // Lifts well above the 3 degrees and 0.3 s that make one, some well below.
    var lifts: [WallStretch.HeelLift] = []
    var time = 3.0
    while time < seconds - 6, lifts.count < 4 {
      let isFault = generator.uniform(0...1) < 0.75
      lifts.append(
        WallStretch.HeelLift(
          time: time, angle: isFault ? generator.uniform(5...15) : 1.5,
          stay: generator.uniform(0.3...1.5)))
      time += generator.uniform(4...9)
    }
    errors = .typical(seed: generator.next())
    motion = WallStretch(
      seconds: seconds, heelLifts: lifts, mounting: .random(seed: UInt64(number)),
      unsteadiness: .twoFeet, seed: UInt64(number))
    truth = Scenario(motion, seed: UInt64(number))
  }
}

/// What a session made of a stretch, beside what is true.
struct StretchOutcome: Sendable {
  let hasGyroscope: Bool
  let isOneHold: Bool
  let trueLifts: Int
  let lifts: Int
  private(set) var startError: Double?
  private(set) var endError: Double?
  /// Found minus true, in seconds, of lifts that overlap.
  private(set) var liftErrors: [(start: Double, end: Double)] = []

  init(_ stretch: DrawnStretch) {
    hasGyroscope = stretch.hasGyroscope
    var session = Session(
      configuration: SessionConfiguration(exercise: .wallStretch, placement: .foot))
    let samples = SampledMotion(
      stretch.motion, errors: stretch.errors, rate: stretch.rate,
      hasGyroscope: stretch.hasGyroscope, duration: stretch.truth.duration)
    for sample in samples { session.advance(sample) { _ in } }
    session.finish { _ in }
    let holds = session.report.holds
    let truth = stretch.truth.truth.holds
    isOneHold = holds.count == truth.count
    let found = holds.flatMap(\.faults).filter { $0.kind == .heelLift }
    let trueFaults = truth.flatMap(\.faults)
    trueLifts = trueFaults.count
    lifts = found.count
    if isOneHold, let hold = holds.first, let true0 = truth.first {
      startError = hold.start - true0.start
      endError = hold.end - true0.end
    }
    for fault in trueFaults {
      guard let match = found.first(where: { $0.start < fault.end && $0.end > fault.start })
      else { continue }
      liftErrors.append((match.start - fault.start, match.end - fault.end))
    }
  }
}

/// Holds and heel lifts, with and without a gyroscope.
struct StretchTable {
  let outcomes: [StretchOutcome]

  func print() {
    Swift.print("## Wall stretches\n")
    Swift.print(
      "| sensor | holds right | starts | ends | heel lifts found / true | exact in | lift starts "
        + "| lift ends |")
    Swift.print("|---|---|---|---|---|---|---|---|")
    for hasGyroscope in [true, false] {
      let part = outcomes.filter { $0.hasGyroscope == hasGyroscope }
      let lifts = part.flatMap(\.liftErrors)
      let cells = [
        hasGyroscope ? "six axes" : "accelerometer only",
        "\(part.count { $0.isOneHold }) of \(part.count)",
        Self.errors(part.compactMap(\.startError)), Self.errors(part.compactMap(\.endError)),
        "\(part.reduce(0) { $0 + $1.lifts }) / \(part.reduce(0) { $0 + $1.trueLifts })",
        "\(part.count { $0.lifts == $0.trueLifts }) of \(part.count)",
        Self.errors(lifts.map(\.start)), Self.errors(lifts.map(\.end)),
      ]
      Swift.print("| " + cells.joined(separator: " | ") + " |")
    }
    Swift.print()
  }

  /// Mean and worst absolute error in ms.
  private static func errors(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "–" }
    let sizes = values.map { abs($0) * 1000 }
    let mean = sizes.reduce(0, +) / Double(sizes.count)
    return "\(Int(mean.rounded())) / \(Int((sizes.max() ?? 0).rounded())) ms"
  }
}
