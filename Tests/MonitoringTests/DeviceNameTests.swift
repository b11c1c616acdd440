import Monitoring
import SimulatedSensors
import Testing

struct DeviceNameTests {
  @Test("each way to name a device is understood")
  func names() throws {
    #expect(try DeviceName("board") == .board)
    #expect(try DeviceName("controller") == .controller)
    #expect(try DeviceName("/dev/input/event7") == .eventNode(path: "/dev/input/event7"))
    #expect(try DeviceName("i2c-1") == .chip(adapter: 1, address: nil))
    #expect(try DeviceName("i2c-1:0x68") == .chip(adapter: 1, address: 0x68))
    #expect(try DeviceName("/dev/i2c-22:0x1D") == .chip(adapter: 22, address: 0x1D))
    #expect(try DeviceName("iio") == .kernelAccelerometer(number: nil))
    #expect(try DeviceName("iio:device0") == .kernelAccelerometer(number: 0))
    #expect(try DeviceName("/dev/iio:device12") == .kernelAccelerometer(number: 12))
    #expect(try DeviceName("sim:bosu") == .simulation(SimulatedDevice("bosu")))
  }

  @Test(
    "what names no device is refused with what would",
    arguments: [
      "", "bord", "i2c", "i2c-", "i2c-x", "i2c--1", "i2c-1:0x68:0x69", "spi-0", "/dev/sda", "iio:",
      "iio:device", "iio:device-1",
      "iio:devicex", "iio0",
    ])
  func unknown(text: String) {
    #expect(throws: DeviceNameError.unknown(text)) { try DeviceName(text) }
    #expect(DeviceNameError.unknown(text).description.contains("i2c-1:0x68"))
  }

  @Test(
    "an address must be one that a chip can have, 0x08 to 0x77",
    // 7-bit addresses below and above are reserved (UM10204, table 4).
    arguments: ["0x07", "0x78", "0x100", "68", "0x", "0xZZ", ""])
  func badAddress(text: String) {
    #expect(throws: DeviceNameError.badAddress(text)) { try DeviceName("i2c-1:\(text)") }
  }
}

struct SimulatedDeviceTests {
  @Test("a name is read with sim: before it and without")
  func prefix() throws {
    #expect(try SimulatedDevice("sim:bosu,seed=3") == SimulatedDevice("bosu,seed=3"))
  }

  @Test("changes after commas are read in any order")
  func changes() throws {
    let device = try SimulatedDevice("calf-raise,stall=10-14,seed=7,chip=LIS3DH,reps=5,ideal=on")
    #expect(device.scenario == "calf-raise")
    #expect(device.options.seed == 7)
    #expect(device.options.repetitions == 5)
    #expect(device.chip == "LIS3DH")
    #expect(device.stall == 10...14)
    #expect(device.isIdeal)
    #expect(device.gyroscope)
    #expect(device.lostAt == nil)
  }

  @Test(
    "controllers are worn like chips, in whichever case they are written",
    arguments: ["Joy-Con", "joy-con", "DualSense", "Wii-Remote"])
  func controllers(name: String) throws {
    #expect(try SimulatedDevice("calf-raise,chip=\(name)").chip == name)
  }

  @Test("a sensor that only a kernel can read is no simulation to read, and the way to it is told")
  func kernelOnly() throws {
    let device = try SimulatedDevice("calf-raise,chip=hid-sensor,ideal=on,silent=3-4,lost=9")
    #expect(device.isHIDSensor)
    let settings = device.hidSensorSettings(of: try device.makeScenario())
    #expect(settings.errors == .none && settings.silences == [3...4] && settings.unpluggedAt == 9)
    #expect(throws: DeviceNameError.self) { try SimulatedDevice("bosu,chip=HID-sensor,id=0x10") }
    do {
      _ = try DeviceName("sim:calf-raise,chip=HID-sensor")
      Issue.record("it was taken")
    } catch {
      #expect("\(error)".contains("simulate --attach"), "\(error)")
    }
  }

  @Test(
    "a change that can't be made is refused by name",
    arguments: [
      "seed=-1", "seed=x", "reps=1.5", "chip=ABC", "gyro=maybe", "stall=10", "stall=14-10",
      "stall=a-b", "silent=3", "silent=4-3", "id=72", "id=0x172", "lost=nan", "lost=-3", "legs=3",
      "seed", "",
    ])
  func refused(change: String) {
    do {
      _ = try SimulatedDevice("calf-raise,\(change)")
      Issue.record("\(change) was taken")
    } catch {
      guard case .badSimulation(change, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("a scenario that takes no such change says so at once")
  func unsuited() {
    #expect(throws: DeviceNameError.self) { try SimulatedDevice("bosu,reps=3") }
    #expect(throws: DeviceNameError.self) { try SimulatedDevice("calf-raise,seconds=30") }
    #expect(throws: DeviceNameError.self) { try SimulatedDevice("calf-raise,reps=201") }
  }

  @Test("an unknown scenario is answered with the nearest")
  func nearest() throws {
    do {
      _ = try SimulatedDevice("bosu-step")
      Issue.record("it was taken")
    } catch {
      #expect("\(error)".contains("'bosu-step'"))
      #expect("\(error)".contains("bosu"))
    }
  }
}
