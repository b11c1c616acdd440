import Foundation
import SimulatedSensors
import Testing

/// Fails unless a live run's lines and a replay's are the same bytes, `input.file` apart.
func expectSameLines(
  _ live: Program.Outcome, _ replay: Program.Outcome, file: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let expected = live.output.replacing(#""file":null"#, with: #""file":"\#(file)""#)
  #expect(expected != live.output, "the live report names a file", sourceLocation: sourceLocation)
  #expect(replay.output == expected, sourceLocation: sourceLocation)
}

/// A recording replayed gives the events and the report of the session that made it, byte for byte.
struct LiveIsReplayTests {
  /// Every scenario with its own exercise, kept short, and what can go wrong under way.
  static let cases: [(exercise: String, device: String)] =
    Scenario.names.map { (exercise(of: $0), short($0)) } + [
      ("calf-raise", "calf-raise,stall=10-14"),
      ("calf-raise", "calf-raise,lost=20"),
      ("calf-raise", "calf-raise,chip=LIS3DH,seed=5"),
      ("calf-raise", "calf-raise,gyro=off"),
      ("calf-raise", "calf-raise,chip=Joy-Con,stall=10-14"),
      ("calf-raise", "calf-raise,chip=DualSense,lost=20"),
      ("calf-raise", "calf-raise,chip=Wii-Remote"),
      ("calf-raise", "calf-raise-board,stall=10-14"),
      ("balance-hold", "balance-board,stall=12-13"),
      ("balance-hold", "balance-board,lost=15"),
      ("balance-hold", "bosu,lost=15"),
      ("generic", "calf-raise"),
      ("quiet-stance", "bosu"),
      ("wall-stretch", "board-stance"),
    ]

  /// The scenario with few repetitions, or a short hold. Partial ones come late in the tired set.
  private static func short(_ scenario: String) -> String {
    switch scenario {
    case "calf-raise-single-tired", "fidgeting", "six-poses": scenario
    case let name where name.contains("bosu") || name.contains("balance"): "\(name),seconds=12"
    case "wall-stretch", "board-stance", "board-tare", "resting": "\(scenario),seconds=12"
    default: "\(scenario),reps=5"
    }
  }

  /// What is done in a scenario, by its name.
  private static func exercise(of scenario: String) -> String {
    switch scenario {
    case "band-press", "generic", "wall-stretch": scenario
    case "board-stance", "board-tare", "six-poses": "quiet-stance"
    case let name where name.hasPrefix("bosu") || name.hasPrefix("balance"): "balance-hold"
    default: "calf-raise"
    }
  }

  @Test("replay gives the events and the report of the live session", arguments: cases)
  func replay(exercise: String, device: String) throws {
    let program = try Program()
    let live = try program.run(
      "monitor", exercise, "--device", "sim:\(device)", "--record", "a.csv", "--json")
    #expect(live.status == (device.contains("lost") ? 74 : 0))
    let replay = try program.run("replay", "a.csv", "--events", "--json")
    #expect(replay.status == 0)
    expectSameLines(live, replay, file: "a.csv")
  }

  @Test("options that make numbers are kept with the recording: a replay needs none of them")
  func options() throws {
    let program = try Program()
    let live = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=12", "--filter",
      "lowpass:10", "--board-rectangle", "433x228", "--shortest-hold", "1", "--record", "a.csv",
      "--json")
    #expect(live.status == 0)
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
    let raises = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=4", "--foot-length", "260",
      "--set-pause", "3", "--record", "b.csv", "--json")
    expectSameLines(raises, try program.run("replay", "b.csv", "--events", "--json"), file: "b.csv")
  }

  @Test(
    "what was set out to do is kept with the recording, and how it was kept replays the same",
    arguments: ["calf-raise", "calf-raise-shank", "calf-raise-board", "calf-raise,stall=20-22"])
  func plan(device: String) throws {
    let program = try Program()
    let plan = [
      "--tempo", "2-1-1-1", "--tempo-tolerance", "10%,0.3",
      "--metronome", "20", "--set-size", "4", "--practice", "2", "--stop-when", "height=95,pace=5",
    ]
    let words = plan.joined(separator: " ")
    let live = try program.shell(
      "soleus monitor calf-raise --device sim:\(device) \(words) --record a.csv --json")
    #expect(live.status == 0)
    expect(
      live.output,
      holds: [#""event":"practice""#, #""endurance":{"#, #""ended_by":"size""#])
    #expect(live.output.contains(#""event":"pacing""#) == !device.contains("board"))
    #expect(live.output.contains(#""event":"prompt""#) == !device.contains("board"))
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
    // Recorded with the plan and analysed only later: the same once more.
    let recorded = try program.shell(
      "soleus record b.csv --exercise calf-raise --device sim:\(device) \(words)")
    #expect(recorded.status == 0)
    expectSameLines(live, try program.run("replay", "b.csv", "--events", "--json"), file: "b.csv")
  }

  @Test("options of a replay win over what the recording was made with")
  func optionsWin() throws {
    let program = try Program()
    _ = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=4", "--practice", "2", "--tempo",
      "3-1-2-1", "--record", "a.csv")
    let replay = try program.run("replay", "a.csv", "--practice", "0", "--json")
    let set = try #require((try report(replay)["sets"] as? [[String: Any]])?.first)
    #expect((set["practice"] as? [Any])?.isEmpty == true)
    #expect((set["repetitions"] as? [Any])?.count == 4)
    #expect((set["tempo_target"] as? [String: Any])?["target"] as? String == "3-1-2-1")
  }

  @Test("what a recording has kept of a plan can be left out")
  func planLeftOut() throws {
    let program = try Program()
    let sensor = "sim:calf-raise,reps=4"
    _ = try program.run("monitor", "calf-raise", "--device", sensor, "--record", "plain.csv")
    _ = try program.run(
      "monitor", "calf-raise", "--device", sensor, "--record", "planned.csv", "--tempo", "3-1-2-1",
      "--tempo-tolerance", "10%", "--metronome", "20", "--set-size", "2", "--practice", "1",
      "--stop-when", "pace=25%")
    let plain = try program.run("replay", "plain.csv", "--events", "--json")
    let planned = try program.run("replay", "planned.csv", "--events", "--json")
    #expect(planned.lines.dropLast() != plain.lines.dropLast())
    let leftOut = try program.run(
      "replay", "planned.csv", "--events", "--json", "--tempo", "none", "--metronome", "none",
      "--set-size", "none", "--practice", "0", "--stop-when", "none")
    #expect(leftOut.status == 0)
    #expect(leftOut.errors.isEmpty)
    #expect(leftOut.lines.dropLast() == plain.lines.dropLast())
    let last = try #require(leftOut.lines.last)
    #expect(
      String(last).replacing("planned.csv", with: "plain.csv") == plain.lines.last.map(String.init))
  }

  @Test("a session that ends by --duration replays with the same end")
  func duration() throws {
    let program = try Program()
    let live = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board", "--duration", "20", "--record",
      "a.csv", "--json")
    #expect(live.status == 0)
    let holds = try #require(try report(live)["holds"] as? [[String: Any]])
    #expect(holds.map { $0["ended_by"] as? String } == ["stopped"])
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
  }

  @Test(
    "the same command gives the same bytes",
    arguments: ["calf-raise,reps=3", "calf-raise-board,reps=3,stall=8-10", "bosu,seconds=12"])
  func sameBytes(device: String) throws {
    let program = try Program()
    let outputs = try ["a.csv", "b.csv"].map { file in
      try program.run(
        "monitor", device.hasPrefix("bosu") ? "balance-hold" : "calf-raise", "--device",
        "sim:\(device)", "--record", file, "--json"
      ).output
    }
    #expect(outputs[0] == outputs[1])
    #expect(try program.text(of: "a.csv") == program.text(of: "b.csv"))
  }

  @Test(
    "a simulation's recording is the one that monitoring it makes, and its truth lies beside it")
  func simulate() throws {
    let program = try Program()
    let outcome = try program.run("simulate", "calf-raise,reps=3", "a.csv")
    #expect(outcome.status == 0)
    _ = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=3", "--record", "b.csv", "--json")
    #expect(try program.text(of: "a.csv") == program.text(of: "b.csv"))
    let truth = try program.text(of: "a.truth.json")
    #expect(truth.components(separatedBy: "rise_start_s").count == 4)
  }
}
