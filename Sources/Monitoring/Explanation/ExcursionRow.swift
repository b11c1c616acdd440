import Exercises

/// One row of the chart: a stretch of time.
struct ExcursionRow {
  private let chart: ExcursionChart
  private let times: ClosedRange<Double>
  private let values: ClosedRange<Double>
  private let plotHeight: Double
  private let bands: [ChartBand]
  private let labels: ChartLabels

  init(
    chart: ExcursionChart, times: ClosedRange<Double>, values: ClosedRange<Double>, isOnly: Bool
  ) {
    self.chart = chart
    self.times = times
    self.values = values
    plotHeight = isOnly ? ChartStyle.plotHeight.single : ChartStyle.plotHeight.several
    let axis = Self.timeAxis(times)
    bands = ChartBand.all(in: chart.report).filter {
      $0.stretch.lowerBound < times.upperBound && $0.stretch.upperBound > times.lowerBound
    }
    var labels = ChartLabels(limits: ChartStyle.left...ChartStyle.right)
    for kind in ChartBand.Kind.labelled {
      labels.add(
        bands.filter { $0.kind == kind && times.contains($0.stretch.lowerBound) }.compactMap {
          band in
          band.words.map { words in
            ChartLabels.Label(
              stretch: axis.pixel(band.stretch.lowerBound)...axis.pixel(band.stretch.upperBound),
              opening: kind.opening, words: words, color: kind.color)
          }
        })
    }
    labels.add(
      chart.trail.flags.filter { times.contains($0.time) }.map { flag in
        let x = axis.pixel(flag.time)
        return ChartLabels.Label(
          stretch: x...x, opening: flag.opening, words: flag.words, color: ChartStyle.soft)
      })
    self.labels = labels
  }

  /// Height in pixels, with labels above and times below.
  var height: Double { labelsHeight + plotHeight + ChartStyle.timesHeight }

  private var labelsHeight: Double {
    ChartLabels.laneHeight * Double(max(1, labels.lanes)) + 8
  }

  private static func timeAxis(_ times: ClosedRange<Double>) -> ChartAxis {
    ChartAxis(values: times, pixels: (ChartStyle.left, ChartStyle.right))
  }

  func draw(in document: inout SVGDocument, top: Double) {
    let plot = (top + labelsHeight)...(top + labelsHeight + plotHeight)
    let x = Self.timeAxis(times)
    let y = ChartAxis(values: values, pixels: (plot.upperBound, plot.lowerBound))
    document.begin("g")
    drawBands(in: &document, x: x, plot: plot)
    drawAxes(in: &document, x: x, y: y, plot: plot)
    drawLabels(in: &document, plot: plot)
    drawCurves(in: &document, x: x, y: y)
    drawDots(in: &document, x: x, y: y)
    document.end()
  }

  // MARK: - Ground

  private func drawBands(
    in document: inout SVGDocument, x: ChartAxis, plot: ClosedRange<Double>
  ) {
    for band in bands {
      let stretch = x.pixel(band.stretch.lowerBound)...x.pixel(band.stretch.upperBound)
      if band.kind == .set {
        // Along the plot's upper edge: from where to where a set goes.
        document.rectangle(
          stretch, (plot.lowerBound - 4)...(plot.lowerBound - 1.5), fill: ChartStyle.soft)
      } else if band.kind.isMarked {
        document.rectangle(
          stretch, plot, fill: band.kind.color, ("fill-opacity", "0.16"),
          ("stroke", band.kind.color), ("stroke-dasharray", "4 2"), ("stroke-width", "0.8"))
      } else {
        document.rectangle(stretch, plot, fill: band.fill)
      }
    }
  }

  private func drawAxes(
    in document: inout SVGDocument, x: ChartAxis, y: ChartAxis, plot: ClosedRange<Double>
  ) {
    let ticks = y.ticks(about: plotHeight > 200 ? 8 : 6)
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    for tick in ticks {
      let height = y.pixel(tick)
      let isNeutral = abs(tick) < step / 1000
      document.line(
        from: (ChartStyle.left, height), to: (ChartStyle.right, height),
        stroke: isNeutral ? ChartStyle.soft : ChartStyle.grid,
        ("stroke-width", isNeutral ? "1" : "0.7"),
        ("stroke-opacity", isNeutral ? "0.8" : "0.9"))
      document.text(
        ChartAxis.words(tick, step: step), at: (ChartStyle.left - 6, height + 4),
        fill: ChartStyle.soft, anchor: "end")
    }
    let seconds = x.ticks(about: 12)
    let secondStep = seconds.count > 1 ? seconds[1] - seconds[0] : 1
    for tick in seconds {
      let place = x.pixel(tick)
      document.line(
        from: (place, plot.upperBound), to: (place, plot.upperBound + 4), stroke: ChartStyle.soft)
      document.text(
        ChartAxis.words(tick, step: secondStep) + (tick == seconds.last ? " s" : ""),
        at: (place, plot.upperBound + 16), fill: ChartStyle.soft, anchor: "middle")
    }
    document.rectangle(
      ChartStyle.left...ChartStyle.right, plot, fill: "none", ("stroke", ChartStyle.frame))
    let middle = (plot.lowerBound + plot.upperBound) / 2
    document.text(
      chart.unit.axis, at: (18, middle), fill: ChartStyle.ink, anchor: "middle",
      ("transform", "rotate(-90 18 \(SVGDocument.number(middle)))"))
  }

