import Testing

@testable import Recordings

/// Times whose unit isn't the second.
struct StepAccountTests {
  private func problem(_ steps: [Int64]) -> RecordingError.Problem? {
    var account = StepAccount()
    for step in steps { account.take(step) }
    return account.problem(column: "t_s")
  }

  @Test(
    "rates that sensors have pass: phones, boards, laboratory plates",
    arguments: [1, 2, 5, 25, 100, 250, 1000, 2000, 10_000])
  func possible(hertz: Int64) {
    #expect(problem(Array(repeating: 1_000_000 / hertz, count: 200)) == nil)
  }

  @Test(
    "100 Hz in milliseconds and microseconds don't, nor what is faster than 10 kHz",
    arguments: [10_000_000, 10_000_000_000, 1_000_001, 99, 10, 1])
  func impossible(step: Int64) {
    #expect(
      problem(Array(repeating: step, count: 10))
        == .impossibleRate(column: "t_s", step: Double(step) / 1e6))
    // Nine steps say nothing.
    #expect(problem(Array(repeating: step, count: 9)) == nil)
  }

  @Test("a pause of a day in a good file passes, and so do rows with one time")
  func pause() {
    #expect(problem([10_000, 86_400_000_000] + Array(repeating: 10_000, count: 10)) == nil)
    // 1 kHz stamped in hundredths of a second.
    #expect(problem((0..<1000).map { $0 % 10 == 0 ? 10_000 : 0 }) == nil)
  }

  @Test("a file in milliseconds says which file, which rate and what to do")
  func file() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<50).map { "\($0 * 10),1,2\n" }.joined()
    let path = try folder.file("ms.csv", "t_s,ml_mm,ap_mm\n" + rows)
    var reader = try RecordingReader(path: path)
    let error = #expect(throws: RecordingError.self) { while try reader.next() != nil {} }
    let text = "\(try #require(error))"
    for part in [
      "ms.csv: t_s rises by 10.0 s", "0.1 rows a second", "milliseconds, divide them by 1000",
    ] {
      #expect(text.contains(part), "\(text)")
    }
  }
}
