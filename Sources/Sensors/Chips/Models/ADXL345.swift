import Samples

/// Analog Devices ADXL345, as on the GY-291 boards.
///
/// The ADXL375 (±200 g, 49 mg a count) answers with the same identity and can't be told apart: read
/// by this model its forces come out 12.6 times too small, 1 g as 0.08 g.
///
/// Sources: registers, identity and scale as in Linux' `adxl345_core`, which cites data sheet rev.
/// G p. 21 for reading the FIFO; overrun, FIFO and register map as in the data sheet of the
/// ADXL312, which shares them (sections "Overrun", "FIFO", table 19).
extension AccelerometerModel {
  /// The ADXL345 in full resolution: 256 counts/g in every range, FIFO of 32 samples.
  public static let adxl345 = AccelerometerModel(
    name: "ADXL345",
    addresses: [0x53, 0x1D],
    identityRegister: ADXL345Register.deviceIdentity,
    identities: [ChipIdentity(0xE5, name: "ADXL345 or ADXL375", fifoCapacity: 32 * 6)],
    // Full resolution: 256 counts/g throughout. Range = DATA_FORMAT bits 1:0.
    ranges: [(2.0, 0), (4, 1), (8, 2), (16, 3)].map { fullScale, code in
      MeasurementRange(
        fullScale: fullScale, code: code, scale: PhysicalConstant.standardGravity / 256)
    },
    gyroscopeRanges: [],
    // Rate code n gives 100 Hz * 2^(n - 10). Each sample takes a transfer of its own,
    // so that 800 Hz needs all of a bus at 400 kHz, and 100 kHz carries 200 Hz.
    rates: [(400.0, 12), (200, 11), (100, 10), (50, 9), (25, 8), (12.5, 7)].map { hertz, code in
      SampleRate(hertz: hertz, code: code)
    },
    reset: [
      // There is no reset: standby first, and then what a set-up may have changed, put to its
      // power-on value.
      RegisterWrite(0x00, to: ADXL345Register.powerControl),
      RegisterWrite(0x00, to: ADXL345Register.fifoControl),
      RegisterWrite(0x00, to: ADXL345Register.interruptEnable),
      RegisterWrite(0x0A, to: ADXL345Register.bandwidthAndRate),
      RegisterWrite(0x00, to: ADXL345Register.dataFormat),
      RegisterWrite(0x00, to: ADXL345Register.offsetX),
      RegisterWrite(0x00, to: ADXL345Register.offsetY),
      RegisterWrite(0x00, to: ADXL345Register.offsetZ),
    ],
    powerDown: [
      // Measure = 0: standby. Then bypass, as at power-on.
      RegisterWrite(0x00, to: ADXL345Register.powerControl),
      RegisterWrite(0x00, to: ADXL345Register.fifoControl),
    ],
    program: adxl345Program)
}

/// Registers by their numbers in the register map.
private enum ADXL345Register {
  static let deviceIdentity: UInt8 = 0x00
  static let offsetX: UInt8 = 0x1E
  static let offsetY: UInt8 = 0x1F
  static let offsetZ: UInt8 = 0x20
  static let bandwidthAndRate: UInt8 = 0x2C
  static let powerControl: UInt8 = 0x2D
  static let interruptEnable: UInt8 = 0x2E
  static let interruptSource: UInt8 = 0x30
  static let dataFormat: UInt8 = 0x31
  static let data: UInt8 = 0x32
  static let fifoControl: UInt8 = 0x38
  static let fifoStatus: UInt8 = 0x39
}

private func adxl345Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = ADXL345Register
  let frame = FrameLayout(byteCount: 6, byteOrder: .littleEndian)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: [
      // FULL_RES = 1, Justify = 0 (right, with sign), range.
      RegisterWrite(0x08 | chosen.range.code, to: Register.dataFormat),
      // LOW_POWER = 0, rate.
      RegisterWrite(chosen.rate.code, to: Register.bandwidthAndRate),
      // Measure = 1. The first sample comes 1.1 ms and a period later.
      RegisterWrite(0x08, to: Register.powerControl, settle: 0.002 + 1 / chosen.rate.hertz),
    ],
    start: [],
    configured: BitField(Register.powerControl, mask: 0x08),
    // DATA_READY in INT_SOURCE, which DATA_FORMAT and then DATAX0 follow.
    output: OutputRegisters(
      register: Register.interruptSource, readyMask: 0x80, frameOffset: 2, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // Bypass empties it, then stream mode: the oldest samples give way.
    RegisterWrite(0x00, to: Register.fifoControl),
    RegisterWrite(0x80, to: Register.fifoControl),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    // Entries, bits 5:0, counts samples.
    level: FIFOLevel(register: Register.fifoStatus, mask: 0x3F, bytesPerUnit: frame.byteCount),
    // Overrun in INT_SOURCE: set once it is full.
    overflow: BitField(Register.interruptSource, mask: 0x01),
    register: Register.data, frame: frame,
    // A sample leaves it as the six registers are read, and the next takes 5 us to follow; at 400
    // kHz the address alone of the next transfer takes longer (section "Retrieving Data from
    // FIFO").
    framesPerRead: 1)
  return program
}
