import Exercises

/// One axis of a hold or a stance against time, with the scoring window and the faults under it.
struct Stabilogram {
  let scene: SwayScene
  let axis: KeyPath<SwayPoint, Double>
  let words: String
  /// Whether the bands' words stand above it.
  let isLabelled: Bool

  /// The shade of the scoring window.
  static let windowTint = "#e6f0fa"

  func draw(
    in document: inout SVGDocument, across: ClosedRange<Double>, plot: ClosedRange<Double>
  ) {
    let times = (scene.points.first?.time ?? 0)...(scene.points.last?.time ?? 1)
    let x = ChartAxis(values: times, pixels: (across.lowerBound, across.upperBound))
    let y = ChartAxis(values: values, pixels: (plot.upperBound, plot.lowerBound))
    drawBands(in: &document, x, plot)
    drawAxes(in: &document, x, y, across, plot)
    for (kind, color, width) in [
      (SwayScene.Kind.usual, ChartStyle.curve, "1.1"),
      (.worstSecond, ChartStyle.riseLevel, "1.5"), (.fault, ChartStyle.rejected, "1.7"),
    ] {
      document.path(
        runs(of: kind, x, y, plot), stroke: color, ("stroke-width", width),
        ("stroke-linejoin", "round"))
    }
    for time in [scene.whole.lowerBound, scene.whole.upperBound] where times.contains(time) {
      document.line(
        from: (x.pixel(time), plot.lowerBound), to: (x.pixel(time), plot.upperBound),
        stroke: ChartStyle.ink, ("stroke-dasharray", "4 3"))
    }
  }

  /// From the least to the greatest value in the hold. What comes before and after it, stepping on say, may
  /// go beyond, and isn't drawn there.
  private var values: ClosedRange<Double> {
    let inside = scene.points.filter { scene.whole.contains($0.time) }.map { $0[keyPath: axis] }
    let low = inside.min() ?? 0
    let high = inside.max() ?? 1
    // Where nothing moves, a unit to either side.
    let margin = high - low > ChartAxis.finest * abs(high) ? 0.06 * (high - low) : 1
    return (low - margin)...(high + margin)
  }

  private func drawBands(
    in document: inout SVGDocument, _ x: ChartAxis, _ plot: ClosedRange<Double>
  ) {
    func stretch(_ from: Double, _ to: Double) -> ClosedRange<Double> {
      x.pixel(from)...max(x.pixel(from) + 1, x.pixel(to))
    }
    if let window = scene.window {
      document.rectangle(
        stretch(window.lowerBound, window.upperBound), plot, fill: Self.windowTint)
    }
    if let worst = scene.worstSecond {
      document.rectangle(
        stretch(worst.lowerBound, worst.upperBound), plot, fill: ChartStyle.riseLevel,
        ("fill-opacity", "0.13"))
    }
    for fault in scene.faults {
      document.rectangle(
        stretch(fault.start, fault.end), plot, fill: ChartStyle.rejected, ("fill-opacity", "0.18"),
        ("stroke", ChartStyle.rejected), ("stroke-dasharray", "4 2"), ("stroke-width", "0.8"))
    }
    guard isLabelled else { return }
    var labels = ChartLabels(limits: x.pixels.from...x.pixels.to)
    labels.add(
      scene.faults.map { fault in
        ChartLabels.Label(
          stretch: stretch(fault.start, fault.end), opening: "", words: fault.kind.words,
          color: ChartStyle.rejected)
      })
    for label in labels.labels {
      let place = labels.place(of: label)
      document.text(
        label.text,
        at: (
          (place.lowerBound + place.upperBound) / 2,
          plot.lowerBound - 5 - ChartLabels.laneHeight * Double(label.lane)
        ), fill: label.color, anchor: "middle")
    }
  }

  private func drawAxes(
    in document: inout SVGDocument, _ x: ChartAxis, _ y: ChartAxis, _ across: ClosedRange<Double>,
    _ plot: ClosedRange<Double>
  ) {
    let step = ChartAxis.roundStep((values.upperBound - values.lowerBound) / 6)
    for value in y.ticks(step: step) {
      document.line(
        from: (across.lowerBound, y.pixel(value)), to: (across.upperBound, y.pixel(value)),
        stroke: ChartStyle.grid)
      document.text(
        ChartAxis.words(value, step: step), at: (across.lowerBound - 6, y.pixel(value) + 4),
        fill: ChartStyle.soft, anchor: "end")
    }
    let seconds = ChartAxis.roundStep((x.values.upperBound - x.values.lowerBound) / 10)
    for value in x.ticks(step: seconds) {
      document.line(
        from: (x.pixel(value), plot.upperBound), to: (x.pixel(value), plot.upperBound + 4),
        stroke: ChartStyle.frame)
      document.text(
        ChartAxis.words(value, step: seconds) + " s", at: (x.pixel(value), plot.upperBound + 17),
        fill: ChartStyle.soft, anchor: "middle")
    }
    document.rectangle(across, plot, fill: "none", ("stroke", ChartStyle.frame))
    let middle = (plot.lowerBound + plot.upperBound) / 2
    let left = across.lowerBound - 50
    document.text(
      "\(words) (\(scene.unit))", at: (left, middle), size: 12, fill: ChartStyle.ink,
      anchor: "middle",
      (
        "transform",
        "rotate(-90 \(SVGDocument.number(left)) \(SVGDocument.number(middle)))"
      ))
  }

  /// The line in runs of one kind: at most the least and the greatest value of each half pixel, none where it
  /// leaves the plot.
  private func runs(
    of wanted: SwayScene.Kind, _ x: ChartAxis, _ y: ChartAxis, _ plot: ClosedRange<Double>
  ) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = []
    var last: SwayPoint?
    var wasWanted = false
    for point in scene.points {
      defer { last = point }
      let isInside = y.values.contains(point[keyPath: axis])
      let isWanted = isInside && scene.kind(at: point.time) == wanted
      defer { wasWanted = isWanted }
      guard isWanted else { continue }
      let place = (x: x.pixel(point.time), y: y.pixel(point[keyPath: axis]))
      if wasWanted, !point.isAfterBreak, !runs.isEmpty {
        runs[runs.count - 1].append(place)
      } else if let last, !point.isAfterBreak, y.values.contains(last[keyPath: axis]) {
        runs.append([(x.pixel(last.time), y.pixel(last[keyPath: axis])), place])
      } else {
        runs.append([place])
      }
    }
    return runs.map(SwayPicture.thinned)
  }
}
