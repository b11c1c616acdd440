import Exercises

/// What the colours of a ``SwayPicture`` mean: only those that are in it.
struct SwayLegend {
  private var entries: [ChartLegend.Entry] = []

  init(scene: SwayScene) {
    entries = [(.line(ChartStyle.curve, dashes: nil), scene.subject)]
    if let words = scene.ellipseWords {
      entries.append((.line(ChartStyle.backLevel, dashes: nil), words))
    }
    if let worst = scene.worstSecond {
      entries.append(
        (
          .line(ChartStyle.riseLevel, dashes: nil),
          "worst second, from \(worst.lowerBound.fixed(2)) s"
        ))
    }
    for kind in FaultKind.allCases {
      let faults = scene.faults.filter { $0.kind == kind }
      guard !faults.isEmpty else { continue }
      let times = faults.prefix(3).map { "\($0.start.fixed(2)) to \($0.end.fixed(2)) s" }
      let more = faults.count > 3 ? " and \(faults.count - 3) more" : ""
      entries.append(
        (
          .band(ChartStyle.rejected),
          "fault: \(kind.words), \(times.joined(separator: ", "))\(more)"
        ))
    }
    if scene.window != nil {
      entries.append((.ground(Stabilogram.windowTint), "scoring window"))
    }
    entries += [(.start, "start"), (.end, "end")]
  }

  /// Height in pixels.
  var height: Double { ChartLegend.height(of: entries) }

  func draw(in document: inout SVGDocument, top: Double) {
    ChartLegend.draw(entries, in: &document, top: top)
  }
}
