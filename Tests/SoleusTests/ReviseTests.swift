import Foundation
import Testing

/// `replay --revise`.
struct ReviseTests {
  private let program: Program

  init() throws {
    program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=4", "a.csv")
  }

  private typealias Object = [String: Any]

  /// The only set of a report.
  private func set(_ outcome: Program.Outcome) throws -> Object {
    let sets = try #require(try report(outcome)["sets"] as? [Object])
    #expect(sets.count == 1)
    return try #require(sets.first)
  }

  private func list(_ set: Object, _ key: String) throws -> [NSDictionary] {
    try #require(set[key] as? [NSDictionary])
  }

  @Test("a recording keeps what was changed, every replay obeys, and the machine's result stays")
  func kept() throws {
    let machine = try program.run("replay", "a.csv", "--json", "--events")
    let rows = try program.text(of: "a.csv")
    let found = try list(try set(machine), "repetitions")
    let middle = try #require(found[1]["top_start_s"] as? Double)

    let revised = try program.run(
      "replay", "a.csv", "--json", "--revise", "strike \(middle)", "--revise", "add 1-2.5")
    #expect(revised.status == 0)
    expect(revised.errors, holds: ["a.csv", "kept", "undo"])
    let set = try set(revised)
    #expect(try list(set, "struck") == [found[1]])
    let counted = try list(set, "repetitions")
    #expect(Array(counted.dropFirst()) == [found[0], found[2], found[3]])
    #expect(counted[0]["by_hand"] as? Bool == true)
    #expect(counted[0]["rise_start_s"] as? Double == 1)
    #expect(counted[0]["range_deg"] is NSNull && counted[0]["top_start_s"] is NSNull)

    // Only lines at its end were added, and they make every later replay.
    let kept = try program.text(of: "a.csv")
    #expect(kept.hasPrefix(rows))
    #expect(kept.dropFirst(rows.count).split(separator: "\n").count == 2)
    let again = try program.run("replay", "a.csv", "--json")
    #expect(again.output == revised.output)
    #expect(try program.run("replay", "a.csv", "--json").output == again.output)
    #expect(try program.text(of: "a.csv") == kept)

    // The events are the machine's own, and then the changes.
    let events = try program.run("replay", "a.csv", "--json", "--events").lines
    #expect(events.dropLast(3) == machine.lines.dropLast())
    #expect(events.dropLast().suffix(2).allSatisfy { $0.contains(#""event":"revision""#) })

    let without = try program.run("replay", "a.csv", "--json", "--events", "--without-revisions")
    #expect(without.output == machine.output)
    expect(without.errors, holds: ["2 changes by hand left out"])
  }

