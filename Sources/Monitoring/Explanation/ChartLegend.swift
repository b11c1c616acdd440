import Exercises

/// What the chart's colours mean: only those that are in it.
struct ChartLegend {
  /// What stands before the words.
  enum Sign {
    case ground(String)
    case band(String)
    case line(String, dashes: String?)
    case dot
    case start
    case end
  }

  typealias Entry = (sign: Sign, words: String)

  private var entries: [Entry] = []
  private static let rowHeight = 20.0
  private static let signWidth = 22.0

  init(chart: ExcursionChart) {
    let sets = chart.report.sets
    entries = [
      (.line(ChartStyle.curve, dashes: nil), chart.unit.axis),
      (.line(ChartStyle.riseLevel, dashes: "6 3"), "a rise must pass this to be a movement"),
      (.line(ChartStyle.backLevel, dashes: "2 3"), "below this it is back"),
    ]
    let counted = sets.flatMap(\.repetitions)
    if counted.contains(where: { $0.topStart != nil }) {
      entries += [Phase.rise, .top, .lower].map { phase in
        (.ground(ChartStyle.tint(phase)), phase.word(in: chart.report.exercise))
      }
      entries.append((.dot, "crossing of 10 or 90 %"))
    }
    if counted.contains(where: { $0.topStart == nil && !$0.byHand }) {
      entries.append((.ground(ChartStyle.tint(.rise)), "repetition, its top not measured"))
    }
    if counted.contains(where: { $0.bottom != nil }) {
      entries.append(
        (.ground(ChartStyle.tint(.bottom)), Phase.bottom.word(in: chart.report.exercise)))
    }
    if sets.contains(where: { !$0.partial.isEmpty }) {
      entries.append(
        (.band(ChartStyle.partial), "partial: less than half the usual range, not counted"))
    }
    if sets.contains(where: { !$0.rejected.isEmpty }) {
      entries.append((.band(ChartStyle.rejected), "not counted, with the reason"))
    }
    if counted.contains(where: \.byHand) {
      entries.append((.ground("url(#hand)"), "added by hand"))
    }
    if sets.contains(where: { !$0.struck.isEmpty }) {
      entries.append((.band(ChartStyle.struck), "struck by hand"))
    }
    if !chart.report.input.gaps.isEmpty {
      entries.append((.ground("url(#gap)"), "samples lost"))
    }
  }

  /// Each entry's place: its left end, and its line.
  private static func places(of entries: [Entry]) -> [(x: Double, line: Int)] {
    var x = 16.0
    var line = 0
    return entries.map { entry in
      let width = signWidth + 6 + ChartLabels.characterWidth * Double(entry.words.count) + 10
      if x + width > ChartStyle.right, x > 16 {
        x = 16
        line += 1
      }
      defer { x += width }
      return (x, line)
    }
  }

  /// Height in pixels.
  var height: Double { Self.height(of: entries) }

  func draw(in document: inout SVGDocument, top: Double) {
    Self.draw(entries, in: &document, top: top)
  }

  /// Height in pixels of any entries.
  static func height(of entries: [Entry]) -> Double {
    rowHeight * Double((places(of: entries).last?.line ?? 0) + 1) + 6
  }

  /// Draws any entries.
  static func draw(_ entries: [Entry], in document: inout SVGDocument, top: Double) {
    for (entry, place) in zip(entries, places(of: entries)) {
      let middle = top + rowHeight * (Double(place.line) + 0.5)
      let (from, to) = (place.x, place.x + signWidth)
      switch entry.sign {
      case .ground(let fill):
        document.rectangle(
          from...to, (middle - 6)...(middle + 6), fill: fill, ("stroke", ChartStyle.frame),
          ("stroke-width", "0.5"))
      case .band(let color):
        document.rectangle(
          from...to, (middle - 6)...(middle + 6), fill: color, ("fill-opacity", "0.16"),
          ("stroke", color), ("stroke-dasharray", "4 2"), ("stroke-width", "1"))
      case .line(let color, let dashes):
        document.line(
          from: (from, middle), to: (to, middle), stroke: color, ("stroke-width", "1.6"),
          ("stroke-dasharray", dashes ?? "none"))
      case .dot: document.dot(at: ((from + to) / 2, middle))
      case .start: document.startMark(at: ((from + to) / 2, middle))
      case .end: document.endMark(at: ((from + to) / 2, middle))
      }
      document.text(entry.words, at: (to + 6, middle + 4), fill: ChartStyle.ink)
    }
  }
}

extension SVGDocument {
  /// The mark of a boundary on the curve.
  mutating func dot(at place: (x: Double, y: Double)) {
    add(
      "circle",
      [
        ("cx", Self.number(place.x)), ("cy", Self.number(place.y)), ("r", "2.8"),
        ("fill", ChartStyle.ground), ("stroke", ChartStyle.curve), ("stroke-width", "1.3"),
      ])
  }
}
