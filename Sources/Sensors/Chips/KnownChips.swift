/// A chip that can be told by one byte of one register.
public struct KnownChip: Hashable, Sendable {
  /// Where it may answer.
  public var addresses: [UInt8]
  /// The register to read.
  public var register: UInt8
  /// What it reads.
  public var value: UInt8
  /// Who says so.
  public var name: String
  /// What can be done with it.
  public var status: Status

  /// What can be done with a chip that was recognised.
  public enum Status: Hashable, Sendable {
    /// It can be read, as this model.
    case supported(model: String)
    /// It can be read as this model, and is sold under that name without being it.
    case lookAlike(model: String)
    /// It is known by name only.
    case unsupported
  }

  /// A row of the table.
  public init(
    _ name: String, at addresses: [UInt8], register: UInt8, reads value: UInt8,
    status: Status = .unsupported
  ) {
    self.addresses = addresses
    self.register = register
    self.value = value
    self.name = name
    self.status = status
  }
}

extension KnownChip {
  /// Every chip that can be told, in the order of probing: those that can be read come first, and 0x75
  /// before 0x00 at the addresses where InvenSense and Bosch meet.
  public static let all: [KnownChip] = readable + namedOnly

  /// The addresses at which one of them may answer, in ascending order: what is worth probing.
  public static let addresses: [UInt8] = Array(Set(all.flatMap(\.addresses))).sorted()

  /// The rows that ``AccelerometerModel/all`` brings along.
  private static let readable = AccelerometerModel.all.flatMap { model in
    model.identities.map { identity in
      KnownChip(
        identity.name, at: model.addresses, register: model.identityRegister,
        reads: identity.value,
        status: identity.isLookAlike
          ? .lookAlike(model: model.name) : .supported(model: model.name))
    }
  }

  /// Chips known by name only, so that `devices` can tell them from bad wiring. A chip that gets a
  /// model leaves this list.
  ///
  /// Sources: each chip's datasheet, and the identity tables of Linux' drivers `st_accel`,
  /// `bno055`, `bmi270` and `mma8452`.
  private static let namedOnly: [KnownChip] = [
    KnownChip("faulty MPU-6050 clone", at: mpu, register: 0x75, reads: 0x69),
    KnownChip("faulty MPU-6050 clone", at: mpu, register: 0x75, reads: 0x75),
    KnownChip("ICM-20649", at: mpu, register: 0x00, reads: 0xE1),
    // REG_BANK_SEL, which reads the same in every bank. In any but bank 0 its identity is out of
    // sight.
    KnownChip(strayedICM20948, at: mpu, register: 0x7F, reads: 0x10),
    KnownChip(strayedICM20948, at: mpu, register: 0x7F, reads: 0x20),
    KnownChip(strayedICM20948, at: mpu, register: 0x7F, reads: 0x30),
    KnownChip("BMI270", at: mpu, register: 0x00, reads: 0x24),
    KnownChip("BMI260", at: mpu, register: 0x00, reads: 0x27),
    KnownChip("LIS2HH12", at: lis, register: 0x0F, reads: 0x41),
    KnownChip("H3LIS331DL or LIS331DLH", at: lis, register: 0x0F, reads: 0x32),
    KnownChip("BNO055", at: [0x28, 0x29], register: 0x00, reads: 0xA0),
    KnownChip("MMA8452", at: mma, register: 0x0D, reads: 0x2A),
    KnownChip("MMA8453", at: mma, register: 0x0D, reads: 0x3A),
    KnownChip("MMA8652", at: mma, register: 0x0D, reads: 0x4A),
    KnownChip("MMA8653", at: mma, register: 0x0D, reads: 0x5A),
    KnownChip("FXLS8471", at: mma, register: 0x0D, reads: 0x6A),
  ]

  private static let strayedICM20948 =
    "perhaps an ICM-20948 left in another register bank (switch its power off and on)"
  private static let mpu: [UInt8] = [0x68, 0x69]
  private static let lis: [UInt8] = [0x18, 0x19]
  private static let mma: [UInt8] = [0x1C, 0x1D]
}
