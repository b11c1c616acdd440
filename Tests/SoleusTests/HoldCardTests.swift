import Foundation
import Testing

/// A hold's card as a person gets it: earlier sessions, both legs, the ball, the ladder.
struct HoldCardTests {
  /// A circle on one foot, as a plate's file has it.
  private func plate(speed: Double, seconds: Double) -> String {
    let rows = (0..<Int(seconds * 50)).map { index in
      let angle = 0.08 * Double(index)
      let radius = speed / 4
      return "\(Double(index) / 50),\(radius * cos(angle)),\(radius * sin(angle))"
    }
    return "t_s,ml_mm,ap_mm\n" + rows.joined(separator: "\n") + "\n"
  }

  private func holds(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try #require(try report(outcome)["holds"] as? [[String: Any]])
  }

  @Test("a hold is told against the person's own last ten, from files of earlier reports")
  func earlier() throws {
    let program = try Program()
    for (index, seconds) in [8.0, 20, 12].enumerated() {
      try program.write(plate(speed: 40 + Double(index), seconds: seconds), to: "\(index).csv")
    }
    try program.write(plate(speed: 30, seconds: 15), to: "now.csv")
    let reports = try program.shell(
      "soleus replay 0.csv 1.csv 2.csv --exercise balance-hold --side left --json > may.jsonl")
    #expect(reports.status == 0)
    let run = try program.run(
      "replay", "now.csv", "--exercise", "balance-hold", "--side", "left", "--earlier", "may.jsonl",
      "--json")
    let earlier = try #require(try holds(run).first?["earlier"] as? [String: Any])
    #expect(earlier["count"] as? Int == 3)
    #expect(earlier["warnings"] as? [String] == ["unknown-device"])
    let duration = try #require(earlier["duration_s"] as? [String: Any])
    #expect(duration["lower_than_this"] as? Int == 2)
    #expect(abs((duration["median"] as? Double ?? 0) - 11.98) < 0.001)
    let score = try #require(earlier["score"] as? [String: Any])
    #expect(score["lower_than_this"] as? Int == 3)
    let ladder = try #require((try report(run)["ladder"] as? [[String: Any]])?.first)
    #expect(ladder["mastered_s"] as? Double == 10)
    #expect(ladder["next_s"] as? Double == 15)
    #expect(ladder["reached_in_a_row"] as? Int == 0)
    let text = try program.run(
      "replay", "now.csv", "--exercise", "balance-hold", "--side", "left", "--earlier", "may.jsonl")
    expect(
      text.output,
      holds: [
        "stability score  66.0 of 100 = 100 · 2^(-v / v0), v 30.0 mm/s, v0 50 mm/s",
        "of your own last 3 holds like it this one is longer than 2", "the transition is left out",
        "10 s mastered (left); 15 s is reached by 0 of the 3 holds",
      ])
    // The other leg has no earlier ones.
    let other = try program.run(
      "replay", "now.csv", "--exercise", "balance-hold", "--side", "right", "--earlier",
      "may.jsonl", "--json")
    #expect(try holds(other).first?["earlier"] is NSNull)
  }

  @Test("files of both legs give a limb symmetry index behind the reports, and none in JSON")
  func legs() throws {
    let program = try Program()
    for (side, seconds) in [("left", 12.02), ("right", 20.02)] {
      try program.write(plate(speed: 40, seconds: seconds), to: "\(side).csv")
    }
    // A plate's file doesn't say the leg: both are the same, and there is no index.
    let both = try program.run("replay", "left.csv", "right.csv", "--exercise", "balance-hold")
    expect(
      both.output,
      holds: [
        "all files together", "2 holds, best 20.0 s", "LSI     not known",
        "replay each file alone",
      ])
    let json = try program.run(
      "replay", "left.csv", "right.csv", "--exercise", "balance-hold", "--json")
    #expect(json.lines.count == 2)
    let one = try program.run("replay", "left.csv", "--exercise", "balance-hold")
    #expect(!one.output.contains("all files together"))
    // The same file again, by another name, has no more holds.
    let twice = try program.run(
      "replay", "left.csv", "./left.csv", "--exercise", "balance-hold")
    expect(twice.errors, holds: ["./left.csv: note: given before; its holds count once"])
    #expect(!twice.output.contains("all files together"))
    let pair = try program.run(
      "monitor", "balance-hold", "--left", "sim:balance-board,seconds=12", "--right",
      "sim:balance-board-step-off,seconds=16,seed=5", "--involved", "left", "--record", "walk")
    #expect(pair.status == 0)
    expect(pair.output, holds: ["all files together", "(involved/uninvolved leg"])
    let replay = try program.run("replay", "walk.left.csv", "walk.right.csv")
    expect(replay.output, holds: ["all files together", "(involved/uninvolved leg"])
  }

