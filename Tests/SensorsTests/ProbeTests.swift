import Sensors
import SimulatedSensors
import Testing

/// A device that answers with fixed bytes, wherever its registers are read.
private struct FixedRegisters: SimulatedChip {
  var bytes: [UInt8: UInt8] = [:]

  func advance(to seconds: Double) {}
  func write(_ value: UInt8, to register: UInt8) {}
  func losePower() {}
  func read(from register: UInt8, into span: inout MutableSpan<UInt8>) {
    for index in 0..<span.count { span[index] = bytes[register &+ UInt8(index), default: 0] }
  }
}

@Suite("Probe")
struct ProbeTests {
  private func probe(
    _ address: UInt8, _ bytes: [UInt8: UInt8], log: TransactionLog? = nil,
    faults: [BusFault] = []
  ) -> ProbeResult {
    var bus = SimulatedBus(
      chip: FixedRegisters(bytes: bytes), clock: VirtualClock(), faults: faults, log: log)
    return ProbeResult.probe(address, on: &bus, named: "i2c-1")
  }

  @Test("a chip that can be read is named, with its model where that is another")
  func known() {
    #expect(
      probe(0x68, [0x75: 0x68]).description
        == "i2c-1 0x68: register 0x75 reads 0x68: MPU-6050")
    #expect(
      probe(0x69, [0x75: 0x70]).description
        == "i2c-1 0x69: register 0x75 reads 0x70: MPU-6500, read as MPU-6050")
    #expect(probe(0x19, [0x0F: 0x33]).verdict == .known(model: "LIS3DH", chip: "LIS3DH"))
  }

  @Test("a look-alike is named as one")
  func lookAlike() {
    #expect(
      probe(0x68, [0x75: 0x72]).verdict == .lookAlike(model: "MPU-6050", chip: "MPU-6050 clone"))
  }

  @Test(
    "every chip that can be read is known by its identity, with its model",
    arguments: [
      (0x53, 0x00, 0xE5, "ADXL345", "ADXL345 or ADXL375"),
      (0x1D, 0x00, 0xE5, "ADXL345", "ADXL345 or ADXL375"),
      (0x6A, 0x0F, 0x68, "LSM9DS1", "LSM9DS1 or LSM6DS0"),
      (0x6A, 0x0F, 0x69, "LSM6DS", "LSM6DS3 or LSM6DS3H"),
      (0x6A, 0x0F, 0x6A, "LSM6DS", "LSM6DS3TR-C, LSM6DSL or LSM6DSM"),
      (0x6B, 0x0F, 0x6B, "LSM6DS", "LSM6DSR or ISM330DHCX"),
      (0x6B, 0x0F, 0x6C, "LSM6DS", "LSM6DSO or LSM6DSOX"),
      (0x6B, 0x0F, 0x6D, "LSM6DS", "LSM6DST"),
      (0x18, 0x0F, 0x44, "LIS2DW12", "LIS2DW12"),
      (0x68, 0x00, 0xD1, "BMI160", "BMI160"),
      (0x69, 0x00, 0xEA, "ICM-20948", "ICM-20948"),
      (0x1D, 0x0D, 0x1A, "MMA8451", "MMA8451"),
    ] as [(UInt8, UInt8, UInt8, String, String)])
  func readable(address: UInt8, register: UInt8, value: UInt8, model: String, chip: String) {
    let result = probe(address, [register: value])
    #expect(result.register == register)
    #expect(result.byte == value)
    #expect(result.verdict == .known(model: model, chip: chip))
  }

  @Test(
    "known chips that can't be read yet are named",
    arguments: [
      (0x28, 0x00, 0xA0, "BNO055"), (0x69, 0x00, 0x24, "BMI270"), (0x69, 0x00, 0x27, "BMI260"),
      (0x68, 0x00, 0xE1, "ICM-20649"), (0x1C, 0x0D, 0x2A, "MMA8452"),
      (0x19, 0x0F, 0x41, "LIS2HH12"),
    ] as [(UInt8, UInt8, UInt8, String)])
  func named(address: UInt8, register: UInt8, value: UInt8, name: String) {
    #expect(probe(address, [register: value]).verdict == .unsupported(chip: name))
  }

  @Test("what answers but isn't known shows its first identity byte")
  func unknown() {
    #expect(
      probe(0x68, [0x75: 0x5A, 0x00: 0xFF]).description
        == "i2c-1 0x68: register 0x75 reads 0x5A: answers, but isn't known")
  }

  @Test("a clock chip is told by its date, whatever its seconds look like")
  func realTimeClock() {
    // 13:07:24 on Sunday 22/11/26: the seconds read like a BMI270.
    let date: [UInt8: UInt8] = [0: 0x24, 1: 0x07, 2: 0x13, 3: 1, 4: 0x22, 5: 0x11, 6: 0x26]
    #expect(
      probe(0x68, date).verdict == .unsupported(chip: "DS1307 or DS3231 real-time clock"))
    // Its memory may even hold an MPU-6050's identity where that is read.
    #expect(
      probe(0x68, date.merging([0x75: 0x68]) { $1 }).verdict
        == .unsupported(chip: "DS1307 or DS3231 real-time clock"))
    #expect(probe(0x69, [0: 0x24, 3: 1]).verdict == .unsupported(chip: "BMI270"))
  }

  @Test("nobody at home is no answer, a failing bus is told apart")
  func silence() {
    #expect(probe(0x68, [:], faults: [.gone(from: 0)]).verdict == .noAnswer)
    #expect(
      probe(0x53, [0: 0xE5], faults: [.shortRead(of: 0..<9)]).verdict
        == .failed(.shortRead(register: 0, expected: 1, received: 0)))
  }

  @Test("what answers has the identity that a description of it has")
  func identity() throws {
    let found = probe(0x68, [0x75: 0x68])
    #expect(found.identity == "\(found.bus) 0x68 id 0x68")
    #expect(probe(0x68, [:], faults: [.gone(from: 0)]).identity == nil)
  }

  @Test("probing every address reads, 0x75 before 0x00, and never writes")
  func readOnly() {
    for address in KnownChip.addresses {
      let log = TransactionLog()
      _ = probe(address, [:], log: log)
      #expect(!log.transactions.isEmpty)
      #expect(log.transactions.allSatisfy { !$0.isWrite })
      if address >= 0x68, address <= 0x69 {
        #expect(
          log.transactions.prefix(2)
            == [.read(register: 0x75, count: 1), .read(register: 0x00, count: 1)])
      }
    }
    #expect(
      KnownChip.addresses
        == [0x18, 0x19, 0x1C, 0x1D, 0x28, 0x29, 0x53, 0x68, 0x69, 0x6A, 0x6B])
  }
}
