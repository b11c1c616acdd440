public import Samples

/// Which clock a stream's times come from.
public enum StreamClock: String, Hashable, Sendable {
  /// The host's `CLOCK_MONOTONIC`.
  case monotonic
  /// The simulation's own clock, which runs as fast as it is asked to.
  case virtual
}

/// Everything about a sensor that a reader of its stream must know: what a recording's header holds.
public struct SensorDescription: Hashable, Sendable {
  /// The chip's or board's name, for instance `MPU-6050` or `Nintendo Wii Remote Balance Board`.
  public var device: String
  /// What tells this very device from another: the bus and address with the identity byte
  /// (`i2c-1 0x68 id 0x68`), or the board's Bluetooth address; nil where there is no such thing.
  public var identity: String?
  /// What the columns are and how a count becomes a physical value.
  public var channels: Channels
  /// Samples a second that were asked for; nil where the device has no set rate (a board).
  public var nominalRate: Double?
  /// The clock that the times come from.
  public var clock: StreamClock
  /// The kernel's fuzz in force on a board's axes while reading, in counts; nil where it has none.
  public var fuzz: Int?
  /// A board's factory calibration, as the kernel prints it, kept as it was read; nil where it has none.
  public var calibrationTable: String?
  /// What the samples are put right by; nil where nothing is.
  public var calibration: SensorCalibration?
  /// What a reader should be told about this device, for instance that it is a look-alike whose FIFO
  /// isn't used; in the order in which it was found out.
  public var remarks: [String]

  /// A description with nothing unusual in it.
  public init(
    device: String, identity: String?, channels: Channels, nominalRate: Double?,
    clock: StreamClock, fuzz: Int? = nil, calibrationTable: String? = nil,
    calibration: SensorCalibration? = nil, remarks: [String] = []
  ) {
    self.device = device
    self.identity = identity
    self.channels = channels
    self.nominalRate = nominalRate
    self.clock = clock
    self.fuzz = fuzz
    self.calibrationTable = calibrationTable
    self.calibration = calibration
    self.remarks = remarks
  }

  /// A chip's ``identity``: where it is (`i2c-1 0x68`) and its identity byte.
  static func identity(ofChipAt location: String, byte: UInt8) -> String {
    "\(location) id \(byte.hexadecimal)"
  }
}
