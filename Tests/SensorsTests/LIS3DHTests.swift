import Samples
import Sensors
import Testing

/// Numbers of the LIS3DH datasheet, typed again.
@Suite("LIS3DH")
struct LIS3DHTests {
  private let model = AccelerometerModel.lis3dh

  @Test(
    "a count of 12 bits is 1, 2, 4 and 12 mg",
    arguments: [(2.0, 0.001), (4, 0.002), (8, 0.004), (16, 0.012)])
  func scales(range: Double, g: Double) throws {
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale - g * 9.80665) < 1e-12)
  }

  @Test(
    "set-up leaves high resolution, block update, stream mode and the rate in the registers",
    arguments: [(400.0, 0x77), (200, 0x67), (100, 0x57), (50, 0x47), (25, 0x37), (10, 0x27)])
  func registers(hertz: Double, control1: Int) throws {
    let program = model.program(
      try model.configuration(
        for: AccelerometerSettings(rate: hertz, range: 8), identity: model.identities[0]))
    var registers: [UInt8: UInt8] = [:]
    for write in program.setUp + program.start { registers[write.register] = write.value }
    #expect(registers[0x20] == UInt8(control1))
    #expect(registers[0x23] == 0xA8)
    #expect(registers[0x24] == 0x40)
    #expect(registers[0x2E] == 0x80)
  }

  @Test("longer reads ask for the next register with bit 7")
  func autoIncrement() throws {
    let program = model.program(
      try model.configuration(for: AccelerometerSettings(), identity: model.identities[0]))
    #expect(program.output.register == 0xA7)
    #expect(program.fifo?.register == 0xA8)
  }

  @Test("asked for a gyroscope, it measures force alone and says so")
  func noGyroscope() throws {
    let rig = ContractRig(model)
    let accelerometer = try rig.start()
    #expect(accelerometer.description.channels.count == 3)
  }
}
