import Foundation
import Testing

/// Chips that a kernel driver owns, through Linux IIO. Debian's kernel has no trigger that would fill a
/// buffer without an interrupt line, so chips are polled; a HID sensor brings a trigger of its own.
@Suite("iio", .enabled(if: Guest.isHere), .serialized) struct IIOKernelTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
  }

  @Test(
    "a chip that its kernel driver has bound is named by `devices` and read through the driver",
    // The chip's twin, and what its driver calls it. adxl345 binds by device tree alone in Linux 6.1.
    arguments: [("LIS3DH", "lis3dh"), ("MMA8451", "mma8451"), ("BMI160", "bmi160")])
  func polled(chip: String, name: String) async throws {
    let chips = try await PluggedChips(["resting,chip=\(chip)"], in: place)
    let address = try #require(chips.devices[0].split(separator: ":").last)
    let folder = "/sys/bus/i2c/devices/\(chips.bus)"
    try ChipKernelTests.write("\(name) \(address)", to: "\(folder)/new_device")
    let found = await Guest.wait {
      FileManager.default.fileExists(
        atPath: "/sys/bus/iio/devices/iio:device0/in_accel_x_raw")
    }
    try #require(found, "the driver didn't take the \(chip)")

    let devices = try await place.run(["devices"])
    #expect(devices.output.contains("-> --device iio:device0"), "\(devices.output)")
    // The chip itself is left to its driver, and the other way is told.
    let direct = try await place.run([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "1",
    ])
    #expect(direct.status == 69)
    #expect(direct.errors.contains("iio:device0"), "\(direct.errors)")

    let outcome = try await place.run([
      "record", "b.csv", "--device", "iio:device0", "--duration", "3",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "b.csv"))
    #expect(!rows.counts.isEmpty)
    #expect(abs(try rows.meanForce() - 9.80665) < 1.3)
    let rate = rows.header["nominal_rate_hz"] as? Double
    Guest.note(
      "| \(chip) through IIO, polled | \(rate.map { String(format: "%.0f", $0) } ?? "?") Hz "
        + "| \(rows.times.count) | \(rows.gaps.count) gaps |", in: "chips.md")
    try ChipKernelTests.write(String(address), to: "\(folder)/delete_device")
    try await chips.pull()
  }

  @Test("a driver that lets go of its chip ends the recording cleanly")
  func unbound() async throws {
    let chips = try await PluggedChips(["resting,chip=MMA8451"], in: place)
    let folder = "/sys/bus/i2c/devices/\(chips.bus)"
    try ChipKernelTests.write("mma8451 0x1d", to: "\(folder)/new_device")
    _ = await Guest.wait {
      FileManager.default.fileExists(
        atPath: "/sys/bus/iio/devices/iio:device0/in_accel_x_raw")
    }
    let reader = try place.start(["record", "a.csv", "--device", "iio"])
    _ = await Guest.wait { place.size(of: "a.csv") > 1500 }
    try ChipKernelTests.write("0x1d", to: "\(folder)/delete_device")
    let outcome = try await place.finish(reader, within: 10)
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(try RecordedRows(place.text(of: "a.csv")).gaps.last == "unplugged")
    Guest.note(
      "| MMA8451 through IIO | unbound from its driver | exit status 74, one gap `unplugged` |",
      in: "faults.md")
    try await chips.pull()
  }
}
