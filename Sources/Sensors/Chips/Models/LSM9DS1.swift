import Samples

/// ST LSM9DS1, the sensor of the Raspberry Pi Sense HAT: accelerometer and gyroscope. Its
/// magnetometer is a device of its own at 0x1C, which is left alone.
///
/// Sources: LSM9DS1 datasheet DocID025715 rev. 2 (DS below); registers and scales also as in the
/// first entry of Linux' `st_lsm6dsx_core`.
extension AccelerometerModel {
  /// The LSM9DS1, and the LSM6DS0 that answers alike: FIFO of 32 samples of both sensors.
  public static let lsm9ds1 = AccelerometerModel(
    name: "LSM9DS1",
    addresses: [0x6A, 0x6B],
    identityRegister: LSM9DS1Register.whoAmI,
    identities: [ChipIdentity(0x68, name: "LSM9DS1 or LSM6DS0", fifoCapacity: 32 * 12)],
    // 0.061, 0.122, 0.244 and 0.732 mg a count; the last isn't 0.488. FS_XL =
    // CTRL_REG6_XL bits 4:3, in which 16 g comes second.
    ranges: [(2.0, 0, 0.061), (4, 2, 0.122), (8, 3, 0.244), (16, 1, 0.732)].map {
      MeasurementRange(
        fullScale: $0, code: $1 << 3, scale: $2 * 1e-3 * PhysicalConstant.standardGravity)
    },
    // 8.75, 17.5, 70 mdps a count. FS_G = CTRL_REG1_G bits 4:3; code 2 isn't there.
    gyroscopeRanges: [(245.0, 0, 8.75), (500, 1, 17.5), (2000, 3, 70)].map {
      MeasurementRange(fullScale: $0, code: $1 << 3, scale: $2 * 1e-3 * .pi / 180)
    },
    // ODR, bits 7:5 of CTRL_REG1_G and CTRL_REG6_XL. Left out are the two below, at which the
    // sensors differ, and 952 Hz, at which the FIFO lasts 34 ms.
    rates: [(476.0, 5), (238, 4), (119, 3)].map { SampleRate(hertz: $0, code: $1) },
    reset: [
      // SW_RESET = 1, IF_ADD_INC = 1. Linux' driver waits 50 ms.
      RegisterWrite(0x05, to: LSM9DS1Register.control8, settle: 0.05)
    ],
    powerDown: [
      // ODR = 0 for both, then bypass.
      RegisterWrite(0x00, to: LSM9DS1Register.accelerometerControl),
      RegisterWrite(0x00, to: LSM9DS1Register.gyroscopeControl),
      RegisterWrite(0x00, to: LSM9DS1Register.fifoControl),
    ],
    program: lsm9ds1Program)
}

/// Registers by their numbers in DS section 7.
private enum LSM9DS1Register {
  static let whoAmI: UInt8 = 0x0F
  /// CTRL_REG1_G.
  static let gyroscopeControl: UInt8 = 0x10
  static let status: UInt8 = 0x17
  static let gyroscopeOutput: UInt8 = 0x18
  /// CTRL_REG6_XL.
  static let accelerometerControl: UInt8 = 0x20
  static let control8: UInt8 = 0x22
  static let control9: UInt8 = 0x23
  static let accelerometerOutput: UInt8 = 0x28
  static let fifoControl: UInt8 = 0x2E
  static let fifoSource: UInt8 = 0x2F
}

private func lsm9ds1Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = LSM9DS1Register
  let rate = chosen.rate.code << 5
  let running = rate | chosen.range.code
  let hasGyroscope = chosen.gyroscopeRange != nil
  // With both sensors on, a read from OUT_X_G goes on from OUT_Z_G to OUT_X_XL, and from OUT_Z_XL
  // back to its beginning; with the accelerometer alone it circles within OUT_X_XL to OUT_Z_XL (DS
  // 3.3).
  let output = hasGyroscope ? Register.gyroscopeOutput : Register.accelerometerOutput
  let frame = FrameLayout(
    byteCount: hasGyroscope ? 12 : 6, accelerationOffset: hasGyroscope ? 6 : 0,
    angularVelocityOffset: hasGyroscope ? 0 : nil, byteOrder: .littleEndian)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: [
      // BDU = 1 (high and low byte of one sample), IF_ADD_INC = 1.
      RegisterWrite(0x44, to: Register.control8),
      // FIFO_EN.
      RegisterWrite(chosen.usesFIFO ? 0x02 : 0x00, to: Register.control9),
      // BW_SCAL_ODR = 0: the filter follows the rate, 50 Hz at 119 Hz (DS table 67).
      RegisterWrite(running, to: Register.accelerometerControl),
      // ODR_G and FS_G, or 0: power-down. Up to 8 samples settle (DS table 12).
      RegisterWrite(
        chosen.gyroscopeRange.map { rate | $0.code } ?? 0, to: Register.gyroscopeControl,
        settle: 0.05 + 8 / chosen.rate.hertz),
    ],
    start: [],
    configured: BitField(Register.accelerometerControl, mask: 0xFF, equals: running),
    // XLDA in STATUS_REG; it falls when the sample is read. What one read takes after the status
    // isn't said, and so the sample has its own.
    output: OutputRegisters(
      status: Register.status, readyMask: 0x01, frameRegister: output, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // Bypass empties it, then FMODE = 6: continuous, the oldest samples give way.
    RegisterWrite(0x00, to: Register.fifoControl),
    RegisterWrite(0xC0, to: Register.fifoControl),
  ]
  program.fifo = FIFOLayout(
    capacity: 32 * frame.byteCount,
    // FSS, bits 5:0, counts samples.
    level: FIFOLevel(register: Register.fifoSource, mask: 0x3F, bytesPerUnit: frame.byteCount),
    // OVRN.
    overflow: BitField(Register.fifoSource, mask: 0x40),
    register: output, frame: frame,
    // The first sample after switching the mode must be discarded (DS 3.5).
    unsettledFrames: 1)
  return program
}
