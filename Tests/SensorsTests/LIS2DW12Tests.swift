import Samples
import Sensors
import Testing

/// Numbers of the LIS2DW12 datasheet, typed again.
@Suite("LIS2DW12")
struct LIS2DW12Tests {
  private let model = AccelerometerModel.lis2dw12

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  @Test(
    "a count of 14 bits is 0.244 mg at 2 g and twice as much at each range above",
    arguments: [(2.0, 0.000244), (4, 0.000488), (8, 0.000976), (16, 0.001952)])
  func scales(range: Double, g: Double) throws {
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale - g * 9.80665) < 1e-12)
  }

  @Test(
    "set-up leaves high performance, low noise, continuous mode and the rate in the registers",
    arguments: [(400.0, 0x74), (200, 0x64), (100, 0x54), (50, 0x44), (25, 0x34), (12.5, 0x24)])
  func registers(hertz: Double, control1: Int) throws {
    let program = try program(AccelerometerSettings(rate: hertz, range: 8))
    var registers: [UInt8: UInt8] = [:]
    for write in program.setUp + program.start { registers[write.register] = write.value }
    #expect(registers == [0x20: UInt8(control1), 0x21: 0x0C, 0x25: 0x24, 0x2E: 0xC0])
  }

  @Test("bytes as the chip sends them, low byte first and 14 bits at the left of the word")
  func decode() throws {
    let frame = try #require(try program(AccelerometerSettings()).fifo?.frame)
    // 4098 (1 g at ±2 g), -4098, the lowest.
    let bytes: [UInt8] = [0x08, 0x40, 0xF8, 0xBF, 0x00, 0x80]
    #expect(frame.counts(in: bytes.span) == SIMD8(4098, -4098, -8192, 0, 0, 0, 0, 0))
  }

  @Test("it is told from the LIS3DH, which answers at the same addresses")
  func neighbour() {
    #expect(model.addresses == AccelerometerModel.lis3dh.addresses)
    #expect(throws: SensorError.self) { _ = try ContractRig(model, identity: 0x33).start() }
  }
}
