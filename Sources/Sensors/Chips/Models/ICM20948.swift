import Samples

/// InvenSense ICM-20948: accelerometer and gyroscope behind four banks of registers. Its
/// magnetometer is a chip of its own on an inner bus, which is left alone.
///
/// WHO_AM_I stands in bank 0, and nothing is written before it was read. A chip that some program
/// left in another bank therefore isn't taken for what it is; a probe names it by REG_BANK_SEL,
/// which reads the same in every bank (``KnownChip``), and losing its power mends it. This model is
/// in bank 2 for a few writes of its set-up only, and whatever it writes begins with choosing the
/// bank.
///
/// Sources: ICM-20948 datasheet DS-000189 rev. 1.3 (DS below: table 2, section 4.14, the dividers
/// of both sensors); power, range, count and overflow registers also as in Klipper's `icm20948`,
/// the others by their names in the register map.
extension AccelerometerModel {
  /// The ICM-20948: FIFO of 512 bytes, for the accelerometer alone.
  public static let icm20948 = AccelerometerModel(
    name: "ICM-20948",
    addresses: [0x69, 0x68],
    identityRegister: ICM20948Register.whoAmI,
    identities: [ChipIdentity(0xEA, name: "ICM-20948", fifoCapacity: 512)],
    // DS table 2: 16384, 8192, 4096, 2048 counts/g. ACCEL_FS_SEL = ACCEL_CONFIG bits 2:1.
    ranges: [(2.0, 0, 16384.0), (4, 1, 8192), (8, 2, 4096), (16, 3, 2048)].map {
      MeasurementRange(
        fullScale: $0, code: $1 << 1, scale: PhysicalConstant.standardGravity / $2)
    },
    // 131, 65.5, 32.8, 16.4 counts/(degree/s). GYRO_FS_SEL = GYRO_CONFIG_1 bits 2:1.
    gyroscopeRanges: [(250.0, 0, 131.0), (500, 1, 65.5), (1000, 2, 32.8), (2000, 3, 16.4)].map {
      MeasurementRange(fullScale: $0, code: $1 << 1, scale: .pi / 180 / $2)
    },
    // ACCEL_SMPLRT_DIV: 1125 Hz / (1 + divider). The dividers that give short numbers of hertz.
    rates: [2, 4, 9, 24, 49].map { divider in
      SampleRate(hertz: 1125 / Double(1 + divider), code: UInt8(divider))
    },
    reset: [
      RegisterWrite(0x00, to: ICM20948Register.bankSelect),
      // DEVICE_RESET = 1. Registers can be written 100 ms after power-on at the latest.
      RegisterWrite(0x80, to: ICM20948Register.powerManagement1, settle: 0.1),
    ],
    powerDown: [
      RegisterWrite(0x00, to: ICM20948Register.bankSelect),
      // SLEEP = 1.
      RegisterWrite(0x40, to: ICM20948Register.powerManagement1),
    ],
    program: icm20948Program)
}

/// Registers by their numbers in the register map; bank 0 where nothing else is said.
private enum ICM20948Register {
  static let whoAmI: UInt8 = 0x00
  static let userControl: UInt8 = 0x03
  static let powerManagement1: UInt8 = 0x06
  static let powerManagement2: UInt8 = 0x07
  static let interruptEnable1: UInt8 = 0x11
  static let interruptEnable2: UInt8 = 0x12
  static let interruptStatus1: UInt8 = 0x1A
  static let interruptStatus2: UInt8 = 0x1B
  static let accelerometerOutput: UInt8 = 0x2D
  static let fifoEnable2: UInt8 = 0x67
  static let fifoReset: UInt8 = 0x68
  static let fifoCount: UInt8 = 0x70
  static let fifoData: UInt8 = 0x72
  /// In every bank.
  static let bankSelect: UInt8 = 0x7F
  /// In bank 2.
  static let gyroscopeRateDivider: UInt8 = 0x00
  /// GYRO_CONFIG_1 in bank 2.
  static let gyroscopeConfiguration: UInt8 = 0x01
  /// High byte, in bank 2.
  static let accelerometerRateDivider1: UInt8 = 0x10
  /// Low byte, in bank 2.
  static let accelerometerRateDivider2: UInt8 = 0x11
  /// ACCEL_CONFIG in bank 2.
  static let accelerometerConfiguration: UInt8 = 0x14
}

