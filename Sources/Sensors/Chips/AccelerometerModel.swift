import Samples

/// One value of an identity register, and who answers with it.
public struct ChipIdentity: Hashable, Sendable {
  /// What the identity register reads.
  public var value: UInt8
  /// The member of the family that it stands for.
  public var name: String
  /// Bytes that its FIFO holds.
  public var fifoCapacity: Int
  /// Whether boards are sold under a better-known name with this chip on them. The FIFO of a look-alike
  /// has to prove itself before it is used.
  public var isLookAlike: Bool

  /// An identity.
  public init(_ value: UInt8, name: String, fifoCapacity: Int, isLookAlike: Bool = false) {
    self.value = value
    self.name = name
    self.fifoCapacity = fifoCapacity
    self.isLookAlike = isLookAlike
  }
}

/// An accelerometer chip as its datasheet describes it: a value without behaviour.
///
/// ``Accelerometer`` runs any model. To add one: a file in `Models`, a row in ``all``, and a simulated
/// twin written from the datasheet.
public struct AccelerometerModel: Sendable {
  /// The name by which people know it.
  public var name: String
  /// Where it answers on an I2C bus, the default first.
  public var addresses: [UInt8]
  /// The register that tells which chip this is.
  public var identityRegister: UInt8
  /// What that register may read.
  public var identities: [ChipIdentity]
  /// Full scales of the accelerometer in g, from the smallest.
  public var ranges: [MeasurementRange]
  /// Full scales of the gyroscope in degrees a second, from the smallest; empty without one.
  public var gyroscopeRanges: [MeasurementRange]
  /// Rates, from the fastest.
  public var rates: [SampleRate]
  /// Brings the chip, in whatever state it was left, to its power-on state.
  public var reset: [RegisterWrite]
  /// Puts the chip to sleep, from whatever state.
  public var powerDown: [RegisterWrite]
  /// What the chip must be told, and how it is read then. Pure.
  public var program: @Sendable (AccelerometerConfiguration) -> AccelerometerProgram

  /// A model with nothing left out.
  public init(
    name: String, addresses: [UInt8], identityRegister: UInt8, identities: [ChipIdentity],
    ranges: [MeasurementRange], gyroscopeRanges: [MeasurementRange], rates: [SampleRate],
    reset: [RegisterWrite], powerDown: [RegisterWrite],
    program: @escaping @Sendable (AccelerometerConfiguration) -> AccelerometerProgram
  ) {
    self.name = name
    self.addresses = addresses
    self.identityRegister = identityRegister
    self.identities = identities
    self.ranges = ranges
    self.gyroscopeRanges = gyroscopeRanges
    self.rates = rates
    self.reset = reset
    self.powerDown = powerDown
    self.program = program
  }

  /// Every model that can be read. The order is also that of probing at an address they share.
  public static let all: [AccelerometerModel] = [
    .mpu6050, .lis3dh, .adxl345, .lsm6ds, .lsm9ds1, .lis2dw12, .bmi160, .icm20948, .mma8451,
  ]

  /// The model of this name, in whichever case it is written; nil where there is none.
  public static func named(_ name: String) -> AccelerometerModel? {
    all.first { $0.name.lowercased() == name.lowercased() }
  }
}

extension AccelerometerModel: CustomStringConvertible {
  /// Its name.
  public var description: String { name }
}

extension AccelerometerModel {
  /// The settings among what this chip offers.
  ///
  /// A gyroscope asked of a chip that has none is no error: the stream's channels say what there is.
  /// - Throws: ``SensorError/unsupportedSetting(name:asked:offered:)`` with what is offered.
  public func configuration(
    for settings: AccelerometerSettings, identity: ChipIdentity
  ) throws(SensorError) -> AccelerometerConfiguration {
    let rate = try rate(settings.rate)
    let range = try Self.range(settings.range, of: ranges, name: "range in g")
    var gyroscopeRange: MeasurementRange?
    if settings.gyroscope, !gyroscopeRanges.isEmpty {
      gyroscopeRange = try Self.range(
        settings.gyroscopeRange, of: gyroscopeRanges, name: "gyroscope range in degrees/s")
    }
    return AccelerometerConfiguration(
      identity: identity, rate: rate, range: range, gyroscopeRange: gyroscopeRange,
      usesFIFO: settings.fifo)
  }

  private func rate(_ asked: Double?) throws(SensorError) -> SampleRate {
    let usual = AccelerometerSettings.usualRate
    let match =
      if let asked {
        rates.first { abs($0.hertz - asked) < 1e-6 }
      } else {
        rates.min { abs($0.hertz - usual) < abs($1.hertz - usual) }
      }
    guard let match else {
      throw .unsupportedSetting(
        name: "rate in Hz", asked: "\(asked ?? usual)", offered: rates.map { "\($0.hertz)" })
    }
    return match
  }

  private static func range(
    _ fullScale: Double, of ranges: [MeasurementRange], name: String
  ) throws(SensorError) -> MeasurementRange {
    guard let range = ranges.first(where: { $0.fullScale == fullScale }) else {
      throw .unsupportedSetting(
        name: name, asked: "\(fullScale)", offered: ranges.map { "\($0.fullScale)" })
    }
    return range
  }
}

extension AccelerometerConfiguration {
  /// What the columns of the stream are.
  var channels: Channels {
    guard let gyroscopeRange else { return .acceleration(scale: range.scale) }
    return .accelerationAndAngularVelocity(
      accelerationScale: range.scale, angularVelocityScale: gyroscopeRange.scale)
  }
}
