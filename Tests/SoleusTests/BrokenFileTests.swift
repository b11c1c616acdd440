import Foundation
import Testing

/// Files that can't be read: exit status 65 (EX_DATAERR), file, line and what to do.
struct BrokenFileTests {
  static let opening = "t_s,ax_g,ay_g,az_g\n0,0,0,1\n"

  private static let brokenTexts: [(text: String, words: [String])] = [
    ("", ["a.csv: is empty"]),
    ("ax_g,ay_g,az_g\n1,2,3\n", ["a.csv:1:", "t_s is missing"]),
    ("t_s,ax_g,ay_g\n0,0,0\n", ["a.csv:1:", "az_g"]),
    ("t_s;ax_g;ay_g;az_g\n0;0;0;1\n", ["a.csv:1:", "commas"]),
    (opening + "0.01,0,abc,1\n0.02,0,0,1\n", ["a.csv:3:", "ay_g is 'abc', not a number"]),
    (opening + "0.01,0,nan,1\n0.02,0,0,1\n", ["a.csv:3:", "ay_g isn't a finite number"]),
    (opening + "0.01,0,1\n0.02,0,0,1\n", ["a.csv:3:", "3 fields", "4"]),
    (opening + "0.5,0,0,1\n0.1,0,0,1\n", ["a.csv:4:", "t_s", "before", "sort"]),
    (String(repeating: "c,", count: 1_000_000) + "c\n", ["a.csv:1:", "65536 bytes"]),
    ("\u{7F}ELF\0\0\0\n\0\0", ["a.csv:1:", "isn't text"]),
    ("# soleus recording 1\n", ["a.csv", "cut off within its header"]),
    ("# soleus recording 2\n# {}\n", ["a.csv", "version", "update"]),
    ("# soleus recording 1\n# nonsense\nt_us,ax,ay,az\n", ["a.csv:2", "JSON"]),
  ]

  @Test(
    "a broken file is told with its line and what is wrong",
    arguments: brokenTexts)
  func broken(text: String, words: [String]) throws {
    let program = try Program()
    try program.write(text, to: "a.csv")
    let outcome = try program.run("replay", "a.csv", "--exercise", "generic", "--json")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    expect(outcome.errors, holds: words)
    #expect(outcome.errors.utf8.count < 1000)
  }

  @Test("a file that isn't there is exit status 66 (EX_NOINPUT)")
  func missing() throws {
    let program = try Program()
    let outcome = try program.run("replay", "nowhere.csv")
    #expect(outcome.status == 66)
    expect(outcome.errors, holds: ["nowhere.csv", "No such file"])
    #expect(try program.run("replay", ".").status == 66)
  }

  @Test("equal times are allowed and noted")
  func equalTimes() throws {
    let program = try Program()
    try program.write(Self.opening + "0.1,0,0,1\n0.1,0,0,1\n0.2,0,0,1\n", to: "a.csv")
    let outcome = try program.run("replay", "a.csv", "--exercise", "generic", "--json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["a.csv: note:", "line 4"])
    let input = try #require(try report(outcome)["input"] as? [String: Any])
    #expect(input["samples"] as? Int == 4)
  }

  @Test("a torn last line is a note, and everything before it counts")
  func tornLine() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=3", "a.csv")
    let whole = try program.text(of: "a.csv").utf8
    // Cut in the middle of a line, two thirds down.
    var end = whole.count * 2 / 3
    let bytes = Array(whole)
    while bytes[end - 1] == 10 || bytes[end] == 10 { end += 1 }
    let lines = bytes[..<end].count { $0 == 10 } + 1
    try Data(bytes[..<end]).write(to: program.folder.appendingPathComponent("torn.csv"))

    let outcome = try program.run("replay", "torn.csv", "--json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["torn.csv: note: line \(lines)", "cut off"])
    let input = try #require(try report(outcome)["input"] as? [String: Any])
    // Three lines of header, and the torn one.
    #expect(input["samples"] as? Int == lines - 4)
  }

  @Test("of several files the good ones are reported, the first broken one gives the status")
  func severalFiles() throws {
    let program = try Program()
    try program.write(Self.opening + "0.1,0,0,1\n", to: "good.csv")
    try program.write(Self.opening + "0.1,x,0,1\n", to: "bad.csv")
    let outcome = try program.run(
      "replay", "good.csv", "bad.csv", "nowhere.csv", "good.csv", "--exercise", "generic", "--json")
    #expect(outcome.status == 65)
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines.allSatisfy { $0.contains(#""file":"good.csv""#) })
    let last = try #require(outcome.errors.split(separator: "\n").last)
    expect(String(last), holds: ["2 of 4 files", "bad.csv", "nowhere.csv"])
  }

  @Test("standard input is read as `-`")
  func standardInput() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=3", "a.csv")
    let named = try program.run("replay", "a.csv", "--json")
    let piped = try program.shell("cat a.csv | soleus replay - --json")
    #expect(piped.status == 0)
    #expect(
      piped.output == named.output.replacing(#""file":"a.csv""#, with: #""file":"-""#))
  }
}
