import Samples

/// ST LSM6DS3 and its family: accelerometer and gyroscope on one register map, with either of two
/// FIFOs.
///
/// Sources: registers, identities, rates, scales, the order of the untagged FIFO and the tags as in
/// Linux' `st_lsm6dsx_core` and `st_lsm6dsx_buffer`; FIFO_STATUS2 as in ST's `lsm6dso_reg`; tagged
/// words as in the section "FIFO reading procedure" of ST's datasheets. That a long read goes round
/// the tagged FIFO's registers isn't said there, but both drivers read so.
extension AccelerometerModel {
  /// The LSM6DS3, LSM6DSO and their kin, but for the LSM6DS0, which is an LSM9DS1 inside.
  public static let lsm6ds = AccelerometerModel(
    name: "LSM6DS",
    addresses: [0x6A, 0x6B],
    identityRegister: LSM6DSRegister.whoAmI,
    identities: [
      // The LSM6DS3 holds 8 KiB; the LSM6DS3H, which answers alike, half of it.
      ChipIdentity(0x69, name: "LSM6DS3 or LSM6DS3H", fifoCapacity: 4096),
      ChipIdentity(0x6A, name: "LSM6DS3TR-C, LSM6DSL or LSM6DSM", fifoCapacity: 4096),
      // 512 tagged words.
      ChipIdentity(0x6B, name: "LSM6DSR or ISM330DHCX", fifoCapacity: 512 * 7),
      ChipIdentity(0x6C, name: "LSM6DSO or LSM6DSOX", fifoCapacity: 512 * 7),
      ChipIdentity(0x6D, name: "LSM6DST", fifoCapacity: 512 * 7),
    ],
    // 0.061, 0.122, 0.244, 0.488 mg a count. FS_XL = CTRL1_XL bits 3:2, in which 16 g comes second.
    ranges: [(2.0, 0, 0.061), (4, 2, 0.122), (8, 3, 0.244), (16, 1, 0.488)].map {
      MeasurementRange(
        fullScale: $0, code: $1 << 2, scale: $2 * 1e-3 * PhysicalConstant.standardGravity)
    },
    // 8.75, 17.5, 35, 70 mdps a count; the first is called 245 by the older sheets. FS_G = CTRL2_G
    // 3:2.
    gyroscopeRanges: [(250.0, 0, 8.75), (500, 1, 17.5), (1000, 2, 35), (2000, 3, 70)].map {
      MeasurementRange(fullScale: $0, code: $1 << 2, scale: $2 * 1e-3 * .pi / 180)
    },
    // ODR_XL and ODR_G, bits 7:4 of CTRL1_XL and CTRL2_G.
    rates: [(416.0, 6), (208, 5), (104, 4), (52, 3), (26, 2), (12.5, 1)].map {
      SampleRate(hertz: $0, code: $1)
    },
    reset: [
      // SW_RESET = 1, IF_INC = 1. It takes 50 us; Linux' driver waits 50 ms.
      RegisterWrite(0x05, to: LSM6DSRegister.control3, settle: 0.05)
    ],
    powerDown: [
      // ODR = 0 for both, then bypass; the mode stands in the same bits of both kinds of FIFO.
      RegisterWrite(0x00, to: LSM6DSRegister.control1),
      RegisterWrite(0x00, to: LSM6DSRegister.control2),
      RegisterWrite(0x00, to: LSM6DSRegister.fifoMode),
    ],
    program: lsm6dsProgram)
}

/// Registers by their numbers in the datasheets' section "Register mapping".
private enum LSM6DSRegister {
  /// FIFO_CTRL3 with the untagged FIFO.
  static let fifoDecimation: UInt8 = 0x08
  /// FIFO_CTRL3 with the tagged FIFO.
  static let fifoBatchRates: UInt8 = 0x09
  /// FIFO_CTRL5 with the untagged FIFO, FIFO_CTRL4 with the tagged one.
  static let fifoMode: UInt8 = 0x0A
  static let whoAmI: UInt8 = 0x0F
  static let control1: UInt8 = 0x10
  static let control2: UInt8 = 0x11
  static let control3: UInt8 = 0x12
  static let status: UInt8 = 0x1E
  static let gyroscopeOutput: UInt8 = 0x22
  static let accelerometerOutput: UInt8 = 0x28
  static let fifoStatus1: UInt8 = 0x3A
  static let fifoStatus2: UInt8 = 0x3B
  static let fifoData: UInt8 = 0x3E
  static let taggedFIFOData: UInt8 = 0x78
}

