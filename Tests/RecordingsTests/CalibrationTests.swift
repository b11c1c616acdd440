import Foundation
import Recordings
import Samples
import Sensors
import Testing

@Suite("Calibration files")
struct CalibrationTests {
  private static let chip = SensorCalibration(
    kind: .sixPosition, device: "MPU-6050", identity: "i2c-1 0x68 id 0x68",
    date: "2026-11-22T10:00:00.000Z", software: "soleus 0.1.0",
    correction: .inertial(
      InertialCorrection(
        accelerationBias: SIMD3(0.1, -0.2, 1.0 / 3), accelerationScale: SIMD3(1.01, 0.97, 1),
        angularVelocityBias: SIMD3(0.01, 0, -0.02))),
    figures: [.init("residual_percent", 0.21), .init("noise_ms2", nil)])

  private static let board = SensorCalibration(
    kind: .boardTare, device: BalanceBoard.deviceName, identity: "00:1f:32:9a:0b:7c",
    date: "2026-11-22T10:00:00.000Z", software: nil,
    correction: .board(
      BoardCorrection(
        tare: SIMD4(0.1, 0, 0.25, 1.0 / 3),
        mediolateral: .init(scale: 0.98, offset: 1.5, cellDistance: 433))))

  @Test("what is written is read again, to the bit", arguments: [chip, board])
  func roundTrip(calibration: SensorCalibration) throws {
    let text = calibration.json.text(indented: true)
    #expect(try SensorCalibration(json: JSONValue(parsing: text)) == calibration)
  }