  @Test("left today against right of an earlier report, with what it rests on")
  func earlierLeg() throws {
    let program = try Program()
    // The files run from 0 to the last row: 12 and 20 s.
    for (side, seconds) in [("left", 12.02), ("right", 20.02)] {
      try program.write(plate(speed: 40, seconds: seconds), to: "\(side).csv")
    }
    let written = try program.shell(
      "soleus replay right.csv --exercise balance-hold --side right --json > right.jsonl")
    #expect(written.status == 0)
    let left = ["replay", "left.csv", "--exercise", "balance-hold", "--side", "left"]
    let alone = try program.run(left[0], left[1], left[2], left[3], left[4], left[5])
    expect(alone.output, holds: ["only the left leg held; --earlier RIGHT.jsonl adds the right\n"])
    let options = "--earlier right.jsonl --involved left"
    let both = try program.shell("soleus \(left.joined(separator: " ")) \(options)")
    expect(
      both.output,
      holds: [
        "LSI     60 % (involved/uninvolved leg", "the right leg by its earlier hold, 20.0 s",
        "warning it isn't known whether the same device", "the recording ended first",
      ])
    let json = try report(
      program.shell("soleus \(left.joined(separator: " ")) \(options) --json"))
    #expect(abs((json["limb_symmetry_percent"] as? Double ?? 0) - 60) < 1e-6)
    #expect(json["limb_symmetry_warnings"] as? [String] == ["unknown-device", "cut-short"])
    let other = try #require(json["limb_symmetry_earlier"] as? [String: Any])
    #expect(other["side"] as? String == "right")
    #expect(other["count"] as? Int == 1)
    #expect(other["best_ended_by"] as? String == "end-of-recording")
    // On foam they don't go together, nor is there another use for them.
    let foam = try program.shell(
      "soleus \(left.joined(separator: " ")) \(options) --surface foam --json")
    #expect(try report(foam)["limb_symmetry_percent"] is NSNull)
    expect(foam.output, holds: [#"{"key":"holds.earlier","reason":"none of those told"#])
    let firm = try program.shell(
      """
      soleus replay right.csv --exercise balance-hold --surface foam --json > foam.jsonl
      soleus \(left.joined(separator: " ")) --earlier foam.jsonl
      """)
    expect(firm.errors, holds: ["--earlier isn't used: no hold in it was on the surface firm"])
  }

  @Test("a ball that wasn't told is not known, on a balance trainer only")
  func untold() throws {
    let program = try Program()
    let bosu = try program.run(
      "monitor", "balance-hold", "--device", "sim:bosu,seconds=12", "--ball", "blue")
    expect(bosu.output, holds: ["inflation, body mass: not told (--ball, --inflation, --mass)"])
    let board = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=12")
    #expect(!board.output.contains("not told"))
    // Who tells a ball and no surface has forgotten it.
    #expect(!bosu.errors.contains("--ball"))
    let forgotten = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=12", "--ball", "blue",
      "--json")
    expect(forgotten.errors, holds: ["say nothing on the surface firm; is it --surface bosu-dome"])
  }

  @Test("ball, inflation, mass, age and earlier holds are kept with a recording")
  func kept() throws {
    let program = try Program()
    let earlier = try program.shell(
      "soleus monitor balance-hold --device sim:bosu,seconds=12 --json | tail -n 1 > may.jsonl")
    #expect(earlier.status == 0)
    let told = "--ball 'blue one' --inflation '22 cm' --mass 71.5 --earlier may.jsonl"
    let live = try program.shell(
      "soleus monitor balance-hold --device sim:bosu,seconds=12 \(told) --record a.csv --json")
    #expect(live.status == 0)
    let report = try SoleusTests.report(live)
    #expect(report["ball"] as? String == "blue one")
    #expect(report["inflation"] as? String == "22 cm")
    #expect(report["body_mass_kg"] as? Double == 71.5)
    let hold = try #require((report["holds"] as? [[String: Any]])?.first)
    let comparison = try #require(hold["earlier"] as? [String: Any])
    #expect(
      comparison["warnings"] as? [String] == ["unknown-ball", "unknown-inflation", "unknown-mass"])
    #expect((hold["tilt"] as? [String: Any])?["reference"] as? String == "still-pose")
    #expect(hold["score_half_speed_deg_s"] as? Double == 10)
    #expect(hold["score_half_speed_mm_s"] is NSNull)
    let ladder = try #require((report["ladder"] as? [[String: Any]])?.first)
    #expect(ladder["advice"] as? String == "firm-ground-first")
    expectSameLines(live, try program.run("replay", "a.csv", "--events", "--json"), file: "a.csv")
    // Recorded with all of it and analysed later: the same once more.
    let recorded = try program.shell(
      "soleus record b.csv --exercise balance-hold --device sim:bosu,seconds=12 \(told)")
    #expect(recorded.status == 0)
    expectSameLines(live, try program.run("replay", "b.csv", "--events", "--json"), file: "b.csv")
    let other = try program.run("replay", "a.csv", "--ball", "red", "--json")
    #expect(other.output.contains(#""ball":"red""#))
  }

