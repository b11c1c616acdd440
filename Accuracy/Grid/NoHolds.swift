import Exercises
import SimulatedSensors

/// Something on a board in which there is no hold.
struct NoHoldCase: Sendable {
  /// What is done.
  enum Kind: String, CaseIterable, Sendable {
    case standing = "standing on both feet"
    case shifting = "weight from side to side"
    case leaning = "leaning to one side, both feet down"
    case coming = "on and off"
  }

  let kind: Kind
  private let session: BoardHoldSession
  private let link: BoardLink
  private let seed: UInt64

  /// Two minutes or so of each kind, drawn from a number.
  init(number: Int) {
    seed = UInt64(number)
    kind = Kind.allCases[number % 4]
    var generator = SeededGenerator(seed: seed ^ 0x90401D)
    var person = BoardHoldSession.Person.drawn(using: &generator)
    link = .drawn(using: &generator)
    person.aside = generator.uniform(-50...50)
    var steps: [BoardHoldSession.Step] = [
      .wait(2), .stepOn(leftFirst: true), .wait(generator.uniform(1.5...6)),
    ]
    switch kind {
    case .standing: steps.append(.wait(100))
    case .shifting:
      for _ in 0..<40 {
        let share = generator.uniform(0.15...0.45)
        steps += [
          .lean(rightShare: share, seconds: generator.spread(0.4...2)),
          .wait(generator.uniform(0...0.6)),
          .lean(rightShare: 1 - share, seconds: generator.spread(0.4...2)),
          .wait(generator.uniform(0...0.6)),
        ]
      }
    case .leaning:
      for _ in 0..<8 {
        let share = generator.uniform(0.18...0.4)
        steps += [
          .lean(
            rightShare: generator.next() % 2 == 0 ? share : 1 - share,
            seconds: generator.spread(0.4...2)),
          .wait(generator.uniform(2...12)),
          .lean(rightShare: 0.5, seconds: generator.spread(0.4...2)),
          .wait(generator.uniform(1...5)),
        ]
      }
    case .coming:
      for _ in 0..<8 {
        steps += [
          .stepOff(leftFirst: generator.next() % 2 == 0), .wait(generator.uniform(1...4)),
          .stepOn(leftFirst: generator.next() % 2 == 0), .wait(generator.uniform(0.5...6)),
        ]
      }
    }
    session = BoardHoldSession(
      steps + [.wait(1), .stepOff(leftFirst: true), .wait(3)], person: person, seed: seed)
  }

  /// The holds that a session makes of it.
  func outcome() -> (kind: Kind, holds: [HoldReport]) {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.isBoardTurned = link.isTurned
    var session = Session(configuration: configuration)
    let rows = BluetoothBoardMotion(
      self.session, link: link, seed: seed, duration: self.session.duration)
    for row in rows { session.advance(row) { _ in } }
    session.finish { _ in }
    return (kind, session.report.holds)
  }
}

extension AccuracyGrid {
  /// What is called a hold and is none.
  func printNoHolds() async {
    let cases = (from..<(from + max(4, sets / 5))).map { NoHoldCase(number: $0) }
    let outcomes = await concurrently(cases) { $0.outcome() }
    print("## No hold on a balance board\n")
    print("| what was done | recordings | with a hold invented | holds invented |")
    print("|---|---|---|---|")
    for kind in NoHoldCase.Kind.allCases {
      let part = outcomes.filter { $0.kind == kind }.map(\.holds)
      print(
        "| \(kind.rawValue) | \(part.count) | \(part.count { !$0.isEmpty }) "
          + "| \(part.reduce(0) { $0 + $1.count }) |")
    }
    print()
  }
}
