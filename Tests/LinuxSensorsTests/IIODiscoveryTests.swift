import Foundation
import Sensors
import Testing

@testable import LinuxSensors

/// Discovery on made-up trees, which are laid out as Linux does: devices in folders of their parents, and
/// links to them under `/sys/bus/iio/devices`.
@Suite struct IIODiscoveryTests {
  private func devices(_ build: (FakeTree) throws -> Void) throws -> [IIODevice] {
    let tree = try FakeTree()
    defer { tree.remove() }
    try build(tree)
    return IIODevices.accelerometers(in: tree.system)
  }

  @Test("an accelerometer is told with its chip, address, driver and abilities")
  func facts() throws {
    let device = try #require(try devices { try $0.bmi160() }.first)
    #expect(device.deviceName == "iio:device0")
    #expect(device.path == "/dev/iio:device0")
    #expect(device.name == "bmi160")
    #expect(device.label == nil)
    #expect(device.location == "i2c-1 0x68")
    #expect(device.driver == "bmi160_i2c")
    #expect(device.hasGyroscope)
    #expect(device.hasBuffer)
    #expect(device.separateGyroscope == nil)
  }

  @Test("one without buffer, gyroscope or I2C has none of them")
  func plain() throws {
    let device = try #require(
      try devices {
        try $0.iioDevice(3, under: "platform/HID-SENSOR-200073.1.auto", ["label": "accel-base"])
      }.first)
    #expect(device.number == 3)
    #expect(device.name == nil)
    #expect(device.label == "accel-base")
    #expect(device.location == nil)
    #expect(device.driver == nil)
    #expect(!device.hasGyroscope)
    #expect(!device.hasBuffer)
  }

  @Test("devices come in the order of their numbers; what has no three axes isn't one")
  func order() throws {
    let found = try devices { tree in
      try tree.iioDevice(10, under: "i2c-1/1-0019")
      try tree.iioDevice(2, under: "i2c-1/1-0018")
      try tree.iioDevice(1, under: "i2c-1/1-0060", ["name": "light"], axes: ["illuminance"])
      try tree.iioDevice(4, under: "i2c-1/1-004c", axes: ["accel_x", "accel_y"])
      try tree.iioTrigger(0, under: "i2c-1/1-0018", name: "lis3dh-trigger")
    }
    #expect(found.map(\.number) == [2, 10])
    #expect(try devices { _ in }.isEmpty)
  }

  @Test("the gyroscope of the same chip is told, one of another chip isn't")
  func separateGyroscope() throws {
    let gyroscope = ["anglvel_x", "anglvel_y", "anglvel_z"]
    let found = try devices { tree in
      // st_lsm6dsx_core.c names the devices of one chip NAME_accel and NAME_gyro.
      try tree.iioDevice(0, under: "i2c-1/1-006a", ["name": "lsm9ds1_gyro"], axes: gyroscope)
      try tree.iioDevice(1, under: "i2c-1/1-006a", ["name": "lsm9ds1_accel"])
      try tree.iioDevice(2, under: "i2c-1/1-0018", ["name": "lis3dh"])
    }
    #expect(found.map(\.separateGyroscope) == ["iio:device0", nil])
  }

  @Test("a device is found at the address that it holds")
  func atAddress() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try tree.adxl345()
    let found = IIODevices.accelerometer(onAdapter: 1, address: 0x53, in: tree.system)
    #expect(found?.deviceName == "iio:device0")
    #expect(IIODevices.accelerometer(onAdapter: 1, address: 0x1D, in: tree.system) == nil)
    #expect(IIODevices.accelerometer(onAdapter: 0, address: 0x53, in: tree.system) == nil)
  }

  @Test(
    "a device's own trigger is told from that of a motion and that of another device",
    arguments: [
      // bma180.c and others; st_sensors_trigger.c; msa311.c.
      ("bmc150_accel", "bmc150_accel-dev0"), ("lis3dh", "lis3dh-trigger"),
      ("msa311", "msa311-new-data"),
    ])
  func ownTrigger(name: String, trigger: String) throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try tree.iioDevice(0, under: "i2c-1/1-0018", ["name": name])
    try tree.iioTrigger(0, under: "i2c-1/1-0018", name: "\(name)-any-motion-dev0")
    try tree.iioTrigger(1, under: "i2c-1/1-0019", name: trigger)
    #expect(IIODevices.ownTrigger(of: 0, name: name, in: tree.system) == nil)
    try tree.iioTrigger(2, under: "i2c-1/1-0018", name: trigger)
    #expect(IIODevices.ownTrigger(of: 0, name: name, in: tree.system) == trigger)
    #expect(IIODevices.ownTrigger(of: 0, name: nil, in: tree.system) == nil)
  }

  @Test("where none or two accelerometers are, one can't be taken, and the names are told")
  func choosing() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    #expect(throws: SensorError.notFound("an accelerometer of Linux IIO (iio:deviceN)")) {
      _ = try IIOAccelerometerSource(number: nil, system: tree.system)
    }
    #expect(throws: SensorError.notFound("an accelerometer at iio:device0")) {
      _ = try IIOAccelerometerSource(number: 0, system: tree.system)
    }
    try tree.iioDevice(0, under: "i2c-1/1-0018")
    try tree.iioDevice(2, under: "i2c-1/1-0019")
    #expect(
      throws: SensorError.notFound(
        "2 accelerometers of Linux IIO, choose one: iio:device0, iio:device2")
    ) { _ = try IIOAccelerometerSource(number: nil, system: tree.system) }
  }
}
