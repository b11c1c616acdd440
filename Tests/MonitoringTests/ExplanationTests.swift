import Exercises
import Foundation
import FoundationXML
import Recordings
import Samples
import Sensors
import SimulatedSensors
import Testing

@testable import Monitoring

/// A simulated session, replayed and explained, in a folder that goes with it.
final class Explained {
  let report: SessionReport
  let table: String
  let picture: String

  init(_ name: String, exercise: Exercise? = nil, revisions: [Revision] = []) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/session"
    let device = try SimulatedDevice(name)
    let scenario = try device.makeScenario()
    let source = try device.makeSource(of: scenario, settings: AccelerometerSettings())
    let exercise = exercise ?? scenario.truth.exercise
    let configuration = SessionConfiguration(
      exercise: exercise, placement: scenario.truth.placement)
    let header = RecordingHeader(sensor: source.description)
    let lane = Lane(source: source, configuration: configuration)
    lane.record(
      with: try RecordingWriter(path: path + ".raw", header: header), isNeeded: true)
    var nobody = NoObserver()
    _ = try LiveSession(lanes: [lane]).run(observer: &nobody)

    let input = try RecordingReader(path: path + ".raw")
    let explanation = try ExplainedReplay(
      path: path, source: "a & b <c>.csv", configuration: configuration,
      isBoard: input.content == .board, overwrite: false)
    var observer = Explaining(NoObserver(), explanation, exercise: exercise)
    let outcome = try ReplaySession(
      input: input, configuration: configuration, revisions: ReplayRevisions(new: revisions)
    ).run(observer: &observer)
    report = outcome.report
    let paths = try explanation.finish(report)
    table = try String(contentsOfFile: paths[0], encoding: .utf8)
    picture = try String(contentsOfFile: paths[1], encoding: .utf8)
  }

  var rows: [[Substring]] {
    table.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }
}

/// The elements of a document with their attributes and texts; nil where it isn't well-formed.
final class Elements: NSObject, XMLParserDelegate {
  private(set) var all: [(name: String, attributes: [String: String], text: String)] = []

  init?(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    all.append((name, attributes, ""))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    // Line breaks stand between elements.
    if !all.isEmpty { all[all.count - 1].text += text.replacing("\n", with: "") }
  }

  var texts: [String] { all.filter { $0.name == "text" }.map(\.text) }
}

@Suite("A replay that is explained")
struct ExplanationTests {
  static let scenarios: [(String, Exercise?)] = [
    ("calf-raise,reps=4", nil), ("calf-raise-single-tired", nil), ("fidgeting", nil),
    ("walking,reps=12", nil), ("calf-raise-board,reps=4", nil), ("generic,reps=4", nil),
    ("band-press,reps=4", nil), ("calf-raise,reps=8,stall=20-24", nil),
    ("resting,seconds=5", .generic),
  ]