  @Test("undo takes the changes back one by one, and then there is none")
  func undo() throws {
    let machine = try program.run("replay", "a.csv", "--json")
    _ = try program.run("replay", "a.csv", "--revise", "add 1-2.5")
    let once = try program.run("replay", "a.csv", "--json")
    _ = try program.run("replay", "a.csv", "--revise", "add 3-4")
    #expect(try program.run("replay", "a.csv", "--json", "--revise", "undo").output == once.output)
    #expect(
      try program.run("replay", "a.csv", "--json", "--revise", "undo").output == machine.output)
    let before = try program.text(of: "a.csv")
    let none = try program.run("replay", "a.csv", "--revise", "undo")
    #expect(none.status == 64)
    expect(none.errors, holds: ["no change by hand"])
    #expect(try program.text(of: "a.csv") == before)
  }

  @Test("a change that fits nothing is refused with what counts, and nothing is kept")
  func misfit() throws {
    let before = try program.text(of: "a.csv")
    for (change, word) in [
      ("strike 1", "no repetition"), ("add 6-8", "counts there already"),
      ("add 0-1000", "isn't within the recording"),
    ] {
      let outcome = try program.run("replay", "a.csv", "--revise", change)
      #expect(outcome.status == 64)
      expect(outcome.errors, holds: [word, "what counts, in seconds: "])
      #expect(outcome.output.isEmpty)
    }
    #expect(try program.text(of: "a.csv") == before)
  }

  @Test("a kept change that fits no longer changes nothing, and the report says so")
  func outdated() throws {
    let rows = try program.text(of: "a.csv")
    try program.write(
      rows + #"# {"t_us":1500000,"event":"revision","action":"strike"}"# + "\n", to: "b.csv")
    let outcome = try program.run("replay", "b.csv", "--json")
    #expect(outcome.status == 0)
    let revisions = try #require(try report(outcome)["revisions"] as? [Object])
    #expect(revisions.map { $0["reason"] as? String } == ["no-repetition"])
    #expect(try list(try set(outcome), "repetitions").count == 4)
    expect(try program.run("replay", "b.csv").output, holds: ["changes nothing"])
  }

  @Test("a torn recording takes changes as well")
  func torn() throws {
    let rows = try program.text(of: "a.csv")
    try program.write(rows + "99000000,12", to: "b.csv")
    let outcome = try program.run("replay", "b.csv", "--json", "--revise", "add 1-2.5")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["cut off", "kept"])
    let again = try program.run("replay", "b.csv", "--json")
    #expect(again.output == outcome.output)
    #expect(again.errors.isEmpty)
  }

  @Test("an import and a pipe keep nothing, and that is said")
  func imports() throws {
    let csv = """
      t_s,ax_g,ay_g,az_g
      0,0,0,1
      5,0,0,1
      10,0,0,1

      """
    try program.write(csv, to: "i.csv")
    let imported = try program.run(
      "replay", "i.csv", "--exercise", "generic", "--json", "--revise", "add 1-2")
    #expect(imported.status == 0)
    expect(imported.errors, holds: ["nowhere else"])
    #expect(imported.output.contains(#""by_hand":true"#))
    #expect(try program.text(of: "i.csv") == csv)
    let piped = try program.shell("soleus replay - --revise 'add 1-2.5' < a.csv")
    #expect(piped.status == 0)
    expect(piped.errors, holds: ["nowhere else"])
    expect(piped.output, holds: ["by hand: added 1.00 to 2.50 s", "hand 1"])
  }

  @Test("a recording that can't be written to is an error and stays as it was")
  func readOnly() throws {
    let before = try program.text(of: "a.csv")
    let outcome = try program.shell(
      """
      if [ "$(id -u)" = 0 ]; then
        chmod 711 . && chmod 444 a.csv && setpriv --reuid 65534 --clear-groups \
          soleus replay "$PWD/a.csv" --revise 'add 1-2.5'
      else chmod 444 a.csv; soleus replay a.csv --revise 'add 1-2.5'; fi
      """)
    if outcome.status == 126 || outcome.status == 127 {
      print("skipped: no other user can run the program here")
      return
    }
    #expect(outcome.status == 77)
    expect(outcome.errors, holds: ["a.csv", "Permission denied"])
    #expect(try program.text(of: "a.csv") == before)
  }

  @Test("a change whose report can't be written isn't kept; nobody has seen what it does")
  func unseen() throws {
    let before = try program.text(of: "a.csv")
    let outcome = try program.shell("soleus replay a.csv --revise 'add 1-2.5' > /dev/full")
    #expect(outcome.status == 74)
    #expect(!outcome.errors.contains("kept"))
    #expect(try program.text(of: "a.csv") == before)
  }

  @Test("a change is kept though nobody reads its report to the end")
  func closedPipe() throws {
    let before = try program.text(of: "a.csv")
    let outcome = try program.shell(
      "{ sleep 0.2; soleus replay a.csv --revise 'add 1-2.5'; } | true; sleep 0.5")
    expect(outcome.errors, holds: ["kept"])
    #expect(try program.text(of: "a.csv") != before)
  }

  @Test(
    "what can't be meant is a usage error",
    arguments: [
      (["--revise", "strike"], "strike SECONDS"), (["--revise", "add 5-3"], "add START-END"),
      (["--revise", "add 5"], "add START-END"), (["--revise", "strike -1"], "strike SECONDS"),
      (["--revise", "undo", "b.csv"], "one recording"),
      (["--revise", "undo", "--without-revisions"], "leave one"),
      (["--revise", "strike 1", "--exercise", "quiet-stance"], "quiet-stance has none"),
    ])
  func usage(arguments: [String], words: String) throws {
    let line = (["soleus", "replay", "a.csv"] + arguments.map { "'\($0)'" })
      .joined(separator: " ")
    let outcome = try program.shell(line)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    expect(outcome.errors, holds: [words])
  }
}
