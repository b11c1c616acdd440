import Foundation
import Sensors
import Testing

/// Every chip through the kernel's i2c-dev and an adapter driver of its own, read by a user who isn't root.
@Suite("chips", .enabled(if: Guest.isHere), .serialized) struct ChipKernelTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  @Test("each chip is told by its identity, set up and streamed by its FIFO, and no sample is lost")
  func streams() async throws {
    // Two adapters' worth: three families share 0x68 and 0x69.
    for names in [
      ["MPU-6050", "BMI160", "LSM6DS", "LSM9DS1", "ADXL345", "LIS3DH", "LIS2DW12", "MMA8451"],
      ["ICM-20948"],
    ] {
      let chips = try await PluggedChips(names.map { "resting,chip=\($0)" }, in: place)
      let devices = try await place.run(["devices"])
      var waiting = Array(zip(names, chips.devices))
      while !waiting.isEmpty {
        // Two at once: the adapter is shared as on a Pi with two sensors.
        let (first, second) = (waiting.removeFirst(), waiting.popLast())
        #expect(devices.output.contains("-> --device \(first.1)"), "\(devices.output)")
        async let one: Void = stream(first.0, first.1)
        if let second { try await stream(second.0, second.1) }
        try await one
      }
      try await chips.pull()
    }
  }

  private func stream(_ name: String, _ device: String) async throws {
    let file = "\(name).csv"
    let options =
      switch name {
      // A transfer a sample, each of four USB round trips: more than the adapter carries at 100 Hz.
      case "ADXL345": ["--rate", "50"]
      // With its gyroscope on its FIFO isn't used: in which order the two share it isn't known.
      case "ICM-20948": ["--no-gyroscope"]
      default: [String]()
      }
    let outcome = try await place.run(
      ["record", file, "--device", device, "--duration", "3"] + options)
    #expect(outcome.status == 0, "\(name): \(outcome.errors)")
    #expect(!outcome.errors.contains("note:"), "\(name): \(outcome.errors)")
    let rows = try RecordedRows(place.text(of: file))
    #expect(rows.gaps == [], "\(name)")
    let rate = try #require(rows.header["nominal_rate_hz"] as? Double)
    let first = try #require(rows.times.first)
    let last = try #require(rows.times.last)
    // A specimen's clock is off by up to 1 %, and the times have settled to within some periods.
    let expected = Double(last - first) / 1e6 * rate
    #expect(abs(Double(rows.times.count - 1) - expected) < 0.015 * expected + 3, "\(name)")
    #expect(Double(last - first) / 1e6 > 2.5, "\(name)")
    // At rest the force is gravity: within the specimen's 3 % and 50 mg an axis.
    let mean = try rows.meanForce()
    #expect(abs(mean - 9.80665) < 1.3, "\(name): \(mean)")
    let lost = max(0, Int(expected.rounded()) - (rows.times.count - 1))
    Guest.note(
      "| \(name) | \(String(format: "%g", rate)) Hz | \(rows.times.count) "
        + "| \(rows.gaps.isEmpty ? 0 : lost) |", in: "chips.md")
  }

  @Test("a clone is read by its name, and its FIFO only after it proved itself")
  func clone() async throws {
    let chips = try await PluggedChips(["resting,id=0x72"], in: place)
    let devices = try await place.run(["devices"])
    #expect(devices.output.contains("reads 0x72"), "\(devices.output)")
    #expect(devices.output.contains("a look-alike of MPU-6050"), "\(devices.output)")
    let outcome = try await place.run([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "2",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("its FIFO proved itself"), "\(outcome.errors)")
    #expect(try RecordedRows(place.text(of: "a.csv")).gaps == [])
    try await chips.pull()
  }

  @Test("a chip that answers nothing for a while costs one gap, and the rest is kept")
  func silence() async throws {
    let chips = try await PluggedChips(["resting,silent=1.5-2.2"], in: place)
    let outcome = try await place.run([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "4",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    // Its FIFO holds 0.7 s: nothing need be lost, and what is lost is one gap.
    #expect(rows.gaps.count <= 1)
    #expect(Set(rows.gaps).isSubset(of: ["no-answer", "fifo-overflow"]))
    #expect(rows.times.count > 250)
    Guest.note(
      "| MPU-6050 | no acknowledge for 0.7 s | goes on, "
        + (rows.gaps.first.map { "one gap `\($0)`" } ?? "nothing lost: the FIFO kept it") + " |",
      in: "faults.md")
    try await chips.pull()
  }

  @Test("a chip that has gone for good ends the recording with what it had said")
  func gone() async throws {
    let chips = try await PluggedChips(["resting,lost=1.5"], in: place)
    let outcome = try await place.run([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "10",
    ])
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("no answer"), "\(outcome.errors)")
    #expect(outcome.errors.contains(chips.bus), "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.gaps == ["no-answer"])
    #expect(rows.times.count > 80)
    Guest.note(
      "| MPU-6050 | gone in mid-stream | exit status 74 after a second, one gap `no-answer` |",
      in: "faults.md")
    try await chips.pull()
  }

  @Test("a FIFO that ran over while the reader slept is one gap")
  func overflow() async throws {
    let chips = try await PluggedChips(["resting"], in: place)
    let reader = try place.start([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "5",
    ])
    _ = await Guest.wait { place.size(of: "a.csv") > 3000 }
    reader.signal(SIGSTOP)
    // At 14 bytes a frame the FIFO of 1024 holds 0.73 s.
    try await Guest.pause(seconds: 1.5)
    reader.signal(SIGCONT)
    let outcome = try await place.finish(reader)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.gaps == ["fifo-overflow"])
    let length = try #require(rows.seconds(ofGap: 0))
    #expect(length > 1.2)
    Guest.note(
      "| MPU-6050 | reader asleep for 1.5 s | one gap `fifo-overflow` of "
        + "\(BoardKernelTests.tenths(length)) s |", in: "faults.md")
    try await chips.pull()
  }

  @Test("an address that a kernel driver holds is left to it, and said so")
  func heldByTheKernel() async throws {
    let chips = try await PluggedChips(["resting"], in: place)
    let folder = "/sys/bus/i2c/devices/\(chips.bus)"
    try Self.write("dummy 0x68", to: "\(folder)/new_device")
    let outcome = try await place.run([
      "record", "a.csv", "--device", chips.devices[0], "--duration", "1",
    ])
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("held by a kernel driver"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: place.folder.path + "/a.csv"))
    let devices = try await place.run(["devices"])
    #expect(devices.output.contains("in use by a kernel driver"), "\(devices.output)")
    #expect(devices.output.contains("unbind"), "\(devices.output)")
    try Self.write("0x68", to: "\(folder)/delete_device")
    Guest.note(
      "| MPU-6050 | its address held by a kernel driver (EBUSY) "
        + "| exit status 69, `devices` names the driver and how to free it |", in: "faults.md")
    try await chips.pull()
  }

  @Test("where no chip is there is no answer, and no recording")
  func absent() async throws {
    let chips = try await PluggedChips(["resting"], in: place)
    let outcome = try await place.run([
      "record", "a.csv", "--device", "\(chips.bus):0x69", "--duration", "1",
    ])
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("\(chips.bus) 0x69: no answer"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: place.folder.path + "/a.csv"))
    Guest.note(
      "| none | nobody at the address (ENXIO) | exit status 69, no file |", in: "faults.md")
    try await chips.pull()
  }

  static func write(_ text: String, to path: String) throws {
    let handle = try #require(FileHandle(forWritingAtPath: path), "\(path) can't be written")
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
