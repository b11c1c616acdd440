import Foundation
import SimulatedSensors
import Testing

/// `soleus calibrate`, and what monitor, record and replay make of it.
struct CalibrateTests {
  private let program: Program
  private let chipFile = "config/soleus/calibrations/sim_0x68_id_0x68.json"

  init() throws { program = try Program() }

  private func run(_ line: String) throws -> Program.Outcome {
    try program.shell(
      "soleus \(line)", environment: ["XDG_CONFIG_HOME": program.folder.path + "/config"])
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("six poses give the simulated chip's own errors, in a file that people can read")
  func sixPoses() throws {
    let outcome = try run("calibrate --device sim:six-poses --check-pose --json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["z up taken", "still to come", "tilted", "stored in"])
    let calibration = try object(outcome.output)
    #expect(calibration["kind"] as? String == "six-position")
    #expect(calibration["identity"] as? String == "sim 0x68 id 0x68")
    let correction = try #require(calibration["correction"] as? [String: Any])
    let bias = try #require(correction["acceleration_bias_ms2"] as? [Double])
    let rotation = try #require(correction["angular_velocity_bias_rad_s"] as? [Double])
    let errors = ChipErrors.typical(seed: 18)
    for axis in 0..<3 {
      // The cross axis of up to 2 % isn't fitted.
      #expect(abs(bias[axis] - errors.accelerationBias[axis]) < 0.2)
      #expect(abs(rotation[axis] - errors.angularVelocityBias[axis]) < 0.001)
    }
    let stored = try program.text(of: chipFile)
    #expect(stored.split(separator: "\n").count > 20)
    #expect(try object(stored)["date"] as? String == calibration["date"] as? String)
  }

  @Test("a session with a stored calibration says so, and replays to the same bytes")
  func liveIsReplay() throws {
    #expect(try run("calibrate --device sim:six-poses").status == 0)
    let plain = try run(
      "monitor calf-raise --device sim:calf-raise,reps=3 --calibration none --json")
    let live = try run(
      "monitor calf-raise --device sim:calf-raise,reps=3 --record a.csv --json")
    expect(live.errors, holds: ["six-position", "--calibration none", "no serial number"])
    #expect(live.output != plain.output)
    // The replay needs no store, only the recording.
    let replay = try program.run("replay", "a.csv", "--events", "--json")
    expectSameLines(live, replay, file: "a.csv")
    let input = try #require(try report(replay)["input"] as? [String: Any])
    let used = try #require(input["calibration"] as? [String: Any])
    #expect(used["kind"] as? String == "six-position")
    #expect(used["identity"] as? String == "sim 0x68 id 0x68")
    let bare = try program.run("replay", "a.csv", "--calibration", "none", "--events", "--json")
    expectSameLines(plain, bare, file: "a.csv")
    expect(try program.run("replay", "a.csv").output, holds: ["calibrated: six-position"])
    // Rows are the chip's counts all the same.
    _ = try run("record b.csv --device sim:calf-raise,reps=3 --calibration none")
    func rows(_ name: String) throws -> [Substring] {
      try program.text(of: name).split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
    #expect(try rows("a.csv") == rows("b.csv"))
  }

  @Test("a board is tared and checked by a known mass, and replays so")
  func board() throws {
    let outcome = try run(
      "calibrate --device sim:board-tare --known-mass 20 --corners --cop-ml 0.98,1.5 --json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["bottom left read 0 all the time", "now put 20.00 kg"])
    let calibration = try object(outcome.output)
    let correction = try #require(calibration["correction"] as? [String: Any])
    let tare = try #require(correction["tare_kg"] as? [Double])
    let motion = BoardTareAndMass(empty: 14, seed: 19)
    for cell in [0, 1, 3] {
      // The driver truncates to 10 g, so that a mean lies up to 10 g below.
      #expect((-0.011...0.003).contains(tare[cell] - motion.offsets[cell]))
    }
    #expect(tare[2] == 0)
    let measured = try #require(calibration["measured"] as? [String: Any])
    let middle = try #require(measured["error_middle_percent"] as? Double)
    // The cell that reads too little takes its offset off the mass.
    #expect(abs(middle - 100 * motion.offsets[2] / 20) < 0.3)
    #expect(measured.keys.filter { $0.hasPrefix("error_") }.count == 5)

    let live = try run("monitor quiet-stance --device sim:board-tare,seed=19 --record a.csv --json")
    expect(live.errors, holds: ["board-tare"])
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
    let again = try run("calibrate --device sim:board-tare --json")
    expect(again.errors, holds: ["centre of pressure is kept"])
    expect(again.output, holds: [#""scale":0.98"#])
  }

  @Test(
    "what can't be calibrated is refused, says what to do, and nothing is stored",
    arguments: [
      ("--device sim:resting", 65, "missing: x"),
      ("--device sim:walking", 65, "missing: x up"),
      ("--device sim:six-poses --duration 20", 65, "still"),
      ("--device sim:six-poses,gyro=off --still", 64, "leave --still out"),
      ("--device sim:board-stance --seconds 20", 65, "stand on the board"),
      ("--device sim:board-tare,seconds=5", 65, "board"),
      ("--device sim:board-tare --known-mass 60", 65, "known mass"),
      ("--device sim:six-poses,defect=asleep", 74, "reads 0"),
      ("--device sim:six-poses,lost=10", 74, "nothing is stored"),
      ("--device sim:six-poses --known-mass 10", 64, "is no board"),
      ("--device sim:board-tare --still", 64, "is no accelerometer"),
      ("--still --cop-ml 1,0", 64, "for a board"),
      ("--left sim:six-poses --right sim:six-poses", 64, "one sensor"),
      ("--corners", 64, "--known-mass"), ("--identity x", 64, "--show"),
      ("--cop-ml 3", 64, "0.98,1.5"), ("--seconds 1", 64, "--seconds"),
      ("--show --identity nobody", 66, "nothing is stored"),
    ])
  func refused(arguments: String, status: Int32, words: String) throws {
    let outcome = try run("calibrate \(arguments)")
    #expect(outcome.status == status)
    expect(outcome.errors, holds: [words])
    #expect(!program.exists("config"))
  }

  @Test("a chip that reads a quarter too much can be calibrated, and is measured well then")
  func offScale() throws {
    let device = "chip=LIS3DH,defect=off-scale"
    #expect(try run("calibrate --device sim:six-poses,\(device)").status == 0)
    let before = try run("monitor generic --device sim:resting,\(device) --calibration none")
    expect(before.errors, holds: ["soleus calibrate"])
    let after = try run("monitor generic --device sim:resting,\(device)")
    #expect(!after.errors.contains("while still"))
  }

  @Test("one still pose gives the gyroscope's bias; it doesn't replace six")
  func still() throws {
    let outcome = try run("calibrate --device sim:six-poses --still --json")
    #expect(outcome.status == 0)
    expect(outcome.output, holds: ["still-pose", "gravity_error_percent"])
    #expect(try run("calibrate --device sim:six-poses").status == 0)
    let again = try run("calibrate --device sim:six-poses --still")
    #expect(again.status == 64)
    expect(again.errors, holds: ["holds more"])
  }

  @Test("what is stored is listed, shown and forgotten")
  func looking() throws {
    #expect(try run("calibrate --list").output == "")
    _ = try run("calibrate --device sim:six-poses")
    expect(try run("calibrate --list").output, holds: ["sim 0x68 id 0x68", "six-position"])
    let shown = try run("calibrate --show --device sim:resting --json")
    #expect(try object(shown.output)["kind"] as? String == "six-position")
    expect(try run("calibrate --show --identity 'sim 0x68 id 0x68'").output, holds: ["bias x y z"])
    expect(try run("calibrate --forget --device sim:resting").errors, holds: ["forgotten"])
    #expect(!program.exists(chipFile))
    #expect(try run("calibrate --forget --device sim:resting").status == 0)
  }

  @Test("a broken or another device's calibration stops a session, with path and cure")
  func broken() throws {
    _ = try run("calibrate --device sim:six-poses")
    let monitor = "monitor calf-raise --device sim:calf-raise,reps=2"
    let other = try run("\(monitor),chip=LIS3DH --calibration \(chipFile)")
    #expect(other.status == 65)
    expect(other.errors, holds: [chipFile, "sim 0x68 id 0x68", "sim 0x18 id 0x33"])
    try program.write("{", to: chipFile)
    let outcome = try run(monitor)
    #expect(outcome.status == 65)
    expect(outcome.errors, holds: [chipFile, "soleus calibrate"])
    #expect(try run("\(monitor) --calibration none").status == 0)
    #expect(try run("calibrate --list").status == 65)
    #expect(try run("\(monitor) --calibration nowhere.json").status == 66)
    // Measuring anew mends it.
    #expect(try run("calibrate --device sim:six-poses").status == 0)
    #expect(try run(monitor).status == 0)
  }

  @Test("without a folder to store in nothing is measured")
  func homeless() throws {
    let outcome = try program.run("calibrate", "--device", "sim:six-poses")
    #expect(outcome.status == 64)
    expect(outcome.errors, holds: ["XDG_CONFIG_HOME"])
  }

  @Test("where nothing can be stored nothing is measured, and a session goes on without")
  func nowhere() throws {
    try program.write("", to: "config")
    let outcome = try run("calibrate --device sim:six-poses")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["can't create", "sim_0x68_id_0x68.json"])
    #expect(!outcome.errors.contains("taken"))
    #expect(try run("monitor calf-raise --device sim:calf-raise,reps=1 --json").status == 0)
  }

  @Test("a person who stops leaves nothing behind")
  func stopped() throws {
    let outcome = try program.shell(
      """
      soleus calibrate --device sim:six-poses --speed 1 & job=$!
      sleep 2; kill -INT $job; wait $job
      """, environment: ["XDG_CONFIG_HOME": program.folder.path + "/config"])
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["stopped; nothing is stored"])
    #expect(!program.exists("config"))
  }
}
