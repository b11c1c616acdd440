import Foundation
import Recordings
import Samples
import Sensors
import SimulatedSensors
import Testing

/// Live is replay, for the events of a board too.
struct BoardReplayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let duration = 6.0

  private var settings: SimulatedBalanceBoard.Settings {
    var settings = SimulatedBalanceBoard.Settings()
    settings.buttonPresses = [1.5, 4]
    return settings
  }

  private var motion: BoardStance { BoardStance(seconds: 3, seed: 11) }

  /// What a program would have recorded that read the board itself.
  private func live() throws -> [StreamElement<RawSample>] {
    var source = SimulatedBalanceBoardSource(
      motion: motion, duration: duration, settings: settings)
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    return elements
  }

  /// What `evemu-record` would have written of it.
  private func evemu() -> String {
    var board = SimulatedBalanceBoard(motion: motion, settings: settings)
    var text = "# EVEMU 1.3\nN: Nintendo Wii Remote Balance Board\n"
    for (axis, code) in (0x10...0x13).enumerated() {
      text += "#     Event code \(code) (ABS_HAT)\n#       Value  \(board.axisValues[axis])\n"
    }
    for turn in 1...Int(duration * 20) {
      var events: [InputEvent] = []
      board.run(until: Double(turn) / 20)
      board.drainEvents(into: &events)
      for event in events {
        text += String(
          format: "E: %d.%06d %04x %04x %d\n", event.time.microseconds / 1_000_000,
          event.time.microseconds % 1_000_000, Int(event.type), Int(event.code), event.value)
      }
    }
    return text
  }

  @Test("a board's events give the same samples and marks from a file as live")
  func liveIsReplay() throws {
    let live = try live()
    let replayed = try Contents.raw(of: folder.file("board.evemu", evemu()))
    #expect(replayed.rawElements == live)
    #expect(replayed.notes.isEmpty)
    let marks = live.count { if case .mark = $0 { true } else { false } }
    #expect(marks == 2)
    #expect(live.count > 200)
  }
}
