import Exercises
import Glibc
import SimulatedSensors

/// The outcomes of drawn sets as tables in Markdown.
struct SetTables {
  let outcomes: [SetOutcome]

  func print(worst: Int) {
    header("sensor")
    for rate in DrawnSet.rates {
      for hasGyroscope in [true, false] {
        row("\(Int(rate)) Hz, " + (hasGyroscope ? "six axes" : "accelerometer only")) {
          $0.rate == rate && $0.hasGyroscope == hasGyroscope
        }
      }
    }
    Swift.print()
    header("tempo of the quicker movement")
    let tempos = [(0.5, 0.7), (0.7, 1), (1, 2), (2, 3), (3, 6)]
    for hasGyroscope in [true, false] {
      for (low, high) in tempos {
        row("\(low) to \(high) s, " + (hasGyroscope ? "six axes" : "accelerometer only")) {
          $0.hasGyroscope == hasGyroscope
            && (low..<high).contains(min($0.schedule.rise, $0.schedule.lower))
        }
      }
    }
    Swift.print()
    header("kind of set")
    row("range 12 to 20 degrees") { $0.schedule.peak + $0.schedule.dip < 20 }
    row("range 20 to 50 degrees") { $0.schedule.peak + $0.schedule.dip >= 20 }
    row("range 30 to 50 degrees") { $0.schedule.peak + $0.schedule.dip >= 30 }
    for (name, wobble) in [
      ("two feet", Unsteadiness.twoFeet), ("one foot", .oneFoot), ("tired", .tired),
    ] {
      row("wobble of \(name), six axes") { $0.unsteadiness == wobble && $0.hasGyroscope }
      row("wobble of \(name), accelerometer only") { $0.unsteadiness == wobble && !$0.hasGyroscope }
    }
    row("flat") { $0.schedule.dip == 0 }
    row("dip over 10 degrees") { $0.schedule.dip > 10 }
    row("pause in neutral") { $0.schedule.neutralPause != nil }
    row("no hold at the top") { $0.schedule.top < 0.1 }
    row("no pause at the bottom") { $0.schedule.bottom < 0.1 }
    row("fading by half") { $0.schedule.fade > 0 }
    row("all") { _ in true }
    printHeights()
    printWorst(worst)
  }

  /// Heights where there are any: mean error and its share of the bar, how many are over it, how many have
  /// no height.
  private func printHeights() {
    guard outcomes.contains(where: { !$0.heightErrors.isEmpty }) else { return }
    Swift.print("\n| height | rise of | mean, share of the bar | over the bar | left out |")
    Swift.print("|---|---|---|---|---|")
    for isTold in [true, false] {
      for hasGyroscope in [true, false] {
        for (low, high) in [(0.5, 1.0), (1, 2), (2, 3), (3, 6)] {
          let part = outcomes.filter {
            $0.set.isFootLengthTold == isTold && $0.set.hasGyroscope == hasGyroscope
              && (low..<high).contains($0.set.schedule.rise)
          }
          let errors = part.flatMap(\.heightErrors)
          let name =
            (isTold ? "heel, " : "sensor, ") + (hasGyroscope ? "six axes" : "accelerometer only")
          Swift.print(
            "| \(name) | \(low) to \(high) s | \(Self.cell(errors, scale: 1, unit: "mm")) "
              + "| \(errors.count { abs($0.error) > $0.bar }) of \(errors.count) "
              + "| \(part.reduce(0) { $0 + $1.heightsLeftOut }) |")
        }
      }
    }
  }

  private func header(_ name: String) {
    Swift.print(
      "| \(name) | exact (within one) | rise starts | top starts | lowering starts | ends | range "
        + "| direction known | count after | phase after |")
    Swift.print("|---|---|---|---|---|---|---|---|---|---|")
  }

  /// Mean error in ms, and the mean of each error over its own bar: below 1 it holds.
  private func row(_ name: String, where isIn: (DrawnSet) -> Bool) {
    let part = outcomes.filter { isIn($0.set) }
    guard !part.isEmpty else { return }
    var cells = [
      name,
      "\(part.count { $0.isCountExact }) (\(part.count { abs($0.count - $0.trueCount) <= 1 })) of \(part.count)",
    ]
    for boundary in SetOutcome.Boundary.allCases {
      let errors = part.flatMap { $0.errors[boundary] ?? [] }
      cells.append(Self.cell(errors, scale: 1000, unit: "ms"))
    }
    cells.append(Self.cell(part.flatMap(\.rangeErrors), scale: 1, unit: "°"))
    cells.append("\(part.count { $0.isDirectionKnown })")
    cells.append(Self.delays(part.flatMap(\.countDelays)))
    cells.append(Self.delays(part.flatMap(\.phaseDelays)))
    Swift.print("| " + cells.joined(separator: " | ") + " |")
  }

  private static func cell(
    _ errors: [(error: Double, bar: Double)], scale: Double, unit: String
  ) -> String {
    guard !errors.isEmpty else { return "–" }
    let count = Double(errors.count)
    let mean = errors.reduce(0) { $0 + abs($1.error) } / count
    let share = errors.reduce(0) { $0 + abs($1.error) / $1.bar } / count
    let bias = errors.reduce(0) { $0 + $1.error } / count
    return "\(rounded(mean * scale)) \(unit) (\(rounded(bias * scale))), \(rounded(share))"
  }

  /// Median and 95th percentile in ms.
  private static func delays(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "–" }
    let sorted = values.sorted()
    let at = { (share: Double) in rounded(1000 * sorted[Int(share * Double(sorted.count - 1))]) }
    return "\(at(0.5)), \(at(0.95))"
  }

  private static func rounded(_ value: Double) -> String {
    abs(value) >= 10 ? "\(Int(value.rounded()))" : "\((100 * value).rounded() / 100)"
  }

  private func printWorst(_ count: Int) {
    Swift.print("\nCounts that are off:\n")
    for outcome in outcomes where !outcome.isCountExact {
      Swift.print("- \(Self.line(outcome))")
    }
    func badness(_ outcome: SetOutcome) -> Double {
      outcome.errors.values.joined().map { abs($0.error) / $0.bar }.max() ?? 0
    }
    Swift.print("\nWorst boundaries:\n")
    for outcome in outcomes.sorted(by: { badness($0) > badness($1) }).prefix(count) {
      Swift.print("- \(Self.rounded(badness(outcome))) times the bar: \(Self.line(outcome))")
    }
  }

  private static func line(_ outcome: SetOutcome) -> String {
    let set = outcome.set
    let plan = set.schedule
    var words = [
      "set \(set.number): \(outcome.count) of \(outcome.trueCount)", "\(Int(set.rate)) Hz",
      set.hasGyroscope ? "six axes" : "accelerometer only",
      "rise \(rounded(plan.rise)) s, top \(rounded(plan.top)) s, lowering \(rounded(plan.lower)) s, "
        + "bottom \(rounded(plan.bottom)) s",
      "\(rounded(plan.peak))° above and \(rounded(plan.dip))° below neutral",
    ]
    if plan.neutralPause != nil { words.append("pause in neutral") }
    if plan.fade > 0 { words.append("fading") }
    if !outcome.rejected.isEmpty {
      words.append("rejected: " + outcome.rejected.map(\.rawValue).joined(separator: " "))
    }
    return words.joined(separator: ", ")
  }
}
