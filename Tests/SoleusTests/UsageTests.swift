import Testing

/// Arguments that can't be meant: exit status 64 (EX_USAGE of sysexits.h) and what would do.
struct UsageTests {
  private static let wrong: [(arguments: [String], words: [String])] = [
    (["monitor"], ["exercise", "calf-raise"]),
    (["monitor", "calf-rase"], ["did you mean calf-raise?"]),
    (["monitor", "sim:bosu"], ["that is a device: use --device sim:bosu"]),
    (["monitor", "juggling"], ["no such exercise", "balance-hold"]),
    (["monitor", "calf-raise", "--fliter", "none"], ["--fliter", "--filter"]),
    (["monitor", "calf-raise", "--device", "toaster"], ["toaster", "i2c-1:0x68", "sim:NAME"]),
    (["monitor", "calf-raise", "--device", "i2c-1:0x99"], ["0x08 to 0x77"]),
    (
      ["monitor", "calf-raise", "--device", "sim:calf-rais"],
      ["did you mean calf-raise?", "simulate --list"]
    ),
    (["monitor", "calf-raise", "--device", "sim:calf-raise,reps=0"], ["1 to 200"]),
    (["monitor", "calf-raise", "--device", "sim:calf-raise,legs=3"], ["legs=3", "seed"]),
    (["monitor", "calf-raise", "--speed", "0"], ["--speed", "above 0"]),
    (["monitor", "calf-raise", "--speed", "inf"], ["--speed", "above 0"]),
    (["monitor", "calf-raise", "--rate", "nan"], ["--rate", "above 0"]),
    (["monitor", "calf-raise", "--duration=-5"], ["--duration", "above 0"]),
    (["monitor", "calf-raise", "--device", "sim:calf-raise", "--rate", "5000"], ["1000, 500"]),
    (["monitor", "calf-raise", "--filter", "sharp"], ["lowpass:10"]),
    (["monitor", "calf-raise", "--filter", "lowpass:0"], ["lowpass:10"]),
    (["monitor", "calf-raise", "--placement", "hat"], ["foot", "shank", "waist", "platform"]),
    (["monitor", "calf-raise", "--board-rectangle", "433"], ["433x238"]),
    (["monitor", "balance-hold", "--foot-rectangle", "95x0"], ["100x260@-95,10"]),
    (["monitor", "balance-hold", "--foot-rectangle", "95x255@4"], ["100x260@-95,10"]),
    (["monitor", "calf-raise", "--record", "-", "--json"], ["--record", "--json"]),
    (["monitor", "calf-raise", "--tempo", "3-1"], ["3 or 4 parts", "3-1-2-1"]),
    (["monitor", "calf-raise", "--tempo", "3-X-2-1"], ["a pause can't be X"]),
    (["record", "a.csv", "--tempo", "3-1-2-99"], ["99 s can't be meant"]),
    (["replay", "a.csv", "--tempo", "slow"], ["'slow'", "3-1-2-1"]),
    (["replay", "a.csv", "--tempo-tolerance", "none"], ["25%,0.4"]),
    (["monitor", "calf-raise", "--metronome", "0"], ["--metronome", "10 to 300"]),
    (["monitor", "calf-raise", "--metronome", "nan"], ["--metronome", "10 to 300"]),
    (["monitor", "calf-raise", "--set-size", "0"], ["--set-size", "1"]),
    (["monitor", "calf-raise", "--practice=-1"], ["--practice", "0"]),
    (["replay", "a.csv", "--stop-when", "tired"], ["height=70%,pace=25%"]),
    (["replay", "a.csv", "--age", "4"], ["--age", "5 to 120"]),
    (["replay", "a.csv", "--involved", "both"], ["left", "right"]),
    (["monitor", "balance-hold", "--ball", ""], ["--ball"]),
    // A value may begin with a minus: it is read, and found wrong for what it is.
    (["replay", "a.csv", "--mass", "-3"], ["--mass must be a number above 0, not -3"]),
    (["replay", "a.csv", "--age", "-4"], ["--age is in years, 5 to 120, not -4"]),
    (["replay", "a.csv", "--jobs", "-1"], ["--jobs must be 1 to 256, not -1"]),
    (["replay", "a.csv", "--speed", "-0.5"], ["--speed must be a number above 0, not -0.5"]),
    (["replay", "a.csv", "--foot-rectangle", "-95x250"], ["100x260@-95,10"]),
    (["monitor", "calf-raise", "--practice", "-1"], ["from 0 on, not -1"]),
    (["monitor", "calf-raise", "--duration", "-5"], ["--duration must be a number above 0"]),
    (["calibrate", "--known-mass", "-1"], ["--known-mass", "-1"]),
    (["calibrate", "--cop-ml", "-1,-2"], ["-1,-2"]),
    (["simulate", "calf-raise", "a.csv", "--rate", "-4"], ["--rate must be a number above 0"]),
    (["record", "a.csv", "--mass", "5"], ["--mass", "10 to 300"]),
    (["record"], ["file"]),
    (["replay"], ["file"]),
    (["replay", "a.csv", "--speed", "-1"], ["--speed"]),
    (["simulate", "calf-raise"], ["file", "--list"]),
    (["simulate", "no-such", "a.csv"], ["no-such", "simulate --list"]),
    (["juggle"], ["juggle"]),
  ]

  @Test(
    "a wrong argument is told with what would do",
    arguments: wrong)
  func usage(arguments: [String], words: [String]) throws {
    let program = try Program()
    let line = (["soleus"] + arguments.map { "'\($0)'" }).joined(separator: " ")
    let outcome = try program.shell(line)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    expect(outcome.errors, holds: words)
  }

  @Test("a file that doesn't say its exercise asks for one")
  func exerciseIsAskedFor() throws {
    let program = try Program()
    try program.write("t_s,ax_g,ay_g,az_g\n0,0,0,1\n0.01,0,0,1\n", to: "walk.csv")
    let outcome = try program.run("replay", "walk.csv")
    #expect(outcome.status == 64)
    expect(outcome.errors, holds: ["walk.csv", "--exercise", "calf-raise"])
  }

  @Test("a plan for repetitions is said not to be used by holds, a tolerance not without a tempo")
  func planForHolds() throws {
    let program = try Program()
    let hold = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=12", "--tempo", "3-1-2-1",
      "--practice", "2", "--json")
    #expect(hold.status == 0)
    expect(hold.errors, holds: ["not used", "no repetitions", "--tempo, --practice"])
    let raise = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=1", "--tempo-tolerance", "0.5",
      "--json")
    #expect(raise.status == 0)
    expect(raise.errors, holds: ["--tempo-tolerance isn't used"])
  }

  @Test("a placement for a board is said not to be used")
  func placementForABoard() throws {
    let program = try Program()
    let outcome = try program.run(
      "monitor", "quiet-stance", "--device", "sim:board-stance,seconds=10", "--placement", "foot",
      "--json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["--placement foot isn't used"])
    #expect(outcome.output.contains(#""placement":null"#))
  }
}
