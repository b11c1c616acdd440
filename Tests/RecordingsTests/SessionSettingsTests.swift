import Exercises
import Samples
import Sensors
import Testing

@testable import Recordings

/// What a recording keeps of the options of its session.
struct SessionSettingsTests {
  private func header(_ settings: SessionSettings) -> RecordingHeader {
    RecordingHeader(
      sensor: SensorDescription(
        device: "board", identity: nil, channels: .boardLoads(scale: 0.01), nominalRate: nil,
        clock: .virtual),
      settings: settings)
  }

  @Test("what was told comes back, and nothing else is written")
  func roundTrip() throws {
    let told = SessionSettings(
      swayFilter: .lowpass(hertz: 6.5),
      boardGeometry: BoardGeometry(mediolateral: 433, anteroposterior: 228),
      footRectangle: FootRectangle(
        mediolateral: 95, anteroposterior: 255, centerX: -80.5, centerY: 12),
      forwardAxis: .minusZ, footLength: 262, setPause: 3, shortestHold: 1.5, bodyMass: 81.5,
      isStrict: true, isBoardTurned: false,
      plan: RepetitionPlan(
        tempo: TempoTarget(lower: 2.5, bottom: 1, rise: nil, top: 0.25),
        tolerance: TempoTolerance(percent: 10, seconds: 0.3), metronome: 61.5, setSize: 12,
        practice: 0, stopRules: StopRules(heightPercent: 72.5, pacePercent: 30)),
      holdPlan: HoldPlan(
        trainer: BalanceTrainer(ball: "blue, \"old\"", inflation: "22.5 cm"), involved: .right,
        age: 61,
        earlier: [
          EarlierHold(
            conditions: HoldConditions(
              surface: .bosuDome, sensor: "accelerometer+gyroscope", placement: .waist,
              identity: "i2c-1 0x68 id 0x68", trainer: BalanceTrainer(ball: "red"), bodyMass: 71.5),
            side: .left, duration: 12.25, credited: 9.5, score: nil),
          EarlierHold(
            conditions: HoldConditions(
              surface: .firm, sensor: "board", rectangle: BoardGeometry()), side: nil,
            duration: 4.5, credited: 4.5, score: 55.5),
        ]))
    #expect(try RecordingHeader(json: header(told).json).settings == told)
    let untold = header(SessionSettings()).json
    #expect(!untold.members.contains { SessionSettings.keys.contains($0.key) })
    #expect(try RecordingHeader(json: untold).settings == SessionSettings())
  }

  @Test("what is as usual isn't told")
  func usual() {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    #expect(SessionSettings(differing: configuration) == SessionSettings())
    configuration.setPause = 4
    #expect(SessionSettings(differing: configuration) == SessionSettings(setPause: 4))
    configuration.bodyMass = 64
    #expect(
      SessionSettings(differing: configuration) == SessionSettings(setPause: 4, bodyMass: 64))
  }

  @Test(
    "a setting that makes no sense is an error that names its key",
    arguments: [
      ("filter", .string("bandpass")), ("board_rectangle_mm", .array([.integer(433)])),
      ("foot_rectangle_mm", .array([.integer(95), .integer(255), .integer(0)])),
      ("foot_length_mm", .number(-1)), ("set_pause_s", .string("long")),
      ("shortest_hold_s", .number(0)), ("body_mass_kg", .string("heavy")),
      ("strict", .string("very")), ("board_turned", .integer(1)), ("tempo", .string("3-1")),
      ("tempo", .number(3)),
      ("tempo_tolerance", .string("much")), ("metronome_per_min", .number(0)),
      ("set_size", .integer(0)), ("set_size", .number(2.5)), ("practice", .integer(-1)),
      ("stop_when", .string("tired")), ("ball", .integer(1)), ("inflation", .number(2)),
      ("involved_side", .string("both")), ("age_years", .integer(4)),
      ("age_years", .number(40.5)), ("earlier_holds", .string("many")),
      ("earlier_holds", .array([["surface": "firm", "duration_s": 3.5]])),
      ("earlier_holds", .array([["surface": "ice", "sensor": "board", "duration_s": 3.5]])),
      ("earlier_holds", .array([["surface": "firm", "sensor": "board", "duration_s": 0]])),
    ] as [(String, JSONValue)])
  func nonsense(key: String, value: JSONValue) {
    let members = header(SessionSettings()).json.members + [JSONMember(key: key, value: value)]
    #expect {
      _ = try RecordingHeader(json: .object(members))
    } throws: { error in
      guard case .wrongKey(key, _)? = error as? RecordingError.Problem else { return false }
      return true
    }
  }
}
