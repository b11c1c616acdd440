import Exercises

/// The picture of a hold or a quiet stance: on the left the track seen from above with its ellipse, on the right
/// both axes against time.
struct SwayPicture {
  private let scene: SwayScene
  private let source: String

  private static let plot = (left: 70.0, right: 570.0, height: 500.0)
  /// Characters in a line under the picture.
  private static let noteWidth = 190
  private static let strips = (left: 660.0, right: 1180.0, gap: 62.0)

  init(scene: SwayScene, source: String) {
    self.scene = scene
    self.source = source
  }

  /// The document, line by line.
  var svg: [String] {
    let legend = SwayLegend(scene: scene)
    let top = 66 + legend.height
    let notes = self.notes
    let height = top + Self.plot.height + 60 + 16 * Double(notes.count)
    let name = source.count > 60 ? "…" + source.suffix(60) : source
    let heading = "\(name): \(scene.title)"
    var document = SVGDocument(
      width: ChartStyle.width, height: height, title: heading, description: summary)
    document.rectangle(0...ChartStyle.width, 0...height, fill: ChartStyle.ground)
    document.text(heading, at: (16, 28), size: 18, fill: ChartStyle.ink, ("font-weight", "bold"))
    document.text(summary, at: (16, 48), size: 13, fill: ChartStyle.soft)
    legend.draw(in: &document, top: 60)
    drawTrack(in: &document, top: top)
    let height1 = (Self.plot.height - Self.strips.gap) / 2
    for (index, axis) in [\SwayPoint.x, \SwayPoint.y].enumerated() {
      let from = top + Double(index) * (height1 + Self.strips.gap)
      Stabilogram(
        scene: scene, axis: axis, words: index == 0 ? scene.axes.x : scene.axes.y,
        isLabelled: index == 0
      ).draw(
        in: &document, across: Self.strips.left...Self.strips.right, plot: from...(from + height1))
    }
    for (index, note) in notes.enumerated() {
      document.text(
        note, at: (16, top + Self.plot.height + 58 + 16 * Double(index)), fill: ChartStyle.soft)
    }
    document.close()
    return document.lines
  }

  private var summary: String {
    let faults = scene.faults.isEmpty ? "no faults" : counted(scene.faults.count, "fault")
    let window = scene.window.map {
      "sway measured from \($0.lowerBound.fixed(2)) to \($0.upperBound.fixed(2)) s"
    }
    return [scene.subject, faults, window ?? "sway isn't measured"].joined(separator: " · ")
  }

  private var notes: [String] {
    var notes = [
      "Left: the points as the measures take them (\(scene.preparation)); both axes have one scale. "
        + "Right: the points as they came; dashed lines are the hold's start and end."
    ]
    if scene.signal == .acceleration {
      notes.append(
        "Acceleration across the mean vertical of the window; its two axes "
          + (scene.isAnatomical
            ? "by the axis that was told to point forward. " : "lie anyhow about it. ")
          + "It is no centre of pressure and compares with none.")
    }
    return notes.flatMap {
      wrapped($0, width: Self.noteWidth).split(separator: "\n").map(String.init)
    }
  }

  // MARK: - The track from above

  private func drawTrack(in document: inout SVGDocument, top: Double) {
    let scale = SquareScale(scene: scene)
    let x = ChartAxis(
      values: scale.x, pixels: (Self.plot.left, Self.plot.right))
    let y = ChartAxis(
      values: scale.y, pixels: (top + Self.plot.height, top))
    drawGrid(in: &document, x, y, step: scale.step, top: top)
    func draw(_ kind: SwayScene.Kind, _ color: String, width: String) {
      let runs = scene.runs(of: kind).map { run in
        Self.thinned(run.map { (x: x.pixel($0.x), y: y.pixel($0.y)) })
      }
      document.path(
        runs, stroke: color, ("stroke-width", width), ("stroke-linejoin", "round"))
    }
    draw(.usual, ChartStyle.curve, width: "1.1")
    draw(.worstSecond, ChartStyle.riseLevel, width: "1.8")
    draw(.fault, ChartStyle.rejected, width: "2.2")
    if let ellipse = scene.ellipse {
      let pixels = (x.pixel(1) - x.pixel(0), x.pixel(ellipse.center.x), y.pixel(ellipse.center.y))
      // Degrees turn the other way where y counts downwards.
      document.add(
        "ellipse",
        [
          ("cx", SVGDocument.number(pixels.1)), ("cy", SVGDocument.number(pixels.2)),
          ("rx", SVGDocument.number(ellipse.semiMajor * scale.pixels)),
          ("ry", SVGDocument.number(ellipse.semiMinor * scale.pixels)), ("fill", "none"),
          ("stroke", ChartStyle.backLevel), ("stroke-width", "1.8"),
          (
            "transform",
            "rotate(\(SVGDocument.number(-ellipse.angle)) \(SVGDocument.number(pixels.1)) "
              + "\(SVGDocument.number(pixels.2)))"
          ),
        ])
    }
    if let first = scene.measured.first, let last = scene.measured.last {
      document.startMark(at: (x.pixel(first.x), y.pixel(first.y)))
      document.endMark(at: (x.pixel(last.x), y.pixel(last.y)))
    }
  }

