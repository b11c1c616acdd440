import Foundation
import Samples
import Sensors
import Testing

@testable import LinuxSensors

/// Polling over files in the place of sysfs attributes.
@Suite struct IIOPollingTests {
  private let tree: FakeTree

  init() throws { tree = try FakeTree() }

  private func samples(
    _ count: Int, of source: inout IIOAccelerometerSource
  ) throws -> [StreamElement<RawSample>] {
    var elements: [StreamElement<RawSample>] = []
    while elements.count < count {
      guard case .running = try source.read(into: &elements) else { break }
    }
    return elements
  }

  @Test("a device without a buffer is polled at the rate nearest to 100, and says how")
  func polled() throws {
    defer { tree.remove() }
    try tree.adxl345()
    var source = try IIOAccelerometerSource(number: nil, system: tree.system)
    let description = source.description
    #expect(description.device == "adxl345")
    #expect(description.identity == "iio:device0 i2c-1 0x53")
    // adxl345_core.c: 38300 µm/s² a count.
    #expect(description.channels == .acceleration(scale: 0.0383))
    #expect(description.nominalRate == 100)
    #expect(description.clock == .monotonic)
    #expect(description.remarks.contains { $0.contains("the driver has none") })
    #expect(description.remarks.contains { $0.hasPrefix("polled 100 times a second") })
    #expect(description.remarks.contains { $0.contains("range is the driver's own") })
    #expect(try tree.text("\(FakeTree.iio)/in_accel_sampling_frequency") == "100")

    let before = MonotonicClock.now()
    let elements = try samples(20, of: &source)
    var last = before
    for case .sample(let sample) in elements {
      #expect(sample.counts == SIMD8(26, -3, 255, 0, 0, 0, 0, 0))
      #expect(sample.time > last)
      last = sample.time
    }
    #expect(last <= MonotonicClock.now())
    // Polls keep to moments 10 ms apart, 19 of them here; the first may have been due for a while.
    #expect(MonotonicClock.now().seconds(since: before) >= 0.1)
    source.close()
    #expect(try tree.text("\(FakeTree.iio)/in_accel_sampling_frequency") == "3200.000000")
    var rest: [StreamElement<RawSample>] = []
    #expect(try source.read(into: &rest) == .ended(.complete))
  }

