import Foundation
import Testing

/// Where output goes: files that are there, full disks, closed pipes, a stop in mid-set.
struct OutputTests {
  @Test(
    "a recording never replaces a file unasked, and says so before the sensor starts",
    arguments: [
      // There is no such device: its absence would be told if the file weren't looked at first.
      "monitor calf-raise --device i2c-9999 --record a.csv",
      "record a.csv --device i2c-9999",
      "simulate calf-raise a.csv",
      "simulate calf-raise b.csv",
    ])
  func existing(command: String) throws {
    let program = try Program()
    try program.write("precious", to: "a.csv")
    try program.write("precious", to: "b.truth.json")
    let outcome = try program.shell("soleus \(command)")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["already there", "--overwrite"])
    #expect(try program.text(of: "a.csv") == "precious")
    #expect(!program.exists("b.csv"))
  }

  @Test("a recording into a folder that isn't there fails before the sensor starts")
  func noFolder() throws {
    let program = try Program()
    let outcome = try program.run("record", "no/folder/a.csv", "--device", "i2c-9999")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["no/folder/a.csv: can't create"])
  }

  @Test("--overwrite replaces a file")
  func overwrite() throws {
    let program = try Program()
    try program.write("old", to: "a.csv")
    let outcome = try program.run(
      "record", "a.csv", "--device", "sim:resting,seconds=5", "--overwrite")
    #expect(outcome.status == 0)
    #expect(try program.text(of: "a.csv").hasPrefix("# soleus recording 1\n"))
  }

  @Test("a disk that fills up in mid-session is told, and costs the recording only")
  func fillingDisk() throws {
    let program = try Program()
    // A limit of 100 blocks of 512 bytes is as good as a full disk: writes fail, with EFBIG.
    let outcome = try program.shell(
      """
      trap '' XFSZ; ulimit -f 100
      soleus monitor calf-raise --device sim:calf-raise,reps=5 --record a.csv --json
      """)
    #expect(outcome.status == 74)
    #expect(outcome.errors == "soleus: a.csv: can't write: File too large\n")
    let unrecorded = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=5", "--json")
    #expect(outcome.output == unrecorded.output)

    let replayed = try program.run("replay", "a.csv", "--json")
    #expect(replayed.status == 0)
    let input = try #require(try report(replayed)["input"] as? [String: Any])
    let samples = try #require(input["samples"] as? Int)
    #expect(samples > 1000)
  }

  @Test("a disk that is full from the start is told")
  func fullDisk() throws {
    let program = try Program()
    let outcome = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=1", "--record", "/dev/full",
      "--overwrite", "--json")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["/dev/full", "No space left"])
  }

  @Test(
    "output onto a full disk is exit status 74",
    arguments: [
      "monitor calf-raise --device sim:calf-raise,reps=1",
      "monitor calf-raise --device sim:calf-raise,reps=1 --json",
      "monitor calf-raise --device sim:calf-raise,reps=1 --record -",
      "record - --device sim:resting,seconds=5",
      "replay a.csv", "replay a.csv --json", "replay a.csv --events",
      "devices", "doctor", "doctor --rules", "simulate --list", "simulate resting -",
    ])
  func fullOutput(command: String) throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=1", "a.csv")
    let outcome = try program.shell("soleus \(command) > /dev/full")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["No space left"])
  }

  @Test(
    "a closed pipe is silent and no failure",
    arguments: [
      "monitor calf-raise --device sim:calf-raise",
      "monitor calf-raise --device sim:calf-raise --json",
      "monitor calf-raise --device sim:calf-raise --record -",
      "record - --device sim:calf-raise",
      "replay a.csv a.csv --events", "replay a.csv a.csv --events --json",
      "devices", "simulate --list",
    ])
  func closedPipe(command: String) throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=1", "a.csv")
    // The reader is gone before the first byte.
    let outcome = try program.shell(
      "{ sleep 0.2; soleus \(command); echo $? > status; } | true; sleep 0.1; cat status")
    #expect(outcome.errors.isEmpty)
    for _ in 0..<100 where !program.exists("status") { usleep(50_000) }
    #expect(try program.text(of: "status") == "0\n")
  }

  @Test("a viewer that goes away doesn't end the recording")
  func viewerGone() throws {
    let program = try Program()
    let line = "soleus monitor calf-raise --device sim:calf-raise,reps=2"
    _ = try program.shell("\(line) --record seen.csv > report.txt")
    _ = try program.shell("{ \(line) --record unseen.csv; echo $? > status; } | head -2; sleep 0.1")
    for _ in 0..<100 where !program.exists("status") { usleep(50_000) }
    #expect(try program.text(of: "unseen.csv") == program.text(of: "seen.csv"))
  }

  @Test("an output that was closed from the start is told, and never gets into a recording")
  func closedOutput() throws {
    let program = try Program()
    let outcome = try program.shell(
      "soleus monitor calf-raise --device sim:calf-raise,reps=1 --record a.csv >&-")
    #expect(outcome.status == 74)
    expect(outcome.errors, holds: ["can't write the output"])
    #expect(try program.text(of: "a.csv").hasPrefix("# soleus recording 1\n"))
  }

  @Test("a recording can be read while it grows")
  func growing() throws {
    let program = try Program()
    let running = try program.start(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=10", "--speed", "30", "--record",
      "a.csv",
      "--json")
    defer { running.process.terminate() }
    try program.waitForFile("a.csv", bytes: 60_000)
    let copy = try program.shell("cp a.csv copy.csv && soleus replay copy.csv --json")
    #expect(copy.status == 0)
    let input = try #require(try report(copy)["input"] as? [String: Any])
    let samples = try #require(input["samples"] as? Int)
    // The whole has about 23,000.
    #expect(samples > 1000 && samples < 20_000)
  }

  @Test(
    "a stop in mid-session leaves the report and a recording that replays to it",
    arguments: [SIGINT, SIGTERM])
  func stopped(signal: Int32) throws {
    let program = try Program()
    let running = try program.start(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=120", "--speed", "20",
      "--record",
      "a.csv", "--json")
    // About 12 s of the stream: the hold has begun at 8.6 s and goes on for two minutes.
    try program.waitForFile("a.csv", bytes: 24_000)
    kill(running.process.processIdentifier, signal)
    let live = try program.finish(running)
    #expect(live.status == 0)
    let holds = try #require(try report(live)["holds"] as? [[String: Any]])
    #expect(holds.map { $0["ended_by"] as? String } == ["stopped"])
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
  }

  @Test("a replay that is stopped says what its report is about, and what wasn't read")
  func stoppedReplay() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=1", "a.csv")
    let running = try program.start(
      "replay", "a.csv", "b.csv", "--speed", "5", "--json", "--events")
    // The first event comes after a second of stillness; the file is 17 s long.
    try program.waitForFile(running.output.lastPathComponent, bytes: 1)
    kill(running.process.processIdentifier, SIGINT)
    let outcome = try program.finish(running)
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["a.csv: note: stopped before its end", "not read: b.csv"])
    let input = try #require(try report(outcome)["input"] as? [String: Any])
    let duration = try #require(input["duration_s"] as? Double)
    #expect(duration > 1 && duration < 15)
  }

  @Test("at the slowest of speeds a stop still ends it", arguments: ["1e-300", "1e-9"])
  func slowest(speed: String) throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=1", "a.csv")
    let running = try program.start("replay", "a.csv", "--speed", speed)
    try program.waitForFile(running.output.lastPathComponent, bytes: 1)
    kill(running.process.processIdentifier, SIGINT)
    let outcome = try program.finish(running)
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["stopped before its end"])
  }

  @Test("a recording on standard output is a recording")
  func recordingOnOutput() throws {
    let program = try Program()
    let piped = try program.shell(
      "soleus record - --device sim:calf-raise,reps=1 | soleus replay - --json")
    let monitored = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=1", "--json")
    #expect(piped.status == 0)
    let expected = try #require(monitored.lines.last)
    #expect(piped.lines.last == expected.replacing(#""file":null"#, with: #""file":"-""#)[...])
  }
}

extension Program {
  /// Waits until a file has grown to so many bytes, at most 10 s.
  func waitForFile(_ name: String, bytes: Int) throws {
    let path = folder.appendingPathComponent(name).path
    for _ in 0..<1000 {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      if let size, size >= bytes { return }
      usleep(10_000)
    }
    Issue.record("\(name) didn't grow to \(bytes) bytes")
  }
}
