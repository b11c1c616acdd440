/// What the kernel tells of an input device without its being opened (sysfs).
public struct InputDeviceFacts: Hashable, Sendable {
  /// What the kernel calls it.
  public var name: String
  /// Who made it, by USB's or Bluetooth's number (`id/vendor`).
  public var vendor: UInt16
  /// Which of the maker's devices it is (`id/product`).
  public var product: UInt16
  /// One bit a property (`properties`).
  public var properties: UInt64
  /// One bit an absolute axis (`capabilities/abs`).
  public var absoluteAxes: UInt64
  /// One bit an event of ``InputEvent/EventType/miscellaneous`` (`capabilities/msc`).
  public var miscellaneous: UInt64

  /// An input device; left out, it has no number, no property and no axis.
  public init(
    name: String, vendor: UInt16 = 0, product: UInt16 = 0, properties: UInt64 = 0,
    absoluteAxes: UInt64 = 0, miscellaneous: UInt64 = 0
  ) {
    self.name = name
    self.vendor = vendor
    self.product = product
    self.properties = properties
    self.absoluteAxes = absoluteAxes
    self.miscellaneous = miscellaneous
  }

  /// Whether the device says that its axes are an accelerometer's, `INPUT_PROP_ACCELEROMETER`.
  public var isAccelerometer: Bool { properties & 1 << 6 != 0 }

  /// Whether there are three axes from `first` on.
  func hasAxes(from first: UInt16) -> Bool {
    absoluteAxes >> first & 0b111 == 0b111
  }
}

/// One kind of accelerometer that the kernel shows as an input device: how it is told, which axes
/// carry what, and where its times come from.
///
/// Source: Linux 6.1 and 6.12, the drivers named at each row; units at `struct input_absinfo` in
/// `include/uapi/linux/input.h`: with `INPUT_PROP_ACCELEROMETER` the resolution of `ABS_X` to `ABS_Z`
/// is counts per g, that of `ABS_RX` to `ABS_RZ` counts per degree per second.
public struct InputAccelerometer: Hashable, Sendable {
  /// How a kind is told from the others.
  enum Recognition: Hashable, Sendable {
    /// By the property and the maker's numbers; no products stands for all of them.
    case numbers(vendor: UInt16, products: Set<UInt16>)
    /// By its whole name: the driver doesn't set the property.
    case name(String)
    /// By the property alone.
    case property
  }

  /// Where the time of a sample comes from.
  public enum Timing: Hashable, Sendable {
    /// From the event's own time. An unchanged sample isn't sent, so that silence isn't loss.
    case eventTimes
    /// From counting: a report brings so many samples at once, usually `period` seconds apart, and one
    /// report follows the other. The driver's `MSC_TIMESTAMP` only counts them too.
    case counted(samplesPerReport: Int, period: Double)
    /// From `MSC_TIMESTAMP`, which is the sensor's own clock; reports usually come `period` seconds
    /// apart.
    case stamped(period: Double)
  }

  /// Counts per g where the kernel says none, for a driver whose axes end at `maximum`.
  struct AssumedResolution: Hashable, Sendable {
    var countsPerG: Int32
    var maximum: Int32
  }

  /// The kind in words, for instance `Joy-Con or Pro Controller`.
  public let name: String
  /// Which axes carry the acceleration: three from this code on.
  public let firstAccelerationAxis: UInt16
  /// The fuzz that the driver sets on every axis, in counts; nil where it isn't known.
  public let driverFuzz: Int32?
  /// Where the times come from.
  public let timing: Timing

  let recognition: Recognition
  let assumedResolution: AssumedResolution?

  init(
    _ name: String, recognition: Recognition, firstAccelerationAxis: UInt16 = AxisCode.x,
    driverFuzz: Int32?,
    assumedResolution: AssumedResolution? = nil, timing: Timing
  ) {
    self.name = name
    self.recognition = recognition
    self.firstAccelerationAxis = firstAccelerationAxis
    self.driverFuzz = driverFuzz
    self.assumedResolution = assumedResolution
    self.timing = timing
  }

