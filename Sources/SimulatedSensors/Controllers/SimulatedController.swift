import Samples
public import Sensors

/// A game controller's accelerometer made of arithmetic, as `/dev/input/eventN` shows it: the sensor,
/// Bluetooth's or USB's irregular times, the driver's arithmetic, and what the kernel leaves out.
///
/// Written from the kernel's drivers and not from the decoder: `joycon_parse_imu_report` (hid-nintendo),
/// `dualsense_parse_report` (hid-playstation), `wiimod_accel_in_accel` (hid-wiimote), all Linux 6.1.
/// A pure function of its motion and settings: the same seed gives the same events.
public struct SimulatedController: SimulatedInputDevice {
  /// Which controller.
  public enum Model: String, Hashable, Sendable, CaseIterable {
    /// A left Joy-Con over Bluetooth: three samples a report.
    case joyCon = "Joy-Con"
    /// A DualSense: a report a sample, with the sensor's own clock.
    case dualSense = "DualSense"
    /// A Wii Remote: an accelerometer without a clock.
    case wiiRemote = "Wii-Remote"

    /// The controller of this name, in whichever case it is written; nil where there is none.
    public static func named(_ name: String) -> Model? {
      allCases.first { $0.rawValue.lowercased() == name.lowercased() }
    }
  }

  /// How the controller and its surroundings behave.
  public struct Settings: Hashable, Sendable {
    /// Seeds delay and loss.
    public var seed: UInt64 = 1
    /// How the sensor differs from the ideal; its clock error is the controller's.
    public var errors = ChipErrors.none
    /// The mean of what a report's way takes beyond the shortest, in seconds; it varies from report to
    /// report, and none overtakes another.
    public var delay = 0.002
    /// How many of 1000 reports never arrive.
    public var lostPerThousand: Double = 0
    /// Stretches in seconds in which no report arrives.
    public var silences: [ClosedRange<Double>] = []
    /// The fuzz in force on the axes, in counts: 0 where the reader has cleared it.
    public var fuzz: Int32 = 0
    /// What the clock behind `MSC_TIMESTAMP` shows at the start, in µs.
    public var clockAtStart: UInt32 = 0
    /// Whether hid-nintendo adds a report's interval twice, as some kernels do: the clock behind
    /// `MSC_TIMESTAMP` then runs twice as fast.
    public var countsIntervalsTwice = false
    /// When the host doesn't read, in seconds: its event buffer may run over.
    public var hostStalls: [ClosedRange<Double>] = []
    /// When the controller goes away, in seconds; nil where it stays.
    public var unpluggedAt: Double?

    /// An ideal sensor, an ordinary way, and a host that keeps up.
    public init() {}
  }

  /// Which controller it is.
  public var model: Model { reports.model }
  /// How it behaves.
  public var settings: Settings { reports.settings }

  private var reports: SimulatedControllerReports
  private var node: SimulatedEventNode
  private var driver: SimulatedControllerDriver

  /// A controller moved by `motion`, at second 0; its axes show nothing yet.
  public init(
    _ model: Model, motion: any InertialMotion, settings: Settings = Settings()
  ) {
    reports = SimulatedControllerReports(model, motion: motion, settings: settings)
    node = SimulatedEventNode(fuzz: settings.fuzz, axisCodes: model.axisCodes)
    driver = SimulatedControllerDriver(model, settings)
  }

  /// When the host doesn't read, in seconds.
  var hostStalls: [ClosedRange<Double>] { settings.hostStalls }

  /// The axes' present values in the order of the channels: acceleration, then angular velocity.
  public var counts: SIMD8<Int32> { node.axisValues }

  /// Whether the controller has gone by `seconds`.
  public func isUnplugged(at seconds: Double) -> Bool { reports.isUnplugged(at: seconds) }

  /// Lets the controller report until `seconds`; the events wait in the kernel's buffer.
  public mutating func run(until seconds: Double) {
    while let report = reports.next(by: seconds) { driver.handle(report, on: &node) }
  }

  /// Appends the events that wait, in order, and empties the kernel's buffer.
  public mutating func drainEvents(into events: inout [InputEvent]) {
    node.drain(into: &events)
  }
}

extension SimulatedController.Model {
  /// What the kernel calls the accelerometer's node.
  public var nodeName: String {
    switch self {
    case .joyCon: "Nintendo Switch Left Joy-Con IMU"
    case .dualSense: "Sony Interactive Entertainment Wireless Controller Motion Sensors"
    case .wiiRemote: "Nintendo Wii Remote Accelerometer"
    }
  }

  /// The kernel driver that knows it.
  public var driver: String {
    switch self {
    case .joyCon: "hid-nintendo"
    case .dualSense: "hid-playstation"
    case .wiiRemote: "hid-wiimote"
    }
  }

  /// What sysfs says of the node.
  public var facts: InputDeviceFacts {
    switch self {
    case .joyCon:
      InputDeviceFacts(
        name: nodeName, vendor: 0x057E, product: 0x2006, properties: 0x40, absoluteAxes: 0x3F,
        miscellaneous: 0x20)
    case .dualSense:
      InputDeviceFacts(
        name: nodeName, vendor: 0x054C, product: 0x0CE6, properties: 0x40, absoluteAxes: 0x3F,
        miscellaneous: 0x20)
    case .wiiRemote:
      InputDeviceFacts(name: nodeName, vendor: 0x057E, product: 0x0306, absoluteAxes: 0x38)
    }
  }

  /// What the driver announces of an axis; nil for one that isn't there.
  public func axis(_ code: UInt16) -> InputAxis? {
    switch (self, code) {
    case (.joyCon, 0...2): InputAxis(maximum: 32_767, resolution: 4096)
    case (.joyCon, 3...5): InputAxis(maximum: 32_767_000, resolution: 14_247)
    case (.dualSense, 0...2): InputAxis(maximum: 4 * 8192, resolution: 8192)
    case (.dualSense, 3...5): InputAxis(maximum: 2048 * 1024, resolution: 1024)
    case (.wiiRemote, 3...5): InputAxis(maximum: 500, resolution: 0)
    default: nil
    }
  }

  /// The axes' codes: acceleration, then angular velocity.
  var axisCodes: [UInt16] {
    self == .wiiRemote ? [3, 4, 5] : [0, 1, 2, 3, 4, 5]
  }
}
