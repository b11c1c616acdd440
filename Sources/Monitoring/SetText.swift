import Exercises
import Recordings

extension SetReport {
  /// Rejected movements that are listed one by one; more are counted by their reason.
  private static let mostRejectedLines = 4

  /// The set as a table, a line a repetition.
  func lines(_ number: Int, of exercise: Exercise) -> [String] {
    guard !repetitions.isEmpty || !partial.isEmpty || !practice.isEmpty || !struck.isEmpty else {
      return ["nothing counted  \(start.fixed(1)) to \(end.fixed(1)) s"] + rejectedLines
    }
    var head =
      "set \(number)  \(start.fixed(1)) to \(end.fixed(1)) s, "
      + counted(repetitions.count, "repetition")
    if let cadencePerMinute { head += ", \(cadencePerMinute.fixed(1)) a minute" }
    if let rangeLossPercent { head += ", range lost \(rangeLossPercent.fixed(0)) %" }
    var lines = [head]
    if let notation = tempo.notation, let words = tempo.words(for: exercise) {
      lines.append("  tempo \(notation)  (\(words))")
    }
    lines += planLines(of: exercise)
    lines += heelRise.lines
    lines += table(bottomWord: exercise.bottomWord)
    lines += rejectedLines
    if repetitions.contains(where: { $0.direction == .assumed }) {
      lines.append("  direction assumed: the larger movement is taken for the rise")
    }
    return lines
  }

  private func table(bottomWord: String) -> [String] {
    let all = practice + repetitions + partial + struck
    guard !all.isEmpty else { return [] }
    let columns = Self.columns(bottomWord: bottomWord).filter { column in
      column.isAlwaysShown || all.contains { $0[keyPath: column.value] != nil }
    }
    // All columns together, with the 17 characters of the first two, fit 80.
    let width = 17 + columns.reduce(0) { $0 + $1.title.count }
    let notations = all.map { $0.tempo.notation ?? "-" }
    let notationWidth = max(5, notations.map(\.count).max() ?? 0)
    // Each repetition's notation too, where a tempo was to be kept and there is room.
    let hasNotation =
      tempoReview != nil && width + notationWidth + columns.count + 1 <= 80
    let gap = min(
      3,
      hasNotation
        ? (80 - width - notationWidth) / (columns.count + 1) : (80 - width) / columns.count)
    func notation(_ text: String) -> String {
      hasNotation ? padded(text, to: notationWidth + gap) : ""
    }
    func row(_ name: String, _ repetition: Repetition) -> String {
      let cells = columns.map { column in
        padded(
          repetition[keyPath: column.value].map { $0.fixed(column.decimals) } ?? "-",
          to: column.title.count + gap)
      }
      return padded(name, to: 9) + padded(repetition.riseStart.fixed(2), to: 8)
        + cells.joined() + notation(repetition.tempo.notation ?? "-")
    }
    let head =
      padded("#", to: 9) + padded("start s", to: 8)
      + columns.map { padded($0.title, to: $0.title.count + gap) }.joined() + notation("tempo")
    return [head] + practice.map { row("practice", $0) }
      + repetitions.enumerated().map {
        row($0.element.byHand ? "hand \($0.offset + 1)" : "\($0.offset + 1)", $0.element)
      } + partial.map { row("partial", $0) } + struck.map { row("struck", $0) }
  }

  private var rejectedLines: [String] {
    guard rejected.count > Self.mostRejectedLines else {
      return rejected.map {
        "  not counted: \($0.start.fixed(1)) to \($0.end.fixed(1)) s, \($0.reason.words)"
      }
    }
    return RejectionReason.allCases.compactMap { reason in
      let count = rejected.count { $0.reason == reason }
      return count > 0 ? "  not counted: \(reason.words), \(count) times" : nil
    }
  }

  private struct Column {
    var title: String
    var value: KeyPath<Repetition, Double?>
    var decimals: Int
    /// Whether it is there even if nothing in it is known.
    var isAlwaysShown = false
  }

  /// In the order of the tempo notation.
  private static func columns(bottomWord: String) -> [Column] {
    [
      Column(title: "lower s", value: \.lower, decimals: 2, isAlwaysShown: true),
      Column(title: "\(bottomWord) s", value: \.bottom, decimals: 2, isAlwaysShown: true),
      Column(title: "rise s", value: \.rise, decimals: 2, isAlwaysShown: true),
      Column(title: "hold s", value: \.top, decimals: 2, isAlwaysShown: true),
      Column(title: "range °", value: \.range, decimals: 1),
      Column(title: "height mm", value: \.height, decimals: 0),
      Column(title: "depth mm", value: \.depth, decimals: 0),
    ]
  }
}
