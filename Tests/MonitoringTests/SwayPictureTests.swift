import Exercises
import Foundation
import Recordings
import Samples
import Testing

@testable import Monitoring

/// A text file of a centre of pressure, replayed and shown.
private func shown(
  _ text: String, _ exercise: Exercise = .quietStance
) throws -> (report: SessionReport, scenes: [SwayScene]) {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try Data(text.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  var reader = try RecordingReader(path: file.path)
  let configuration = SessionConfiguration(exercise: exercise, swayFilter: SwayFilter.none)
  var session = Session(configuration: configuration)
  var track = SwayTrack(configuration: configuration)
  while let element = try reader.next() {
    track.advance(element)
    session.advance(element) { _ in }
  }
  session.finish { _ in }
  track.finish()
  return (
    session.report,
    SwayScene.all(in: session.report, on: track, configuration: configuration).compactMap { $0 }
  )
}

/// Ten seconds of two sines at 100 Hz, so many whole turns.
private func sines(_ x: Double, _ y: Double, turns: Double = 10) -> String {
  "t_s,ml_mm,ap_mm\n"
    + (0..<1000).map { index in
      let angle = 2 * Double.pi * turns * Double(index) / 1000
      return "\(Double(index) / 100),\(x * cos(angle)),\(y * sin(angle))\n"
    }.joined()
}

/// The same hold on a board with a fault in it.
private func faulty() throws -> (report: SessionReport, scenes: [SwayScene]) {
  var lines = ["t_s,tl_kg,tr_kg,bl_kg,br_kg"]
  for index in 0..<2600 {
    let time = Double(index) / 100
    // On both feet until 6 s, then on the right one; at 14 s the left one touches for 0.4 s.
    let isBoth = time < 6 || (14..<14.4).contains(time)
    let share = isBoth ? 0.5 : 0.9 + 0.01 * sin(5 * time)
    let front = 0.5 + 0.04 * sin(3 * time)
    let load = time < 2 ? 0 : 70.0
    let cells = [
      (1 - share) * front, share * front, (1 - share) * (1 - front), share * (1 - front),
    ]
    lines.append("\(time)," + cells.map { "\(load * $0)" }.joined(separator: ","))
  }
  return try shown(lines.joined(separator: "\n") + "\n", .balanceHold)
}

/// Dots in characters.
struct DotCanvasTests {
  @Test("dots are those of the braille patterns")
  func patterns() {
    // Unicode, chapter 21: U+2801 is dot 1 (upper left), U+2840 dot 7 (lower left), U+2880 dot 8.
    let places: [(x: Int, y: Int, character: String)] = [
      (0, 3, "\u{2801}"), (0, 2, "\u{2802}"), (0, 1, "\u{2804}"), (1, 3, "\u{2808}"),
      (1, 2, "\u{2810}"), (1, 1, "\u{2820}"), (0, 0, "\u{2840}"), (1, 0, "\u{2880}"),
    ]
    var full = DotCanvas(columns: 1, rows: 1)
    for place in places {
      var canvas = DotCanvas(columns: 1, rows: 1)
      canvas.set(place.x, place.y)
      full.set(place.x, place.y)
      #expect(canvas.lines(hasDots: true) == [place.character])
    }
    #expect(full.lines(hasDots: true) == ["\u{28FF}"])
    #expect(full.lines(hasDots: false) == ["#"])
  }

  @Test("what lies beyond it isn't drawn")
  func beyond() {
    var canvas = DotCanvas(columns: 2, rows: 2)
    canvas.line(from: (-50, -50), to: (-1, 90))
    canvas.mark(4, 0, with: "x")
    #expect(canvas.lines(hasDots: true) == ["  ", "  "])
  }
}

/// A sketch for a terminal.
struct SwaySketchTests {
  /// The dots of lines of braille, from the upper left.
  private func dots(_ lines: [Substring]) -> [(x: Int, y: Int)] {
    let rows: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    return lines.enumerated().flatMap { row, line in
      line.unicodeScalars.enumerated().flatMap { column, scalar -> [(x: Int, y: Int)] in
        guard (0x2800...0x28FF).contains(scalar.value) else { return [] }
        return (0..<4).flatMap { down in
          (0..<2).compactMap { across in
            (scalar.value - 0x2800) & rows[down][across] == 0
              ? nil : (x: column * 2 + across, y: row * 4 + down)
          }
        }
      }
    }
  }

  @Test("a circle is a circle: all its dots are as far from the middle")
  func circle() throws {
    // One turn, so that the worst second's mark hides a tenth of it.
    let scene = try #require(try shown(sines(10, 10, turns: 1)).scenes.first)
    let lines = SwaySketch(scene: scene, columns: 80, hasDots: true).lines
    let from = try #require(lines.firstIndex { $0.hasPrefix("┌") })
    let to = try #require(lines.firstIndex { $0.hasPrefix("└") })
    let inside = lines[(from + 1)..<to].map { $0.dropFirst().prefix(40) }
    #expect(inside.count == 20)
    // The ellipse is larger by sqrt(chi-square / 2), about 1.73, and fills the canvas but for 6 %.
    let radius = 39.5 / 1.06 / 1.7335
    let found = dots(inside)
    #expect(found.count > 60)
    for dot in found {
      #expect(abs(hypot(Double(dot.x) - 39.5, Double(dot.y) - 39.5) - radius) < 1.2)
    }
    #expect(inside.joined().contains("·"))
    #expect(lines.contains { $0.contains("95 % prediction ellipse") })
  }

  @Test("a fault and the worst second are marked in the track, in the band and in words")
  func marks() throws {
    let (report, scenes) = try faulty()
    let fault = try #require(report.holds.first?.faults.first)
    let lines = SwaySketch(scene: try #require(scenes.first), columns: 80, hasDots: true).lines
    let track = lines.filter { $0.hasPrefix("│") }.map { $0.prefix(42) }.joined()
    #expect(track.contains("x"))
    #expect(track.contains("S"))
    let words = "\(fault.start.fixed(2)) to"
    #expect(lines.contains { $0.contains("other foot touched") || $0.contains(words) })
    // The band has one character for so much time.
    let band = try #require(lines.first { $0.contains("==x") || $0.contains("wx") })
    let start = try #require(band.firstIndex(of: "x"))
    let scene = try #require(scenes.first)
    let length = try #require(scene.points.last).time - (try #require(scene.points.first)).time
    let column = band.distance(from: band.startIndex, to: start) - 9
    let time = try #require(scene.points.first).time + length * Double(column) / 71
    #expect(abs(time - fault.start) <= length / 71 + 0.01)
  }

  @Test("no line is wider than the terminal", arguments: [80, 79, 60, 40, 24])
  func width(columns: Int) throws {
    for scene in try faulty().scenes + shown(sines(10, 4)).scenes {
      for hasDots in [true, false] {
        let lines = SwaySketch(scene: scene, columns: columns, hasDots: hasDots).lines
        for line in lines { #expect(line.count <= columns, "\(line)") }
      }
    }
  }

  @Test("without UTF-8 everything is ASCII")
  func ascii() throws {
    for scene in try faulty().scenes + shown(sines(10, 4)).scenes {
      let lines = SwaySketch(scene: scene, columns: 80, hasDots: false).lines
      let isPlain = lines.joined().unicodeScalars.allSatisfy(\.isASCII)
      #expect(isPlain)
      #expect(lines.contains { $0.contains("#") || $0.contains(":") })
    }
  }
}

/// Pictures in SVG.
struct SwayPictureTests {
  private func elements(_ scene: SwayScene) throws -> Elements {
    try #require(
      Elements(SwayPicture(scene: scene, source: "a & b.csv").svg.joined(separator: "\n")))
  }

  @Test(
    "the ellipse has the half axes that two sines have, in one scale", arguments: [10.0, 5, 2.5])
  func ellipse(across: Double) throws {
    let scene = try #require(try shown(sines(10, across)).scenes.first)
    let ellipse = try #require(try elements(scene).all.first { $0.name == "ellipse" }).attributes
    // The longer half axis fills the square of 500 pixels but for 6 %.
    let longer = 500 / 2.12
    let rx = try #require(Double(ellipse["rx"] ?? ""))
    let ry = try #require(Double(ellipse["ry"] ?? ""))
    #expect(abs(rx - longer) <= 0.06)
    #expect(abs(ry - longer * across / 10) <= 0.06)
    let n = 1000.0
    let factor =
      2 * (n + 1) * (n - 1) / (n * (n - 2)) * ((n - 2) / 2 * (pow(0.05, -2 / (n - 2)) - 1))
    let half = 10 * (n / (n - 1) / 2 * factor).squareRoot()
    let words = "95 % prediction ellipse, half axes \(String(format: "%.1f", half))"
    let texts = try elements(scene).texts
    #expect(texts.contains { $0.hasPrefix(words) })
  }

  @Test("a fault has a colour of its own in the track, a shade with words beside it")
  func fault() throws {
    let scene = try #require(try faulty().scenes.first)
    let elements = try elements(scene)
    let red = elements.all.filter {
      $0.name == "path" && $0.attributes["stroke"] == ChartStyle.rejected
    }
    #expect(red.count == 3)
    let shades = elements.all.filter {
      $0.name == "rect" && $0.attributes["fill"] == ChartStyle.rejected
    }
    // One in each stabilogram, one in the legend.
    #expect(shades.count == 3)
    #expect(elements.texts.contains("the other foot touched"))
    #expect(elements.texts.contains("scoring window"))
    #expect(elements.texts.contains("a & b.csv: \(scene.title)"))
  }

  @Test("an acceleration is never called a centre of pressure, nor its axes ML and AP")
  func acceleration() throws {
    let rows = (0..<1500).map { index in
      let time = Double(index) / 100
      return "\(time),\(0.02 * sin(3 * time)),\(0.01 * cos(5 * time)),1\n"
    }
    let scene = try #require(try shown("t_s,ax_g,ay_g,az_g\n" + rows.joined()).scenes.first)
    let texts = try elements(scene).texts
    let sketch = SwaySketch(scene: scene, columns: 80, hasDots: true).lines
    for text in texts + sketch {
      #expect(!text.contains("ML") && !text.contains("AP,"), "\(text)")
      #expect(!text.contains("centre of pressure") || text.contains("no centre"), "\(text)")
    }
    #expect(texts.contains { $0.contains("m/s²") })
  }

  @Test("a run is thinned to half a pixel and keeps its ends")
  func thinned() {
    let run = (0...1000).map { (x: Double($0) / 100, y: 0.0) }
    let kept = SwayPicture.thinned(run)
    #expect(kept.first?.x == 0)
    #expect(kept.last?.x == 10)
    #expect(kept.count == 21)
    #expect(SwayPicture.thinned([(1, 1)]).count == 1)
  }
}
