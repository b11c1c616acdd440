import SimulatedSensors
import Testing

/// What `hid-wiimote` asks of a board and needs to hear (Linux 6.1, `hid-wiimote-core.c`: the handlers of
/// reports 0x20 to 0x34; `hid-wiimote-modules.c`: `wiimod_bboard_probe`).
@Suite struct SimulatedBoardFirmwareTests {
  /// The host's side of one board.
  private final class Host {
    var board = SimulatedBoardFirmware()

    func answer(_ report: [UInt8]) -> [[UInt8]] { board.answer(report) }
  }

  @Test("its identity ends in 04 02, by which the driver tells a board")
  func identity() throws {
    let host = Host()
    let answers = host.answer([0x17, 0x04, 0xA4, 0x00, 0xFA, 0x00, 0x06])
    let report = try #require(answers.first)
    #expect(answers.count == 1)
    #expect(report.count == 22)
    #expect(Array(report[0..<6]) == [0x21, 0, 0, 0x50, 0x00, 0xFA])
    #expect(Array(report[10..<12]) == [0x04, 0x02])
  }

  @Test("its calibration is read in two halves, as the driver does, and is what sysfs shows")
  func calibration() throws {
    let host = Host()
    var bytes: [UInt8] = []
    for (low, count) in [(0x24, 12), (0x30, 12)] {
      let answers = host.answer([0x17, 0x04, 0xA4, 0x00, UInt8(low), 0x00, UInt8(count)])
      let report = try #require(answers.first)
      #expect(report[3] == UInt8(count - 1) << 4)
      bytes += report[6..<(6 + count)]
    }
    let words = stride(from: 0, to: 24, by: 2).map { index in
      let digits = String(Int(bytes[index]) << 8 | Int(bytes[index + 1]), radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    #expect(words.joined(separator: ":") == SimulatedBalanceBoard.calibrationTable)
  }

  @Test("more than 16 bytes come in several reports, each with its place")
  func longRead() {
    let host = Host()
    let answers = host.answer([0x17, 0x04, 0xA4, 0x00, 0x24, 0x00, 0x18])
    #expect(answers.map { $0[3] } == [0xF0, 0x70])
    #expect(answers.map { $0[5] } == [0x24, 0x34])
    #expect(answers.allSatisfy { $0.count == 22 })
  }

  @Test("where nothing is kept the answer is an error")
  func noMemory() {
    let host = Host()
    // The motion extension, which the driver looks for on a Wii Remote.
    let answers = host.answer([0x17, 0x04, 0xA6, 0x00, 0xFA, 0x00, 0x06])
    #expect(answers.first.map { $0[3] & 0x0F } == 8)
  }

  @Test("a status report says that the extension is plugged in, and the battery")
  func status() {
    let host = Host()
    host.board.battery = 0x80
    #expect(host.answer([0x15, 0x00]) == [[0x20, 0, 0, 0x02, 0, 0, 0x80]])
  }

  @Test("it streams only in a mode that carries the extension's bytes")
  func modes() {
    let host = Host()
    #expect(!host.board.isStreaming)
    for (mode, streams) in [(0x34, true), (0x30, false), (0x32, true), (0x31, false)] {
      #expect(host.answer([0x12, 0x00, UInt8(mode)]).isEmpty)
      #expect(host.board.isStreaming == streams)
    }
  }

  @Test("a data report has the cells' readings in the driver's order, high byte first")
  func data() {
    let host = Host()
    _ = host.answer([0x12, 0x00, 0x34])
    let report = host.board.data(
      SimulatedBoardReport(
        seconds: 0, isButtonPressed: true, readings: SIMD4(0x0102, 0x0304, 0x0506, 0x0708)))
    #expect(report.count == 22)
    #expect(Array(report[0..<11]) == [0x34, 0x00, 0x08, 1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test("what it doesn't know and what is cut off is passed over")
  func unknown() {
    let host = Host()
    for report: [UInt8] in [[], [0x12], [0x17, 4], [0x99, 1, 2], [0x16]] {
      #expect(host.answer(report).isEmpty)
    }
  }
}
