import Samples

/// ST LIS3DH, and the LIS2DH12 and LSM303 accelerometers that answer and behave alike.
///
/// Sources: LIS3DH datasheet DocID17530 rev. 2 (DS below: tables 4, 10, 31; sections 8.8 to 8.18) and
/// application note AN3308 (FIFO).
extension AccelerometerModel {
  /// The LIS3DH in high-resolution mode: 12 bits, FIFO of 32 samples.
  public static let lis3dh = AccelerometerModel(
    name: "LIS3DH",
    addresses: [0x18, 0x19],
    identityRegister: LIS3DHRegister.whoAmI,
    identities: [ChipIdentity(0x33, name: "LIS3DH", fifoCapacity: 32 * 6)],
    // DS table 4, high resolution: 1, 2, 4 and 12 mg a count; the last isn't 8. FS = CTRL_REG4 5:4.
    ranges: [
      MeasurementRange(fullScale: 2, code: 0 << 4, scale: 0.001 * PhysicalConstant.standardGravity),
      MeasurementRange(fullScale: 4, code: 1 << 4, scale: 0.002 * PhysicalConstant.standardGravity),
      MeasurementRange(fullScale: 8, code: 2 << 4, scale: 0.004 * PhysicalConstant.standardGravity),
      MeasurementRange(
        fullScale: 16, code: 3 << 4, scale: 0.012 * PhysicalConstant.standardGravity),
    ],
    gyroscopeRanges: [],
    // ODR = CTRL_REG1 7:4 (DS table 31). Left out are 1 Hz, which takes 7 s to start, and 1344 Hz, at
    // which the FIFO lasts 24 ms.
    rates: [
      SampleRate(hertz: 400, code: 7), SampleRate(hertz: 200, code: 6),
      SampleRate(hertz: 100, code: 5), SampleRate(hertz: 50, code: 4),
      SampleRate(hertz: 25, code: 3), SampleRate(hertz: 10, code: 2),
    ],
    reset: [
      // BOOT = 1: trimming values are loaded again, in 5 ms. It leaves the control registers alone, so
      // each of them is put to its power-on value.
      RegisterWrite(0x80, to: LIS3DHRegister.control5, settle: 0.005),
      RegisterWrite(0x07, to: LIS3DHRegister.control1),
      RegisterWrite(0x00, to: LIS3DHRegister.control2),
      RegisterWrite(0x00, to: LIS3DHRegister.control3),
      RegisterWrite(0x00, to: LIS3DHRegister.control4),
      RegisterWrite(0x00, to: LIS3DHRegister.control5),
      RegisterWrite(0x00, to: LIS3DHRegister.control6),
      RegisterWrite(0x00, to: LIS3DHRegister.fifoControl),
    ],
    powerDown: [
      // ODR = 0: power-down. Then FIFO_EN = 0 and bypass, as at power-on.
      RegisterWrite(0x07, to: LIS3DHRegister.control1),
      RegisterWrite(0x00, to: LIS3DHRegister.control5),
      RegisterWrite(0x00, to: LIS3DHRegister.fifoControl),
    ],
    program: lis3dhProgram)
}

/// Registers by their numbers in DS table 21.
private enum LIS3DHRegister {
  static let whoAmI: UInt8 = 0x0F
  static let control1: UInt8 = 0x20
  static let control2: UInt8 = 0x21
  static let control3: UInt8 = 0x22
  static let control4: UInt8 = 0x23
  static let control5: UInt8 = 0x24
  static let control6: UInt8 = 0x25
  static let status: UInt8 = 0x27
  static let output: UInt8 = 0x28
  static let fifoControl: UInt8 = 0x2E
  static let fifoSource: UInt8 = 0x2F
  /// Without it every byte of a longer read comes from the same register (DS 6.1.1).
  static let autoIncrement: UInt8 = 0x80
}

private func lis3dhProgram(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = LIS3DHRegister
  // ODR, LPen = 0, Zen = Yen = Xen = 1.
  let running = chosen.rate.code << 4 | 0x07
  let frame = FrameLayout(byteCount: 6, byteOrder: .littleEndian, unusedLowBits: 4)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: [
      // BDU = 1 (high and low byte of one sample), FS, HR = 1.
      RegisterWrite(0x80 | chosen.range.code | 0x08, to: Register.control4),
      // FIFO_EN.
      RegisterWrite(chosen.usesFIFO ? 0x40 : 0x00, to: Register.control5),
      // High resolution takes 7 samples to settle (DS table 10).
      RegisterWrite(running, to: Register.control1, settle: 7 / chosen.rate.hertz),
    ],
    start: [],
    configured: BitField(Register.control1, mask: 0xFF, equals: running),
    // ZYXDA in STATUS_REG, which OUT_X_L follows.
    output: OutputRegisters(
      register: Register.status | Register.autoIncrement, readyMask: 0x08, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // Bypass empties it (AN3308), then stream mode: the oldest samples give way.
    RegisterWrite(0x00, to: Register.fifoControl),
    RegisterWrite(0x80, to: Register.fifoControl),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    // FSS, bits 4:0, counts samples.
    level: FIFOLevel(register: Register.fifoSource, mask: 0x1F, bytesPerUnit: frame.byteCount),
    // OVRN_FIFO: all 32 are unread, and whether one more was lost can't be told.
    overflow: BitField(Register.fifoSource, mask: 0x40),
    // With the FIFO on the address goes from 0x2D back to 0x28, so that one read takes many samples.
    register: Register.output | Register.autoIncrement, frame: frame)
  return program
}
