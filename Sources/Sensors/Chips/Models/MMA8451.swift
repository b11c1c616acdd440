import Samples

/// NXP (Freescale) MMA8451Q.
///
/// Sources: MMA8451Q data sheet, sections 6.1 and 6.2 (DS below); registers as in Linux' `mma8452`,
/// and with it that a reset may go unanswered, which was seen with the FXLS8471 of the same family;
/// counts that are one too few as in NXP's community thread 350541.
extension AccelerometerModel {
  /// The MMA8451 in high-resolution mode: 14 bits, FIFO of 32 samples.
  public static let mma8451 = AccelerometerModel(
    name: "MMA8451",
    addresses: [0x1D, 0x1C],
    identityRegister: MMA8451Register.whoAmI,
    identities: [ChipIdentity(0x1A, name: "MMA8451", fifoCapacity: 32 * 6)],
    // 4096, 2048, 1024 counts/g. FS = XYZ_DATA_CFG bits 1:0.
    ranges: [(2.0, 0, 4096.0), (4, 1, 2048), (8, 2, 1024)].map {
      MeasurementRange(fullScale: $0, code: $1, scale: PhysicalConstant.standardGravity / $2)
    },
    gyroscopeRanges: [],
    // DR = CTRL_REG1 bits 5:3. Left out are 800 Hz, at which the FIFO lasts 40 ms, and those below
    // 12.5.
    rates: [(400.0, 1), (200, 2), (100, 3), (50, 4), (12.5, 5)].map {
      SampleRate(hertz: $0, code: $1)
    },
    reset: [
      // RST = 1: it may take effect before it is acknowledged. Linux' driver gives it 1 to 2 ms.
      RegisterWrite(0x40, to: MMA8451Register.control2, settle: 0.005, mayGoUnanswered: true),
      // In case the reset itself never arrived: standby, in which alone settings can be changed.
      RegisterWrite(0x00, to: MMA8451Register.control1),
      RegisterWrite(0x00, to: MMA8451Register.fifoSetUp),
    ],
    powerDown: [
      // ACTIVE = 0: standby. Then no FIFO, as at power-on.
      RegisterWrite(0x00, to: MMA8451Register.control1),
      RegisterWrite(0x00, to: MMA8451Register.fifoSetUp),
    ],
    program: mma8451Program)
}

/// Registers by their numbers in DS 6.
private enum MMA8451Register {
  /// STATUS; with the FIFO on, F_STATUS.
  static let status: UInt8 = 0x00
  static let output: UInt8 = 0x01
  static let fifoSetUp: UInt8 = 0x09
  static let whoAmI: UInt8 = 0x0D
  static let dataConfiguration: UInt8 = 0x0E
  static let control1: UInt8 = 0x2A
  static let control2: UInt8 = 0x2B
}

private func mma8451Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = MMA8451Register
  // DR, ACTIVE = 1.
  let running = chosen.rate.code << 3 | 0x01
  let frame = FrameLayout(byteCount: 6, byteOrder: .bigEndian, unusedLowBits: 2)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: [
      RegisterWrite(chosen.range.code, to: Register.dataConfiguration),
      // MODS = 2: high resolution, the most oversampling.
      RegisterWrite(0x02, to: Register.control2),
      // From here on no setting can be changed. Turn-on takes two periods and 1 ms.
      RegisterWrite(running, to: Register.control1, settle: 2 / chosen.rate.hertz + 0.002),
    ],
    start: [],
    configured: BitField(Register.control1, mask: 0xFF, equals: running),
    // ZYXDR in STATUS, which OUT_X_MSB follows.
    output: OutputRegisters(register: Register.status, readyMask: 0x08, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // Off empties it, then F_MODE = 1: circular, the oldest samples give way. It alone may be
    // switched while active (DS, F_SETUP).
    RegisterWrite(0x00, to: Register.fifoSetUp),
    RegisterWrite(0x40, to: Register.fifoSetUp),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    // F_CNT, bits 5:0, counts samples; some chips count one too few, which then waits for the next
    // poll.
    level: FIFOLevel(register: Register.status, mask: 0x3F, bytesPerUnit: frame.byteCount),
    // F_OVF.
    overflow: BitField(Register.status, mask: 0x80),
    // With the FIFO on the address goes from 0x06 back to 0x01, so that one read takes many
    // samples.
    register: Register.output, frame: frame)
  return program
}
