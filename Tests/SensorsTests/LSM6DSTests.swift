import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the LSM6DS3 and LSM6DSO datasheets, typed again.
@Suite("LSM6DS")
struct LSM6DSTests {
  private let model = AccelerometerModel.lsm6ds

  private func program(
    _ settings: AccelerometerSettings = AccelerometerSettings(), identity: UInt8
  ) throws -> AccelerometerProgram {
    let identity = try #require(model.identities.first { $0.value == identity })
    return model.program(try model.configuration(for: settings, identity: identity))
  }

  private func registers(_ program: AccelerometerProgram) -> [UInt8: UInt8] {
    var registers: [UInt8: UInt8] = [:]
    for write in program.setUp + program.start { registers[write.register] = write.value }
    return registers
  }

  @Test("every identity of the family but the LSM9DS1's is accepted")
  func identities() {
    #expect(model.identities.map(\.value) == [0x69, 0x6A, 0x6B, 0x6C, 0x6D])
  }

  @Test(
    "16 g has the code between 2 and 4 g",
    arguments: [(2.0, 0x40, 0.061), (4, 0x48, 0.122), (8, 0x4C, 0.244), (16, 0x44, 0.488)])
  func ranges(range: Double, control1: Int, milligravities: Double) throws {
    let settings = AccelerometerSettings(range: range)
    #expect(try registers(program(settings, identity: 0x6A))[0x10] == UInt8(control1))
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale - milligravities * 0.00980665) < 1e-12)
  }

  @Test(
    "gyroscope scales are the datasheet's",
    arguments: [(250.0, 8.75), (500, 17.5), (1000, 35), (2000, 70)])
  func gyroscopeScales(range: Double, millidegrees: Double) throws {
    let scale = try #require(model.gyroscopeRanges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * 180 / .pi * 1000 - millidegrees) < 1e-9)
  }

  @Test("asked for no rate, it takes 104 Hz; asked for 100, it says what there is")
  func rates() throws {
    #expect(try abs(program(identity: 0x6A).period - 1 / 104) < 1e-12)
    #expect(
      throws: SensorError.unsupportedSetting(
        name: "rate in Hz", asked: "100.0",
        offered: ["416.0", "208.0", "104.0", "52.0", "26.0", "12.5"])
    ) { _ = try program(AccelerometerSettings(rate: 100), identity: 0x6A) }
  }

  @Test("the older FIFO is told decimation and rate, and read in words of 16 bits")
  func untagged() throws {
    let program = try program(identity: 0x6A)
    let fifo = try #require(program.fifo)
    #expect(registers(program)[0x08] == 0x09)
    #expect(registers(program)[0x0A] == 0x26)
    #expect(fifo.register == 0x3E && fifo.level.bytesPerUnit == 2)
    // 1 g at ±4 g behind a turn of -1 degree/s at ±500 degrees/s.
    let bytes: [UInt8] = [0xC7, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x05, 0x20]
    #expect(fifo.frame.counts(in: bytes.span) == SIMD8(0, 0, 8197, -57, 0, 0, 0, 0))
  }

  @Test(
    "the newer FIFO is told batch rates, and read in tagged words", arguments: [0x6B, 0x6C, 0x6D])
  func tagged(identity: Int) throws {
    let program = try program(identity: UInt8(identity))
    let fifo = try #require(program.fifo)
    #expect(registers(program)[0x09] == 0x44)
    #expect(registers(program)[0x0A] == 0x06)
    #expect(fifo.register == 0x78 && fifo.level.bytesPerUnit == 7)
    // Tags 1 and 2 with a counter and a parity bit beside them.
    let bytes: [UInt8] = [0x0A, 0xC7, 0xFF, 0, 0, 0, 0, 0x13, 0, 0, 0, 0, 0x05, 0x20]
    #expect(fifo.frame.counts(in: bytes.span) == SIMD8(0, 0, 8197, -57, 0, 0, 0, 0))
  }

  @Test("the newest sample is read with its flag, with or without the gyroscope")
  func output() throws {
    let both = try program(AccelerometerSettings(fifo: false), identity: 0x6C).output
    #expect(both.register == 0x1E && both.frameOffset == 4 && both.byteCount == 16)
    let alone = try program(AccelerometerSettings(gyroscope: false, fifo: false), identity: 0x6C)
    #expect(alone.output.frameOffset == 10 && alone.output.byteCount == 16)
  }

  @Test(
    "rotation is measured beside force, through either FIFO and without", arguments: [0x6A, 0x6C])
  func rotation(identity: Int) throws {
    for fifo in [true, false] {
      var rig = ContractRig(model, identity: UInt8(identity))
      rig.settings.fifo = fifo
      rig.motion = EvenMotion(rotation: SIMD3(1, -2, 3) * (.pi / 180 * 70))
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 0.2, into: &elements)
      #expect(elements.gaps.isEmpty)
      #expect(!elements.samples.isEmpty)
      for sample in elements.samples {
        #expect(sample.counts == SIMD8(0, 0, 8197, 4000, -8000, 12000, 0, 0))
      }
    }
  }

  @Test("a word without its partner is one gap, never a slipped frame")
  func strangeWord() throws {
    var rig = ContractRig(model, identity: 0x6C)
    rig.motion = EvenMotion.ramp
    rig.chip = MistaggedWord(motion: EvenMotion.ramp, at: 1)
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 3, into: &elements)
    #expect(elements.gaps.map(\.cause) == [.badFrame])
    #expect(Double(elements.samples.count) > 2.8 * rig.rate)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }
}

/// An LSM6DSO whose FIFO once gives a word of temperature where a number should be.
private struct MistaggedWord: SimulatedChip {
  private var chip: SimulatedLSM6DS
  private let moment: Double
  private var now = -Double.infinity
  private var isDone = false

  init(motion: any InertialMotion, at moment: Double) {
    chip = SimulatedLSM6DS(identity: 0x6C, motion: motion)
    self.moment = moment
  }

  mutating func advance(to seconds: Double) {
    now = seconds
    chip.advance(to: seconds)
  }

  mutating func write(_ value: UInt8, to register: UInt8) { chip.write(value, to: register) }
  mutating func losePower() { chip.losePower() }

  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    chip.read(from: register, into: &bytes)
    guard register == 0x78, now > moment, !isDone else { return }
    isDone = true
    bytes[0] = 3 << 3
  }
}
