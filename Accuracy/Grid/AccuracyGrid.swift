import ArgumentParser

/// Measures the analyses on drawn simulations and prints tables in Markdown.
@main
struct AccuracyGrid: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy-grid",
    abstract: "Measure counts and boundaries on drawn simulations; print tables in Markdown.")

  @Option(help: "How many sets of calf raises; the other tables draw a share of that.")
  var sets = 1000

  @Option(help: "The number of the first set.")
  var from = 0

  @Option(help: "How many of the worst sets to list.")
  var worst = 8

  @Option(help: "Only these tables: \(Table.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only: [Table] = []

  enum Table: String, CaseIterable, ExpressibleByArgument {
    case foot, shank
    case bandPress = "band-press"
    case legRaise = "leg-raise"
    case board, negatives, stretches, holds
    case bodyHolds = "body-holds"
    case noHolds = "no-holds"
  }

  func validate() throws {
    guard sets > 0, from >= 0 else {
      throw ValidationError("--sets is 1 or more, --from 0 or more.")
    }
  }

  func run() async {
    for table in only.isEmpty ? Table.allCases : only {
      switch table {
      case .foot: await printSets(of: .foot, title: "Calf raises, sensor on the foot", share: 1)
      case .shank:
        await printSets(of: .shank, title: "Calf raises, sensor on the shank: counts", share: 3)
      case .bandPress: await printSets(of: .bandPress, title: "Band presses", share: 5)
      case .legRaise: await printSets(of: .legRaise, title: "Leg raises (generic)", share: 5)
      case .board:
        let numbers = Array(from..<(from + max(1, sets / 2)))
        BoardTable(outcomes: await concurrently(numbers) { DrawnBoardSet(number: $0).outcome() })
          .print()
      case .negatives:
        let cases = NegativeCase.all(seeds: max(1, sets / 50))
        NegativeTable(outcomes: await concurrently(cases) { $0.outcome() }).print()
      case .stretches:
        let numbers = Array(from..<(from + max(1, sets / 5)))
        StretchTable(
          outcomes: await concurrently(numbers) { StretchOutcome(DrawnStretch(number: $0)) }
        ).print()
      case .holds: await printHolds()
      case .bodyHolds: await printBodyHolds()
      case .noHolds: await printNoHolds()
      }
    }
  }

  private func printSets(of movement: DrawnSet.Movement, title: String, share: Int) async {
    let numbers = Array(from..<(from + max(1, sets / share)))
    let outcomes = await concurrently(numbers) {
      SetOutcome(DrawnSet(number: $0, movement: movement))
    }
    print("## \(title)\n")
    SetTables(outcomes: outcomes).print(worst: worst)
  }
}

/// What `work` makes of each input, in the inputs' order, some at a time.
func concurrently<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
) async -> [Output] {
  await withTaskGroup(of: (Int, Output).self) { group in
    var waiting = inputs.enumerated().makeIterator()
    func addNext() {
      guard let (index, input) = waiting.next() else { return }
      group.addTask { (index, work(input)) }
    }
    for _ in 0..<4 { addNext() }
    var outputs: [(Int, Output)] = []
    while let output = await group.next() {
      outputs.append(output)
      addNext()
    }
    return outputs.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
