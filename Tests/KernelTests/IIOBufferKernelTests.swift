import Foundation
import SimulatedSensors
import Testing

/// The buffer of Linux IIO: a HID sensor behind the kernel's hid-sensor-hub and hid-sensor-accel-3d, which
/// bring a trigger of their own.
extension IIOKernelTests {
  /// Rows in the recording `name` by now.
  private func count(_ name: String) -> Int {
    ((try? place.text(of: name)) ?? "").split(separator: "\n").count
  }

  /// What the sensor sends from the moment on at which it is switched on, at 100 Hz, axis by axis in counts.
  private static func sent(_ count: Int) throws -> [[Int]] {
    let scenario = try Scenario.make(name: "resting", options: ScenarioOptions())
    guard case .inertial(let motion) = scenario.motion else { return [] }
    var settings = SimulatedHIDSensor.Settings()
    settings.errors = .typical(seed: scenario.seed)
    var sensor = SimulatedHIDSensor(motion: motion, settings: settings)
    sensor.setFeature([1, 3, 2, 2, 2, 10, 0, 0, 0, 0, 0])
    sensor.begin()
    return (0..<count).compactMap { _ in
      sensor.report(by: sensor.nextReport).map { report in
        (0..<3).map { axis in
          let bytes = report[(3 + 4 * axis)...].prefix(4)
          return Int(Int32(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }))
        }
      }
    }
  }

  /// Where in what was sent these samples stand, one after the other; nil where one is missing.
  private static func place(of rows: some Collection<[Int]>, in sent: [[Int]]) -> Int? {
    guard let first = rows.first, let start = sent.firstIndex(of: first) else { return nil }
    return sent[start...].starts(with: rows) ? start : nil
  }

  @Test("a sensor with a trigger of its own is read through its buffer, and everything is put back")
  func buffered() async throws {
    let sensor = try await PluggedSensor(in: place)
    let before = try sensor.attributes()
    #expect(before["in_accel_sampling_frequency"] == "10.000000")
    #expect(before["in_accel_hysteresis"] == "0.050000")
    let devices = try await place.run(["devices"])
    #expect(devices.output.contains("-> --device \(sensor.device)"), "\(devices.output)")

    let reader = try place.start(["record", "a.csv", "--device", "iio", "--duration", "5"])
    _ = await Guest.wait { count("a.csv") > 20 }
    let during = try sensor.attributes()
    #expect(during["buffer/enable"] == "1")
    #expect(during["buffer/length"] == "256")
    #expect(during["current_timestamp_clock"] == "monotonic")
    #expect(during["in_accel_sampling_frequency"] == "100.000000")
    #expect(during["in_accel_hysteresis"] == "0.000000")
    let outcome = try await place.finish(reader)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try sensor.attributes() == before)

    let rows = try RecordedRows(place.text(of: "a.csv"))
    // Nothing is said of a buffer that isn't used or of times that aren't the kernel's.
    #expect(
      rows.header["remarks"] as? [String]
        == ["its accelerometer's range is the driver's own: there is no choice"])
    #expect(rows.header["nominal_rate_hz"] as? Double == 100)
    #expect(rows.header["clock"] as? String == "monotonic")
    #expect(abs(try rows.meanForce() - 9.80665) < 1.3)
    // Not one sample is missing. Where the virtual machine stood still the times jump all the same.
    #expect(Self.place(of: rows.counts, in: try Self.sent(1000)) == 0)
    #expect(Set(rows.gaps).isSubset(of: ["time-jump"]))
    #expect(rows.times.count > 450)
    let steps = zip(rows.times.dropFirst(), rows.times).map { $0 - $1 }
    #expect(steps.allSatisfy { $0 > 0 })
    let sorted = steps.sorted()
    #expect(abs(sorted[sorted.count / 2] - 10_000) < 1500)
    Guest.note(
      "| HID sensor through IIO, its buffer | 100 Hz | \(rows.times.count) | 0 |", in: "chips.md")
    Guest.note(
      "| HID sensor through IIO | the virtual machine's own pauses | \(rows.gaps.count) gaps "
        + "`time-jump`, nothing lost; half of all steps take \(sorted[sorted.count / 4])"
        + " to \(sorted[3 * sorted.count / 4]) µs |", in: "faults.md")
    try await sensor.pull()
  }

  @Test("a reader that sleeps until the buffer is full loses what follows behind exactly one gap")
  func overflow() async throws {
    let sensor = try await PluggedSensor(in: place)
    let reader = try place.start([
      "record", "a.csv", "--device", sensor.device, "--duration", "8",
    ])
    _ = await Guest.wait { count("a.csv") > 100 }
    reader.signal(SIGSTOP)
    // 256 samples are 2.56 s.
    try await Guest.pause(seconds: 4.5)
    reader.signal(SIGCONT)
    let outcome = try await place.finish(reader)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.gaps.filter { $0 != "time-jump" } == ["events-dropped"])
    let index = try #require(rows.gaps.firstIndex(of: "events-dropped"))
    let length = try #require(rows.seconds(ofGap: index))
    #expect(length > 1)
    #expect(length < 4)
    #expect(rows.times == rows.times.sorted())
    // Before it and after it nothing is missing, and what is lies within it.
    let gap = try #require(rows.events.first { $0["cause"] as? String == "events-dropped" })
    let kept = try #require(rows.times.firstIndex { $0 == gap["t_us"] as? Int }) + 1
    let sent = try Self.sent(2000)
    #expect(Self.place(of: rows.counts[..<kept], in: sent) == 0)
    let after = try #require(Self.place(of: rows.counts[kept...], in: sent))
    #expect(abs(Double(after - kept) - (length * 100 - 1)) < 10)
    Guest.note(
      "| HID sensor through IIO | reader asleep for 4.5 s "
        + "| one gap `events-dropped` of \(BoardKernelTests.tenths(length)) s for the "
        + "\(after - kept) samples that didn't fit |", in: "faults.md")
    try await sensor.pull()
  }

  @Test("a sensor that is unplugged ends the recording cleanly")
  func unplugged() async throws {
    let sensor = try await PluggedSensor(in: place)
    let reader = try place.start([
      "record", "a.csv", "--device", sensor.device, "--exercise", "calf-raise",
    ])
    _ = await Guest.wait { count("a.csv") > 100 }
    try await sensor.pull()
    let outcome = try await place.finish(reader, within: 20)
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("/dev/\(sensor.device)"), "\(outcome.errors)")
    let text = try place.text(of: "a.csv")
    #expect(text.hasSuffix("\n"), "no torn line")
    #expect(try RecordedRows(text).gaps.filter { $0 != "time-jump" } == ["unplugged"])
    let replay = try await place.run(["replay", "a.csv", "--json"])
    #expect(replay.status == 0)
    Guest.note(
      "| HID sensor through IIO | unplugged | exit status 74, one gap `unplugged`, "
        + "the recording replays |", in: "faults.md")
  }

  @Test("a sensor that falls silent ends the recording with an error, behind a gap")
  func silent() async throws {
    let sensor = try await PluggedSensor("resting,chip=HID-sensor,silent=2-60", in: place)
    let before = try sensor.attributes()
    let outcome = try await place.run(["record", "a.csv", "--device", sensor.device])
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("wait for samples"), "\(outcome.errors)")
    #expect(
      try RecordedRows(place.text(of: "a.csv")).gaps.filter { $0 != "time-jump" } == ["no-answer"])
    #expect(try sensor.attributes() == before)
    try await sensor.pull()
  }

  @Test("whoever may not use the buffer gets the present counts, and is told why")
  func outsider() async throws {
    let sensor = try await PluggedSensor(in: place)
    let before = try sensor.attributes()
    let outcome = try await place.run(
      ["record", "a.csv", "--device", sensor.device, "--duration", "3"], as: Guest.outsider)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("its buffer isn't used: no permission"), "\(outcome.errors)")
    #expect(outcome.errors.contains("70-soleus.rules"), "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(abs(try rows.meanForce() - 9.80665) < 1.3)
    #expect(try sensor.attributes() == before)
    try await sensor.pull()
  }

  @Test("a buffer that a killed reader left on isn't taken from whoever may use it, and it is said")
  func killed() async throws {
    let sensor = try await PluggedSensor(in: place)
    let reader = try place.start(["record", "a.csv", "--device", sensor.device])
    _ = await Guest.wait { count("a.csv") > 50 }
    reader.signal(SIGKILL)
    _ = await Guest.wait { reader.process.exitStatus != nil }
    #expect(try sensor.attribute("buffer/enable") == "1")
    let outcome = try await place.run([
      "record", "b.csv", "--device", sensor.device, "--duration", "1",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("write 0 to"), "\(outcome.errors)")
    #expect(outcome.errors.contains("\(sensor.folder)/buffer/enable"), "\(outcome.errors)")
    try ChipKernelTests.write("0", to: "\(sensor.folder)/buffer/enable")
    let again = try await place.run([
      "record", "c.csv", "--device", sensor.device, "--duration", "1",
    ])
    #expect(again.status == 0, "\(again.errors)")
    #expect(!again.errors.contains("buffer isn't used"), "\(again.errors)")
    try await sensor.pull()
  }

  @Test("a second reader leaves the first one's samples alone")
  func twoReaders() async throws {
    let sensor = try await PluggedSensor(in: place)
    let before = try sensor.attributes()
    let first = try place.start(["record", "a.csv", "--device", sensor.device, "--duration", "6"])
    _ = await Guest.wait { count("a.csv") > 50 }
    let during = try sensor.attributes()
    let second = try place.start([
      "record", "b.csv", "--device", sensor.device, "--rate", "20", "--duration", "1",
    ])
    _ = await Guest.wait { count("b.csv") > 5 }
    #expect(try sensor.attributes() == during)
    let other = try await place.finish(second)
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.errors.contains("its buffer isn't used: another program"), "\(other.errors)")
    #expect(other.errors.contains("its rate stays at 100 Hz: another program"), "\(other.errors)")
    let outcome = try await place.finish(first)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(Set(rows.gaps).isSubset(of: ["time-jump"]))
    #expect(rows.times.count > 550)
    #expect(try sensor.attributes() == before)
    Guest.note(
      "| HID sensor through IIO | a second reader, at another rate "
        + "| it polls, and changes nothing of the first one's |", in: "faults.md")
    try await sensor.pull()
  }
}