  @Test("the folder is XDG's, by default under ~/.config; a relative one counts as not set")
  func folder() {
    let home = "/home/anna"
    #expect(
      CalibrationStore(configurationHome: "/srv/config", home: home)?.folder
        == "/srv/config/soleus/calibrations")
    for unset in ["", "config"] {
      #expect(
        CalibrationStore(configurationHome: unset, home: home)?.folder
          == "/home/anna/.config/soleus/calibrations")
    }
    #expect(CalibrationStore(configurationHome: nil, home: "") == nil)
  }

  @Test("an identity's file lies in the folder, whatever it is made of, and no two share one")
  func names() {
    let store = CalibrationStore(folder: "/c")
    #expect(store.path(of: "i2c-1 0x68 id 0x68") == "/c/i2c-1_0x68_id_0x68.json")
    #expect(store.path(of: "00:1f:32:9a:0b:7c") == "/c/00:1f:32:9a:0b:7c.json")
    #expect(store.path(of: "../../etc/passwd") == "/c/%2e.%2f..%2fetc%2fpasswd.json")
    let identities = ["a b", "a_b", "a%20b", "a/b", "A b", "a\u{0}b", "ä b"]
    #expect(Set(identities.map(store.path)).count == identities.count)
  }

  @Test("stored, read, replaced, listed, forgotten; no draft is left")
  func store() throws {
    let folder = try TemporaryFolder()
    let store = CalibrationStore(folder: folder.path("a/b/calibrations"))
    #expect(try store.paths() == [])
    #expect(try store.calibration(of: Self.chip.identity) == nil)
    #expect(try store.store(Self.chip) == store.path(of: Self.chip.identity))
    var newer = Self.chip
    newer.date = "2026-12-01T00:00:00.000Z"
    try store.store(newer)
    try store.store(Self.board)
    #expect(try store.calibration(of: Self.chip.identity) == newer)
    let names = try FileManager.default.contentsOfDirectory(atPath: store.folder)
    #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".json") })
    #expect(try store.paths().count == 2)
    #expect(try store.forget(Self.chip.identity))
    #expect(try !store.forget(Self.chip.identity))
    #expect(try store.calibration(of: Self.chip.identity) == nil)
  }

  @Test(
    "a file that is no calibration says where, why and what to do",
    arguments: [
      ("", "text ends"), ("{}", "schema"), ("[1]", "schema"),
      (#"{"schema":"soleus.calibration/2"}"#, "soleus.calibration/1"),
      (#"{"schema":"soleus.calibration/1","kind":"seven"}"#, "six-position"),
      (
        #"""
        {"schema":"soleus.calibration/1","kind":"still-pose","device":"x","identity":"y",
        "date":"z","correction":{"acceleration_bias_ms2":[1,2],"acceleration_scale":[1,1,1]}}
        """#, "acceleration_bias_ms2"
      ),
      (
        #"""
        {"schema":"soleus.calibration/1","kind":"board-tare","device":"x","identity":"y",
        "date":"z","correction":{"tare_kg":[0,0,0,1e9]}}
        """#, "tare_kg"
      ),
    ])
  func broken(text: String, reason: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("c.json", text)
    #expect {
      _ = try SensorCalibration(path: path)
    } throws: { error in
      let words = "\(error)"
      return words.contains(path) && words.contains(reason) && words.contains("soleus calibrate")
    }
  }

  @Test("a home that is no folder holds nothing, and can take nothing")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path("file")))
    let store = CalibrationStore(folder: folder.path("file") + "/soleus/calibrations")
    #expect(try store.paths() == [])
    #expect(try store.calibration(of: Self.chip.identity) == nil)
    #expect(throws: RecordingError.self) { try store.checkPlace(of: Self.chip.identity) }
    let other = CalibrationStore(folder: folder.path("made/later"))
    try other.checkPlace(of: Self.chip.identity)
    #expect(!FileManager.default.fileExists(atPath: folder.path("made")))
  }

  @Test("a file that was put in the place of another device's is refused")
  func misplaced() throws {
    let folder = try TemporaryFolder()
    let store = CalibrationStore(folder: folder.url.path)
    try Data(Self.board.json.text().utf8).write(
      to: URL(fileURLWithPath: store.path(of: Self.chip.identity)))
    #expect(throws: RecordingError.self) { try store.calibration(of: Self.chip.identity) }
  }

  /// A header for the chip, with or without its calibration.
  private func header(_ calibration: SensorCalibration?) -> RecordingHeader {
    RecordingHeader(
      sensor: SensorDescription(
        device: "MPU-6050", identity: Self.chip.identity, channels: .acceleration(scale: 0.001),
        nominalRate: 100, clock: .virtual, calibration: calibration))
  }

  @Test("a header keeps its calibration; without the key there is none")
  func inHeader() throws {
    for calibration in [Self.chip, nil] {
      let header = header(calibration)
      let text = header.json.text()
      #expect(try RecordingHeader(json: JSONValue(parsing: text)) == header)
    }
    let members = header(nil).json.members.filter { $0.key != "calibration" }
    #expect(try RecordingHeader(json: .object(members)).sensor.calibration == nil)
  }

  @Test("a calibration of another kind of device makes a header wrong")
  func otherKind() throws {
    var header = header(nil)
    header.sensor.calibration = Self.board
    let json = header.json
    #expect(throws: RecordingError.Problem.self) { try RecordingHeader(json: json) }
  }

  @Test("rows stay as the chip gave them; what is read is put right, or not, as asked")
  func reading() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.csv")
    var writer = try RecordingWriter(path: path, header: header(Self.chip))
    let raw = RawSample(time: Timestamp(microseconds: 5), counts: [1100, 800, 9000, 0, 0, 0, 0, 0])
    try writer.append(.sample(raw))
    try writer.close()
    #expect(try Contents.raw(of: path).rawElements == [.sample(raw)])
    let expected = SIMD3(1100 * 0.001 - 0.1, 800 * 0.001 + 0.2, 9000 * 0.001 - 1.0 / 3)
    guard case .sample(.inertial(let sample))? = try Contents.of(path).elements.first else {
      Issue.record("no sample")
      return
    }
    #expect(sample.acceleration == expected * SIMD3(1.01, 0.97, 1))
    var bare = try RecordingReader(path: path)
    try bare.use(nil)
    #expect(bare.sensor?.calibration == nil)
    #expect(try bare.next() == .sample(Channels.acceleration(scale: 0.001).decode(raw)))
    #expect(throws: RecordingError.self) {
      var other = try RecordingReader(path: path)
      try other.use(Self.board)
    }
  }
}
