import Foundation
import Testing

/// The board that was recorded under a real kernel, played back to real libevdev by umockdev.
@Suite(.enabled(if: Probe.hasUmockdev, "there is no umockdev-run, or no C compiler (cc)"))
struct RecordedBoardTests {
  private static let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/wii-balance-board")
  private static let node = "/dev/input/event1"

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: fixture.appendingPathComponent(name), encoding: .utf8)
  }

  /// umockdev 0.17 takes a fraction of a second that begins with 0 for an octal number: such moments are
  /// put off to the first tenth, which keeps their order.
  private static func puttingOff(_ microseconds: Int) -> Int {
    let fraction = microseconds % 1_000_000
    return microseconds - fraction + max(fraction, 100_000)
  }

  @Test("libevdev gives the samples that it gave while the kernel's driver was at work")
  func samples() throws {
    let probe = try Probe()
    defer { probe.remove() }
    let events = try Self.text("board.events").split(separator: "\n").map { line -> String in
      guard line.hasPrefix("E: "), let time = line.split(separator: " ").dropFirst().first else {
        return String(line)
      }
      let parts = time.split(separator: ".").compactMap { Int($0) }
      let moment = Self.puttingOff(parts[0] * 1_000_000 + parts[1])
      let words = String(format: "%d.%06d", moment / 1_000_000, moment % 1_000_000)
      return String(line.replacing(time, with: words))
    }
    let script = probe.folder.appendingPathComponent("board.events")
    try (events.joined(separator: "\n") + "\n").write(
      to: script, atomically: true, encoding: .utf8)

    let output = try probe.run(
      ["board", Self.node, "close"],
      wrapper: [
        "umockdev-run", "-d", Self.fixture.appendingPathComponent("board.umockdev").path,
        "-i", "\(Self.node)=\(Self.fixture.appendingPathComponent("board.ioctl").path)",
        "-e", "\(Self.node)=\(script.path)", "--",
      ], preloads: ["libumockdev-preload.so.0"])

    #expect(output.contains("device Nintendo Wii Remote Balance Board"))
    #expect(output.contains("identity 00:00:5e:00:53:02"))
    let table = "07c3:3cf8:048c:296b:0ed2:4384:0b3a:3069:15e9:4a10:11ef:376e"
    #expect(output.contains("calibration \(table)"))
    let rows = try Self.text("board.csv").split(separator: "\n").filter {
      $0.first?.isNumber == true
    }
    let expected = rows.map { row in
      let fields = row.split(separator: ",").compactMap { Int($0) }
      return "sample \(Self.puttingOff(fields[0])) "
        + fields.dropFirst().map(String.init).joined(separator: " ")
    }
    #expect(expected.count > 250)
    // The events were recorded a little longer than the samples.
    let found = output.filter { $0.hasPrefix("sample") }
    #expect(Array(found.prefix(expected.count)) == expected)
    #expect(!output.contains { $0.hasPrefix("gap") && $0.hasSuffix("events-dropped") })
  }
}
