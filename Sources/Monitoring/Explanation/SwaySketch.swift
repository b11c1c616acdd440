import Exercises

/// A hold or a stance in characters: the track seen from above with its ellipse, and under it both axes against
/// time, with the scoring window and the faults.
///
/// Nothing of it rests on colours, and no line is wider than it may be.
struct SwaySketch {
  private let scene: SwayScene
  private let columns: Int
  private let hasDots: Bool

  /// Characters of the track's canvas at most, and lines of a strip.
  private static let track = (columns: 40, rows: 20)
  private static let stripRows = 4
  /// Characters that the words beside the track want at least.
  private static let wordsWidth = 30
  /// Before a strip: its greatest and its least value.
  private static let labelWidth = 8

  private static let fault: Character = "x"
  private static let worst: Character = "w"

  /// A sketch of at most so many columns.
  init(scene: SwayScene, columns: Int, hasDots: Bool) {
    self.scene = scene
    self.columns = max(24, columns)
    self.hasDots = hasDots
  }

  var lines: [String] {
    wrapped("\(scene.title): \(scene.subject)", width: columns, indent: 2).split(separator: "\n")
      .map(String.init) + [""] + trackLines + [""]
      + strip(\.x, scene.axes.x) + strip(\.y, scene.axes.y) + bandLines
  }

  // MARK: - The track from above

  private var trackLines: [String] {
    let width = min(Self.track.columns, columns - 4)
    let scale = SquareScale(scene: scene)
    // A dot is about as high as it is wide.
    var canvas = DotCanvas(columns: width, rows: width * Self.track.rows / Self.track.columns)
    let unit =
      Double(min(canvas.width, canvas.height) - 1) / (scale.x.upperBound - scale.x.lowerBound)
    func dot(_ x: Double, _ y: Double) -> (x: Int, y: Int) {
      let left =
        Double(canvas.width - 1) / 2 + (x - (scale.x.lowerBound + scale.x.upperBound) / 2) * unit
      let up =
        Double(canvas.height - 1) / 2 + (y - (scale.y.lowerBound + scale.y.upperBound) / 2) * unit
      return (Int(left.rounded()), Int(up.rounded()))
    }
    for kind in [SwayScene.Kind.usual, .worstSecond, .fault] {
      for run in scene.runs(of: kind) {
        for (from, to) in zip(run, run.dropFirst().isEmpty ? run[...] : run.dropFirst()) {
          let ends = (dot(from.x, from.y), dot(to.x, to.y))
          canvas.line(from: ends.0, to: ends.1)
          if kind == .fault { canvas.mark(from: ends.0, to: ends.1, with: Self.fault) }
          if kind == .worstSecond { canvas.mark(from: ends.0, to: ends.1, with: Self.worst) }
        }
      }
    }
    if let ellipse = scene.ellipse {
      for step in 0..<(8 * canvas.width) {
        let point = ellipse.point(at: Double(step) / Double(8 * canvas.width))
        let place = dot(point.x, point.y)
        canvas.ground(place.x, place.y, with: hasDots ? "·" : "'")
      }
    }
    for (point, mark) in [(scene.measured.first, "S"), (scene.measured.last, "E")] {
      guard let point else { continue }
      let place = dot(point.x, point.y)
      canvas.mark(place.x, place.y, with: Character(mark))
    }
    let words = legend(perColumn: Double(DotCanvas.cell.columns) / unit)
    let framed = frame(canvas.lines(hasDots: hasDots))
    let room = columns - width - 4
    if room >= Self.wordsWidth {
      let beside = words.flatMap { wrapped($0, width: room, indent: 2).split(separator: "\n") }
      return (0..<max(framed.count, beside.count)).map { index in
        let left = index < framed.count ? framed[index] : String(repeating: " ", count: width + 2)
        return index < beside.count ? "\(left)  \(beside[index])" : left
      }
    }
    return framed
      + words.flatMap {
        wrapped($0, width: columns, indent: 2).split(separator: "\n").map(String.init)
      }
  }

  private func frame(_ lines: [String]) -> [String] {
    let width = lines.first?.count ?? 0
    let line = String(repeating: hasDots ? "─" : "-", count: width)
    let side = hasDots ? "│" : "|"
    return [hasDots ? "┌\(line)┐" : "+\(line)+"] + lines.map { side + $0 + side }
      + [hasDots ? "└\(line)┘" : "+\(line)+"]
  }

