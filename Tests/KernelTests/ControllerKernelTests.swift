import Foundation
import Testing

/// Game controllers through the kernel's own hid-playstation, hid-nintendo and hid-wiimote.
@Suite("controllers", .enabled(if: Guest.isHere), .serialized) struct ControllerKernelTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  @Test(
    "a controller is found, read by a member of the group and counts as it should",
    // What the kernel calls its accelerometer's node, and what a count of it is worth in m/s²:
    // 8192, 4096 and (assumed) 100 counts a g.
    arguments: [
      ("DualSense", "Sony Interactive Entertainment Wireless Controller Motion Sensors", 8192.0),
      ("Joy-Con", "Nintendo Switch Left Joy-Con IMU", 4096),
      ("Wii-Remote", "Nintendo Wii Remote Accelerometer", 100),
    ])
  func read(chip: String, name: String, countsPerG: Double) async throws {
    let attached = try place.start(["simulate", "--attach", "resting,chip=\(chip)"], as: nil)
    _ = await Guest.wait { (try? attached.text().contains("(\(name))")) ?? false }
    let line = try #require(
      try attached.text().split(separator: "\n").first { $0.hasSuffix("(\(name))") })
    let path = try #require(line.split(separator: " ").first { $0.hasPrefix("/dev/input/") })
    _ = await Guest.wait { Guest.group(of: String(path)) == "input" }

    let devices = try await place.run(["devices"])
    #expect(devices.output.contains("-> --device \(path)"), "\(devices.output)")
    let outcome = try await place.run([
      "record", "a.csv", "--device", "controller", "--duration", "3",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.header["device"] as? String == name)
    #expect(rows.header["fuzz_counts"] as? Int == 0)
    #expect(rows.gaps == [], "\(chip)")
    #expect(rows.times == rows.times.sorted())
    let channels = try #require(rows.header["channels"] as? [[String: Any]])
    #expect(channels.count == (chip == "Wii-Remote" ? 3 : 6))
    let scale = try #require(channels.first?["scale"] as? Double)
    #expect(abs(scale - 9.80665 / countsPerG) < 1e-9)
    #expect(abs(try rows.meanForce() - 9.80665) < 1.3)
    let seconds = Double((rows.times.last ?? 0) - (rows.times.first ?? 0)) / 1e6
    #expect(seconds > 2.5)
    Guest.note(
      "| \(chip) | \(Int((Double(rows.times.count - 1) / seconds).rounded())) Hz, its own "
        + "| \(rows.times.count) | 0 |", in: "chips.md")

    let outsider = try await place.run(
      ["record", "b.csv", "--device", String(path), "--duration", "1"], as: Guest.outsider)
    #expect(outsider.status == 77, "\(outsider.errors)")

    attached.signal(SIGTERM)
    _ = try await place.finish(attached)
    _ = await Guest.wait { !FileManager.default.fileExists(atPath: String(path)) }
  }
}