  private func drawGrid(
    in document: inout SVGDocument, _ x: ChartAxis, _ y: ChartAxis, step: Double, top: Double
  ) {
    let bottom = top + Self.plot.height
    for value in x.ticks(step: step) {
      let place = x.pixel(value)
      document.line(from: (place, top), to: (place, bottom), stroke: ChartStyle.grid)
      document.text(
        ChartAxis.words(value, step: step), at: (place, bottom + 16), fill: ChartStyle.soft,
        anchor: "middle")
    }
    for value in y.ticks(step: step) {
      let place = y.pixel(value)
      document.line(
        from: (Self.plot.left, place), to: (Self.plot.right, place), stroke: ChartStyle.grid)
      document.text(
        ChartAxis.words(value, step: step), at: (Self.plot.left - 6, place + 4),
        fill: ChartStyle.soft, anchor: "end")
    }
    document.rectangle(
      Self.plot.left...Self.plot.right, top...bottom, fill: "none", ("stroke", ChartStyle.frame))
    let grid = "grid \(ChartAxis.words(step, step: step)) \(scene.unit)"
    document.text(
      "\(scene.axes.x) (\(scene.unit)); \(grid)",
      at: ((Self.plot.left + Self.plot.right) / 2, bottom + 34), size: 12, fill: ChartStyle.ink,
      anchor: "middle")
    let middle = (top + bottom) / 2
    document.text(
      "\(scene.axes.y) (\(scene.unit))", at: (24, middle), size: 12, fill: ChartStyle.ink,
      anchor: "middle", ("transform", "rotate(-90 24 \(SVGDocument.number(middle)))"))
  }

  /// A run without points that lie less than half a pixel from the last one drawn, its ends aside.
  static func thinned(_ run: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard var last = run.first, let end = run.last else { return [] }
    var kept = [last]
    for point in run.dropFirst().dropLast() {
      let (dx, dy) = (point.x - last.x, point.y - last.y)
      guard dx * dx + dy * dy >= 0.25 else { continue }
      kept.append(point)
      last = point
    }
    if run.count > 1 { kept.append(end) }
    return kept
  }
}

/// One scale for both axes of a track: what is drawn lies in a square.
struct SquareScale {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  /// Between two lines of the grid.
  let step: Double
  /// A unit in pixels, where the square is 500 wide.
  var pixels: Double { 500 / (x.upperBound - x.lowerBound) }

  init(scene: SwayScene) {
    var low = SIMD2(Double.infinity, .infinity)
    var high = SIMD2(-Double.infinity, -.infinity)
    func take(_ point: SIMD2<Double>) {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    for point in scene.measured + scene.faultsOutside { take(SIMD2(point.x, point.y)) }
    if let ellipse = scene.ellipse {
      take(ellipse.center - ellipse.reach)
      take(ellipse.center + ellipse.reach)
    }
    let middle = (low + high) / 2
    let reach = (high - low).max() / 2
    // Where nothing moves, a unit to every side.
    let half = reach > ChartAxis.finest * middle.largestMagnitude ? reach * 1.06 : 1
    x = (middle.x - half)...(middle.x + half)
    y = (middle.y - half)...(middle.y + half)
    step = ChartAxis.roundStep(2 * half / 12)
  }
}

extension SIMD2<Double> {
  fileprivate var largestMagnitude: Double { Swift.max(abs(x), abs(y)) }
}

extension SVGDocument {
  /// Where a track begins: a ring.
  mutating func startMark(at place: (x: Double, y: Double)) {
    add(
      "circle",
      [
        ("cx", Self.number(place.x)), ("cy", Self.number(place.y)), ("r", "5"),
        ("fill", ChartStyle.ground), ("stroke", ChartStyle.byHand), ("stroke-width", "2.4"),
      ])
  }

  /// Where a track ends: a square.
  mutating func endMark(at place: (x: Double, y: Double)) {
    rectangle(
      (place.x - 4.5)...(place.x + 4.5), (place.y - 4.5)...(place.y + 4.5), fill: ChartStyle.byHand,
      ("stroke", ChartStyle.ground), ("stroke-width", "1"))
  }
}
