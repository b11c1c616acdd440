import Foundation
import LinuxSensors
import Samples
import SimulatedSensors
import Synchronization
import Testing
import VirtualHardware

/// A simulated board that the kernel believes in, until it is pulled out.
final class PluggedBoard: Sendable {
  private struct State {
    var path: String?
    var begun: Timestamp?
    var isPulled = false
    var trouble: String?
    var isOver = false
  }

  private let state = Mutex(State())

  /// Connects a board on which `motion` acts once it is read.
  init(_ motion: any BoardMotion, settings: SimulatedBalanceBoard.Settings = .quiet) {
    let thread = Thread { [self] in
      do {
        let hardware = VirtualHardware { event in
          self.state.withLock { state in
            switch event {
            case .ready(let place):
              let words = place.split(separator: " ")
              state.path = words.first { $0.hasPrefix("/dev/input/") }.map(String.init)
            case .begun(_, let time): state.begun = time
            case .gone: state.isPulled = true
            }
          }
        }
        try hardware.attach(
          SimulatedBoardDevice(motion: motion, settings: settings), name: "board",
          modules: ["hid-wiimote"])
        try hardware.run { self.state.withLock { $0.isPulled } }
      } catch {
        self.state.withLock { $0.trouble = "\(error)" }
      }
      self.state.withLock { $0.isOver = true }
    }
    thread.start()
  }

  /// The board's node, once this user's rights to it are settled too.
  func path() async throws -> String {
    _ = await Guest.wait { state.withLock { $0.path != nil || $0.trouble != nil } }
    let (path, trouble) = state.withLock { ($0.path, $0.trouble) }
    let found = try #require(path, "\(trouble ?? "the kernel made no node")")
    _ = await Guest.wait { Guest.group(of: found) == "input" }
    return found
  }

  /// When its motion began, on the monotonic clock.
  var begun: Timestamp? { state.withLock { $0.begun } }

  /// Pulls the board out, and waits until it is.
  func pull() async {
    state.withLock { $0.isPulled = true }
    _ = await Guest.wait { state.withLock { $0.isOver } }
  }
}

extension SimulatedBalanceBoard.Settings {
  /// Neither noise nor loss.
  static var quiet: SimulatedBalanceBoard.Settings {
    var settings = SimulatedBalanceBoard.Settings()
    settings.cellNoise = 0
    settings.lostPerThousand = 0
    return settings
  }
}

/// Loads that are told as a function of time.
struct TimedLoads: BoardMotion {
  let loads: @Sendable (Double) -> BoardLoads

  func loads(at seconds: Double) -> BoardLoads { loads(seconds) }

  /// Somebody who shifts about, so that every cell changes in every report.
  static let restless = TimedLoads { seconds in
    BoardLoads(
      topLeft: 18 + 3 * sin(7 * seconds), topRight: 18 + 3 * sin(8 * seconds),
      bottomLeft: 18 + 3 * sin(9 * seconds), bottomRight: 18 + 3 * sin(10 * seconds))
  }
}
