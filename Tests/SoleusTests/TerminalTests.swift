import Foundation
import Testing

/// The live view through a pseudo-terminal, and its absence where nobody looks.
struct TerminalTests {
  /// What a terminal of a size is sent by a line of a shell.
  private func screen(
    _ line: String, columns: Int, rows: Int = 24, environment: [String: String] = [:]
  ) throws -> String {
    let program = try Program()
    let inner = "stty cols \(columns) rows \(rows) && \(line)"
    return try program.shell("script -qec '\(inner)' /dev/null", environment: environment).output
  }

  private let session = "soleus monitor calf-raise --device sim:calf-raise,reps=4 --speed 100"

  @Test("it redraws in place: count, phase, tempo, then the report once")
  func redraws() throws {
    let text = try screen(session, columns: 80)
    // Cursor up by a number of lines, and clear to the end of the line (ECMA-48 CUU and EL).
    expect(text, holds: ["\u{1B}[K", "Ctrl-C ends", "lower", "rise", "set 1", "██████"])
    #expect(text.contains(/\u{1B}\[\d+A/))
    #expect(text.components(separatedBy: "4 repetitions in 1 set").count == 2)
  }

  @Test("no line is longer than the terminal is wide", arguments: [80, 40, 20])
  func width(columns: Int) throws {
    let text = try screen(session, columns: columns)
    // The report after the live view may be wider.
    let live = try #require(text.components(separatedBy: "repetitions in 1 set").first)
    let title = try #require(live.range(of: "\u{1B}[J", options: .backwards)?.upperBound)
    for line in live[..<title].split(whereSeparator: \.isNewline) {
      let shown = line.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "")
      #expect(shown.count < columns, "\(shown)")
    }
  }

  @Test("the report fits 80 columns", arguments: ["calf-raise", "balance-hold", "quiet-stance"])
  func reportWidth(exercise: String) throws {
    let device = [
      "calf-raise": "calf-raise,lost=40", "balance-hold": "balance-board",
      "quiet-stance": "board-stance",
    ]
    let program = try Program()
    let outcome = try program.run(
      "monitor", exercise, "--device", "sim:\(try #require(device[exercise]))")
    for line in outcome.lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test("a drawing is never taller than the terminal")
  func height() throws {
    let text = try screen(session, columns: 80, rows: 8)
    for match in text.matches(of: /\u{1B}\[(\d+)A/) {
      #expect(try #require(Int(match.output.1)) < 8)
    }
  }

  @Test("NO_COLOR has no colours, and still redraws")
  func noColor() throws {
    let colored = try screen(session, columns: 80)
    let plain = try screen(session, columns: 80, environment: ["NO_COLOR": "1"])
    #expect(colored.contains(/\u{1B}\[[0-9;]+m/))
    #expect(!plain.contains(/\u{1B}\[[0-9;]*m/))
    #expect(plain.contains(/\u{1B}\[\d+A/))
  }

  @Test("Enter ends the set; the recording knows, and replays the same")
  func setEnd() throws {
    let program = try Program()
    let session =
      "soleus monitor calf-raise --device sim:calf-raise,reps=6 --speed 12 --record a.csv"
    // A key again and again while it runs, whenever that is on a busy machine.
    let text = try program.shell(
      """
      while sleep 0.4 && echo; do :; done 2>/dev/null |
      script -qec 'stty cols 80 rows 24 && \(session)' /dev/null
      """
    ).output
    expect(text, holds: ["Enter ends the set", "ended by hand"])
    #expect(try program.text(of: "a.csv").contains(#""event":"mark","label":"set-end""#))
    let replay = try program.run("replay", "a.csv")
    let live = try #require(text.range(of: " samples at", options: .backwards))
    let again = try #require(replay.output.range(of: " samples at"))
    #expect(
      text[live.upperBound...].split(whereSeparator: \.isNewline)
        == replay.output[again.upperBound...].split(whereSeparator: \.isNewline))
  }

  @Test("a dumb terminal gets a line an event")
  func dumb() throws {
    let text = try screen(session, columns: 80, environment: ["TERM": "dumb"])
    #expect(!text.contains("\u{1B}"))
    expect(text, holds: ["repetition 4", "4 repetitions in 1 set"])
  }

  @Test("a pipe and a file get no escape codes")
  func pipe() throws {
    let outcome = try Program().shell("\(session) | cat")
    #expect(!outcome.output.contains("\u{1B}"))
    expect(outcome.output, holds: ["repetition 4", "4 repetitions in 1 set"])
  }
}