  @Test("the values of each poll are those of the moment, and a stall is a gap")
  func stall() throws {
    defer { tree.remove() }
    try tree.adxl345()
    var source = try IIOAccelerometerSource(
      number: 0, settings: AccelerometerSettings(rate: 200), system: tree.system)
    guard case .sample(let first)? = try samples(1, of: &source).last else {
      Issue.record("no sample")
      return
    }
    // In place, as an attribute stays the same file.
    let file = try #require(
      FileHandle(forWritingAtPath: tree.path("\(FakeTree.iio)/in_accel_x_raw")))
    file.write(Data("-32768\n".utf8))
    usleep(100_000)
    let elements = try samples(2, of: &source)
    guard case .gap(let gap) = elements[0], case .sample(let second) = elements[1] else {
      Issue.record("\(elements)")
      return
    }
    #expect(gap == Gap(start: first.time, end: second.time, cause: .timeJump))
    #expect(second.counts[0] == -32768)
  }

  @Test("what is no number costs a sample, and says so with a gap")
  func badValue() throws {
    defer { tree.remove() }
    try tree.adxl345()
    var source = try IIOAccelerometerSource(
      number: 0, settings: AccelerometerSettings(rate: 25), system: tree.system)
    let first = try samples(1, of: &source)
    let file = try #require(
      FileHandle(forWritingAtPath: tree.path("\(FakeTree.iio)/in_accel_y_raw")))
    file.write(Data("?\n".utf8))
    var elements: [StreamElement<RawSample>] = []
    let start = MonotonicClock.now()
    while MonotonicClock.now().seconds(since: start) < 0.1 {
      _ = try source.read(into: &elements)
    }
    #expect(elements.isEmpty)
    file.seek(toFileOffset: 0)
    file.write(Data("12\n".utf8))
    elements = try samples(2, of: &source)
    guard case .sample(let good)? = first.first, case .gap(let gap) = elements[0] else {
      Issue.record("\(elements)")
      return
    }
    #expect(gap.start == good.time)
    #expect(gap.cause == .badFrame)
  }

  @Test("an attribute that holds no count is refused at once, and so is a rate of hours")
  func unusable() throws {
    defer { tree.remove() }
    try tree.adxl345(raw: ["0.5", "0", "0"])
    #expect {
      _ = try IIOAccelerometerSource(number: 0, system: tree.system)
    } throws: { error in
      guard case SensorError.notFound(let what) = error else { return false }
      return what.hasSuffix("in_accel_x_raw")
    }
    try tree.file("\(FakeTree.iio)/in_accel_x_raw", "0\n")
    for name in ["in_accel_sampling_frequency", "sampling_frequency_available"] {
      try FileManager.default.removeItem(atPath: tree.path("\(FakeTree.iio)/\(name)"))
    }
    #expect {
      _ = try IIOAccelerometerSource(
        number: 0, settings: AccelerometerSettings(rate: 1e-300), system: tree.system)
    } throws: { error in
      if case SensorError.unsupportedSetting = error { true } else { false }
    }
  }

  @Test("a gyroscope in the same device is polled too, unless it isn't wanted")
  func gyroscope() throws {
    defer { tree.remove() }
    try tree.bmi160()
    try tree.file("\(FakeTree.iio)/in_anglvel_z_raw", "-77\n")
    var source = try IIOAccelerometerSource(number: 0, system: tree.system)
    // bmi160: ±4 g is 0.001197 m/s² a count, ±500 °/s is 0.000266 rad/s, the nearest that reaches it.
    #expect(
      source.description.channels
        == .accelerationAndAngularVelocity(
          accelerationScale: 0.001197, angularVelocityScale: 0.000266))
    #expect(try tree.text("\(FakeTree.iio)/in_anglvel_sampling_frequency") == "100")
    guard case .sample(let sample)? = try samples(1, of: &source).last else {
      Issue.record("no sample")
      return
    }
    #expect(sample.counts == SIMD8(0, 0, 0, 0, 0, -77, 0, 0))
    source.close()
    #expect(try tree.text("\(FakeTree.iio)/in_anglvel_scale") == "0.001065")

    let other = try IIOAccelerometerSource(
      number: 0, settings: AccelerometerSettings(gyroscope: false), system: tree.system)
    #expect(other.description.channels == .acceleration(scale: 0.001197))
  }

  @Test("a rate that isn't offered is refused with those that are, and nothing stays changed")
  func rate() throws {
    defer { tree.remove() }
    try tree.adxl345()
    #expect(
      throws: SensorError.unsupportedSetting(
        name: "rate in Hz", asked: "104.0",
        offered: [
          "0.09765625", "25.0", "50.0", "100.0", "200.0", "400.0", "800.0", "1600.0", "3200.0",
        ])
    ) {
      _ = try IIOAccelerometerSource(
        number: 0, settings: AccelerometerSettings(rate: 104), system: tree.system)
    }
    #expect(try tree.text("\(FakeTree.iio)/in_accel_sampling_frequency") == "3200.000000")
  }

  @Test("the range is the next that reaches what is asked, and another one is told")
  func range() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    func scale(_ range: Double) throws -> (String, [String]) {
      let source = try IIOAccelerometerSource(
        number: 0, settings: AccelerometerSettings(range: range), system: tree.system)
      return (try tree.text("\(FakeTree.iio)/in_accel_scale"), source.description.remarks)
    }
    #expect(try scale(2).0 == "0.000598")
    #expect(try scale(16).0 == "0.004788")
    let (text, remarks) = try scale(5)
    #expect(text == "0.002394")
    #expect(remarks.contains { $0.contains("range is ±8 g") })
    #expect(try scale(100).1.contains { $0.contains("range is ±16 g") })
  }

  @Test("offsets are added, a mount matrix is told and left alone")
  func offset() throws {
    defer { tree.remove() }
    try tree.adxl345()
    try tree.file("\(FakeTree.iio)/in_accel_offset", "-5\n")
    try tree.file("\(FakeTree.iio)/in_accel_mount_matrix", "0, 1, 0; 1, 0, 0; 0, 0, -1\n")
    var source = try IIOAccelerometerSource(number: 0, system: tree.system)
    #expect(source.description.remarks.contains { $0.contains("mount matrix isn't applied") })
    guard case .sample(let sample)? = try samples(1, of: &source).last else {
      Issue.record("no sample")
      return
    }
    #expect(sample.counts == SIMD8(21, -8, 250, 0, 0, 0, 0, 0))
  }

  @Test("axes of different scales, or without one, can't be read")
  func scales() throws {
    defer { tree.remove() }
    try tree.iioDevice(0, under: "i2c-1/1-0018", ["in_accel_x_scale": "0.1"])
    #expect(throws: SensorError.self) {
      _ = try IIOAccelerometerSource(number: 0, system: tree.system)
    }
    try tree.file("\(FakeTree.iio)/in_accel_y_scale", "0.1")
    try tree.file("\(FakeTree.iio)/in_accel_z_scale", "0.2")
    do {
      _ = try IIOAccelerometerSource(number: 0, system: tree.system)
      Issue.record("it opened")
    } catch {
      guard case .notFound(let what) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(what.hasSuffix("there is 0.1, 0.1, 0.2"))
    }
    try tree.file("\(FakeTree.iio)/in_accel_z_scale", "0.1")
    let source = try IIOAccelerometerSource(number: 0, system: tree.system)
    #expect(source.description.channels == .acceleration(scale: 0.1))
  }

  @Test("a separate gyroscope of the chip is said not to be used")
  func separateGyroscope() throws {
    defer { tree.remove() }
    try tree.adxl345()
    try tree.iioDevice(
      1, under: "i2c-1/1-0053", axes: ["anglvel_x", "anglvel_y", "anglvel_z"])
    let source = try IIOAccelerometerSource(number: 0, system: tree.system)
    #expect(
      source.description.remarks.contains(
        "its gyroscope is a device of its own, iio:device1, and isn't used"))
  }

  @Test("a driver that takes long for a sample is polled no faster than it can")
  func slowDriver() {
    // st_sensors_read_info_raw sleeps two periods an axis: 60 ms a sample at 100 Hz.
    #expect(IIOPoller.rate(wanted: 100, pollDuration: 0.06) == 13)
    #expect(IIOPoller.rate(wanted: 100, pollDuration: 0.001) == 100)
    #expect(IIOPoller.rate(wanted: 12.5, pollDuration: 0.06) == 12.5)
    #expect(IIOPoller.rate(wanted: 10, pollDuration: 2) == 0.4)
  }

  @Test(
    "without the right to set it the rate in force is kept, and the rule is named",
    .enabled(if: geteuid() != 0, "root may write everything"))
  func noPermission() throws {
    defer { tree.remove() }
    try tree.adxl345()
    try tree.file("\(FakeTree.iio)/in_accel_sampling_frequency", "25.000000\n", mode: 0o444)
    let source = try IIOAccelerometerSource(number: 0, system: tree.system)
    #expect(source.description.nominalRate == 25)
    #expect(
      source.description.remarks.contains {
        $0.hasPrefix("its rate stays at 25 Hz: no permission") && $0.contains("70-soleus.rules")
      })
  }
}
