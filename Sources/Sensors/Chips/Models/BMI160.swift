import Samples

/// Bosch BMI160: accelerometer and gyroscope, both suspended until they are told to run. (The
/// BMI270 and BMI260 have other registers and want 8 KiB of firmware first.)
///
/// Sources: BMI160 datasheet BST-BMI160-DS000 (DS below: sections 2.3.2, 2.5.1, 2.11 and 3.2.4);
/// scales as in Linux' `bmi160_core`, FIFO registers as in Klipper's `bmi160`, bits of the
/// interrupt registers as in Bosch's BMI160 sensor API.
extension AccelerometerModel {
  /// The BMI160: FIFO of 1024 bytes, without headers.
  public static let bmi160 = AccelerometerModel(
    name: "BMI160",
    addresses: [0x68, 0x69],
    identityRegister: BMI160Register.chipIdentity,
    identities: [ChipIdentity(0xD1, name: "BMI160", fifoCapacity: 1024)],
    // 16384, 8192, 4096, 2048 counts/g. ACC_RANGE bits 3:0.
    ranges: [(2.0, 0x03, 16384.0), (4, 0x05, 8192), (8, 0x08, 4096), (16, 0x0C, 2048)].map {
      MeasurementRange(fullScale: $0, code: $1, scale: PhysicalConstant.standardGravity / $2)
    },
    // 262.4, 131.2, 65.6, 32.8, 16.4 counts/(degree/s). GYR_RANGE bits 2:0.
    gyroscopeRanges: [
      (125.0, 4, 262.4), (250, 3, 131.2), (500, 2, 65.6), (1000, 1, 32.8), (2000, 0, 16.4),
    ].map { MeasurementRange(fullScale: $0, code: $1, scale: .pi / 180 / $2) },
    // acc_odr and gyr_odr: code n gives 100 Hz * 2^(n - 8) with either sensor. The gyroscope starts
    // at 25 Hz; left out is 1600 Hz, at which the FIFO lasts 53 ms.
    rates: [(800.0, 11), (400, 10), (200, 9), (100, 8), (50, 7), (25, 6)].map {
      SampleRate(hertz: $0, code: $1)
    },
    reset: [
      // softreset. Linux' driver waits 1 ms.
      RegisterWrite(0xB6, to: BMI160Register.command, settle: 0.01)
    ],
    powerDown: [
      // softreset leaves both sensors suspended. The commands that suspend them must lie apart in
      // time.
      RegisterWrite(0xB6, to: BMI160Register.command)
    ],
    program: bmi160Program)
}

/// Registers by their numbers in DS section 2.11.
private enum BMI160Register {
  static let chipIdentity: UInt8 = 0x00
  static let powerStatus: UInt8 = 0x03
  static let gyroscopeData: UInt8 = 0x0C
  static let accelerometerData: UInt8 = 0x12
  static let status: UInt8 = 0x1B
  static let interruptStatus1: UInt8 = 0x1D
  static let fifoLength: UInt8 = 0x22
  static let fifoData: UInt8 = 0x24
  static let accelerometerConfiguration: UInt8 = 0x40
  static let accelerometerRange: UInt8 = 0x41
  static let gyroscopeConfiguration: UInt8 = 0x42
  static let gyroscopeRange: UInt8 = 0x43
  static let fifoDownsampling: UInt8 = 0x45
  static let fifoConfiguration1: UInt8 = 0x47
  static let interruptEnable1: UInt8 = 0x51
  static let command: UInt8 = 0x7E
}

private func bmi160Program(_ chosen: AccelerometerConfiguration) -> AccelerometerProgram {
  typealias Register = BMI160Register
  let hasGyroscope = chosen.gyroscopeRange != nil
  // Normal bandwidth (2 in bits 6:4), no undersampling, rate.
  let configuration = 0x20 | chosen.rate.code
  var setUp = [
    // Accelerometer to normal: 3.8 ms. Until a sensor is awake writes must lie 0.45 ms
    // apart (DS 3.2.4).
    RegisterWrite(0x11, to: Register.command, settle: 0.005)
  ]
  if let gyroscopeRange = chosen.gyroscopeRange {
    setUp += [
      // Gyroscope to normal: 80 ms.
      RegisterWrite(0x15, to: Register.command, settle: 0.1),
      RegisterWrite(configuration, to: Register.gyroscopeConfiguration),
      RegisterWrite(gyroscopeRange.code, to: Register.gyroscopeRange),
    ]
  }
  setUp += [
    RegisterWrite(chosen.range.code, to: Register.accelerometerRange),
    // ffull_int: its status bit shows only where it is on.
    RegisterWrite(0x20, to: Register.interruptEnable1),
    // Filtered samples, each of them, for either sensor.
    RegisterWrite(0x88, to: Register.fifoDownsampling),
    RegisterWrite(
      configuration, to: Register.accelerometerConfiguration, settle: 3 / chosen.rate.hertz),
  ]
  let frame = FrameLayout(
    byteCount: hasGyroscope ? 12 : 6, accelerationOffset: hasGyroscope ? 6 : 0,
    angularVelocityOffset: hasGyroscope ? 0 : nil, byteOrder: .littleEndian)
  var program = AccelerometerProgram(
    period: 1 / chosen.rate.hertz,
    setUp: setUp,
    start: [],
    // acc_pmu_status = 1 (normal) and gyr_pmu_status as it was told.
    configured: BitField(Register.powerStatus, mask: 0x3C, equals: hasGyroscope ? 0x14 : 0x10),
    // drdy_acc lies behind the sample and falls when that is read.
    output: OutputRegisters(
      status: Register.status, readyMask: 0x80,
      frameRegister: hasGyroscope ? Register.gyroscopeData : Register.accelerometerData,
      frame: frame),
    fifo: nil)
  guard chosen.usesFIFO else { return program }
  program.start = [
    // No sources, fifo_flush, then fifo_gyr_en and fifo_acc_en without fifo_header_en: the first
    // byte is the first of a frame, and the gyroscope comes first in it.
    RegisterWrite(0x00, to: Register.fifoConfiguration1),
    RegisterWrite(0xB0, to: Register.command),
    RegisterWrite(hasGyroscope ? 0xC0 : 0x40, to: Register.fifoConfiguration1),
  ]
  program.fifo = FIFOLayout(
    capacity: chosen.identity.fifoCapacity,
    level: FIFOLevel(
      register: Register.fifoLength, byteCount: 2, byteOrder: .littleEndian, mask: 0x07FF),
    overflow: BitField(Register.interruptStatus1, mask: 0x20),
    register: Register.fifoData, frame: frame)
  return program
}
