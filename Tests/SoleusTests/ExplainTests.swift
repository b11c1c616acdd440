import Foundation
import Testing

/// `replay --explain`.
struct ExplainTests {
  @Test("a folder gets a table and a picture of every file, and the report is as without")
  func files() throws {
    let program = try Program()
    for name in ["a", "b"] {
      _ = try program.run("simulate", "calf-raise,reps=2,seed=\(name.utf8.count)", "\(name).csv")
    }
    let plain = try program.run("replay", "a.csv", "b.csv", "--json")
    let explained = try program.run("replay", "a.csv", "b.csv", "--json", "--explain", "why")
    #expect(explained.status == 0)
    #expect(explained.output == plain.output)
    expect(explained.errors, holds: ["why/a.explained.csv", "why/b.explained.svg"])
    for file in ["a.explained.csv", "a.explained.svg", "b.explained.csv", "b.explained.svg"] {
      #expect(program.exists("why/\(file)"))
    }
    #expect(try program.text(of: "why/a.explained.csv").hasPrefix("# soleus explanation 1\n"))
  }

  @Test("files that are there are kept unless they may be replaced")
  func overwriting() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=2", "a.csv")
    try program.write("precious", to: "a.explained.svg")
    let kept = try program.run("replay", "a.csv", "--explain", ".")
    #expect(kept.status == 74)
    expect(kept.errors, holds: ["a.explained.svg", "--overwrite"])
    #expect(try program.text(of: "a.explained.svg") == "precious")
    #expect(try program.run("replay", "a.csv", "--explain", ".", "--overwrite").status == 0)
    #expect(try program.text(of: "a.explained.svg").hasPrefix("<?xml"))
  }

  @Test("what can't be measured is refused before anything is written")
  func refusal() throws {
    let program = try Program()
    _ = try program.run("simulate", "balance-board,seconds=12", "a.csv")
    let outcome = try program.run(
      "replay", "a.csv", "--exercise", "band-press", "--explain", "why")
    #expect(outcome.status == 64)
    expect(outcome.errors, holds: ["a.csv", "band-press", "can't be measured"])
    #expect(outcome.output.isEmpty)
    #expect(!program.exists("why"))
  }

  @Test("holds get a table and a numbered picture each, a stance one, and the report is as without")
  func holds() throws {
    let program = try Program()
    _ = try program.run("simulate", "balance-board,seconds=12", "a.csv")
    _ = try program.run("simulate", "board-stance", "b.csv")
    let plain = try program.run("replay", "a.csv", "b.csv")
    let explained = try program.run("replay", "a.csv", "b.csv", "--explain", "why")
    #expect(explained.status == 0)
    #expect(explained.output == plain.output)
    for file in ["a.explained.csv", "a.explained.1.svg", "b.explained.csv", "b.explained.svg"] {
      #expect(program.exists("why/\(file)"), "\(file)")
    }
    #expect(!program.exists("why/a.explained.2.svg"))
    let table = try program.text(of: "why/a.explained.csv").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
    #expect(table.first == "t_s,ml_mm,ap_mm,hold,window,fault")
    let report = try report(try program.run("replay", "a.csv", "--filter", "none", "--json"))
    let hold = try #require((report["holds"] as? [[String: Any]])?.first)
    let sway = try #require(hold["sway"] as? [String: Any])
    let samples = (sway["processing"] as? [String: Any])?["samples"] as? Int
    // Exactly the samples that were measured stand in the window.
    let rows = table.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.allSatisfy { $0.count == 6 })
    #expect(rows.count { $0[4] == "1" } == samples)
    let times = rows.compactMap { Double($0[0]) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let start = try #require(hold["start_s"] as? Double)
    let first = try #require(rows.first { $0[3] == "1" }.flatMap { Double($0[0]) })
    #expect(abs(first - start) < 0.03)
    #expect(
      try program.text(of: "why/a.explained.csv").contains(#""event":"hold-ended""#))
  }

  @Test("--picture draws under the report, in ASCII where the locale isn't UTF-8")
  func picture() throws {
    let program = try Program()
    _ = try program.run("simulate", "balance-board,seconds=12", "a.csv")
    _ = try program.run("simulate", "calf-raise,reps=2", "b.csv")
    let plain = try program.run("replay", "a.csv")
    let drawn = try program.run("replay", "a.csv", "--picture")
    #expect(drawn.output.hasPrefix(plain.output))
    let picture = drawn.output.dropFirst(plain.output.count)
    expect(String(picture), holds: ["┌", "prediction ellipse", "scoring window", "S start"])
    for line in drawn.lines { #expect(line.count <= 80, "\(line)") }
    let ascii = try program.shell("soleus replay a.csv --picture", environment: ["LC_ALL": "C"])
    let sketch = ascii.output.dropFirst(plain.output.count)
    let isPlain = sketch.unicodeScalars.allSatisfy(\.isASCII)
    #expect(isPlain)
    expect(String(sketch), holds: ["+---", "prediction ellipse"])
    let other = try program.run("replay", "b.csv", "--picture")
    #expect(other.status == 0)
    expect(other.errors, holds: ["--picture is for holds"])
    #expect(try program.run("replay", "a.csv", "--picture", "--json").status == 64)
  }

  @Test("a replay that fails leaves no explanation behind, and what was there before stays")
  func failure() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=2", "a.csv")
    // No repetition is at 1 s: the change is refused when all is read.
    func fail() throws -> Int32 {
      try program.run("replay", "a.csv", "--revise", "strike 1", "--explain", "why").status
    }
    #expect(try fail() == 64)
    #expect(!program.exists("why/a.explained.csv"))
    #expect(!program.exists("why/a.explained.svg"))
    #expect(try program.run("replay", "a.csv", "--explain", "why").status == 0)
    let table = try program.text(of: "why/a.explained.csv")
    #expect(try fail() == 74)
    #expect(try program.text(of: "why/a.explained.csv") == table)
  }

  @Test("what can't be meant is a usage error")
  func usage() throws {
    let program = try Program()
    let same = try program.run("replay", "x/a.csv", "y/a.csv", "--explain", "why")
    #expect(same.status == 64)
    expect(same.errors, holds: ["x/a.csv", "y/a.csv", "a.explained.csv"])
    let alone = try program.run("replay", "a.csv", "--overwrite")
    #expect(alone.status == 64)
    expect(alone.errors, holds: ["--explain"])
  }

  @Test("a folder that can't be made is an error with its name")
  func folder() throws {
    let program = try Program()
    _ = try program.run("simulate", "calf-raise,reps=2", "a.csv")
    try program.write("", to: "file")
    for folder in ["file", "no/such"] {
      let outcome = try program.run("replay", "a.csv", "--explain", folder)
      #expect(outcome.status == 74)
      expect(outcome.errors, holds: [folder, "can't create"])
    }
  }
}