  /// - Parameter width: what a character is wide, in the scene's unit.
  private func legend(perColumn width: Double) -> [String] {
    let decimals = scene.signal == .centerOfPressure ? 1 : 3
    var words = [
      scene.isAnatomical
        ? "to the right: ML, right; up: AP, forward"
        : "to the right: horizontal 1; up: horizontal 2 (as the sensor lies)",
      "a character: \(width.fixed(decimals + 1)) \(scene.unit) wide, "
        + "\((2 * width).fixed(decimals + 1)) high",
      "S start  E end",
    ]
    if let ellipse = scene.ellipseWords {
      words.append("\(hasDots ? "·" : "'") \(ascii(ellipse))")
    }
    if let worst = scene.worstSecond {
      words.append("\(Self.worst) worst second, from \(worst.lowerBound.fixed(2)) s")
    }
    for fault in scene.faults.prefix(6) {
      words.append(
        "\(Self.fault) \(fault.kind.words), \(fault.start.fixed(2)) to \(fault.end.fixed(2)) s")
    }
    if scene.faults.count > 6 { words.append("and \(scene.faults.count - 6) faults more") }
    return words.map(ascii)
  }

  /// Without UTF-8, words in ASCII.
  private func ascii(_ text: String) -> String {
    hasDots ? text : text.replacing("°", with: " degrees").replacing("²", with: "2")
  }

  // MARK: - Against time

  /// Where a strip's canvas lies in time.
  private var times: ClosedRange<Double> {
    let first = scene.points.first?.time ?? scene.whole.lowerBound
    return first...max(first + 1e-3, scene.points.last?.time ?? scene.whole.upperBound)
  }

  private var stripWidth: Int { columns - Self.labelWidth - 1 }

  private func strip(_ axis: KeyPath<SwayPoint, Double>, _ name: String) -> [String] {
    let inside = scene.points.filter { scene.whole.contains($0.time) }.map { $0[keyPath: axis] }
    let low = inside.min() ?? 0
    let high = max(inside.max() ?? 1, low + 1e-9)
    var canvas = DotCanvas(columns: stripWidth, rows: Self.stripRows)
    let length = times.upperBound - times.lowerBound
    func dot(_ point: SwayPoint) -> (x: Int, y: Int) {
      let x = (point.time - times.lowerBound) / length * Double(canvas.width - 1)
      let share = (point[keyPath: axis] - low) / (high - low)
      // What lies far beyond, stepping on say, stays beyond.
      return (Int(x.rounded()), Int((min(9, max(-9, share)) * Double(canvas.height - 1)).rounded()))
    }
    var last: SwayPoint?
    for point in scene.points {
      let end = dot(point)
      canvas.line(from: last.map(dot).flatMap { point.isAfterBreak ? nil : $0 } ?? end, to: end)
      last = point
    }
    let decimals = scene.signal == .centerOfPressure ? 0 : 2
    let bar = hasDots ? "│" : "|"
    let drawn = canvas.lines(hasDots: hasDots)
    let labels =
      [high.fixed(decimals)] + Array(repeating: "", count: drawn.count - 2)
      + [low.fixed(decimals)]
    return [ascii("\(name) (\(scene.unit))")]
      + zip(labels, drawn).map { padded($0, to: Self.labelWidth) + bar + $1 }
  }

  /// What each moment is, and when.
  private var bandLines: [String] {
    let length = times.upperBound - times.lowerBound
    let band = (0..<stripWidth).map { column -> Character in
      let from = times.lowerBound + length * Double(column) / Double(stripWidth)
      let to = from + length / Double(stripWidth)
      if scene.faults.contains(where: { $0.start < to && $0.end >= from }) { return Self.fault }
      let middle = (from + to) / 2
      if let worst = scene.worstSecond, worst.contains(middle) { return Self.worst }
      if let window = scene.window, window.contains(middle) { return "=" }
      return scene.whole.contains(middle) ? "-" : " "
    }
    let indent = String(repeating: " ", count: Self.labelWidth + 1)
    let ends = (times.lowerBound.fixed(1), "\(times.upperBound.fixed(1)) s")
    let space = max(1, stripWidth - ends.0.count - ends.1.count)
    let key =
      "- hold  = scoring window  \(Self.worst) worst second"
      + (scene.faults.isEmpty ? "" : "  \(Self.fault) fault")
    return [
      indent + String(band), indent + ends.0 + String(repeating: " ", count: space) + ends.1,
    ] + wrapped(key, width: columns, indent: 2).split(separator: "\n").map(String.init)
  }
}