  private func drawLabels(in document: inout SVGDocument, plot: ClosedRange<Double>) {
    let x = Self.timeAxis(times)
    for flag in chart.trail.flags where times.contains(flag.time) {
      document.line(
        from: (x.pixel(flag.time), plot.lowerBound), to: (x.pixel(flag.time), plot.upperBound),
        stroke: ChartStyle.soft, ("stroke-dasharray", "1 3"))
    }
    for label in labels.labels {
      let base = plot.lowerBound - 8 - ChartLabels.laneHeight * Double(label.lane)
      let place = labels.place(of: label)
      document.text(
        label.text, at: ((place.lowerBound + place.upperBound) / 2, base), fill: label.color,
        anchor: "middle", ("font-weight", label.color == ChartStyle.ink ? "bold" : "normal"))
    }
  }

  // MARK: - Curves

  private func drawCurves(in document: inout SVGDocument, x: ChartAxis, y: ChartAxis) {
    let delay = chart.trail.delay
    let stretch = (times.lowerBound + delay)...(times.upperBound + delay)
    let pixel = (times.upperBound - times.lowerBound) / (ChartStyle.right - ChartStyle.left)
    let columns = chart.trail.columns(in: stretch, ofAtLeast: pixel)
    var curve: [[(x: Double, y: Double)]] = []
    var rise: [[(x: Double, y: Double)]] = []
    var back: [[(x: Double, y: Double)]] = []
    for column in columns {
      let sense = chart.trail.sense(at: column.least.time)
      let isFirst = column.isBroken || curve.isEmpty
      let points = [column.least, column.greatest].sorted { $0.time < $1.time }
        .map { (x: x.pixel($0.time - delay), y: y.pixel(sense * $0.value)) }
      let shown = points[0] == points[1] ? [points[0]] : points
      if isFirst { curve.append(shown) } else { curve[curve.count - 1] += shown }
      let levels = sense > 0 ? column.along : column.against
      // Levels apply to the smoothed value: they are where it is.
      let place = points[0].x
      Self.extend(&rise, to: levels.rise.map { (place, y.pixel($0)) }, joining: !isFirst)
      Self.extend(&back, to: levels.back.map { (place, y.pixel($0)) }, joining: !isFirst)
    }
    document.path(
      rise.filter { $0.count > 1 }, stroke: ChartStyle.riseLevel, ("stroke-width", "1.1"),
      ("stroke-dasharray", "6 3"))
    document.path(
      back.filter { $0.count > 1 }, stroke: ChartStyle.backLevel, ("stroke-width", "1.3"),
      ("stroke-dasharray", "2 3"))
    document.path(
      curve, stroke: ChartStyle.curve, ("stroke-width", "1.4"), ("stroke-linejoin", "round"))
  }

  /// Goes on with a level, or ends it where there is none; a stretch at one height needs two points.
  private static func extend(
    _ runs: inout [[(x: Double, y: Double)]], to point: (x: Double, y: Double)?, joining: Bool
  ) {
    guard let point else {
      if runs.last?.isEmpty == false { runs.append([]) }
      return
    }
    guard joining, var run = runs.popLast(), !run.isEmpty else {
      if runs.last?.isEmpty == true { runs.removeLast() }
      runs.append([point])
      return
    }
    let isLevel =
      run.count > 1 && abs(run[run.count - 1].y - point.y) < 0.05
      && abs(run[run.count - 2].y - point.y) < 0.05
    if isLevel { run[run.count - 1] = point } else { run.append(point) }
    runs.append(run)
  }

  private func drawDots(in document: inout SVGDocument, x: ChartAxis, y: ChartAxis) {
    for set in chart.report.sets {
      for repetition in set.repetitions + set.partial where !repetition.byHand {
        let boundaries = [
          repetition.riseStart, repetition.topStart, repetition.lowerStart, repetition.end,
        ]
        for case let time? in boundaries where times.contains(time) {
          guard let value = chart.trail.excursion(at: time + chart.trail.delay) else {
            continue
          }
          document.dot(at: (x.pixel(time), y.pixel(value)))
        }
      }
    }
  }
}
