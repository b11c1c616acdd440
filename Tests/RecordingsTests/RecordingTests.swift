import Exercises
import Foundation
import Samples
import Sensors
import SimulatedSensors
import Testing

@testable import Recordings

struct RecordingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func randomElements(_ channels: Channels, _ seed: UInt64) -> [StreamElement<RawSample>] {
    var generator = SeededGenerator(seed: seed)
    var time: Int64 = -1_000_000
    var elements: [StreamElement<RawSample>] = []
    for row in 0..<300 {
      time += Int64.random(in: 0...20_000, using: &generator)
      var counts = SIMD8<Int32>()
      for channel in 0..<channels.count {
        counts[channel] = Int32.random(in: .min ... .max, using: &generator)
        if row % 7 == 0 { counts[channel] = channel % 2 == 0 ? .min : .max }
      }
      elements.append(
        .sample(RawSample(time: Timestamp(microseconds: time), counts: counts)))
      if row % 50 == 9 {
        let start = Timestamp(microseconds: time)
        time += 500_000
        let end = Timestamp(microseconds: time)
        let causes = GapCause.allCases
        elements.append(
          .gap(Gap(start: start, end: end, cause: causes[row / 50 % causes.count])))
        elements.append(.mark(Mark(time: end, label: "a \"mark\"\n # {é")))
      }
    }
    return elements
  }

  @Test(
    "what is written reads back bit by bit, events in place",
    arguments: [
      Channels.acceleration(scale: 0.1),
      .accelerationAndAngularVelocity(
        accelerationScale: 9.80665 / 16_384, angularVelocityScale: .pi / 180 / 131),
      .boardLoads(scale: 0.01),
    ])
  func roundTrip(channels: Channels) throws {
    let path = folder.path("round.csv")
    let written = randomElements(channels, 3)
    var writer = try RecordingWriter(path: path, header: header(channels))
    for element in written { try writer.append(element) }
    try writer.close()

    #expect(try Contents.raw(of: path).rawElements == written)
    #expect(try Contents.of(path).elements == written.map { $0.mapSample(channels.decode) })
  }

  @Test("a header reads back with every key, the unknown ones too")
  func headerRoundTrip() throws {
    var header = header(.boardLoads(scale: 0.01))
    header.sensor.fuzz = 2
    header.sensor.calibrationTable = "07C3 3CF8"
    header.sensor.remarks = ["one", "two"]
    header.exercise = .balanceHold
    header.placement = .platform
    header.side = .left
    header.surface = .bosuDome
    header.wallTime = "2026-03-01T10:00:00Z"
    header.software = "soleus 1.0"
    header.others = [JSONMember(key: "later", value: [1, "x"])]
    let path = folder.path("header.csv")
    var writer = try RecordingWriter(path: path, header: header)
    try writer.append(.sample(RawSample(time: Timestamp(microseconds: 0), counts: SIMD8())))
    try writer.close()
    let reader = try RecordingReader(path: path)
    #expect(reader.header == header)
    #expect(reader.format == .recording)
    #expect(reader.content == .board)
  }

  @Test("the text is what pandas reads: comments, a column line, rows")
  func text() throws {
    let path = folder.path("text.csv")
    var writer = try RecordingWriter(path: path, header: header(.acceleration(scale: 0.5)))
    try writer.append(
      .sample(
        RawSample(
          time: Timestamp(microseconds: -5), counts: SIMD8(1, -2, .min, 0, 0, 0, 0, 0))))
    try writer.append(
      .gap(
        Gap(
          start: Timestamp(microseconds: -5), end: Timestamp(microseconds: 9),
          cause: .fifoOverflow)))
    try writer.close()
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines[0] == "# soleus recording 1")
    #expect(lines[1].contains(#"{"name":"ax","unit":"m/s2","scale":0.5}"#))
    #expect(lines[2] == "t_us,ax,ay,az")
    #expect(lines[3] == "-5,1,-2,-2147483648")
    #expect(lines[4] == ##"# {"t_us":-5,"event":"gap","end_us":9,"cause":"fifo-overflow"}"##)
    #expect(lines.count == 5)
  }

  @Test("a recording torn at any byte gives an error or the first of its rows")
  func torn() throws {
    let path = folder.path("whole.csv")
    let written = Array(randomElements(.acceleration(scale: 1), 4).prefix(14))
    var writer = try RecordingWriter(path: path, header: header(.acceleration(scale: 1)))
    for element in written { try writer.append(element) }
    try writer.close()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let newlines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    let firstRowEnd = newlines[3] + 1
    var longest = 0
    for length in 0..<bytes.count {
      let torn = try folder.file("torn.csv", bytes.prefix(length))
      let read = try? Contents.raw(of: torn)
      #expect((read == nil) == (length < firstRowEnd), "cut at byte \(length)")
      guard let read else { continue }
      #expect(read.rawElements == Array(written.prefix(read.rawElements.count)))
      #expect(read.rawElements.count >= longest)
      let endsInLine = bytes[length - 1] != UInt8(ascii: "\n")
      #expect(
        read.notes.contains { if case .tornLastLine = $0 { true } else { false } } == endsInLine)
      longest = read.rawElements.count
    }
    #expect(longest == written.count - 1)
  }

  private func recording(_ rows: String, header: String? = nil) throws -> String {
    let json = header ?? RecordingsFixture.header
    return try folder.file("bad.csv", "# soleus recording 1\n# \(json)\nt_us,ax,ay,az\n\(rows)")
  }

  @Test(
    "a broken line in the middle is an error with its line",
    arguments: [
      ("1,2,3", RecordingError.Problem.fieldCount(expected: 4, found: 3)),
      ("1,2,3,4,5", .fieldCount(expected: 4, found: 5)),
      ("1,2,x,4", .notANumber(column: "ay", found: "x")),
      ("1,2,,4", .notANumber(column: "ay", found: "")),
      ("1,2,3,2147483648", .outOfRange(column: "az")),
      ("99999999999999999999,2,3,4", .outOfRange(column: "t_us")),
      ("1,2,+3,4", .notANumber(column: "ay", found: "+3")),
      ("1,2,3.5,4", .notANumber(column: "ay", found: "3.5")),
      ("-1,2,3,4", .timeBackwards(column: "t_us", seconds: 1e-6)),
      ("", .fieldCount(expected: 4, found: 1)),
      ("1,2,3,\0", .binary),
      ("# {\"t_us\":1", .brokenEvent("the text ends too early (byte 9)")),
      ("# {\"event\":\"gap\"}", .brokenEvent("it needs a whole t_us and an event")),
    ])
  func brokenMiddle(line: String, expected: RecordingError.Problem) throws {
    let path = try recording("0,1,2,3\n\(line)\n2,1,2,3\n")
    #expect(problem(of: path) == RecordingError(file: path, line: 5, problem: expected))
  }

  @Test("a broken last line is dropped with a note, even with its newline")
  func brokenEnd() throws {
    let read = try Contents.of(recording("0,1,2,3\n1,2\n"))
    #expect(read.times == [0])
    #expect(read.notes == [.tornLastLine(5)])
  }

  @Test("zeros that a power cut left at the end are a torn line, however many")
  func zeroTail() throws {
    for count in [1, 4_096, 300_000] {
      let read = try Contents.of(recording("0,1,2,3\n" + String(repeating: "\0", count: count)))
      #expect(read.times == [0])
      #expect(read.notes == [.tornLastLine(5)])
    }
  }

  @Test("unknown events are skipped with a note, comments too")
  func unknownEvents() throws {
    let read = try Contents.of(
      recording("0,1,2,3\n# {\"t_us\":1,\"event\":\"lap\"}\n# hello\n2,1,2,3\n2,1,2,3\n"))
    #expect(read.times == [0, 2, 2])
    #expect(
      read.notes == [
        .equalTimes(count: 1, firstLine: 8),
        .unknownEvents(count: 2, first: "lap", firstLine: 5),
      ])
  }

  @Test(
    "a header that isn't right is refused by name",
    arguments: [
      ("{}", RecordingError.Problem.missingKey("device")),
      ("{\"device\":5}", .wrongKey("device", expected: "a text")),
      ("{\"device\":\"d\"}", .missingKey("channels")),
      (RecordingsFixture.header.replacing("m/s2", with: "g"), nil),
      (
        RecordingsFixture.header.replacing("\"monotonic\"", with: "\"wall\""),
        .wrongKey("clock", expected: "monotonic or virtual")
      ),
      (RecordingsFixture.header.replacing("0.5", with: "0"), nil),
      (RecordingsFixture.header.replacing("0.5},{", with: "0.25},{"), nil),
      ("{\"device\":", .headerNotJSON(JSONError(position: 10, problem: .unexpectedEnd))),
    ] as [(String, RecordingError.Problem?)])
  func badHeader(json: String, expected: RecordingError.Problem?) throws {
    let path = try recording("0,1,2,3\n", header: json)
    let found = try #require(problem(of: path))
    #expect(found.line == 2)
    if let expected {
      #expect(found.problem == expected)
    } else if case .wrongKey(let key, _) = found.problem {
      #expect(key == "channels")
    } else {
      Issue.record("\(found)")
    }
  }

  @Test("a later version, other columns and a recording without rows are refused")
  func refused() throws {
    let later = try folder.file("later.csv", "# soleus recording 2\n# {}\n")
    #expect(problem(of: later)?.problem == .futureVersion("2"))
    let other = try folder.file(
      "other.csv", "# soleus recording 1\n# \(RecordingsFixture.header)\nt_us,ax,ay\n")
    #expect(problem(of: other)?.problem == .columnsDisagree(expected: "t_us,ax,ay,az"))
    #expect(problem(of: try recording(""))?.problem == .noRows)
    let cut = try folder.file("cut.csv", "# soleus rec")
    #expect(problem(of: cut)?.problem == .cutInHeader)
  }
}

/// A header written by hand.
enum RecordingsFixture {
  static let header = """
    {"device":"chip","clock":"monotonic","channels":[{"name":"ax","unit":"m/s2","scale":0.5},\
    {"name":"ay","unit":"m/s2","scale":0.5},{"name":"az","unit":"m/s2","scale":0.5}]}
    """
}
