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

  @Test("an exercise without repetitions is refused before anything is written")
  func refusal() throws {
    let program = try Program()
    _ = try program.run("simulate", "balance-board,seconds=12", "a.csv")
    let outcome = try program.run("replay", "a.csv", "--explain", "why")
    #expect(outcome.status == 64)
    expect(outcome.errors, holds: ["calf-raise", "band-press", "generic", "balance-hold"])
    #expect(outcome.output.isEmpty)
    #expect(!program.exists("why"))
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
