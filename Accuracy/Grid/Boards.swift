import Exercises
import Samples
import SimulatedSensors

/// One set of calf raises on a balance board: everything about it is drawn from its number.
struct DrawnBoardSet: Sendable {
  let mass: Double
  let standsOnLeft: Bool?
  let isSlow: Bool
  let rate: Double
  let motion: BoardCalfRaise
  private let seed: UInt64

  /// Persons of 40 to 150 kg on both feet or one; phases of 0.5 to 1.5 s, or of 2 to 4 s in a slow set.
  init(number: Int) {
    seed = UInt64(number)
    var generator = SeededGenerator(seed: seed ^ 0xB0A2D)
    func any<Value>(of values: [Value]) -> Value {
      values[Int(generator.next() % UInt64(values.count))]
    }
    mass = any(of: [40, 55, 72, 95, 120, 150])
    standsOnLeft = any(of: [nil, nil, true, false])
    isSlow = any(of: [true, false])
    rate = any(of: [40, 63, 100])
    let phases = isSlow ? [2.0, 3, 4] : [0.5, 0.7, 1, 1.5]
    var transfer = WeightTransfer()
    transfer.forwardShift = any(of: [60, 80, 100])
    transfer.lead = any(of: [0, 0.1, 0.2])
    let schedule = RaiseSchedule(
      repetitions: 8, rise: any(of: phases), top: any(of: [0, 0.3, 0.7, 1.5, 3]),
      lower: any(of: phases), bottom: any(of: [0, 0.3, 0.7, 2]), peak: any(of: [25, 32, 40]),
      variation: 0.05, fade: any(of: [0, 0, isSlow ? 0 : 0.5]),
      shape: any(of: MovementShape.allCases))
    motion = BoardCalfRaise(
      schedule, standsOnLeft: standsOnLeft, transfer: transfer, lean: any(of: [0, 0, 20, -20]),
      heaving: any(of: [0, 0.02]), mass: mass, seed: seed)
  }

  /// What a session makes of it, beside what the heel really does.
  func outcome() -> BoardOutcome {
    var session = Session(configuration: SessionConfiguration(exercise: .calfRaise))
    let rows = SampledBoardMotion(
      motion, rate: rate, jitter: rate == 40 ? 0.01 : 0.2, zero: 0.3, seed: seed,
      duration: motion.duration)
    for row in rows { session.advance(row) { _ in } }
    session.finish { _ in }
    return BoardOutcome(
      self, found: session.report.sets.flatMap(\.repetitions),
      truths: Scenario(heelsOf: motion).truth.repetitions)
  }
}

/// What was found of one set on a board.
struct BoardOutcome: Sendable {
  let set: DrawnBoardSet
  let count: Int
  let trueCount: Int
  /// Errors in seconds by boundary, in the order of the report; a boundary that is left out has none.
  private(set) var errors: [[Double]] = [[], [], [], []]

  init(_ set: DrawnBoardSet, found: [Repetition], truths: [RepetitionTruth]) {
    self.set = set
    count = found.count
    trueCount = truths.count
    for truth in truths {
      guard let match = found.matching(truth) else { continue }
      let pairs = [
        (match.riseStart, truth.riseStart), (match.topStart, truth.topStart),
        (match.lowerStart, truth.lowerStart), (match.end, truth.end),
      ]
      for (index, (value, true0)) in pairs.enumerated() {
        if let value { errors[index].append(value - true0) }
      }
    }
  }
}

/// Counts and boundaries against the heel's own angle.
struct BoardTable {
  let outcomes: [BoardOutcome]

  func print() {
    Swift.print("## Calf raises on a balance board\n")
    Swift.print("Errors against the heel's angle: median / 95 % / worst, in ms.\n")
    Swift.print(
      "| sets | exact (within one) | rise starts | top starts | lowering starts | ends "
        + "| tops left out |")
    Swift.print("|---|---|---|---|---|---|---|")
    row("phases of 0.5 to 1.5 s, both feet") { !$0.isSlow && $0.standsOnLeft == nil }
    row("phases of 0.5 to 1.5 s, one foot") { !$0.isSlow && $0.standsOnLeft != nil }
    row("phases of 2 to 4 s, both feet") { $0.isSlow && $0.standsOnLeft == nil }
    row("phases of 2 to 4 s, one foot") { $0.isSlow && $0.standsOnLeft != nil }
    row("40 and 55 kg") { $0.mass < 60 }
    row("120 and 150 kg") { $0.mass > 100 }
    row("all") { _ in true }
    Swift.print()
  }

  private func row(_ name: String, where isIn: (DrawnBoardSet) -> Bool) {
    let part = outcomes.filter { isIn($0.set) }
    guard !part.isEmpty else { return }
    let exact = part.count { $0.count == $0.trueCount }
    let near = part.count { abs($0.count - $0.trueCount) <= 1 }
    var cells = [name, "\(exact) (\(near)) of \(part.count)"]
    for index in 0..<4 { cells.append(Self.cell(part.flatMap { $0.errors[index] })) }
    let ends = part.reduce(0) { $0 + $1.errors[3].count }
    let tops = part.reduce(0) { $0 + $1.errors[1].count }
    cells.append("\(ends - tops) of \(ends)")
    Swift.print("| " + cells.joined(separator: " | ") + " |")
  }

  private static func cell(_ errors: [Double]) -> String {
    let sizes = errors.map { abs($0) * 1000 }.sorted()
    guard let worst = sizes.last else { return "–" }
    let shares = [0.5, 0.95].map { sizes[Int($0 * Double(sizes.count - 1))] }
    return (shares + [worst]).map { "\(Int($0.rounded()))" }.joined(separator: " / ")
  }
}
