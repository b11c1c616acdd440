import Samples

/// InvenSense MPU-6050 and the chips that share its register map.
///
/// Sources: MPU-6000/MPU-6050 Product Specification rev. 3.4 (PS below: section 6, sensitivities and
/// start-up) and Register Map rev. 4.2 (RM below); MPU-6500 Register Map rev. 2.1 for ACCEL_CONFIG 2; identities and
/// FIFO sizes as in Linux' `inv_mpu6050`.
extension AccelerometerModel {
  /// The MPU-6050 family: accelerometer and gyroscope, FIFO of 512 to 4096 bytes.
  public static let mpu6050 = AccelerometerModel(
    name: "MPU-6050",
    addresses: [0x68, 0x69],
    identityRegister: MPU6050Register.whoAmI,
    identities: [
      ChipIdentity(0x68, name: "MPU-6050", fifoCapacity: 1024),
      ChipIdentity(0x70, name: "MPU-6500", fifoCapacity: 512),
      ChipIdentity(0x71, name: "MPU-9250", fifoCapacity: 512),
      ChipIdentity(0x73, name: "MPU-9255", fifoCapacity: 512),
      ChipIdentity(0x74, name: "MPU-6515", fifoCapacity: 512),
      ChipIdentity(0x78, name: "MPU-6880", fifoCapacity: 4096),
      ChipIdentity(0xAF, name: "ICM-20608", fifoCapacity: 512),
      ChipIdentity(0xAE, name: "ICM-20608D", fifoCapacity: 512),
      ChipIdentity(0xA6, name: "ICM-20609", fifoCapacity: 4096),
      ChipIdentity(0x11, name: "ICM-20600", fifoCapacity: 1008),
      ChipIdentity(0x12, name: "ICM-20602", fifoCapacity: 1008),
      ChipIdentity(0x20, name: "ICM-20690", fifoCapacity: 1024),
      ChipIdentity(0xA9, name: "IAM-20680", fifoCapacity: 512),
      // On boards sold as MPU-6050. How much their FIFO holds isn't known: the least of the family.
      ChipIdentity(
        0x98, name: "ICM-20689 or MPU-6050 clone", fifoCapacity: 512, isLookAlike: true),
      ChipIdentity(0x72, name: "MPU-6050 clone", fifoCapacity: 512, isLookAlike: true),
    ],
    // PS table 6.2: 16384, 8192, 4096, 2048 counts/g. AFS_SEL = ACCEL_CONFIG bits 4:3.
    ranges: [
      MeasurementRange(fullScale: 2, code: 0 << 3, scale: PhysicalConstant.standardGravity / 16384),
      MeasurementRange(fullScale: 4, code: 1 << 3, scale: PhysicalConstant.standardGravity / 8192),
      MeasurementRange(fullScale: 8, code: 2 << 3, scale: PhysicalConstant.standardGravity / 4096),
      MeasurementRange(fullScale: 16, code: 3 << 3, scale: PhysicalConstant.standardGravity / 2048),
    ],
    // PS table 6.1: 131, 65.5, 32.8, 16.4 counts/(degree/s). FS_SEL = GYRO_CONFIG bits 4:3.
    gyroscopeRanges: [
      MeasurementRange(fullScale: 250, code: 0 << 3, scale: .pi / 180 / 131),
      MeasurementRange(fullScale: 500, code: 1 << 3, scale: .pi / 180 / 65.5),
      MeasurementRange(fullScale: 1000, code: 2 << 3, scale: .pi / 180 / 32.8),
      MeasurementRange(fullScale: 2000, code: 3 << 3, scale: .pi / 180 / 16.4),
    ],
    // RM 4.2: rate = 1 kHz / (1 + SMPLRT_DIV) with the low-pass filter on. The dividers that give
    // whole numbers of hertz.
    rates: [0, 1, 3, 4, 7, 9, 19, 24, 39, 49, 99].map { divider in
      SampleRate(hertz: 1000 / Double(1 + divider), code: UInt8(divider))
    },
    reset: [
      // DEVICE_RESET = 1. Start-up takes up to 100 ms (PS table 6.3).
      RegisterWrite(0x80, to: MPU6050Register.powerManagement1, settle: 0.1)
    ],
    powerDown: [
      // SLEEP = 1.
      RegisterWrite(0x40, to: MPU6050Register.powerManagement1)
    ],
    program: mpu6050Program)
}