private func lsm6dsProgram(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = LSM6DSRegister
  let rate = chosen.rate.code << 4
  let running = rate | chosen.range.code
  let hasGyroscope = chosen.gyroscopeRange != nil
  let setUp = [
    // BDU = 1 (high and low byte of one sample), IF_INC = 1 (longer reads go on through the
    // registers).
    RegisterWrite(0x44, to: Register.control3),
    RegisterWrite(running, to: Register.control1),
    // ODR_G and FS_G, or 0: power-down. The gyroscope takes 35 ms to start (LSM6DS3TR-C); until
    // then the tagged FIFO holds marks in place of numbers.
    RegisterWrite(
      chosen.gyroscopeRange.map { rate | $0.code } ?? 0, to: Register.control2, settle: 0.1),
  ]
  let newestFrame = FrameLayout(
    byteCount: hasGyroscope ? 12 : 6, accelerationOffset: hasGyroscope ? 6 : 0,
    angularVelocityOffset: hasGyroscope ? 0 : nil, byteOrder: .littleEndian)
  let first = hasGyroscope ? Register.gyroscopeOutput : Register.accelerometerOutput
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: setUp,
    start: [],
    configured: BitField(Register.control1, mask: 0xFF, equals: running),
    // XLDA in STATUS_REG. Both sensors run on one clock at one rate.
    output: OutputRegisters(
      register: Register.status, readyMask: 0x01, frameOffset: Int(first - Register.status),
      frame: newestFrame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  if chosen.identity.hasTaggedFIFO {
    addTaggedFIFO(to: &program, chosen)
  } else {
    addUntaggedFIFO(to: &program, chosen)
  }
  return program
}

/// Words in a set order: the gyroscope's three, then the accelerometer's.
private func addUntaggedFIFO(
  to program: inout AccelerometerProgram, _ chosen: AccelerometerConfiguration
) {
  typealias Register = LSM6DSRegister
  program.start = [
    // Bypass empties it.
    RegisterWrite(0x00, to: Register.fifoMode),
    // DEC_FIFO_GYRO, DEC_FIFO_XL = 1: every sample; 0: none.
    RegisterWrite(chosen.gyroscopeRange == nil ? 0x01 : 0x09, to: Register.fifoDecimation),
    // ODR_FIFO, FIFO_MODE = 6: continuous, the oldest words give way.
    RegisterWrite(chosen.rate.code << 3 | 0x06, to: Register.fifoMode),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    // DIFF_FIFO counts words of 16 bits.
    level: FIFOLevel(
      register: Register.fifoStatus1, byteCount: 2, byteOrder: .littleEndian, mask: 0x0FFF,
      bytesPerUnit: 2),
    overflow: BitField(Register.fifoStatus2, mask: 0x40),
    // From FIFO_DATA_OUT_H a longer read goes back to FIFO_DATA_OUT_L.
    register: Register.fifoData, frame: program.output.frame)
}

/// Words of 7 bytes that each say whose they are.
private func addTaggedFIFO(
  to program: inout AccelerometerProgram, _ chosen: AccelerometerConfiguration
) {
  typealias Register = LSM6DSRegister
  let hasGyroscope = chosen.gyroscopeRange != nil
  let rate = chosen.rate.code
  program.start = [
    RegisterWrite(0x00, to: Register.fifoMode),
    // BDR_GY, BDR_XL.
    RegisterWrite(hasGyroscope ? rate << 4 | rate : rate, to: Register.fifoBatchRates),
    // FIFO_MODE = 6: continuous.
    RegisterWrite(0x06, to: Register.fifoMode),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    level: FIFOLevel(
      register: Register.fifoStatus1, byteCount: 2, byteOrder: .littleEndian, mask: 0x03FF,
      bytesPerUnit: 7),
    overflow: BitField(Register.fifoStatus2, mask: 0x40),
    // From FIFO_DATA_OUT_Z_H a longer read goes back to FIFO_DATA_OUT_TAG.
    register: Register.taggedFIFOData,
    frame: FrameLayout(
      // TAG_SENSOR, bits 7:3: 2 = accelerometer, 1 = gyroscope.
      tags: WordTags(mask: 0xF8, acceleration: 2 << 3, angularVelocity: 1 << 3),
      hasAngularVelocity: hasGyroscope, byteOrder: .littleEndian))
}

extension ChipIdentity {
  fileprivate var hasTaggedFIFO: Bool { value >= 0x6B }
}