  /// The axes that count here (`ABS_X`, `ABS_RX`; y and z follow each).
  public enum AxisCode {
    /// `ABS_X`.
    public static let x: UInt16 = 0x00
    /// `ABS_RX`.
    public static let rx: UInt16 = 0x03
  }

  /// Every kind that is known by more than its property.
  public static let all = [
    // hid-nintendo.c, joycon_input_create and joycon_parse_imu_report.
    InputAccelerometer(
      "Joy-Con or Pro Controller", recognition: .numbers(vendor: 0x057E, products: []),
      driverFuzz: 10,
      timing: .counted(samplesPerReport: 3, period: 0.005)),
    // hid-playstation.c, ps_sensors_create and dualsense_parse_report. 0DF2 is the DualSense Edge.
    InputAccelerometer(
      "DualSense", recognition: .numbers(vendor: 0x054C, products: [0x0CE6, 0x0DF2]),
      driverFuzz: 16,
      timing: .stamped(period: 0.004)),
    // hid-playstation.c, dualshock4_parse_report; hid-sony.c up to 6.1, sony_register_sensors and
    // dualshock4_parse_report. 0BA0 is the USB dongle.
    InputAccelerometer(
      "DualShock 4", recognition: .numbers(vendor: 0x054C, products: [0x05C4, 0x09CC, 0x0BA0]),
      driverFuzz: 16, timing: .stamped(period: 0.004)),
    // hid-sony.c, sony_register_sensors and sixaxis_parse_report.
    InputAccelerometer(
      "DualShock 3", recognition: .numbers(vendor: 0x054C, products: [0x0268]), driverFuzz: 4,
      timing: .eventTimes),
    // hid-wiimote-modules.c, wiimod_accel_probe. About 100 counts per g is assumed: the driver says
    // nothing, and doesn't read the calibration that each remote holds.
    InputAccelerometer(
      "Wii Remote", recognition: .name("Nintendo Wii Remote Accelerometer"),
      firstAccelerationAxis: AxisCode.rx, driverFuzz: 2,
      assumedResolution: AssumedResolution(countsPerG: 100, maximum: 500), timing: .eventTimes),
    // adxl34x.c, adxl34x_probe: axes that end at 4096 are those of full resolution, 256 counts per g
    // in every range (ADXL345 datasheet rev. G, table 1).
    InputAccelerometer(
      "ADXL34x", recognition: .name("ADXL34x accelerometer"), driverFuzz: 3,
      assumedResolution: AssumedResolution(countsPerG: 256, maximum: 4096), timing: .eventTimes),
  ]

  /// The kind of a device; nil where it is no accelerometer.
  ///
  /// A device that has the property and is none of the known kinds is read by what the property
  /// promises, and by its own clock where it has one.
  public static func kind(of device: InputDeviceFacts) -> InputAccelerometer? {
    if let known = all.first(where: { $0.isKind(of: device) }) { return known }
    guard device.isAccelerometer, device.hasAxes(from: AxisCode.x) else { return nil }
    let hasClock = device.miscellaneous & 1 << InputEvent.MiscellaneousCode.timestamp != 0
    return InputAccelerometer(
      "accelerometer", recognition: .property, driverFuzz: nil,
      timing: hasClock ? .stamped(period: 0.004) : .eventTimes)
  }

  private func isKind(of device: InputDeviceFacts) -> Bool {
    guard device.hasAxes(from: firstAccelerationAxis) else { return false }
    switch recognition {
    case .numbers(let vendor, let products):
      return device.isAccelerometer && device.vendor == vendor
        && (products.isEmpty || products.contains(device.product))
    case .name(let name): return device.name == name
    case .property: return device.isAccelerometer
    }
  }
}
