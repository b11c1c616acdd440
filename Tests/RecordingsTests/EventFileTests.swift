import Recordings
import Samples
import Sensors
import Testing

/// Lines as evemu 2.7 and libinput 1.22 write them, put together by hand.
struct EventFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let evemuHeader = """
    # EVEMU 1.3
    # Input device name: "Nintendo Wii Remote Balance Board"
    N: Nintendo Wii Remote Balance Board
    I: 0005 057e 0306 0600
    A: 10 0 65535 2 4 0
    A: 11 0 65535 2 4 0

    """

  private func evemu(_ events: String, header: String = evemuHeader) throws -> String {
    try folder.file("board.evemu", header + events)
  }

  private func row(_ time: Int64, _ tl: Int32, _ tr: Int32, _ bl: Int32, _ br: Int32)
    -> StreamElement<RawSample>
  {
    .sample(
      RawSample(time: Timestamp(microseconds: time), counts: SIMD8(tl, tr, bl, br, 0, 0, 0, 0)))
  }

  /// The first frame, with a load on each corner that tells it apart.
  private static let all = """
    E: 0.000001 0003 0010 100	# EV_ABS / ABS_HAT0X            100
    E: 0.000001 0003 0011 200
    E: 0.000001 0003 0012 300
    E: 0.000001 0003 0013 400
    E: 0.000001 0000 0000 0	# ------------ SYN_REPORT (0) ----------

    """

  @Test("each axis goes to its own corner and counts 10 g")
  func corners() throws {
    let path = try evemu(Self.all)
    #expect(try Contents.raw(of: path).rawElements == [row(1, 300, 100, 400, 200)])
    let elements = try Contents.of(path).elements
    #expect(
      elements == [
        .sample(
          .board(
            BoardSample(
              time: Timestamp(microseconds: 1), topLeft: 3, topRight: 1, bottomLeft: 4,
              bottomRight: 2)))
      ])
  }

  @Test("the device, its fuzz and its format are known")
  func description() throws {
    let reader = try RecordingReader(path: try evemu(Self.all))
    #expect(reader.format == .evemu)
    #expect(reader.content == .board)
    #expect(reader.sensor?.device == "Nintendo Wii Remote Balance Board")
    #expect(reader.sensor?.fuzz == 2)
    #expect(reader.sensor?.channels == .boardLoads(scale: 0.01))
  }

  @Test("an axis that isn't sent keeps its load; a frame with only the button is a mark")
  func stateAndButton() throws {
    let path = try evemu(
      Self.all + """
        E: 0.010000 0003 0012 301
        E: 0.010000 0000 0000 0
        E: 0.020000 0001 0130 1
        E: 0.020000 0000 0000 0
        E: 0.030000 0001 0130 0
        E: 0.030000 0000 0000 0
        E: 1.000000 0003 0011 201
        E: 1.000000 0000 0000 0

        """)
    #expect(
      try Contents.raw(of: path).rawElements == [
        row(1, 300, 100, 400, 200), row(10_000, 301, 100, 400, 200),
        .mark(Mark(time: Timestamp(microseconds: 20_000), label: "button")),
        row(1_000_000, 301, 100, 400, 201),
      ])
  }

  @Test("the values in the description are the state before the first event")
  func initialValues() throws {
    let values = [(16, 11), (17, 12), (18, 13), (19, 14)].map {
      "#     Event code \($0.0) (ABS_HAT)\n#       Value  \($0.1)\n#       Min   0\n"
    }
    let header = "# EVEMU 1.3\n" + values.joined() + "N: Nintendo Wii Remote Balance Board\n"
    let path = try evemu(
      "E: 0.500000 0003 0010 99\nE: 0.500000 0000 0000 0\n", header: header)
    #expect(try Contents.raw(of: path).rawElements == [row(500_000, 13, 99, 14, 12)])
  }

  @Test("frames before all four cells have spoken are counted, not made up")
  func unknownState() throws {
    let path = try evemu("E: 0.000001 0003 0010 5\nE: 0.000001 0000 0000 0\n" + Self.all)
    let read = try Contents.raw(of: path)
    #expect(read.rawElements == [row(1, 300, 100, 400, 200)])
    #expect(read.notes == [.framesBeforeFirstState(1)])
  }

  @Test("a loss is one gap, up to the frame by which all four cells have spoken again")
  func loss() throws {
    let path = try evemu(
      Self.all + """
        E: 0.010000 0000 0003 0
        E: 0.020000 0003 0010 9999
        E: 0.020000 0000 0000 0
        E: 0.030000 0003 0010 101
        E: 0.030000 0003 0011 201
        E: 0.030000 0000 0000 0
        E: 0.040000 0003 0012 301
        E: 0.040000 0003 0013 401
        E: 0.040000 0000 0000 0

        """)
    #expect(
      try Contents.raw(of: path).rawElements == [
        row(1, 300, 100, 400, 200),
        .gap(
          Gap(
            start: Timestamp(microseconds: 1), end: Timestamp(microseconds: 40_000),
            cause: .eventsDropped)),
        row(40_000, 301, 101, 401, 201),
      ])
  }

  @Test("half a second after a loss a silent cell is taken as unchanged, with a note")
  func silentCell() throws {
    let path = try evemu(
      Self.all + """
        E: 0.010000 0000 0003 0
        E: 0.020000 0000 0000 0
        E: 0.500000 0003 0010 101
        E: 0.500000 0000 0000 0
        E: 0.510000 0003 0010 102
        E: 0.510000 0000 0000 0

        """)
    let read = try Contents.raw(of: path)
    #expect(read.rawElements.last == row(510_000, 300, 102, 400, 200))
    #expect(read.rawElements.count == 3)
    #expect(read.notes == [.silentCellsAfterLoss(1)])
  }

  @Test("a loss before the first sample is no gap, a loss that never ends is one without an end")
  func lossAtTheEnds() throws {
    let before = try Contents.raw(
      of: evemu("E: 0.000000 0000 0003 0\nE: 0.000000 0000 0000 0\n" + Self.all))
    #expect(before.rawElements == [row(1, 300, 100, 400, 200)])
    let after = try Contents.raw(of: evemu(Self.all + "E: 0.700000 0000 0003 0\n"))
    #expect(
      after.rawElements.last
        == .gap(
          Gap(
            start: Timestamp(microseconds: 1), end: Timestamp(microseconds: 1),
            cause: .eventsDropped)))
  }

  @Test("another device, a broken event and a torn end are told apart")
  func damage() throws {
    let mouse = try evemu(Self.all, header: "# EVEMU 1.3\nN: Some Mouse\n")
    #expect(problem(of: mouse)?.problem == .notABoard("Some Mouse"))
    let broken = try evemu(Self.all + "E: 0.1 x\n" + Self.all)
    #expect(
      problem(of: broken) == RecordingError(file: broken, line: 12, problem: .brokenEventLine))
    let torn = try Contents.raw(of: evemu(Self.all + "E: 0.100000 0003 0010 101\nE: 0.1000"))
    #expect(torn.rawElements.count == 1)
    #expect(torn.notes == [.unfinishedFrame, .tornLastLine(13)])
    let unnamed = try Contents.raw(of: evemu(Self.all, header: "# EVEMU 1.2\n"))
    #expect(unnamed.notes == [.unnamedDevice])
    #expect(problem(of: try evemu("", header: "# EVEMU 1.2\n"))?.problem == .noRows)
  }

  @Test("the board's events are found among a libinput recording's devices")
  func libinput() throws {
    let text = """
      # libinput record
      version: 1
      ndevices: 2
      devices:
      - node: /dev/input/event3
        evdev:
          name: "Some Mouse"
        events:
        - evdev:
          - [  0,      0,   3,  16,    9999] # EV_ABS / ABS_HAT0X 9999
          - [  0,      0,   0,   0,       0]
      - node: /dev/input/event9
        evdev:
          # Event code 18 (ABS_HAT1X)
          #     Value    13
          name: "Nintendo Wii Remote Balance Board"
          id: [5, 1406, 774, 1536]
          codes:
            3: [16, 17, 18, 19] # EV_ABS
          absinfo:
            16: [0, 65535, 2, 4, 0]
        quirks:
        events:
        # Current time is 12:00:00
        - evdev:
          - [  1,      5,   3,  16,     100] # EV_ABS / ABS_HAT0X 100
          - [  1,      5,   3,  17,     200] # EV_ABS / ABS_HAT0Y 200
          - [  1,      5,   3,  19,     400] # EV_ABS / ABS_HAT1Y 400
          - [  1,      5,   0,   0,       0] # ------------ SYN_REPORT (0) ----------
      - node: /dev/input/event10
        events:
        - evdev:
          - [  2,      0,   3,  16,     777]
          - [  2,      0,   0,   0,       0]

      """
    let path = try folder.file("board.yml", text)
    #expect(try Contents.raw(of: path).rawElements == [row(1_000_005, 13, 100, 400, 200)])
    let reader = try RecordingReader(path: path)
    #expect(reader.format == .libinput)
    #expect(reader.sensor?.fuzz == 2)
  }
}
