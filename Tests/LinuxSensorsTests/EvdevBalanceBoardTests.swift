import Foundation
import Samples
import Testing

@testable import LinuxSensors

/// Real libevdev; umockdev plays the input device and a preloaded library the two calls that umockdev
/// doesn't know. Skipped without umockdev or a C compiler.
@Suite(.enabled(if: Probe.hasUmockdev, "there is no umockdev-run, or no C compiler (cc)"))
struct EvdevBalanceBoardTests {
  private static let calibration = "07c3:3cf8:048c:296b:0ed2:4384:0b3a:3069:15e9:4a10:11ef:376e"

  /// Runs the probe over a made-up board that sends `events`, as (µs, type, code, value).
  private func run(
    _ events: [(Int, Int, Int, Int)], fuzz: Int = 2, calibration: String = calibration,
    name: String = "Nintendo Wii Remote Balance Board", closes: Bool = true,
    environment: [String: String] = [:]
  ) throws -> (output: [String], trace: [String]) {
    let probe = try Probe()
    defer { probe.remove() }
    let board = MockInputDevice.board(name: name, calibration: calibration, fuzz: fuzz)
    let wrapper = try board.wrapper(sending: events, in: probe.folder)
    let output = try probe.run(
      ["board", MockInputDevice.path, closes ? "close" : "forget"], environment: environment,
      wrapper: wrapper, preloads: ["libumockdev-preload.so.0"])
    return (output, probe.trace)
  }

  private static let frames = [
    (1_100_000, 3, 0x10, 1500), (1_100_000, 3, 0x13, 1400), (1_100_000, 0, 0, 0),
    (1_110_000, 3, 0x11, 1600), (1_110_000, 0, 0, 0),
    (1_115_000, 1, 0x130, 1), (1_115_000, 0, 0, 0),
    (1_120_000, 3, 0x12, 1700), (1_120_000, 1, 0x130, 0), (1_120_000, 0, 0, 0),
  ]

  @Test("a board is described, read from its present values on, and left as it was found")
  func reading() throws {
    let (output, trace) = try run(Self.frames)
    #expect(
      output == [
        "device Nintendo Wii Remote Balance Board", "identity 00:00:5e:00:53:02",
        "calibration \(Self.calibration)", "fuzz 0",
        // The mock's axes stand at 11, 12, 13 and 14: top right, bottom right, top left, bottom left.
        "sample 1100000 13 1500 1400 12", "sample 1110000 13 1500 1400 1600",
        "mark 1115000 button", "sample 1120000 1700 1500 1400 1600",
      ])
    #expect(
      trace == [
        "EVIOCSCLOCKID 1",
        "EVIOCSABS 10 fuzz 0", "EVIOCSABS 11 fuzz 0", "EVIOCSABS 12 fuzz 0",
        "EVIOCSABS 13 fuzz 0",
        "EVIOCSABS 10 fuzz 2", "EVIOCSABS 11 fuzz 2", "EVIOCSABS 12 fuzz 2",
        "EVIOCSABS 13 fuzz 2",
      ])
  }

  @Test("a source that is forgotten, not closed, puts the fuzz back too, and only once")
  func forgotten() throws {
    let trace = try run([], closes: false).trace
    #expect(
      trace.suffix(4) == (0x10...0x13).map { "EVIOCSABS \(String($0, radix: 16)) fuzz 2" }[...])
    #expect(trace.count == 9)
  }

  @Test("a board whose last reader was killed gets the driver's fuzz back")
  func fuzzOfAKilledReader() throws {
    let (output, trace) = try run([], fuzz: 0)
    #expect(output.contains("fuzz 0"))
    #expect(
      trace.dropFirst()
        == (0x10...0x13).map { "EVIOCSABS \(String($0, radix: 16)) fuzz 2" }[...])
  }

  @Test("a loss is one gap, and the state after it is the kernel's")
  func loss() throws {
    let (output, _) = try run([
      (1_100_000, 3, 0x10, 1500), (1_100_000, 0, 0, 0),
      (1_300_000, 0, 3, 0), (1_300_000, 3, 0x11, 77), (1_300_000, 0, 0, 0),
      (1_400_000, 3, 0x12, 1700), (1_400_000, 0, 0, 0),
    ])
    // The mock's kernel still says 11, 12, 13, 14 when it is asked again.
    #expect(
      output.suffix(3) == [
        "sample 1100000 13 1500 14 12", "gap 1100000 1400000 events-dropped",
        "sample 1400000 1700 11 14 12",
      ])
  }

  @Test("an unplugged board ends the stream with a gap and the reason")
  func unplugged() throws {
    let (output, _) = try run(
      [
        (1_100_000, 3, 0x10, 1500), (1_100_000, 0, 0, 0),
        (1_200_000, 3, 0x10, 1501), (1_200_000, 0, 0, 0),
      ], environment: ["FAKE_EVDEV_READS": "1"])
    #expect(output.last?.hasPrefix("ended lost(") == true)
    #expect(output.contains { $0.hasPrefix("gap 1") && $0.hasSuffix("unplugged") })
  }

  @Test("nonsense for a calibration table is an error, before the fuzz is touched")
  func calibrationNonsense() throws {
    let zeros = Array(repeating: "0000", count: 12).joined(separator: ":")
    let (output, trace) = try run([], calibration: zeros)
    #expect(output.count == 1)
    #expect(output[0].hasPrefix("error implausibleCalibration"))
    #expect(trace == ["EVIOCSCLOCKID 1"])
  }

  @Test("another device at the path is not a board")
  func otherDevice() throws {
    let (output, _) = try run([], name: "Nintendo Wii Remote")
    #expect(
      output == [
        "error notFound(\"\(MockInputDevice.path) is no balance board: Nintendo Wii Remote\")"
      ])
  }
}
