import Samples

/// ST LIS2DW12, as on many boards for printers; not to be taken for the LIS3DH, which answers at
/// the same addresses and has other registers.
///
/// Sources: LIS2DW12 datasheet, sections 5.2 and 5.3 (DS below); registers as in Chromium EC's
/// `accel_lis2dw12` and Klipper's `lis2dw`.
extension AccelerometerModel {
  /// The LIS2DW12 in high-performance mode: 14 bits, FIFO of 32 samples.
  public static let lis2dw12 = AccelerometerModel(
    name: "LIS2DW12",
    addresses: [0x18, 0x19],
    identityRegister: LIS2DW12Register.whoAmI,
    identities: [ChipIdentity(0x44, name: "LIS2DW12", fifoCapacity: 32 * 6)],
    // 14 bits: 0.244, 0.488, 0.976, 1.952 mg a count. FS = CTRL6 bits 5:4.
    ranges: [(2.0, 0, 0.244), (4, 1, 0.488), (8, 2, 0.976), (16, 3, 1.952)].map {
      MeasurementRange(
        fullScale: $0, code: $1 << 4, scale: $2 * 1e-3 * PhysicalConstant.standardGravity)
    },
    gyroscopeRanges: [],
    // ODR = CTRL1 bits 7:4. Left out are 800 and 1600 Hz, at which the FIFO lasts 40 ms and less.
    rates: [(400.0, 7), (200, 6), (100, 5), (50, 4), (25, 3), (12.5, 2)].map {
      SampleRate(hertz: $0, code: $1)
    },
    reset: [
      // SOFT_RESET = 1, IF_ADD_INC = 1. It takes 5 us.
      RegisterWrite(0x44, to: LIS2DW12Register.control2, settle: 0.005)
    ],
    powerDown: [
      // ODR = 0: power-down. Then bypass, as at power-on.
      RegisterWrite(0x00, to: LIS2DW12Register.control1),
      RegisterWrite(0x00, to: LIS2DW12Register.fifoControl),
    ],
    program: lis2dw12Program)
}

/// Registers by their numbers in the register map.
private enum LIS2DW12Register {
  static let whoAmI: UInt8 = 0x0F
  static let control1: UInt8 = 0x20
  static let control2: UInt8 = 0x21
  static let control6: UInt8 = 0x25
  static let status: UInt8 = 0x27
  static let output: UInt8 = 0x28
  static let fifoControl: UInt8 = 0x2E
  static let fifoSamples: UInt8 = 0x2F
}

private func lis2dw12Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = LIS2DW12Register
  // ODR, MODE = 1: high performance.
  let running = chosen.rate.code << 4 | 0x04
  let frame = FrameLayout(byteCount: 6, byteOrder: .littleEndian, unusedLowBits: 2)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: [
      // BDU = 1 (high and low byte of one sample), IF_ADD_INC = 1.
      RegisterWrite(0x0C, to: Register.control2),
      // BW_FILT = 0 (half the rate), FS, LOW_NOISE = 1.
      RegisterWrite(chosen.range.code | 0x04, to: Register.control6),
      // One sample settles (DS table 13).
      RegisterWrite(running, to: Register.control1, settle: 2 / chosen.rate.hertz),
    ],
    start: [],
    configured: BitField(Register.control1, mask: 0xFF, equals: running),
    // DRDY in STATUS, which OUT_X_L follows.
    output: OutputRegisters(register: Register.status, readyMask: 0x01, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // Bypass empties it, then FMode = 6: continuous, the oldest samples give way.
    RegisterWrite(0x00, to: Register.fifoControl),
    RegisterWrite(0xC0, to: Register.fifoControl),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    // Diff, bits 5:0, counts samples.
    level: FIFOLevel(register: Register.fifoSamples, mask: 0x3F, bytesPerUnit: frame.byteCount),
    // FIFO_OVR.
    overflow: BitField(Register.fifoSamples, mask: 0x40),
    // The address goes from 0x2D back to 0x28, so that one read takes many samples (DS 5.3).
    register: Register.output, frame: frame,
    // The first sample after switching the mode must be discarded (DS 5.3).
    unsettledFrames: 1)
  return program
}
