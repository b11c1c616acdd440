import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the MMA8451Q data sheet, typed again.
@Suite("MMA8451")
struct MMA8451Tests {
  private let model = AccelerometerModel.mma8451

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  @Test("scales are the data sheet's", arguments: [(2.0, 4096.0), (4, 2048), (8, 1024)])
  func scales(range: Double, countsPerG: Double) throws {
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerG - 9.80665) < 1e-12)
  }

  @Test("it has no range of 16 g, and says so")
  func widestRange() {
    #expect(
      throws: SensorError.unsupportedSetting(
        name: "range in g", asked: "16.0", offered: ["2.0", "4.0", "8.0"])
    ) { _ = try program(AccelerometerSettings(range: 16)) }
  }

  @Test(
    "set-up leaves high resolution, circular mode, the rate and ACTIVE in the registers",
    arguments: [(400.0, 0x09), (200, 0x11), (100, 0x19), (50, 0x21), (12.5, 0x29)])
  func registers(hertz: Double, control1: Int) throws {
    let program = try program(AccelerometerSettings(rate: hertz, range: 8))
    var registers: [UInt8: UInt8] = [:]
    for write in program.setUp + program.start { registers[write.register] = write.value }
    #expect(registers == [0x0E: 2, 0x2B: 0x02, 0x09: 0x40, 0x2A: UInt8(control1)])
  }

  @Test("all settings but the FIFO's mode are written in standby only", arguments: [true, false])
  func standby(fifo: Bool) throws {
    let program = try program(AccelerometerSettings(fifo: fifo))
    var isActive = false
    for write in model.reset + program.setUp + program.start {
      if write.register == 0x2A {
        isActive = write.value & 0x01 != 0
      } else {
        #expect(!isActive || write.register == 0x09)
      }
    }
    #expect(isActive)
  }

  @Test("bytes as the chip sends them, high byte first and 14 bits at the left of the word")
  func decode() throws {
    let frame = try #require(try program(AccelerometerSettings()).fifo?.frame)
    // 1 g at ±2 g, -1 g, the lowest.
    let bytes: [UInt8] = [0x40, 0x00, 0xC0, 0x00, 0x80, 0x00]
    #expect(frame.counts(in: bytes.span) == SIMD8(4096, -4096, -8192, 0, 0, 0, 0, 0))
  }

  @Test("a reset that nobody acknowledges is no error")
  func silentReset() throws {
    let whole = ContractRig(model)
    _ = try whole.start()
    let reset = try #require(
      whole.log.transactions.firstIndex(of: .write(value: 0x40, register: 0x2B)))
    var rig = ContractRig(model)
    rig.faults = [.refusal(of: reset..<(reset + 3))]
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    #expect(elements.samples.count > 90)
    #expect(elements.samples.allSatisfy { $0.counts == SIMD8(0, 0, 2048, 0, 0, 0, 0, 0) })
  }
}
