import Foundation
import Testing

@testable import LinuxSensors

/// Real libevdev over a made-up controller; skipped without umockdev or a C compiler.
@Suite(.enabled(if: Probe.hasUmockdev, "there is no umockdev-run, or no C compiler (cc)"))
struct EvdevAccelerometerTests {
  /// A left Joy-Con as `joycon_input_create` registers it; its axes stand at 1 to 6.
  private static func joyCon(fuzz: Int = 10, resolution: Int = 4096) -> MockInputDevice {
    MockInputDevice(
      name: "Nintendo Switch Left Joy-Con IMU", ids: [5, 0x057E, 0x2006, 0x8001],
      uniq: "00:00:5e:00:53:10", properties: [6], miscellaneous: [5],
      axes: (0..<6).map {
        MockInputDevice.Axis(
          code: $0, value: $0 + 1, minimum: $0 < 3 ? -32_767 : -32_767_000,
          maximum: $0 < 3 ? 32_767 : 32_767_000, fuzz: fuzz,
          resolution: $0 < 3 ? resolution : 14_247)
      })
  }

  /// A Wii Remote's accelerometer as `wiimod_accel_probe` registers it; its axes stand at 0.
  private static let wiiRemote = MockInputDevice(
    name: "Nintendo Wii Remote Accelerometer",
    axes: (3..<6).map {
      MockInputDevice.Axis(code: $0, minimum: -500, maximum: 500, fuzz: 2, flat: 4)
    })

  /// Runs the probe over a made-up device that sends `events`, as (µs, type, code, value).
  private func run(
    _ device: MockInputDevice, _ events: [(Int, Int, Int, Int)], closes: Bool = true,
    environment: [String: String] = [:]
  ) throws -> (output: [String], trace: [String]) {
    let probe = try Probe()
    defer { probe.remove() }
    let wrapper = try device.wrapper(sending: events, in: probe.folder)
    let output = try probe.run(
      ["motion", MockInputDevice.path, closes ? "close" : "forget"], environment: environment,
      wrapper: wrapper, preloads: ["libumockdev-preload.so.0"])
    return (output, probe.trace)
  }

