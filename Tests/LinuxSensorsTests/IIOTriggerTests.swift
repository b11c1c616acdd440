import Foundation
import Samples
import Sensors
import Testing

@testable import LinuxSensors

/// What makes a buffer fill, over a made-up sysfs.
@Suite struct IIOTriggerTests {
  private let tree: FakeTree

  init() throws { tree = try FakeTree() }

  @Test("a trigger that is chosen already stays, and is left chosen")
  func chosenTrigger() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    try tree.file("\(FakeTree.iio)/trigger/current_trigger", "mytimer\n")
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    var source = try tree.openBuffered()
    #expect(try tree.attribute("trigger/current_trigger") == "mytimer")
    source.close()
    #expect(try tree.attribute("trigger/current_trigger") == "mytimer")
  }

  @Test("a timer that fills the buffer fires as often as the chip samples, and is put back")
  func timer() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    try tree.file("\(FakeTree.iio)/trigger/current_trigger", "mytimer\n")
    try tree.iioTrigger(7, under: "iio_hrtimer_trigger", name: "mytimer")
    let rate = "sys/bus/iio/devices/trigger7/sampling_frequency"
    // iio-trig-hrtimer.c, iio_hrtimer_show_sampling_frequency.
    try tree.file("sys/devices/iio_hrtimer_trigger/trigger7/sampling_frequency", "10.000\n")
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    var source = try tree.openBuffered()
    #expect(source.description.nominalRate == 100)
    #expect(try tree.text(rate) == "100")
    source.close()
    #expect(try tree.text(rate) == "10.000")
  }

  @Test("a timer fires as often as was asked for where the chip's own rate isn't known")
  func timerAlone() throws {
    defer { tree.remove() }
    try tree.bmi160(withGyroscope: false)
    for name in ["in_accel_sampling_frequency", "in_accel_sampling_frequency_available"] {
      try FileManager.default.removeItem(atPath: tree.path("\(FakeTree.iio)/\(name)"))
    }
    try tree.file("\(FakeTree.iio)/trigger/current_trigger", "mytimer\n")
    try tree.iioTrigger(7, under: "iio_hrtimer_trigger", name: "mytimer")
    try tree.file("sys/devices/iio_hrtimer_trigger/trigger7/sampling_frequency", "10.000\n")
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    let source = try IIOAccelerometerSource(
      number: 0, settings: AccelerometerSettings(rate: 50, gyroscope: false), system: tree.system,
      patience: 5)
    #expect(source.description.nominalRate == 50)
  }

  @Test("a timer that can't be set is told with the rate at which it fires")
  func stubbornTimer() throws {
    defer { tree.remove() }
    // A number that can be read and not be set, root or not.
    let fixed = "/proc/sys/kernel/cap_last_cap"
    let number = try String(contentsOfFile: fixed, encoding: .utf8).split(separator: "\n")[0]
    try tree.bmi160(withGyroscope: false)
    try tree.file("\(FakeTree.iio)/trigger/current_trigger", "mytimer\n")
    try tree.iioTrigger(7, under: "iio_hrtimer_trigger", name: "mytimer")
    try tree.link("sys/devices/iio_hrtimer_trigger/trigger7/sampling_frequency", to: fixed)
    let buffer = try FakeBuffer(in: tree)
    buffer.put([0, 0, 0], microseconds: MonotonicClock.now().microseconds)
    let source = try tree.openBuffered()
    #expect(source.description.nominalRate == Double(number))
    #expect(
      source.description.remarks == [
        "its trigger fires \(number) times a second, not the 100 that were wanted"
      ])
  }

  @Test("a timer that stands still has no rate")
  func stoppedTimer() throws {
    defer { tree.remove() }
    try tree.iioTrigger(7, under: "timer", name: "mytimer")
    // stm32-timer-trigger.c, stm32_tt_read_frequency: 0 while the counter is off.
    try tree.file("sys/devices/timer/trigger7/sampling_frequency", "0\n")
    var changes = AttributeChanges(in: tree.system)
    #expect(
      IIOBuffer.setRate(ofTrigger: "mytimer", to: 0, changes: &changes, in: tree.system) == nil)
  }
}
