import Foundation
import Testing

/// `--left` and `--right`: a sensor on each leg.
struct PairTests {
  private static let pair = [
    "--left", "sim:calf-raise,reps=3", "--right", "sim:calf-raise,seed=7,reps=4",
  ]

  private func run(_ program: Program, _ arguments: [String]) throws -> Program.Outcome {
    try program.shell((["soleus"] + arguments).joined(separator: " "))
  }

  /// A line of JSON as a dictionary.
  private func object(_ line: some StringProtocol) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  /// Fails unless the replays of a set's files say what was said live of either leg, byte for byte.
  private func expectSameOfBoth(_ program: Program, _ live: Program.Outcome, set: String) throws {
    let files = ["left", "right"].map { "\(set).\($0).csv" }
    for (side, file) in zip(["left", "right"], files) {
      let replay = try program.run("replay", file, "--events", "--json")
      #expect(replay.status == 0)
      let ofSide = live.lines.filter { $0.contains(#""side":"\#(side)""#) }
      let expected = ofSide.map {
        String($0).replacing(#""file":null"#, with: #""file":"\#(file)""#)
      }
      #expect(replay.lines.map(String.init) == expected)
    }
    let both = try program.run("replay", files[0], files[1], "--json")
    let reports = live.lines.suffix(2).enumerated().map {
      String($1).replacing(#""file":null"#, with: #""file":"\#(files[$0])""#)
    }
    #expect(both.lines.map(String.init) == reports)
  }

  @Test("both are watched, reported and recorded; the replays say the same")
  func replay() throws {
    let program = try Program()
    let live = try run(
      program, ["monitor", "calf-raise", "--record", "walk", "--json"] + Self.pair)
    #expect(live.status == 0)
    let objects = try live.lines.map(object)
    #expect(objects.allSatisfy { $0["side"] is String })
    let reports = objects.suffix(2)
    #expect(reports.map { $0["side"] as? String } == ["left", "right"])
    #expect(reports.allSatisfy { $0["schema"] as? String == "soleus.report/1" })
    let counts = reports.map { report in
      (report["sets"] as? [[String: Any]])?.reduce(0) {
        $0 + (($1["repetitions"] as? [Any])?.count ?? 0)
      }
    }
    #expect(counts == [3, 4])
    try expectSameOfBoth(program, live, set: "walk")
  }

  @Test("each leg's events and report are those of its sensor alone, the leg apart")
  func alone() throws {
    let program = try Program()
    let live = try run(program, ["monitor", "calf-raise", "--json"] + Self.pair)
    let alone = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,seed=7,reps=4", "--side", "right",
      "--json")
    let right = live.lines.filter { $0.contains(#""side":"right""#) }
    #expect(right.last == alone.lines.last)
    #expect(
      right.dropLast().map { String($0).replacing(#","side":"right""#, with: "") }
        == alone.lines.dropLast().map(String.init))
  }

  @Test("the files are of one set, one clock and one wall time, and say so")
  func headers() throws {
    let program = try Program()
    let outcome = try run(program, ["record", "walk.csv", "--exercise", "calf-raise"] + Self.pair)
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["walk.left.csv: ", "walk.right.csv: "])
    for side in ["left", "right"] {
      let lines = try program.text(of: "walk.\(side).csv").split(separator: "\n")
      let header = try object(lines[1].dropFirst(2))
      let set = try #require(header["recording_set"] as? [String: Any])
      #expect(header["side"] as? String == side)
      #expect(set["side"] as? String == side)
      #expect(set["name"] as? String == "walk")
      #expect(set["files"] as? [String] == ["walk.left.csv", "walk.right.csv"])
    }
    let again = try run(program, ["record", "walk", "--exercise", "calf-raise"] + Self.pair)
    #expect(again.status == 74)
    expect(again.errors, holds: ["walk.left.csv", "--overwrite"])
  }

  @Test("--duration ends both at one moment; the replays end there")
  func duration() throws {
    let program = try Program()
    let live = try run(
      program,
      [
        "monitor", "balance-hold", "--left", "sim:bosu", "--right", "sim:bosu,seed=3",
        "--duration", "15", "--record", "hold", "--json",
      ])
    #expect(live.status == 0)
    let marks = try ["left", "right"].map { side in
      try program.text(of: "hold.\(side).csv").split(separator: "\n").filter {
        $0.contains("stopped")
      }
    }
    #expect(marks[0].count == 1)
    #expect(marks[0] == marks[1])
    try expectSameOfBoth(program, live, set: "hold")
  }

  @Test("Ctrl-C ends both at one moment, as `stopped`")
  func interrupted() throws {
    let program = try Program()
    let running = try program.start(
      "monitor", "calf-raise", "--left", "sim:calf-raise", "--right", "sim:calf-raise,seed=7",
      "--speed", "1", "--record", "walk", "--json")
    while try String(contentsOf: running.output, encoding: .utf8).split(separator: "\n").count < 2 {
      usleep(20_000)
    }
    kill(running.process.processIdentifier, SIGINT)
    let live = try program.finish(running)
    #expect(live.status == 0)
    let ends = try ["left", "right"].map { side in
      try #require(try program.text(of: "walk.\(side).csv").split(separator: "\n").last)
    }
    #expect(ends[0].contains("stopped"))
    #expect(ends[0] == ends[1])
    try expectSameOfBoth(program, live, set: "walk")
  }

  @Test("a recording that can't go on ends its own leg, not the other")
  func fullDisk() throws {
    let program = try Program()
    // No file may be longer than 200 KiB: a set of three repetitions isn't, one of twenty is.
    let outcome = try program.shell(
      """
      trap '' XFSZ; ulimit -f 400
      soleus record walk --left sim:calf-raise,reps=20 --right sim:calf-raise,seed=7,reps=3
      """)
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["walk.left.csv: can't write", "walk.right.csv: "])
    #expect(try program.run("replay", "walk.right.csv").status == 0)
  }

  @Test("one that goes away doesn't end the other; the first failure is the exit status")
  func lost() throws {
    let program = try Program()
    let live = try program.run(
      "monitor", "calf-raise", "--left", "sim:calf-raise,lost=12", "--right",
      "sim:calf-raise,seed=7", "--record", "walk", "--json")
    #expect(live.status == 74)
    expect(live.errors, holds: ["left: the device is gone", "the other sensor goes on"])
    let durations = try live.lines.suffix(2).map {
      let input = try object($0)["input"] as? [String: Any]
      return try #require(input?["duration_s"] as? Double)
    }
    #expect(durations[0] > 11 && durations[0] < 12.1)
    #expect(durations[1] > 30)
    try expectSameOfBoth(program, live, set: "walk")
  }

  @Test("in a pipe each line has its leg, and each report its sensor")
  func lines() throws {
    let outcome = try run(try Program(), ["monitor", "calf-raise"] + Self.pair)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(/\ s  left +repetition 3/))
    #expect(outcome.output.contains(/\ s  right +repetition 4/))
    expect(outcome.output, holds: ["3 repetitions in 1 set", "4 repetitions in 1 set"])
  }

  @Test("on a terminal both counts stand beside each other in big digits")
  func terminal() throws {
    let inner =
      "stty cols 80 rows 24 && soleus monitor calf-raise \(Self.pair.joined(separator: " "))"
    let outcome = try Program().shell("script -qec '\(inner)' /dev/null")
    let shown = outcome.output.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "")
    // The first lines of a 3 and of a 4, in columns 3 and 42.
    let width = 80 / 2 - 1
    let left = "  ██████" + String(repeating: " ", count: width - 8)
    expect(shown, holds: [left + "  ██  ██", "  left", "right"])
    let live = try #require(shown.components(separatedBy: "3 repetitions in 1 set").first)
    for line in live.split(whereSeparator: \.isNewline).dropLast() {
      #expect(line.count < 80, "\(line)")
    }
  }

  @Test("no device on one leg is exit status 69, and no file is left behind")
  func noDevice() throws {
    let program = try Program()
    let outcome = try program.run(
      "monitor", "calf-raise", "--left", "i2c-9999:0x68", "--right", "i2c-9999:0x69", "--record",
      "walk")
    #expect(outcome.status == 69)
    #expect(!program.exists("walk.left.csv") && !program.exists("walk.right.csv"))
  }

  private static let wrong: [(arguments: [String], words: [String])] = [
    (["--left", "sim:resting"], ["--left", "--right", "--device"]),
    (["--right", "sim:resting"], ["--left", "--right", "--device"]),
    (
      ["--left", "sim:resting", "--right", "sim:resting", "--device", "board"],
      ["--device is for one sensor"]
    ),
    (
      ["--left", "sim:resting", "--right", "sim:resting", "--side", "left"],
      ["--side is for one sensor"]
    ),
    (["--left", "sim:resting", "--right", "i2c-1"], ["both be real or both simulated"]),
    (["--left", "i2c-1:0x68", "--right", "i2c-1:0x68"], ["the same device"]),
  ]

  @Test("what can't be meant of two sensors is exit status 64", arguments: wrong)
  func usage(arguments: [String], words: [String]) throws {
    let program = try Program()
    for command in [["monitor", "generic"], ["record", "walk"]] {
      let outcome = try run(program, command + arguments)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      expect(outcome.errors, holds: words)
    }
  }

  @Test("standard output can't be two recordings", arguments: ["-", "walks/", ".csv"])
  func path(name: String) throws {
    let program = try Program()
    for command in [["monitor", "generic", "--record", name], ["record", name]] {
      let outcome = try run(program, command + Self.pair)
      #expect(outcome.status == 64)
      expect(outcome.errors, holds: ["two files", "morning.left.csv"])
    }
  }
}
