/// What is asked of an accelerometer.
public struct AccelerometerSettings: Hashable, Sendable {
  /// What most chips offer exactly and all of them nearly, and enough for a leg: 100 Hz.
  public static let usualRate = 100.0

  /// Samples a second; nil for the chip's own rate that is nearest to ``usualRate``.
  public var rate: Double?
  /// Full scale of the accelerometer in g, either way.
  public var range: Double
  /// Whether a gyroscope, where the chip has one, measures too.
  public var gyroscope: Bool
  /// Full scale of the gyroscope in degrees a second, either way.
  public var gyroscopeRange: Double
  /// Whether samples come through the chip's FIFO, where it has one that can be trusted.
  public var fifo: Bool

  /// The defaults suit a foot in a calf raise: about 100 Hz, ±4 g, ±500 degrees/s.
  public init(
    rate: Double? = nil, range: Double = 4, gyroscope: Bool = true, gyroscopeRange: Double = 500,
    fifo: Bool = true
  ) {
    self.rate = rate
    self.range = range
    self.gyroscope = gyroscope
    self.gyroscopeRange = gyroscopeRange
    self.fifo = fifo
  }
}

/// One full scale that a chip offers.
public struct MeasurementRange: Hashable, Sendable {
  /// Full scale as people name it: g, or degrees a second.
  public var fullScale: Double
  /// What selects it, already in its place within the register.
  public var code: UInt8
  /// One count in m/s² or rad/s.
  public var scale: Double

  /// A full scale with its register bits and its scale.
  public init(fullScale: Double, code: UInt8, scale: Double) {
    self.fullScale = fullScale
    self.code = code
    self.scale = scale
  }
}

/// One sample rate that a chip offers.
public struct SampleRate: Hashable, Sendable {
  /// Samples a second, as the chip's divider really gives them while its clock is right.
  public var hertz: Double
  /// What selects it: a divider or a code, as the datasheet has it.
  public var code: UInt8

  /// A rate with its register value.
  public init(hertz: Double, code: UInt8) {
    self.hertz = hertz
    self.code = code
  }
}

/// Settings found among what one chip offers.
public struct AccelerometerConfiguration: Hashable, Sendable {
  /// Which member of the family answered.
  public var identity: ChipIdentity
  /// The rate.
  public var rate: SampleRate
  /// The accelerometer's range.
  public var range: MeasurementRange
  /// The gyroscope's range; nil where it stays off or the chip has none.
  public var gyroscopeRange: MeasurementRange?
  /// Whether the FIFO is used.
  public var usesFIFO: Bool

  /// A choice among what a chip offers.
  public init(
    identity: ChipIdentity, rate: SampleRate, range: MeasurementRange,
    gyroscopeRange: MeasurementRange?, usesFIFO: Bool
  ) {
    self.identity = identity
    self.rate = rate
    self.range = range
    self.gyroscopeRange = gyroscopeRange
    self.usesFIFO = usesFIFO
  }
}