  @Test("a Joy-Con is described, its three samples a report are spread, and it is left as found")
  func joyCon() throws {
    let (output, trace) = try run(
      Self.joyCon(),
      [
        (1_100_000, 4, 5, 0), (1_100_000, 3, 0, 100), (1_100_000, 0, 0, 0),
        (1_100_004, 4, 5, 5000), (1_100_004, 0, 0, 0),
        (1_100_008, 4, 5, 10_000), (1_100_008, 3, 5, -7000), (1_100_008, 0, 0, 0),
      ])
    #expect(
      output.prefix(5) == [
        "device Nintendo Switch Left Joy-Con IMU", "identity 00:00:5e:00:53:10",
        "calibration none", "fuzz 0",
        "channels accelerationAndAngularVelocity(accelerationScale: \(9.80665 / 4096), "
          + "angularVelocityScale: \(Double.pi / 180 / 14_247))",
      ])
    let samples = output.dropFirst(5).map { $0.split(separator: " ") }
    #expect(
      samples.map { $0.dropFirst(2).joined(separator: " ") } == [
        "100 2 3 4 5 6", "100 2 3 4 5 6", "100 2 3 4 5 -7000",
      ])
    // A third of 15 ms apart, the last no later than its event.
    let times = samples.compactMap { $0.count > 1 ? Int($0[1]) : nil }
    #expect(times.count == 3)
    #expect(zip(times.dropFirst(), times).allSatisfy { (4990...5010).contains($0 - $1) })
    #expect((times.last ?? .max) <= 1_100_008)
    let axes = (0..<6).map { "EVIOCSABS 0\($0) fuzz" }
    #expect(trace == ["EVIOCSCLOCKID 1"] + axes.map { $0 + " 0" } + axes.map { $0 + " 10" })
  }

  @Test("a Wii Remote's scale is assumed and said so; its samples have the events' times")
  func wiiRemote() throws {
    let (output, trace) = try run(
      Self.wiiRemote,
      [
        (1_100_000, 3, 5, 104), (1_100_000, 0, 0, 0), (1_210_000, 3, 3, -2), (1_210_000, 0, 0, 0),
      ])
    #expect(output.contains("identity 00:00:5e:00:53:02"))
    #expect(
      output.contains {
        $0.hasPrefix("remark") && $0.contains("100 counts per g are assumed")
      })
    #expect(output.suffix(2) == ["sample 1100000 0 0 104 0", "sample 1210000 -2 0 104 0"])
    #expect(trace.suffix(3) == ["03", "04", "05"].map { "EVIOCSABS \($0) fuzz 2" }[...])
  }

  @Test("a controller whose last reader was killed gets the driver's fuzz back")
  func fuzzOfAKilledReader() throws {
    let (output, trace) = try run(Self.joyCon(fuzz: 0), [], closes: false)
    #expect(output.contains("fuzz 0"))
    #expect(trace.dropFirst() == (0..<6).map { "EVIOCSABS 0\($0) fuzz 10" }[...])
  }

  @Test("a device of no known driver is put back to what it was found at, even to no fuzz")
  func unknownDriver() throws {
    var device = Self.joyCon(fuzz: 0)
    device.ids = [3, 0x1234, 1, 1]
    #expect(try run(device, []).trace == ["EVIOCSCLOCKID 1"])
    device.axes[2].fuzz = 7
    #expect(
      try run(device, []).trace
        == ["EVIOCSCLOCKID 1", "EVIOCSABS 02 fuzz 0", "EVIOCSABS 02 fuzz 7"])
  }

  @Test("a loss is one gap, and the state after it is the kernel's")
  func loss() throws {
    let (output, _) = try run(
      Self.wiiRemote,
      [
        (1_100_000, 3, 5, 104), (1_100_000, 0, 0, 0), (1_300_000, 0, 3, 0), (1_300_000, 3, 3, 77),
        (1_300_000, 0, 0, 0), (1_400_000, 3, 4, 9), (1_400_000, 0, 0, 0),
      ])
    // The mock's kernel still says 0, 0, 0 when it is asked again.
    #expect(
      output.suffix(3) == [
        "sample 1100000 0 0 104 0", "gap 1100000 1400000 events-dropped",
        "sample 1400000 0 9 0 0",
      ])
  }

  @Test("a controller that is switched off ends the stream with a gap and the reason")
  func unplugged() throws {
    let (output, _) = try run(
      Self.wiiRemote,
      [
        (1_100_000, 3, 5, 104), (1_100_000, 0, 0, 0), (1_200_000, 3, 5, 105), (1_200_000, 0, 0, 0),
      ], environment: ["FAKE_EVDEV_READS": "1"])
    #expect(output.last?.hasPrefix("ended lost(\"Nintendo Wii Remote Accelerometer") == true)
    #expect(output.contains { $0.hasPrefix("gap 1") && $0.hasSuffix("unplugged") })
  }

  @Test("a scale that nobody knows is an error with the name, before the fuzz is touched")
  func unknownScale() throws {
    let (output, trace) = try run(Self.joyCon(resolution: 0), [])
    #expect(
      output == [
        "error unknownScale(path: \"\(MockInputDevice.path)\", "
          + "device: \"Nintendo Switch Left Joy-Con IMU\")"
      ])
    #expect(trace == ["EVIOCSCLOCKID 1"])
  }

  @Test("another device at the path is no accelerometer")
  func otherDevice() throws {
    var device = Self.wiiRemote
    device.name = "Nintendo Wii Remote"
    #expect(
      try run(device, []).output == [
        "error notFound(\"\(MockInputDevice.path) is no accelerometer: Nintendo Wii Remote\")"
      ])
  }
}
