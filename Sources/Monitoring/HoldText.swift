import Exercises
import Samples

extension HoldReport {
  /// The hold with its faults, its score and its sway.
  ///
  /// - Parameter told: the leg that was told to carry.
  func lines(_ number: Int, told: Side? = nil) -> [String] {
    let leg = side.map { " on the \($0.rawValue) leg" } ?? ""
    var lines = [
      "hold \(number)  \(duration.fixed(2)) s\(leg), ended by \(endedBy.words)",
      "  from \(start.fixed(2)) s (\(startBasis.words)) to \(end.fixed(2)) s",
    ]
    if let told, let side, basis == .measured, told != side {
      let legs = "the \(told.rawValue) leg was told and the \(side.rawValue) one seen"
      lines.append("  \(legs): does the board lie as")
      lines.append("    told (--board-turned is for one the wrong way round)?")
    }
    if basis == .declared {
      lines.append("  one foot is declared, not seen: this sensor can't tell one from two")
    }
    lines += faults.map {
      "  fault  \($0.start.fixed(2)) to \($0.end.fixed(2)) s: \($0.kind.words)"
        + ($0.recovery.map { ", quiet again after \($0.fixed(1)) s" } ?? "")
    }
    lines += cardLines
    return lines + (sway?.lines.map { "  \($0)" } ?? [])
  }
}

extension SwayReport {
  /// How it was measured, then a line a measure.
  var lines: [String] {
    // What isn't known stands with its reason at the report's end.
    let texts = measures.filter { $0.value != nil || $0.missing == nil }
      .map { ($0, MeasureText(key: $0.key)) }
    let width = texts.map(\.1.words.count).max() ?? 0
    var families: [String] = []
    for (_, text) in texts where !families.contains(text.family) { families.append(text.family) }
    return [
      "sway of the \(processing.signal.words), \(processing.windowStart.fixed(2)) to "
        + "\(processing.windowEnd.fixed(2)) s",
      "  profile \(processing.profile.rawValue): "
        + "\(counted(processing.samples, "sample")) at \(processing.rate.fixed(2)) Hz"
        + (processing.interpolated.map { $0 > 0 ? ", \($0) by a straight line" : "" } ?? ""),
    ] + processing.preparation.lines
      + (processing.boardGeometry.map {
        ["  cells \($0.mediolateral.fixed(0)) x \($0.anteroposterior.fixed(0)) mm apart"]
      } ?? [])
      + (processing.footRectangle.map { ["  foot \($0.word) mm (width x length @ middle)"] } ?? [])
      + (processing.forwardAxis.map { ["  the sensor's axis \($0.rawValue) points forward"] } ?? [])
      + families.flatMap { family in
        ["  \(family)"]
          + texts.filter { $0.1.family == family }.map { measure, text in
            let value = measure.value.map { $0.fixed(atLeast: text.decimals) } ?? "-"
            let line = "    \(filled(text.words, to: width))\(padded(value, to: 10))"
            return text.unit.isEmpty ? line : "\(line) \(text.unit)"
          }
      }
      + (texts.contains { $0.1.words.hasSuffix(" ML") }
        ? ["  ML is side to side, AP forward and back"] : [])
  }
}

extension SwayPreparation {
  /// A line a step.
  fileprivate var lines: [String] {
    [("resampling", resampling), ("filter", filter), ("spectrum", spectrum)].flatMap {
      name, words in
      words.map {
        wrapped("  \(name): \($0)", width: 78, indent: 4).split(separator: "\n").map(String.init)
      }
        ?? []
    }
  }
}