private func icm20948Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = ICM20948Register
  let hasGyroscope = chosen.gyroscopeRange != nil
  var setUp = [
    RegisterWrite(0x00, to: Register.bankSelect),
    // SLEEP = 0, CLKSEL = 1: the best clock there is (DS 4.14). The accelerometer takes 20 ms (DS
    // table 2), the gyroscope 35 ms.
    RegisterWrite(0x01, to: Register.powerManagement1, settle: 0.05),
    // DISABLE_GYRO, all three axes, where it stays off.
    RegisterWrite(hasGyroscope ? 0x00 : 0x07, to: Register.powerManagement2),
    // RAW_DATA_0_RDY_EN and FIFO_OVERFLOW_EN: whether the status bits show without them isn't said.
    RegisterWrite(0x01, to: Register.interruptEnable1),
    RegisterWrite(0x1F, to: Register.interruptEnable2),
    RegisterWrite(0x20, to: Register.bankSelect),
    RegisterWrite(0x00, to: Register.accelerometerRateDivider1),
    RegisterWrite(chosen.rate.code, to: Register.accelerometerRateDivider2),
    // FCHOICE = 1: the low-pass filter is on, and the rate as its divider has it.
    RegisterWrite(
      accelerometerLowPassCode(below: chosen.rate.hertz / 2) << 3 | chosen.range.code | 0x01,
      to: Register.accelerometerConfiguration),
  ]
  if let gyroscopeRange = chosen.gyroscopeRange {
    setUp += [
      RegisterWrite(chosen.rate.code, to: Register.gyroscopeRateDivider),
      RegisterWrite(
        gyroscopeLowPassCode(below: chosen.rate.hertz / 2) << 3 | gyroscopeRange.code | 0x01,
        to: Register.gyroscopeConfiguration),
    ]
  }
  setUp.append(RegisterWrite(0x00, to: Register.bankSelect, settle: 2 / chosen.rate.hertz))

  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: setUp,
    start: [],
    // SLEEP is 1 after a reset.
    configured: BitField(Register.powerManagement1, mask: 0x40, equals: 0x00),
    // RAW_DATA_0_RDY_INT falls when it is read, so that everything up to the sample is taken along.
    output: OutputRegisters(
      register: Register.interruptStatus1, readyMask: 0x01,
      frameOffset: Int(Register.accelerometerOutput - Register.interruptStatus1),
      frame: FrameLayout(
        byteCount: hasGyroscope ? 12 : 6, angularVelocityOffset: hasGyroscope ? 6 : nil,
        byteOrder: .bigEndian)),
    fifo: nil)
  // With equal dividers the datasheet gives the gyroscope 1100 Hz where the accelerometer has 1125:
  // who goes first in a FIFO of both can't be told, and so both are polled.
  guard chosen.usesFIFO, !hasGyroscope else { return program }
  program.start = [
    RegisterWrite(0x00, to: Register.bankSelect),
    // No sources while the FIFO is emptied: the first byte is the first of a frame.
    RegisterWrite(0x00, to: Register.fifoEnable2),
    RegisterWrite(0x1F, to: Register.fifoReset),
    RegisterWrite(0x00, to: Register.fifoReset),
    // FIFO_EN = 1, then ACCEL_FIFO_EN = 1.
    RegisterWrite(0x40, to: Register.userControl),
    RegisterWrite(0x10, to: Register.fifoEnable2),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    level: FIFOLevel(register: Register.fifoCount, byteCount: 2, mask: 0x1FFF),
    // Bit 0 of FIFO_OVERFLOW_INT.
    overflow: BitField(Register.interruptStatus2, mask: 0x01),
    register: Register.fifoData,
    frame: FrameLayout(byteCount: 6, byteOrder: .bigEndian))
  return program
}

/// ACCEL_DLPFCFG with the widest bandwidth that isn't above `hertz` (-3 dB at 246,
/// 111.4, 50.4, 23.9, 11.5, 5.7 Hz).
private func accelerometerLowPassCode(below hertz: Double) -> UInt8 {
  let bandwidths: [(hertz: Double, code: UInt8)] = [
    (246, 1), (111.4, 2), (50.4, 3), (23.9, 4), (11.5, 5),
  ]
  return bandwidths.first { $0.hertz <= hertz }?.code ?? 6
}

/// GYRO_DLPFCFG with the widest bandwidth that isn't above `hertz` (-3 dB at 196.6,
/// 151.8, 119.5, 51.2, 23.9, 11.6, 5.7 Hz).
private func gyroscopeLowPassCode(below hertz: Double) -> UInt8 {
  let bandwidths: [(hertz: Double, code: UInt8)] = [
    (196.6, 0), (151.8, 1), (119.5, 2), (51.2, 3), (23.9, 4), (11.6, 5),
  ]
  return bandwidths.first { $0.hertz <= hertz }?.code ?? 6
}
