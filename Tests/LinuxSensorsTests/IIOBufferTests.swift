import Foundation
import Samples
import Sensors
import Testing

@testable import LinuxSensors

/// The buffer over a made-up sysfs, with a pipe in the place of `/dev/iio:device0`.
@Suite struct IIOBufferTests {
  private let tree: FakeTree

  init() throws { tree = try FakeTree() }

  /// Everything that can be changed, by its name.
  private func attributes() throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in [
      "in_accel_scale", "in_accel_sampling_frequency", "current_timestamp_clock",
      "trigger/current_trigger", "buffer/enable", "buffer/length", "scan_elements/in_accel_x_en",
      "scan_elements/in_accel_y_en", "scan_elements/in_accel_z_en",
      "scan_elements/in_timestamp_en",
    ] { texts[name] = try tree.attribute(name) }
    return texts
  }

  @Test("samples come with the kernel's times, and everything is put back")
  func buffered() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let before = try attributes()
    let buffer = try FakeBuffer(in: tree)
    let start = MonotonicClock.now().microseconds
    for step in 0..<3 {
      buffer.put([1, -2, Int16(8192 + step)], microseconds: start + Int64(step) * 10_000)
    }
    var source = try tree.openBuffered()
    #expect(source.description.device == "bmi160")
    #expect(source.description.nominalRate == 100)
    #expect(source.description.channels == .acceleration(scale: 0.001197))
    #expect(source.description.remarks.isEmpty)
    let during = try attributes()
    #expect(during["current_timestamp_clock"] == "monotonic")
    #expect(during["trigger/current_trigger"] == "bmi160-dev0")
    #expect(during["buffer/enable"] == "1")
    #expect(during["scan_elements/in_accel_z_en"] == "1")
    #expect(during["scan_elements/in_timestamp_en"] == "1")
    #expect(try #require(during["buffer/length"].flatMap { Int($0) }) >= 200)

    var elements: [StreamElement<RawSample>] = []
    #expect(try source.read(into: &elements) == .running)
    #expect(
      elements
        == (0..<3).map { step in
          .sample(
            RawSample(
              time: Timestamp(microseconds: start + Int64(step) * 10_000),
              counts: SIMD8(1, -2, Int32(8192 + step), 0, 0, 0, 0, 0)))
        })
    source.close()
    source.close()
    #expect(try attributes() == before)
    #expect(try source.read(into: &elements) == .ended(.complete))
  }

  @Test(
    "a sensor that tells only what has changed enough is made to tell everything, and is put back")
  func hysteresis() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    // As hid-sensor-accel-3d shows it, in g.
    try tree.file("\(FakeTree.iio)/in_accel_hysteresis", "0.050000\n")
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    var source = try tree.openBuffered()
    #expect(source.description.remarks.isEmpty)
    #expect(try tree.attribute("in_accel_hysteresis") == "0")
    source.close()
    #expect(try tree.attribute("in_accel_hysteresis") == "0.050000")
    // Where another program uses the sensor it stays, and that is said.
    try tree.file("\(FakeTree.iio)/buffer/enable", "1\n")
    #expect(
      try tree.openBuffered().description.remarks.contains(
        "its accelerometer may tell only what has changed enough: another program uses it"))
    #expect(try tree.attribute("in_accel_hysteresis") == "0.050000")
  }

  @Test("a source that is forgotten, not closed, puts everything back, too")
  func forgotten() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let before = try attributes()
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    do {
      let source = try tree.openBuffered()
      #expect(source.description.remarks.isEmpty)
      #expect(try tree.attribute("buffer/enable") == "1")
    }
    #expect(try attributes() == before)
  }

  @Test("a gyroscope's numbers come along, in the order of the channels")
  func gyroscope() throws {
    defer { tree.remove() }
    try tree.bmi160()
    let buffer = try FakeBuffer(in: tree)
    buffer.put([4, 5, 6, 1, 2, 3], microseconds: MonotonicClock.now().microseconds)
    var source = try IIOAccelerometerSource(number: 0, system: tree.system)
    #expect(source.description.channels.count == 6)
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    guard case .sample(let sample)? = elements.first else {
      Issue.record("\(elements)")
      return
    }
    #expect(sample.counts == SIMD8(1, 2, 3, 4, 5, 6, 0, 0))
  }

  @Test("a jump of the times is a gap, and so is a time that runs backwards")
  func jumps() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let buffer = try FakeBuffer(in: tree)
    let start = MonotonicClock.now().microseconds
    for offset: Int64 in [0, 10_000, 50_000, 45_000, 60_000] {
      buffer.put([0, 0, 0], microseconds: start + offset)
    }
    var source = try tree.openBuffered()
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    func time(_ offset: Int64) -> Timestamp { Timestamp(microseconds: start + offset) }
    func sample(_ offset: Int64) -> StreamElement<RawSample> {
      .sample(RawSample(time: time(offset), counts: .zero))
    }
    #expect(
      elements == [
        sample(0), sample(10_000),
        .gap(Gap(start: time(10_000), end: time(50_000), cause: .timeJump)), sample(50_000),
        .gap(Gap(start: time(50_000), end: time(60_000), cause: .badFrame)), sample(60_000),
      ])
  }

  @Test("a buffer that was found full lost what came after it", arguments: [true, false])
  func overflow(hasTimes: Bool) throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    if !hasTimes {
      for name in ["en", "index", "type"] {
        try FileManager.default.removeItem(
          atPath: tree.path("\(FakeTree.iio)/scan_elements/in_timestamp_\(name)"))
      }
    }
    let buffer = try FakeBuffer(in: tree)
    // The kernel drops what a full buffer can't take, and says nothing (iio_store_to_kfifo).
    let start = MonotonicClock.now().microseconds - 3_000_000
    for step in 0..<256 {
      // 1 g, with the noise of a chip that works.
      let noise = Int16(step % 2)
      buffer.put(
        [noise, noise, 8192 - noise], microseconds: hasTimes ? start + Int64(step) * 10_000 : nil)
    }
    var source = try tree.openBuffered()
    #expect(try tree.attribute("buffer/length") == "256")
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    #expect(elements.count == 256)
    guard case .sample(let last)? = elements.last else { return }
    elements = []
    buffer.put([1, 1, 1], microseconds: hasTimes ? start + 2_900_000 : nil)
    _ = try source.read(into: &elements)
    guard elements.count == 2, case .gap(let gap) = elements[0],
      case .sample(let next) = elements[1]
    else {
      Issue.record("\(elements)")
      return
    }
    #expect(gap == Gap(start: last.time, end: next.time, cause: .eventsDropped))
    if hasTimes { #expect(next.time == Timestamp(microseconds: start + 2_900_000)) }
  }

  @Test("the end of the node ends the stream with a gap")
  func vanished() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    var buffer: FakeBuffer? = try FakeBuffer(in: tree)
    let start = MonotonicClock.now()
    buffer?.put([0, 0, 0], microseconds: start.microseconds)
    var source = try tree.openBuffered()
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    buffer = nil
    let progress = try source.read(into: &elements)
    #expect(progress == .ended(.lost("the kernel took /dev/iio:device0 away")))
    #expect(elements.last == .gap(Gap(start: start, end: start, cause: .unplugged)))
    #expect(try source.read(into: &elements) == progress)
  }

  @Test("a buffer that falls silent ends with an error, behind a gap")
  func silence() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let buffer = try FakeBuffer(in: tree)
    let start = MonotonicClock.now()
    buffer.put([0, 0, 0], microseconds: start.microseconds)
    var source = try tree.openBuffered(patience: 0.2)
    var elements: [StreamElement<RawSample>] = []
    #expect(
      throws: SensorError.system(
        path: "/dev/iio:device0", operation: "wait for samples", code: ETIMEDOUT)
    ) { while true { _ = try source.read(into: &elements) } }
    #expect(elements.last == .gap(Gap(start: start, end: start, cause: .noAnswer)))
    _ = buffer
  }

  @Test("without a time stamp, times are those of reading, and a remark says so")
  func noTimestamp() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    for name in ["en", "index", "type"] {
      try FileManager.default.removeItem(
        atPath: tree.path("\(FakeTree.iio)/scan_elements/in_timestamp_\(name)"))
    }
    let buffer = try FakeBuffer(in: tree)
    for _ in 0..<4 { buffer.put([1, 2, 3], microseconds: nil) }
    var source = try tree.openBuffered()
    #expect(source.description.remarks.contains { $0.contains("no time stamp") })
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    #expect(elements.count == 4)
    #expect(try tree.attribute("current_timestamp_clock") == "realtime")
  }

  @Test("times by another clock aren't used, and a remark says so")
  func otherClock() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let buffer = try FakeBuffer(in: tree)
    // 1 January 2026, as CLOCK_REALTIME has it.
    buffer.put([1, 2, 3], microseconds: 1_767_225_600_000_000)
    var source = try tree.openBuffered()
    #expect(source.description.remarks.contains { $0.contains("another clock") })
    var elements: [StreamElement<RawSample>] = []
    _ = try source.read(into: &elements)
    guard case .sample(let sample)? = elements.first else {
      Issue.record("\(elements)")
      return
    }
    #expect(abs(sample.time.seconds(since: MonotonicClock.now())) < 60)
  }

  @Test("a buffer through which nothing comes is put back, and the device is polled")
  func nothingComes() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    let before = try attributes()
    let buffer = try FakeBuffer(in: tree)
    var source = try tree.openBuffered(patience: 0.1)
    #expect(
      source.description.remarks.contains {
        $0 == "its buffer isn't used: no sample came through it"
      })
    #expect(source.description.remarks.contains { $0.hasPrefix("polled 100 times a second") })
    var during = try attributes()
    #expect(during["in_accel_sampling_frequency"] == "100")
    // Rate and range hold for polling as well; the rest is as it was.
    for name in ["in_accel_sampling_frequency", "in_accel_scale"] { during[name] = before[name] }
    #expect(during == before)
    source.close()
    #expect(try attributes() == before)
    _ = buffer
  }

  @Test("a buffer that another program uses, or that has no node, is left alone")
  func inUse() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    #expect(
      try tree.openBuffered().description.remarks.contains {
        $0.hasPrefix("its buffer isn't used: there is no ") && $0.hasSuffix("/dev/iio:device0")
      })
    try tree.file("\(FakeTree.iio)/buffer/enable", "1\n")
    let buffer = try FakeBuffer(in: tree)
    #expect(
      try tree.openBuffered().description.remarks.contains {
        $0.hasPrefix("its buffer isn't used: it is switched on already: another program uses it")
          && $0.contains("write 0 to /sys/bus/iio/devices/iio:device0/buffer/enable")
      })
    // Nor are rate and range, which are the other program's choice, too.
    let before = try attributes()
    do {
      let source = try tree.openBuffered()
      #expect(
        source.description.remarks.contains(
          "its rate stays at 1600 Hz: another program uses it"))
      #expect(try attributes() == before)
    }
    #expect(try tree.attribute("buffer/enable") == "1")
    _ = buffer
  }

  @Test(
    "without the right to set it up the device is polled, and the rule is named",
    .enabled(if: geteuid() != 0, "root may write everything"))
  func noPermission() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    try tree.file("\(FakeTree.iio)/scan_elements/in_accel_x_en", "0\n", mode: 0o444)
    let buffer = try FakeBuffer(in: tree)
    let remarks = try tree.openBuffered().description.remarks
    #expect(
      remarks.contains {
        $0.hasPrefix("its buffer isn't used: no permission for /") && $0.contains("70-soleus.rules")
      })
    #expect(try tree.attribute("trigger/current_trigger") == "")
    _ = buffer
  }
}
