import Foundation
import Recordings
import Samples
import SimulatedSensors
import Testing

struct CSVTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func csv(_ text: String) throws -> String { try folder.file("walk.csv", text) }

  private func samples(_ text: String) throws -> [Sample] {
    try Contents.of(csv(text)).elements.compactMap {
      if case .sample(let sample) = $0 { sample } else { nil }
    }
  }

  @Test("standard gravities and degrees become m/s² and rad/s")
  func inertialUnits() throws {
    let sample = try #require(
      samples("t_s,ax_g,ay_g,az_g,gx_dps,gy_dps,gz_dps\n0.5,1,-2,0.5,180,0,-90\n").first)
    guard case .inertial(let inertial) = sample, let turning = inertial.angularVelocity else {
      Issue.record("\(sample)")
      return
    }
    #expect(inertial.time.microseconds == 500_000)
    #expect(inertial.acceleration == SIMD3(9.80665, -19.6133, 4.903325))
    #expect(abs(turning.x - 3.141592653589793) < 1e-15)
    #expect(turning.y == 0)
    #expect(abs(turning.z + 1.5707963267948966) < 1e-15)
  }

  @Test("newtons on a board become kilograms; columns may stand in any order")
  func boardUnits() throws {
    let sample = try #require(
      samples("br_n,t_s,bl_n,tl_n,tr_n\n9.80665,0,0,98.0665,-9.80665\n").first)
    guard case .board(let board) = sample else {
      Issue.record("\(sample)")
      return
    }
    #expect(abs(board.topLeft - 10) < 1e-14)
    #expect(abs(board.topRight + 1) < 1e-15)
    #expect(board.bottomLeft == 0)
    #expect(abs(board.bottomRight - 1) < 1e-15)
  }

  @Test("a centre of pressure has its force in newtons, or none")
  func centerOfPressure() throws {
    let time = Timestamp(microseconds: 0)
    #expect(
      try samples("t_s,ml_mm,ap_mm,fz_n\n0,1.5,-2.5,700.25\n") == [
        .centerOfPressure(
          CenterOfPressureSample(
            time: time, mediolateral: 1.5, anteroposterior: -2.5, verticalForce: 700.25))
      ])
    #expect(
      try samples("t_s,ml_mm,ap_mm\n0,1.5,-2.5\n") == [
        .centerOfPressure(
          CenterOfPressureSample(time: time, mediolateral: 1.5, anteroposterior: -2.5))
      ])
  }

  @Test(
    "what spreadsheets and people do to a file is tolerated",
    arguments: [
      "\u{FEFF}t_s,ax_ms2,ay_ms2,az_ms2\n0,1,2,3\n1,1,2,3\n",
      "t_s,ax_ms2,ay_ms2,az_ms2\r\n0,1,2,3\r\n1,1,2,3\r\n",
      "\"t_s\", \"ax_ms2\" ,ay_ms2,az_ms2\n 0 ,\t1, 2 ,3 \n1,\"1\",2,3",
      "# made by hand\n\nt_s,ax_ms2,ay_ms2,az_ms2\n0,1,2,3\n# a remark\n1,1,2,3\n\n\n",
      "t_s,note,ax_ms2,ay_ms2,az_ms2\n0,\"a, b\",1,2,3\n1,,1e0,2.,+3\n",
    ])
  func tolerated(text: String) throws {
    let expected = [0, 1_000_000].map {
      Sample.inertial(
        InertialSample(time: Timestamp(microseconds: $0), acceleration: SIMD3(1, 2, 3)))
    }
    #expect(try samples(text) == expected)
  }

  @Test("columns that nothing reads are noted")
  func ignoredColumns() throws {
    let read = try Contents.of(csv("t_s,hr_bpm,ml_mm,ap_mm,gx_dps\n0,60,1,2,3\n"))
    #expect(read.notes == [.ignoredColumns(["hr_bpm", "gx_dps"])])
  }

  @Test(
    "a header that can't be used says why",
    arguments: [
      ("t_s,a,b\n0,1,2\n", RecordingError.Problem.noKnownColumns(found: ["t_s", "a", "b"])),
      ("t_s,ax_g,ay_g\n0,1,2\n", .missingColumns(["az_g"])),
      ("ax_g,ay_g,az_g\n0,1,2\n", .missingColumns(["t_s"])),
      ("t_s,ax_g,ay_g,az_g,gx_dps\n0,1,2,3,4\n", .missingColumns(["gy_dps", "gz_dps"])),
      ("t_s,ax_g,ay_ms2,az_g\n0,1,2,3\n", .conflictingColumns("ax_g", "ay_ms2")),
      ("t_s,ml_mm,ap_mm,ml_mm\n0,1,2,3\n", .duplicateColumn("ml_mm")),
      (
        "t_s,ml_mm,ap_mm,tl_kg,tr_kg,bl_kg,br_kg\n0,1,2,3,4,5,6\n",
        .conflictingColumns("tl_kg", "ml_mm")
      ),
      ("t_s;ax_g;ay_g;az_g\n0;1;2;3\n", .separator("semicolons")),
      ("t_s\tax_g\tay_g\taz_g\n", .separator("tabs")),
      ("\0\u{1}\u{2}PNG", .binary),
      ("t_s,ml_mm,ap_mm\n", .noRows),
      ("t_s,ml_mm,ap_mm", .noRows),
      ("# only\n# remarks\n", .noHeader),
      ("", .empty),
    ])
  func badHeader(text: String, expected: RecordingError.Problem) throws {
    #expect(problem(of: try csv(text))?.problem == expected)
  }

  @Test(
    "a row that can't be used says where and why",
    arguments: [
      ("1,abc,2,3", RecordingError.Problem.notANumber(column: "ax_ms2", found: "abc")),
      ("1,,2,3", .notANumber(column: "ax_ms2", found: "")),
      ("1,2,3", .fieldCount(expected: 4, found: 3)),
      ("1,9,81,2,3", .fieldCount(expected: 4, found: 5)),
      ("1,nan,2,3", .notFinite(column: "ax_ms2")),
      ("1,2,-Inf,3", .notFinite(column: "ay_ms2")),
      ("1,2,1e999,3", .outOfRange(column: "ay_ms2")),
      ("1e300,2,1,3", .outOfRange(column: "t_s")),
      ("-0.5,1,2,3", .timeBackwards(column: "t_s", seconds: 0.5)),
      ("1,1\0,2,3", .binary),
      (String(repeating: "9", count: 70_000), .lineTooLong),
    ])
  func badRow(row: String, expected: RecordingError.Problem) throws {
    let path = try csv("t_s,ax_ms2,ay_ms2,az_ms2\n0,1,2,3\n\(row)\n2,1,2,3\n")
    #expect(problem(of: path) == RecordingError(file: path, line: 3, problem: expected))
  }

  @Test("a message names file, line, column and what stands there, but no weight")
  func message() throws {
    let error = RecordingError(
      file: "walk.csv", line: 217, problem: .notANumber(column: "ax_ms2", found: "abc"))
    #expect(error.description == "walk.csv:217: ax_ms2 is 'abc', not a number")
    let load = problem(of: try csv("t_s,tl_kg,tr_kg,bl_kg,br_kg\n0,71.5kg,2,3,4\n0,1,2,3,4\n"))
    #expect(load?.problem == .notANumber(column: "tl_kg", found: nil))
    #expect(load?.description.contains("71.5") == false)
  }

  @Test(
    "a last line without its end is dropped with a note if it is broken, else read",
    arguments: [
      ("1,1,2", [0], true), ("1,1,-", [0], true), ("1,1,2,-", [0], true), ("1", [0], true),
      ("1,1,2,3", [0, 1_000_000], false),
    ] as [(String, [Int64], Bool)])
  func tornEnd(end: String, times: [Int64], isTorn: Bool) throws {
    let read = try Contents.of(csv("t_s,ax_ms2,ay_ms2,az_ms2\n0,1,2,3\n\(end)"))
    #expect(read.times == times)
    #expect(read.notes == (isTorn ? [.tornLastLine(3)] : []))
  }

  @Test("equal times are read and noted once; negative ones are times like any other")
  func equalTimes() throws {
    let read = try Contents.of(csv("t_s,ml_mm,ap_mm\n-1.5,1,2\n-1.5,1,2\n0,1,2\n0,1,2\n0,1,2\n"))
    #expect(read.times == [-1_500_000, -1_500_000, 0, 0, 0])
    #expect(read.notes == [.equalTimes(count: 3, firstLine: 3)])
  }

  @Test(
    "a step far beyond the usual is a gap, at any rate, and nothing else is",
    arguments: [
      (rate: 20.0, jump: 0.6, isGap: true), (20, 0.45, false), (100, 0.3, true),
      (100, 0.24, false), (1_000, 0.26, true), (1_000, 0.2, false), (2, 2, false),
    ])
  func gaps(rate: Double, jump: Double, isGap: Bool) throws {
    var text = "t_s,ml_mm,ap_mm\n"
    var time = 0.0
    for row in 0..<100 {
      text += "\(time),1,2\n"
      time += row == 50 ? jump : (row % 2 == 0 ? 0.9 : 1.1) / rate
    }
    let elements = try Contents.of(csv(text)).elements
    let gaps = elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
    #expect(gaps.count == (isGap ? 1 : 0))
    if let gap = gaps.first {
      #expect(gap.cause == .timeJump)
      #expect(abs(gap.end.seconds(since: gap.start) - jump) < 2e-6)
      #expect(elements[51] == .gap(gap))
    }
    #expect(elements.count == 100 + gaps.count)
  }

  @Test("a million columns and a line without end are refused in bounded memory")
  func hugeLines() throws {
    let wide = try csv("t_s," + String(repeating: "a,", count: 1_000_000) + "\n")
    #expect(problem(of: wide)?.problem == .lineTooLong)
    #expect(problem(of: wide)?.line == 1)
  }

  @Test("a line of just the longest length is read, wherever the file is cut into pieces")
  func longestLine() throws {
    let row = { (length: Int) in "0,1,2," + String(repeating: "x", count: length - 6) }
    let header = "t_s,ml_mm,ap_mm,note\n"
    for length in [65_535, 65_536] {
      let read = try Contents.of(csv(header + row(length) + "\n0,1,2,\n" + row(length) + "\n"))
      #expect(read.times.count == 3)
    }
    #expect(problem(of: try csv(header + row(65_537) + "\n"))?.problem == .lineTooLong)
  }

  @Test("a CSV file has no counts to give")
  func noCounts() throws {
    let path = try csv("t_s,ml_mm,ap_mm\n0,1,2\n")
    #expect(throws: RecordingError(file: path, problem: .noCounts)) { try Contents.raw(of: path) }
  }

  @Test("a missing file and a folder are the system's refusals")
  func system() {
    let missing = folder.path("none.csv")
    #expect(
      problem(of: missing)?.problem == .system(operation: "open", code: ENOENT))
    #expect(
      problem(of: folder.url.path)?.problem == .system(operation: "read", code: EISDIR))
  }

  @Test("random bytes never trap, whatever they pretend to be")
  func randomBytes() throws {
    var generator = SeededGenerator(seed: 5)
    let openings = [
      "", "t_s,ax_g,ay_g,az_g\n",
      "# soleus recording 1\n# \(RecordingsFixture.header)\nt_us,ax,ay,az\n",
      "# EVEMU 1.3\n", "# libinput record\n", "# soleus recording 1\n# {",
    ]
    let alphabet = Array("0123456789,,,\n\n.-+eE\"# E:[]{}axNnif \r\t".utf8) + [0, 0xFF]
    for turn in 0..<3_000 {
      let length = Int.random(in: 0..<80, using: &generator)
      let noise = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let path = try folder.file("noise", Array(openings[turn % openings.count].utf8) + noise)
      _ = try? Contents.of(path)
    }
  }
}
