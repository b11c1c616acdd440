import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the ICM-20948 datasheet, typed again.
@Suite("ICM-20948")
struct ICM20948Tests {
  private let model = AccelerometerModel.icm20948

  private func program(_ settings: AccelerometerSettings) throws -> AccelerometerProgram {
    model.program(try model.configuration(for: settings, identity: model.identities[0]))
  }

  /// What the writes leave in each bank, by 0x100 times the bank plus the register.
  private func registers(_ program: AccelerometerProgram) -> [Int: UInt8] {
    var registers: [Int: UInt8] = [:]
    var bank: Int?
    for write in model.reset + program.setUp + program.start {
      if write.register == 0x7F {
        bank = Int(write.value >> 4)
      } else if let bank {
        registers[bank << 8 + Int(write.register)] = write.value
      } else {
        Issue.record("a register was written before any bank was chosen")
      }
    }
    #expect(bank == 0)
    return registers
  }

  @Test(
    "scales and codes are the datasheet's",
    arguments: [(2.0, 0x19, 16384.0), (4, 0x1B, 8192), (8, 0x1D, 4096), (16, 0x1F, 2048)])
  func ranges(range: Double, configuration: Int, countsPerG: Double) throws {
    // Bandwidth 50.4 Hz, filter on.
    let program = try program(AccelerometerSettings(range: range))
    #expect(registers(program)[0x214] == UInt8(configuration))
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerG - 9.80665) < 1e-12)
  }

  @Test(
    "gyroscope scales and codes are the datasheet's",
    arguments: [(250.0, 0x19, 131.0), (500, 0x1B, 65.5), (1000, 0x1D, 32.8), (2000, 0x1F, 16.4)])
  func gyroscope(range: Double, configuration: Int, countsPerDegree: Double) throws {
    let program = try program(AccelerometerSettings(gyroscopeRange: range))
    #expect(registers(program)[0x201] == UInt8(configuration))
    let scale = try #require(model.gyroscopeRanges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerDegree * 180 - Double.pi) < 1e-12)
  }

  @Test(
    "a rate has its divider and a filter below half of it",
    arguments: [(375.0, 2, 2), (225, 4, 2), (112.5, 9, 3), (45, 24, 5), (22.5, 49, 6)])
  func rates(hertz: Double, divider: Int, filter: Int) throws {
    let registers = registers(try program(AccelerometerSettings(rate: hertz, range: 2)))
    #expect(registers[0x210] == 0)
    #expect(registers[0x211] == UInt8(divider))
    #expect(registers[0x200] == UInt8(divider))
    #expect(registers[0x214] == UInt8(filter << 3 | 1))
  }

  @Test("everything that is written ever begins with a choice of bank and ends in bank 0")
  func banks() throws {
    for settings in [AccelerometerSettings(), AccelerometerSettings(gyroscope: false)] {
      let program = try program(settings)
      for steps in [model.reset, model.powerDown, program.setUp, program.start] {
        guard let first = steps.first else { continue }
        #expect(first == RegisterWrite(0x00, to: 0x7F))
        #expect(steps.last { $0.register == 0x7F }?.value == 0x00)
      }
    }
  }

  @Test("with the gyroscope both are polled, high byte first, in one transfer with the flag")
  func decode() throws {
    let program = try program(AccelerometerSettings())
    #expect(program.fifo == nil)
    #expect(program.output.register == 0x1A && program.output.byteCount == 31)
    // 1 g at ±4 g ahead of a turn of -1 degree/s at ±500 degrees/s.
    let bytes: [UInt8] = [0, 0, 0, 0, 0x20, 0x00, 0xFF, 0xBE, 0, 0, 0, 0]
    #expect(
      program.output.frame.counts(in: bytes.span) == SIMD8(0, 0, 8192, -66, 0, 0, 0, 0))
  }

  @Test("rotation is measured beside force")
  func rotation() throws {
    var rig = ContractRig(model)
    rig.settings.gyroscope = true
    rig.motion = EvenMotion(rotation: SIMD3(1, -2, 3) * (.pi / 180 * 100))
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    #expect(abs(elements.samples.count - 112) <= 3)
    #expect(elements.gaps.isEmpty)
    for sample in elements.samples {
      #expect(sample.counts == SIMD8(0, 0, 8192, 6550, -13100, 19650, 0, 0))
    }
  }

  @Test("left in another bank it is refused unwritten, and a probe says what to do")
  func otherBank() throws {
    var chip = SimulatedICM20948(motion: EvenMotion())
    chip.advance(to: 0)
    chip.write(0x20, to: 0x7F)
    var rig = ContractRig(model)
    rig.chip = chip
    #expect(throws: SensorError.self) { _ = try rig.start() }
    #expect(rig.writes.isEmpty)

    var bus = SimulatedBus(chip: chip, clock: rig.clock)
    let result = ProbeResult.probe(0x69, on: &bus, named: "i2c-1")
    #expect(result.register == 0x7F && result.byte == 0x20)
    #expect(result.description.contains("ICM-20948"))
    #expect(result.description.contains("off and on"))
  }
}