  @Test("gives a well-formed picture that needs nothing from elsewhere", arguments: scenarios)
  func wellFormed(name: String, exercise: Exercise?) throws {
    let explained = try Explained(name, exercise: exercise)
    let elements = try #require(Elements(explained.picture))
    #expect(elements.all.first?.name == "svg")
    #expect(elements.texts.contains { $0.contains("a & b <c>.csv") })
    let links = elements.all.flatMap(\.attributes).filter { key, value in
      key != "xmlns" && (key.contains("href") || value.contains("://"))
    }
    #expect(links.isEmpty)
    #expect(
      !elements.all.contains { ["script", "image", "style", "foreignObject"].contains($0.name) })
    // Every repetition's number and every reason stand in it.
    let counted = explained.report.sets.flatMap { set in set.repetitions.indices.map { "\($0 + 1)" }
    }
    #expect(counted.allSatisfy { elements.texts.contains($0) })
    for rejected in explained.report.sets.flatMap(\.rejected) {
      #expect(elements.texts.contains { $0.contains(rejected.reason.words) })
    }
  }

  @Test("gives the same bytes again")
  func deterministic() throws {
    let (one, other) = (try Explained("calf-raise,reps=3"), try Explained("calf-raise,reps=3"))
    #expect(one.picture == other.picture)
    #expect(one.table == other.table)
  }

  @Test("gives a row a sample, with columns that name their units", arguments: scenarios)
  func table(name: String, exercise: Exercise?) throws {
    let explained = try Explained(name, exercise: exercise)
    let unit = name.contains("board") ? "mm" : "deg"
    #expect(
      explained.rows.first == [
        "t_s", "excursion_\(unit)", "phase", "sense", "direction", "rise_level_\(unit)",
        "back_level_\(unit)", "usual_range_\(unit)",
      ])
    #expect(explained.rows.allSatisfy { $0.count == 8 })
    let samples = explained.report.input.samples
    // A board holds up to two rows back, and some are told together with the next.
    #expect(
      (samples - (name.contains("board") ? 20 : 0)...samples).contains(explained.rows.count - 1))
    let times = explained.rows.dropFirst().compactMap { Double($0[0]) }
    #expect(times.count == explained.rows.count - 1)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("tells in the table, in place, what was noticed")
  func events() throws {
    let table = try Explained("calf-raise-single-tired").table.split(separator: "\n")
    let names = table.filter { $0.hasPrefix("# {\"t_s\"") }.compactMap { line in
      line.split(separator: "\"event\":\"").last?.split(separator: "\"").first.map(String.init)
    }
    for name in ["neutral-learned", "direction-learned", "set-started", "repetition", "partial"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.suffix(2) == ["set-ended", "end"])
  }

  @Test(
    "shows rises going up, whichever way up was believed to be at first",
    arguments: 1...6 as ClosedRange<Int>)
  func rises(seed: Int) throws {
    let explained = try Explained("calf-raise,reps=3,seed=\(seed)")
    let elements = try #require(Elements(explained.picture))
    // The curve: an element with points, of the curve's own colour.
    let path = try #require(
      elements.all.last { $0.name == "path" && $0.attributes["stroke"] == ChartStyle.curve })
    let points = try #require(path.attributes["d"]).split(separator: "M").flatMap { run in
      let numbers = run.split(separator: " ").compactMap { Double($0) }
      return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }
    let repetition = explained.report.sets[0].repetitions[0]
    let seconds = explained.report.input.duration.rounded(.up)
    func height(at time: Double) throws -> Double {
      let x = ChartStyle.left + time / seconds * (ChartStyle.right - ChartStyle.left)
      return try #require(points.min { abs($0.0 - x) < abs($1.0 - x) }).1
    }
    let top = try height(at: (try #require(repetition.topStart) + repetition.end) / 2)
    // Pixels count downwards.
    #expect(try height(at: repetition.riseStart - 0.5) > top + 20)
    #expect(try height(at: repetition.end + 0.5) > top + 20)
  }

  @Test("marks what a person changed apart from the machine's")
  func revised() throws {
    let machine = try Explained("calf-raise-single-tired")
    let first = machine.report.sets[0].repetitions[0]
    let explained = try Explained(
      "calf-raise-single-tired",
      revisions: [.strike(at: first.riseStart + 1), .add(start: 58.5, end: 60)])
    let texts = try #require(Elements(explained.picture)).texts
    #expect(texts.contains("struck by hand"))
    #expect(texts.contains("\(machine.report.sets[0].repetitions.count) by hand"))
    #expect(explained.table.contains(#""event":"revision","action":"strike""#))
    #expect(explained.report.sets[0].struck == [first])
  }

  @Test("a recording of any length has a picture of at most sixty rows")
  func length() {
    func rows(_ duration: Double) -> (seconds: Double, count: Int) {
      let report = SessionReport(
        exercise: .calfRaise, placement: .foot, side: nil, surface: .firm,
        input: InputSummary(
          sensor: nil, duration: duration, samples: 0, nominalRate: nil, effectiveRate: nil,
          gaps: []),
        sets: [], holds: [], transitions: [], sway: nil, unavailable: [])
      return ExcursionChart(
        trail: ExcursionTrail(), report: report, source: "", unit: ExcursionUnit(isBoard: false)
      ).rows
    }
    #expect(rows(20.3) == (21, 1))
    #expect(rows(60) == (60, 1))
    #expect(rows(61) == (35, 2))
    #expect(rows(600) == (60, 10))
    #expect(rows(36_000) == (600, 60))
    #expect(rows(0).count == 1)
  }
}
