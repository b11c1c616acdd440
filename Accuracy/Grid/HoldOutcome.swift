import Exercises
import SimulatedSensors

/// What was found of one recording's holds, beside what is true.
struct HoldOutcome: Sendable {
  /// What a true hold was found as.
  struct Match: Sendable {
    var truth: HoldTruth
    var found: HoldReport
    var startError: Double { found.start - truth.start }
    var endError: Double { found.end - truth.end }
    var isReasonRight: Bool { found.endedBy == truth.endedBy }
    var isSideRight: Bool { truth.side == nil || found.side == nil || truth.side == found.side }
    /// True faults that were found in their place, with their kind.
    var faultsFound: Int
    /// What was called a fault and is none.
    var faultsInvented: Int
  }

  let name: String
  private(set) var matches: [Match] = []
  /// True holds of 3 s and more that none, or several, were found for.
  private(set) var missed: [HoldTruth] = []
  private(set) var invented: [HoldReport] = []
  /// True holds of 3 s and more.
  let trueCount: Int

  init(name: String, found: [HoldReport], truths: [HoldTruth]) {
    self.name = name
    func overlap(_ hold: HoldReport, _ truth: HoldTruth) -> Double {
      min(hold.end, truth.end) - max(hold.start, truth.start)
    }
    let counted = truths.filter { $0.end - $0.start >= 3 }
    trueCount = counted.count
    invented = found.filter { hold in !truths.contains { overlap(hold, $0) > 0.5 } }
    for truth in counted {
      let part = found.filter { overlap($0, truth) > 0.5 }
      guard part.count == 1, let hold = part.first,
        overlap(hold, truth) > 0.5 * (truth.end - truth.start),
        truths.count(where: { overlap(hold, $0) > 0.5 }) == 1
      else {
        missed.append(truth)
        continue
      }
      let faultsFound = truth.faults.count { fault in
        hold.faults.contains {
          $0.kind == fault.kind && $0.start < fault.end + 0.2 && $0.end > fault.start - 0.2
        }
      }
      let invented = hold.faults.count { fault in
        !truth.faults.contains { $0.start < fault.end + 0.2 && $0.end > fault.start - 0.2 }
      }
      matches.append(
        Match(
          truth: truth, found: hold, faultsFound: faultsFound, faultsInvented: invented))
    }
  }

  /// Whether all is within the bars, faults apart.
  func isRight(limit: Double) -> Bool {
    missed.isEmpty && invented.isEmpty
      && matches.allSatisfy {
        abs($0.startError) <= limit && abs($0.endError) <= limit && $0.isReasonRight
          && $0.isSideRight
      }
  }

  /// How far from right, for a list of the worst.
  var badness: Double {
    Double(missed.count + invented.count) * 100 + Double(matches.count { !$0.isReasonRight }) * 10
      + (matches.map { max(abs($0.startError), abs($0.endError)) }.max() ?? 0)
  }
}

/// Rows of holds: found, invented, ends, reasons, faults.
struct HoldTable {
  let title: String
  /// What ends may be off by, in seconds.
  let limit: Double

  func printHead() {
    print("## \(title)\n")
    print(
      "Errors of starts and ends: median / 95 % / worst, in ms; the bar is \(Int(limit * 1000)) ms.\n"
    )
    print(
      "| recordings | true holds | found | invented | starts | ends | within the bar | reason right "
        + "| faults found / true | faults invented |")
    print("|---|---|---|---|---|---|---|---|---|---|")
  }

  func printRow(_ name: String, _ part: [HoldOutcome]) {
    guard !part.isEmpty else { return }
    let matches = part.flatMap(\.matches)
    let cells = [
      name, "\(part.reduce(0) { $0 + $1.trueCount })", "\(matches.count)",
      "\(part.reduce(0) { $0 + $1.invented.count })",
      Self.cell(matches.map(\.startError)), Self.cell(matches.map(\.endError)),
      "\(matches.count { abs($0.startError) <= limit && abs($0.endError) <= limit })",
      "\(matches.count { $0.isReasonRight })",
      "\(matches.reduce(0) { $0 + $1.faultsFound }) / "
        + "\(matches.reduce(0) { $0 + $1.truth.faults.count })",
      "\(matches.reduce(0) { $0 + $1.faultsInvented })",
    ]
    print("| " + cells.joined(separator: " | ") + " |")
  }

  /// The worst recordings, in words.
  func printWorst(_ outcomes: [HoldOutcome], count: Int, described: (HoldOutcome) -> String) {
    let worst = outcomes.filter { !$0.isRight(limit: limit) }.sorted { $0.badness > $1.badness }
    print("\n\(worst.count) of \(outcomes.count) recordings have something outside the bars.\n")
    for outcome in worst.prefix(count) {
      print("- \(outcome.name): \(described(outcome)): \(Self.words(outcome))")
    }
    print()
  }

  private static func words(_ outcome: HoldOutcome) -> String {
    var words: [String] = []
    func time(_ seconds: Double) -> String { "\((seconds * 100).rounded() / 100)" }
    for truth in outcome.missed {
      words.append("missed \(time(truth.start)) to \(time(truth.end)) (\(truth.endedBy.rawValue))")
    }
    for hold in outcome.invented {
      words.append("invented \(time(hold.start)) to \(time(hold.end)) (\(hold.endedBy.rawValue))")
    }
    for match in outcome.matches {
      let isFar = max(abs(match.startError), abs(match.endError)) > 0.3
      guard isFar || !match.isReasonRight || !match.isSideRight else { continue }
      words.append(
        "\(time(match.truth.start)) to \(time(match.truth.end)) (\(match.truth.endedBy.rawValue)) as "
          + "\(time(match.found.start)) to \(time(match.found.end)) (\(match.found.endedBy.rawValue))"
      )
    }
    return words.joined(separator: ", ")
  }

  static func cell(_ errors: [Double]) -> String {
    let sizes = errors.map { abs($0) * 1000 }.sorted()
    guard let worst = sizes.last else { return "–" }
    let shares = [0.5, 0.95].map { sizes[Int($0 * Double(sizes.count - 1))] }
    return (shares + [worst]).map { "\(Int($0.rounded()))" }.joined(separator: " / ")
  }
}
