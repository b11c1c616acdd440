import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the ADXL345 datasheet, typed again.
@Suite("ADXL345")
struct ADXL345Tests {
  private let model = AccelerometerModel.adxl345

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  @Test("in full resolution a count is 1/256 g in every range", arguments: [2.0, 4, 8, 16])
  func scales(range: Double) throws {
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * 256 - 9.80665) < 1e-12)
  }

  @Test(
    "set-up leaves full resolution, the rate's code, stream mode and measuring in the registers",
    arguments: [(400.0, 0x0C), (200, 0x0B), (100, 0x0A), (50, 0x09), (25, 0x08), (12.5, 0x07)])
  func registers(hertz: Double, code: Int) throws {
    let program = try program(AccelerometerSettings(rate: hertz, range: 16))
    var registers: [UInt8: UInt8] = [:]
    for write in program.setUp + program.start { registers[write.register] = write.value }
    #expect(registers == [0x31: 0x0B, 0x2C: UInt8(code), 0x2D: 0x08, 0x38: 0x80])
  }

  @Test("bytes as the chip sends them, low byte first and at the right of the word")
  func decode() throws {
    let frame = try #require(try program(AccelerometerSettings()).fifo?.frame)
    // 1 g, -1 g, and the lowest count of 13 bits.
    let bytes: [UInt8] = [0x00, 0x01, 0x00, 0xFF, 0x00, 0xF0]
    #expect(frame.counts(in: bytes.span) == SIMD8(256, -256, -4096, 0, 0, 0, 0, 0))
  }

  @Test("each sample is taken from the FIFO in a transfer of its own")
  func oneByOne() throws {
    let rig = ContractRig(model)
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    let reads = rig.log.transactions.filter { $0 == .read(register: 0x32, count: 6) }
    #expect(reads.count == elements.samples.count)
  }

  @Test("without a FIFO, flag and sample come in one transfer of 8 bytes")
  func output() throws {
    let output = try program(AccelerometerSettings(fifo: false)).output
    #expect(output.register == 0x30 && output.readyMask == 0x80)
    #expect(output.byteCount == 8)
  }
}
