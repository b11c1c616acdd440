import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the LSM9DS1 datasheet, typed again.
@Suite("LSM9DS1")
struct LSM9DS1Tests {
  private let model = AccelerometerModel.lsm9ds1

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  @Test(
    "16 g has the code between 2 and 4 g, and 0.732 mg a count",
    arguments: [(2.0, 0x60, 0.061), (4, 0x70, 0.122), (8, 0x78, 0.244), (16, 0x68, 0.732)])
  func ranges(range: Double, control6: Int, milligravities: Double) throws {
    let program = try program(AccelerometerSettings(range: range))
    #expect(program.setUp.last { $0.register == 0x20 }?.value == UInt8(control6))
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale - milligravities * 0.00980665) < 1e-12)
  }

  @Test(
    "gyroscope scales and codes are the datasheet's",
    arguments: [(245.0, 0x60, 8.75), (500, 0x68, 17.5), (2000, 0x78, 70)])
  func gyroscope(range: Double, control1: Int, millidegrees: Double) throws {
    let program = try program(AccelerometerSettings(gyroscopeRange: range))
    #expect(program.setUp.last { $0.register == 0x10 }?.value == UInt8(control1))
    let scale = try #require(model.gyroscopeRanges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * 180 / .pi * 1000 - millidegrees) < 1e-9)
  }

  @Test("both sensors are read as one block that begins with the gyroscope")
  func decode() throws {
    let fifo = try #require(try program(AccelerometerSettings()).fifo)
    #expect(fifo.register == 0x18)
    #expect(fifo.frameCapacity == 32)
    // 1 g at ±4 g behind a turn of -1 degree/s at ±500 degrees/s.
    let bytes: [UInt8] = [0xC7, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x05, 0x20]
    #expect(fifo.frame.counts(in: bytes.span) == SIMD8(0, 0, 8197, -57, 0, 0, 0, 0))
  }

  @Test("without its gyroscope the accelerometer is read alone, and holds as many samples")
  func accelerometerAlone() throws {
    let program = try program(AccelerometerSettings(gyroscope: false))
    #expect(program.fifo?.register == 0x28)
    #expect(program.fifo?.frameCapacity == 32)
    var rig = ContractRig(model)
    rig.settings.gyroscope = false
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    #expect(abs(elements.samples.count - 119) < 6)
    #expect(elements.samples.allSatisfy { $0.counts == SIMD8(0, 0, 8197, 0, 0, 0, 0, 0) })
  }

  @Test("the first sample after a start of the FIFO is thrown away")
  func firstSample() throws {
    let rig = ContractRig(model)
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    // The FIFO starts 13.95 periods behind the sensors, so that 11 samples fall into the next 10.5.
    rig.clock.advance(by: 10.5 / 119)
    try accelerometer.poll(at: rig.now, into: &elements)
    #expect(elements.samples.map { $0.counts[2] } == [Int32](repeating: 8197, count: 10))
  }

  @Test(
    "rotation is measured beside force, through the FIFO and without", arguments: [true, false])
  func rotation(fifo: Bool) throws {
    var rig = ContractRig(model)
    rig.settings.fifo = fifo
    rig.motion = EvenMotion(rotation: SIMD3(1, -2, 3) * (.pi / 180 * 70))
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 0.2, into: &elements)
    #expect(!elements.samples.isEmpty)
    for sample in elements.samples {
      #expect(sample.counts == SIMD8(0, 0, 8197, 4000, -8000, 12000, 0, 0))
    }
  }
}