/// Registers by their numbers in RM 3.
private enum MPU6050Register {
  static let sampleRateDivider: UInt8 = 0x19
  static let configuration: UInt8 = 0x1A
  static let gyroscopeConfiguration: UInt8 = 0x1B
  static let accelerometerConfiguration: UInt8 = 0x1C
  static let accelerometerConfiguration2: UInt8 = 0x1D
  static let fifoEnable: UInt8 = 0x23
  static let interruptEnable: UInt8 = 0x38
  static let interruptStatus: UInt8 = 0x3A
  static let userControl: UInt8 = 0x6A
  static let powerManagement1: UInt8 = 0x6B
  static let powerManagement2: UInt8 = 0x6C
  static let fifoCount: UInt8 = 0x72
  static let fifoData: UInt8 = 0x74
  static let whoAmI: UInt8 = 0x75
}

private func mpu6050Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = MPU6050Register
  let hasGyroscope = chosen.gyroscopeRange != nil
  let filter = lowPassCode(below: chosen.rate.hertz / 2)
  // CLKSEL: 1 = the gyroscope's clock, the steadier one (RM 4.28); 0 = internal, with it asleep.
  let awake: UInt8 = hasGyroscope ? 0x01 : 0x00

  var setUp = [
    // SLEEP = 0. The gyroscope takes 30 ms to start (PS table 6.1).
    RegisterWrite(awake, to: Register.powerManagement1, settle: 0.05),
    // STBY_XG, YG, ZG = 1 where the gyroscope stays off.
    RegisterWrite(hasGyroscope ? 0x00 : 0x07, to: Register.powerManagement2),
    RegisterWrite(filter, to: Register.configuration),
    RegisterWrite(chosen.rate.code, to: Register.sampleRateDivider),
    RegisterWrite(chosen.range.code, to: Register.accelerometerConfiguration),
  ]
  if let gyroscopeRange = chosen.gyroscopeRange {
    setUp.append(RegisterWrite(gyroscopeRange.code, to: Register.gyroscopeConfiguration))
  }
  if chosen.identity.value != 0x68 {
    // From the MPU-6500 on the accelerometer has a filter of its own: A_DLPF_CFG.
    setUp.append(RegisterWrite(filter, to: Register.accelerometerConfiguration2))
  }
  // FIFO_OFLOW_EN and DATA_RDY_EN: whether the status bits show without them isn't said.
  setUp.append(RegisterWrite(0x11, to: Register.interruptEnable))

  // The temperature between accelerometer and gyroscope is taken along: some of the family put it into
  // the FIFO unasked, and so a FIFO frame has the layout of the output registers everywhere.
  let frame = FrameLayout(
    byteCount: hasGyroscope ? 14 : 8, angularVelocityOffset: hasGyroscope ? 8 : nil,
    byteOrder: .bigEndian)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: setUp,
    start: [],
    // DLPF_CFG is never 0 here and always 0 after a reset; SLEEP is no sign, as the MPU-6500 wakes
    // by itself.
    configured: BitField(Register.configuration, mask: 0x07, equals: filter),
    // DATA_RDY_INT in INT_STATUS, which ACCEL_XOUT_H follows.
    output: OutputRegisters(register: Register.interruptStatus, readyMask: 0x01, frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // FIFO_RESET works only while FIFO_EN = 0 (RM 4.27), and sources stay off until it is done: the
    // first byte is the first of a frame.
    RegisterWrite(0x00, to: Register.fifoEnable),
    RegisterWrite(0x04, to: Register.userControl),
    RegisterWrite(0x40, to: Register.userControl),
    // TEMP, ACCEL, and XG, YG, ZG where the gyroscope is on.
    RegisterWrite(hasGyroscope ? 0xF8 : 0x88, to: Register.fifoEnable),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    level: FIFOLevel(register: Register.fifoCount, byteCount: 2, mask: 0x1FFF),
    overflow: BitField(Register.interruptStatus, mask: 0x10),
    register: Register.fifoData, frame: frame)
  return program
}

/// DLPF_CFG with the widest accelerometer bandwidth that isn't above `hertz` (RM 4.3: 184, 94, 44, 21,
/// 10, 5 Hz). The -3 dB point then lies below half the sample rate.
private func lowPassCode(below hertz: Double) -> UInt8 {
  let bandwidths: [(hertz: Double, code: UInt8)] = [(184, 1), (94, 2), (44, 3), (21, 4), (10, 5)]
  return bandwidths.first { $0.hertz <= hertz }?.code ?? 6
}
