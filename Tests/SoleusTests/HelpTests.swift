import Foundation
import Testing

/// What `--help` says.
struct HelpTests {
  @Test(
    "every command's help has examples, each on a line of its own within 80 columns",
    arguments: [
      "", "devices", "doctor", "monitor", "record", "replay", "simulate", "calibrate",
    ])
  func help(command: String) throws {
    let outcome = try Program().shell("COLUMNS=80 soleus \(command) --help")
    #expect(outcome.status == 0)
    for line in outcome.lines { #expect(line.count <= 80, "\(line)") }
    let all = outcome.output.components(separatedBy: "\n")
    let start = try #require(all.firstIndex(of: "Examples:"))
    let examples = all[(start + 1)...].prefix { !$0.isEmpty }
    #expect(examples.count >= 2)
    for example in examples { #expect(example.contains("soleus "), "a wrapped line: \(example)") }
  }

  @Test("in a pipe every simulation is a line, its name first")
  func list() throws {
    let outcome = try Program().run("simulate", "--list")
    #expect(outcome.status == 0)
    for line in outcome.lines { #expect(line.first != " ", "a wrapped line: \(line)") }
    for name in ["calf-raise", "bosu", "board-stance", "walking"] {
      #expect(outcome.lines.contains { $0.hasPrefix("\(name) ") })
    }
  }

  @Test("on a terminal the list of simulations fits 80 columns")
  func listOnTerminal() throws {
    let outcome = try Program().shell(
      "script -qec 'stty cols 80; soleus simulate --list' /dev/null")
    let lines = outcome.output.split(whereSeparator: \.isNewline)
    for line in lines { #expect(line.count <= 80, "\(line)") }
    #expect(lines.contains { $0.hasPrefix("calf-raise ") })
  }
}
