import Exercises
import Recordings
import Samples

/// The picture of a replay: the excursion over time with phases, levels, what was counted and what wasn't,
/// and why.
///
/// Up is positive as the report has it, also where it was believed otherwise at the time; the smoothing's
/// delay is taken out of the curve. Phases are the report's.
struct ExcursionChart {
  let trail: ExcursionTrail
  let report: SessionReport
  let source: String
  let unit: ExcursionUnit

  /// Seconds of a row, and how many there are. Rows are about as long as one another.
  var rows: (seconds: Double, count: Int) {
    let duration = max(report.input.duration, 1)
    let count = min(ChartStyle.mostRows, (duration / ChartStyle.longestRow).rounded(.up))
    let step = duration <= ChartStyle.longestRow ? 1.0 : 5
    return ((duration / count / step).rounded(.up) * step, Int(count))
  }

  /// The document, line by line.
  var svg: [String] {
    let (seconds, count) = rows
    let values = self.values
    let drawn = (0..<count).map { index in
      let start = Double(index) * seconds
      return ExcursionRow(
        chart: self, times: start...(start + seconds), values: values, isOnly: count == 1)
    }
    let legend = ChartLegend(chart: self)
    let opening = 62 + legend.height
    let notes = self.notes
    let height =
      opening + drawn.reduce(0) { $0 + $1.height } + 16 * Double(notes.count) + 14
    var document = SVGDocument(
      width: ChartStyle.width, height: height, title: heading, description: summary)
    document.rectangle(0...ChartStyle.width, 0...height, fill: ChartStyle.ground)
    defineHatching(in: &document)
    document.text(heading, at: (16, 28), size: 18, fill: ChartStyle.ink, ("font-weight", "bold"))
    document.text(summary, at: (16, 48), size: 13, fill: ChartStyle.soft)
    legend.draw(in: &document, top: 62)
    var top = opening
    for row in drawn {
      row.draw(in: &document, top: top)
      top += row.height
    }
    for (index, note) in notes.enumerated() {
      document.text(note, at: (16, top + 16 * Double(index) + 10), fill: ChartStyle.soft)
    }
    document.close()
    return document.lines
  }

  /// What the rows have in common from bottom to top.
  private var values: ClosedRange<Double> {
    var least = -3.0
    var greatest = 8.0
    for column in trail.columns(in: 0...max(1, report.input.duration), ofAtLeast: 0) {
      let sense = trail.sense(at: column.least.time)
      least = min(least, sense * column.least.value, sense * column.greatest.value)
      greatest = max(greatest, sense * column.least.value, sense * column.greatest.value)
    }
    let margin = 0.06 * (greatest - least)
    return (least - margin)...(greatest + margin)
  }

  private var heading: String {
    let told = [
      report.exercise.rawValue, report.placement.map { "sensor on the \($0.rawValue)" },
      report.side.map { "\($0.rawValue) leg" },
    ]
    // The end of a long path says more than its beginning.
    let name = source.count > 60 ? "…" + source.suffix(60) : source
    return "\(name): " + told.compactMap { $0 }.joined(separator: ", ")
  }

  private var summary: String {
    let counted = report.sets.reduce(0) { $0 + $1.repetitions.count }
    let partial = report.sets.reduce(0) { $0 + $1.partial.count }
    let rejected = report.sets.reduce(0) { $0 + $1.rejected.count }
    let struck = report.sets.reduce(0) { $0 + $1.struck.count }
    var parts = [Monitoring.counted(counted, "repetition")]
    let sets = report.sets.count { !$0.repetitions.isEmpty }
    if sets > 1 { parts[0] += " in \(sets) sets" }
    if partial > 0 { parts.append("\(partial) partial") }
    if rejected > 0 { parts.append("\(rejected) not counted") }
    if struck > 0 { parts.append("\(struck) struck by hand") }
    parts.append(report.inputWords)
    return parts.joined(separator: " · ")
  }

  /// What a reader must know to read it.
  private var notes: [String] {
    var notes = [
      "Curve: the excursion that is counted on, lightly smoothed, its delay of "
        + "\((1000 * trail.delay).fixed(0)) ms taken out; up positive as the report has it. "
        + "It begins where the line of movement is known.",
      "Dots and shades: the report's boundaries, crossings of 10 and 90 % of each movement's own travel"
        + (unit.isBoard ? ", of the height that the load shows where it does." : "."),
    ]
    if trail.isEmpty {
      let reasons = report.unavailable.filter { $0.key.hasSuffix("*") }.map(\.reason)
      notes = ["Nothing was measured" + reasons.map { ": \($0)" }.joined() + "."]
    }
    if report.sets.contains(where: { $0.repetitions.contains { $0.direction == .assumed } }) {
      notes.append("Direction assumed: the larger movement is taken for the rise.")
    }
    return notes + report.revisions.map { "By hand: \($0.words)." }
  }

  private func defineHatching(in document: inout SVGDocument) {
    document.begin("defs")
    for (name, color) in [("gap", ChartStyle.gap), ("hand", ChartStyle.byHand)] {
      document.begin(
        "pattern",
        [
          ("id", name), ("width", "7"), ("height", "7"), ("patternUnits", "userSpaceOnUse"),
          ("patternTransform", "rotate(45)"),
        ])
      document.rectangle(0...7, 0...7, fill: color, ("fill-opacity", "0.12"))
      document.line(from: (0, 0), to: (0, 7), stroke: color, ("stroke-opacity", "0.6"))
      document.end()
    }
    document.end()
  }
}
