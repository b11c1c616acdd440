import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the BMI160 datasheet, typed again.
@Suite("BMI160")
struct BMI160Tests {
  private let model = AccelerometerModel.bmi160

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  @Test(
    "scales and codes are the datasheet's",
    arguments: [(2.0, 0x03, 16384.0), (4, 0x05, 8192), (8, 0x08, 4096), (16, 0x0C, 2048)])
  func ranges(range: Double, code: Int, countsPerG: Double) throws {
    let program = try program(AccelerometerSettings(range: range))
    #expect(program.setUp.last { $0.register == 0x41 }?.value == UInt8(code))
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerG - 9.80665) < 1e-12)
  }

  @Test(
    "gyroscope scales and codes are the datasheet's",
    arguments: [
      (125.0, 4, 262.4), (250, 3, 131.2), (500, 2, 65.6), (1000, 1, 32.8), (2000, 0, 16.4),
    ])
  func gyroscope(range: Double, code: Int, countsPerDegree: Double) throws {
    let program = try program(AccelerometerSettings(gyroscopeRange: range))
    #expect(program.setUp.last { $0.register == 0x43 }?.value == UInt8(code))
    let scale = try #require(model.gyroscopeRanges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerDegree * 180 - Double.pi) < 1e-12)
  }

  @Test(
    "both sensors get the rate's code, with the bandwidth of normal mode",
    arguments: [(800.0, 0x2B), (400, 0x2A), (200, 0x29), (100, 0x28), (50, 0x27), (25, 0x26)])
  func rates(hertz: Double, code: Int) throws {
    let program = try program(AccelerometerSettings(rate: hertz))
    for register in [0x40, 0x42] as [UInt8] {
      #expect(program.setUp.last { $0.register == register }?.value == UInt8(code))
    }
  }

  @Test("the accelerometer wakes before anything else is written, the gyroscope next")
  func wakesFirst() throws {
    let setUp = try program(AccelerometerSettings()).setUp
    #expect(setUp.prefix(2).map(\.register) == [0x7E, 0x7E])
    #expect(setUp.prefix(2).map(\.value) == [0x11, 0x15])
    #expect(setUp[0].settle >= 0.0038 && setUp[1].settle >= 0.08)
    let alone = try program(AccelerometerSettings(gyroscope: false)).setUp
    #expect(alone.filter { $0.register == 0x7E }.map(\.value) == [0x11])
  }

  @Test("a frame of the FIFO has no header and begins with the gyroscope, low byte first")
  func decode() throws {
    let program = try program(AccelerometerSettings())
    #expect(program.start.last == RegisterWrite(0xC0, to: 0x47))
    let frame = try #require(program.fifo?.frame)
    // 1 g at ±4 g behind a turn of -1 degree/s at ±500 degrees/s.
    let bytes: [UInt8] = [0xBE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x20]
    #expect(frame.counts(in: bytes.span) == SIMD8(0, 0, 8192, -66, 0, 0, 0, 0))
  }

  @Test(
    "rotation is measured beside force, through the FIFO and without", arguments: [true, false])
  func rotation(fifo: Bool) throws {
    var rig = ContractRig(model)
    rig.settings.fifo = fifo
    rig.motion = EvenMotion(rotation: SIMD3(1, -2, 3) * (.pi / 180 * 10))
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 0.2, into: &elements)
    #expect(!elements.samples.isEmpty)
    for sample in elements.samples {
      #expect(sample.counts == SIMD8(0, 0, 8192, 656, -1312, 1968, 0, 0))
    }
  }
}
