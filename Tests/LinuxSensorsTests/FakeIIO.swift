import Foundation
import Sensors

@testable import LinuxSensors

extension FakeTree {
  /// A device of Linux IIO as sysfs shows it: a folder under its parent, and a link to it among the
  /// devices of the bus. It has three axes of an accelerometer unless `axes` says otherwise.
  func iioDevice(
    _ number: Int, under parent: String, _ attributes: [String: String] = [:],
    axes: [String] = ["accel_x", "accel_y", "accel_z"]
  ) throws {
    let folder = "sys/devices/\(parent)/iio:device\(number)"
    for axis in axes { try file("\(folder)/in_\(axis)_raw", "0\n") }
    for (name, text) in attributes { try file("\(folder)/\(name)", text + "\n") }
    try link(
      "sys/bus/iio/devices/iio:device\(number)",
      to: "../../../devices/\(parent)/iio:device\(number)")
  }

  /// A trigger that belongs to the same parent as its device.
  func iioTrigger(_ number: Int, under parent: String, name: String) throws {
    try file("sys/devices/\(parent)/trigger\(number)/name", name + "\n")
    try link(
      "sys/bus/iio/devices/trigger\(number)",
      to: "../../../devices/\(parent)/trigger\(number)")
  }

  /// What Linux' `bmi160_core.c` shows of a BMI160 with an interrupt, its trigger not chosen yet.
  func bmi160(withGyroscope: Bool = true) throws {
    let parent = "i2c-1/1-0068"
    let axes = ["x", "y", "z"]
    let accelerometer = axes.map { "accel_\($0)" }
    let gyroscope = withGyroscope ? axes.map { "anglvel_\($0)" } : []
    var attributes = [
      "name": "bmi160", "in_accel_scale": "0.000598", "in_accel_sampling_frequency": "1600.000000",
      "in_accel_scale_available": "0.000598 0.001197 0.002394 0.004788",
      "in_accel_sampling_frequency_available":
        "0.78125 1.5625 3.125 6.25 12.5 25 50 100 200 400 800 1600",
      "in_mount_matrix": "1, 0, 0; 0, 1, 0; 0, 0, 1",
      "current_timestamp_clock": "realtime", "trigger/current_trigger": "",
      "buffer/enable": "0", "buffer/length": "2",
      "scan_elements/in_timestamp_en": "0", "scan_elements/in_timestamp_index": "10",
      "scan_elements/in_timestamp_type": "le:s64/64>>0",
    ]
    if withGyroscope {
      attributes["in_anglvel_scale"] = "0.001065"
      attributes["in_anglvel_sampling_frequency"] = "1600.000000"
      attributes["in_anglvel_scale_available"] = "0.001065 0.000532 0.000266 0.000133 0.000066"
      attributes["in_anglvel_sampling_frequency_available"] = "25 50 100 200 400 800 1600 3200"
    }
    for (index, name) in (gyroscope + accelerometer).enumerated() {
      let scan = "scan_elements/in_\(name)"
      attributes["\(scan)_en"] = "0"
      attributes["\(scan)_index"] = "\((withGyroscope ? 4 : 7) + index)"
      attributes["\(scan)_type"] = "le:s16/16>>0"
    }
    try iioDevice(0, under: parent, attributes, axes: accelerometer + gyroscope)
    try iioTrigger(0, under: parent, name: "bmi160-dev0")
    try link("sys/devices/\(parent)/driver", to: "../../../bus/i2c/drivers/bmi160_i2c")
  }

  /// What Linux' `adxl345_core.c` of 6.1 shows: no buffer, one scale.
  func adxl345(raw: [String] = ["26", "-3", "255"]) throws {
    try iioDevice(
      0, under: "i2c-1/1-0053",
      [
        "name": "adxl345", "in_accel_scale": "0.038300",
        "in_accel_sampling_frequency": "3200.000000",
        "sampling_frequency_available": "0.09765625 25 50 100 200 400 800 1600 3200",
        "in_accel_x_raw": raw[0], "in_accel_y_raw": raw[1], "in_accel_z_raw": raw[2],
      ])
    try link("sys/devices/i2c-1/1-0053/driver", to: "../../../bus/i2c/drivers/adxl345_i2c")
  }

  /// The folder of `iio:device0` within the tree.
  static let iio = "sys/bus/iio/devices/iio:device0"
}

/// A pipe in the place of a buffer's node: the test is the kernel.
final class FakeBuffer {
  private let descriptor: Int32

  init(in tree: FakeTree) throws {
    let path = tree.path("dev/iio:device0")
    try FileManager.default.createDirectory(
      atPath: tree.path("dev"), withIntermediateDirectories: true)
    guard unsafe mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
    // Open for both, so that it opens without a reader and has no end without a writer.
    descriptor = unsafe open(path, O_RDWR | O_NONBLOCK)
  }

  deinit { _ = close(descriptor) }

  /// A frame of 16-bit axes, little end first, and a time at the next multiple of eight.
  func put(_ axes: [Int16], microseconds: Int64?) {
    var bytes = axes.flatMap { axis in
      let bits = UInt16(bitPattern: axis)
      return [UInt8(bits & 0xFF), UInt8(bits >> 8)]
    }
    if let microseconds {
      while !bytes.count.isMultiple(of: 8) { bytes.append(0xAA) }
      let nanoseconds = UInt64(microseconds * 1000 + 999)
      bytes += (0..<8).map { UInt8(nanoseconds >> ($0 * 8) & 0xFF) }
    }
    let written = unsafe bytes.withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    precondition(written == bytes.count)
  }
}

extension FakeTree {
  /// Opens the made-up device without its gyroscope.
  func openBuffered(patience: Double = 5) throws -> IIOAccelerometerSource {
    try IIOAccelerometerSource(
      number: 0, settings: AccelerometerSettings(gyroscope: false), system: system,
      patience: patience)
  }

  /// An attribute of the made-up device.
  func attribute(_ name: String) throws -> String {
    try text("\(Self.iio)/\(name)")
  }
}