  @Test("a mass told with two sensors counts for both legs")
  func massOfBoth() throws {
    let program = try Program()
    let run = try program.run(
      "monitor", "calf-raise", "--left", "sim:calf-raise,reps=3", "--right",
      "sim:calf-raise,reps=3,seed=4", "--foot-length", "260", "--mass", "70", "--json")
    let works = try run.lines.suffix(2).map { line -> Double? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (object?["sets"] as? [[String: Any]])?.first?["total_work_j"] as? Double
    }
    #expect(works.allSatisfy { $0 != nil })
  }

  @Test("norms come with their source, and only where the age is told")
  func norms() throws {
    let program = try Program()
    try program.write(plate(speed: 40, seconds: 12), to: "a.csv")
    let told = try program.run("replay", "a.csv", "--exercise", "balance-hold", "--age", "64")
    expect(
      told.output, holds: ["best of three 32 s", "Springer et al. 2007", "Bohannon 2006"])
    let foam = try program.run(
      "replay", "a.csv", "--exercise", "balance-hold", "--age", "64", "--surface", "foam")
    #expect(!foam.output.contains("Springer"))
    #expect(foam.output.contains("the sources are about firm ground"))
    let untold = try program.run("replay", "a.csv", "--exercise", "balance-hold")
    #expect(!untold.output.contains("Springer"))
  }

  @Test("seconds and steps are told live, line by line")
  func seconds() throws {
    let program = try Program()
    let run = try program.run(
      "monitor", "balance-hold", "--device", "sim:balance-board,seconds=12")
    expect(run.output, holds: ["  7 s\n", "step of 5 s reached, next 10 s"])
  }

  @Test("a platform whose surface isn't told is taken to be one, and a note says so")
  func platform() throws {
    let program = try Program()
    _ = try program.run("simulate", "bosu,seconds=12", "a.csv")
    let recording = try program.text(of: "a.csv").replacing(
      #""surface":"bosu-platform""#, with: #""surface":null"#)
    try program.write(recording, to: "b.csv")
    let run = try program.run("replay", "b.csv", "--json")
    #expect(try report(run)["surface"] as? String == "bosu-platform")
    expect(run.errors, holds: ["--surface isn't given"])
  }

  @Test("a file of reports that is none is bad data, one that isn't there no input")
  func broken() throws {
    let program = try Program()
    try program.write(plate(speed: 40, seconds: 12), to: "a.csv")
    let run = try program.run(
      "replay", "a.csv", "--exercise", "balance-hold", "--earlier", "a.csv")
    #expect(run.status == 65)
    expect(run.errors, holds: ["a.csv:1: isn't a report", "soleus replay --json"])
    // Of several files it is said once, before any is read.
    let several = try program.run(
      "replay", "a.csv", "a.csv", "--exercise", "balance-hold", "--earlier", "a.csv")
    #expect(several.status == 65)
    #expect(several.output.isEmpty)
    #expect(several.errors.split(separator: "\n").count == 1)
    let missing = try program.run(
      "replay", "a.csv", "--exercise", "balance-hold", "--earlier", "none.jsonl")
    #expect(missing.status == 66)
  }
}
