import Glibc
import SimulatedSensors

/// Runs the grid and prints its tables in Markdown.
///
///     accuracy-grid [--sets N] [--placement foot|shank] [--worst N] [--set NUMBER]
@main
struct AccuracyGrid {
  static func main() async {
    var sets = 1000
    var worst = 10
    var first = 0
    var placement = LegPlacement.foot
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.popFirst() {
      guard let value = arguments.popFirst() else { usage() }
      switch (option, Int(value), LegPlacement(rawValue: value)) {
      case ("--sets", let number?, _): sets = number
      case ("--worst", let number?, _): worst = number
      case ("--from", let number?, _): first = number
      case ("--dump", let number?, _): dump(DrawnSet(number: number, placement: placement)); exit(0)
      case ("--placement", _, let place?): placement = place
      default: usage()
      }
    }
    let outcomes = await run(Array(first..<(first + sets)), placement: placement)
    GridTables(outcomes: outcomes).print(worst: worst)
  }

  private static func run(_ numbers: [Int], placement: LegPlacement) async -> [SetOutcome] {
    await withTaskGroup(of: SetOutcome.self) { group in
      var waiting = numbers[...]
      func addNext() {
        guard let number = waiting.popFirst() else { return }
        group.addTask { SetOutcome(DrawnSet(number: number, placement: placement)) }
      }
      for _ in 0..<4 { addNext() }
      var outcomes: [SetOutcome] = []
      while let outcome = await group.next() {
        outcomes.append(outcome)
        addNext()
      }
      return outcomes.sorted { $0.set.number < $1.set.number }
    }
  }

  private static func dump(_ set: DrawnSet) {
    let outcome = SetOutcome(set)
    print("true"); for truth in outcome.truths { print(truth) }
    print("found"); for event in outcome.events { print(event) }
  }

  private static func usage() -> Never {
    print("usage: accuracy-grid [--sets N] [--from NUMBER] [--placement foot|shank] [--worst N]")
    exit(64)
  }
}
