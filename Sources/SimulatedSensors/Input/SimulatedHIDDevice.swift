/// How an HID device presents itself to its host.
public struct HIDIdentity: Hashable, Sendable {
  /// On which kind of bus it hangs, as the kernel counts them (`BUS_*` of `input.h`).
  public enum Bus: UInt16, Sendable {
    /// USB.
    case usb = 0x03
    /// Bluetooth.
    case bluetooth = 0x05
  }

  /// Its name on that bus.
  public var name: String
  /// What tells it from its likes: a Bluetooth address, made up.
  public var unique: String
  /// Its bus.
  public var bus: Bus
  /// Its vendor.
  public var vendor: UInt32
  /// Its product.
  public var product: UInt32
  /// Its reports, as HID 1.11 section 6.2.2 describes them.
  public var reportDescriptor: [UInt8]

  /// An identity.
  public init(
    name: String, unique: String, bus: Bus, vendor: UInt32, product: UInt32,
    reportDescriptor: [UInt8]
  ) {
    self.name = name
    self.unique = unique
    self.bus = bus
    self.vendor = vendor
    self.product = product
    self.reportDescriptor = reportDescriptor
  }
}

/// A device on Bluetooth or USB made of arithmetic, as far down as the reports that its kernel driver
/// exchanges with it. A report begins with its number.
///
/// A pure state machine: the host's reports and the passing of time go in, the device's reports come out.
public protocol SimulatedHIDDevice: Sendable {
  /// How it presents itself.
  var identity: HIDIdentity { get }

  /// Whether the host has asked for the sensors' reports.
  var isStreaming: Bool { get }

  /// When the next of them is due, in seconds from the beginning of the motion.
  var nextReport: Double { get }

  /// Takes an output report; gives the input reports that answer it.
  mutating func answer(_ report: [UInt8]) -> [[UInt8]]

  /// A feature report that the host asks for; nil where there is none.
  func feature(_ number: UInt8) -> [UInt8]?

  /// Takes a feature report.
  mutating func setFeature(_ report: [UInt8])

  /// An input report that the host asks for, instead of waiting for it; nil where there is none.
  mutating func input(_ number: UInt8) -> [UInt8]?

  /// The motion begins anew, at 0 s.
  mutating func begin()

  /// The next of the sensors' reports that is due by `seconds`; nil where none is.
  mutating func report(by seconds: Double) -> [UInt8]?

  /// Whether it has gone by `seconds`.
  func isUnplugged(at seconds: Double) -> Bool
}

extension SimulatedHIDDevice {
  /// Nothing can be set.
  public mutating func setFeature(_ report: [UInt8]) {}

  /// Nothing is told before its time.
  public mutating func input(_ number: UInt8) -> [UInt8]? { nil }
}

/// A balance board as its Bluetooth host knows it: somebody stands on its cells, and its firmware answers.
public struct SimulatedBoardDevice: SimulatedHIDDevice {
  private let motion: any BoardMotion
  private var firmware = SimulatedBoardFirmware()
  private var reports: SimulatedBoardReports

  /// A board under `motion`. What the settings say of its reader (fuzz, stalls) isn't the board's affair
  /// and means nothing here.
  public init(motion: any BoardMotion, settings: SimulatedBalanceBoard.Settings) {
    self.motion = motion
    reports = SimulatedBoardReports(motion: motion, settings: settings)
  }

  /// A board; the address is from the range that RFC 7042 keeps for documents.
  public var identity: HIDIdentity {
    HIDIdentity(
      name: SimulatedBoardFirmware.name, unique: "00:00:5e:00:53:02", bus: .bluetooth,
      vendor: SimulatedBoardFirmware.identifiers.vendor,
      product: SimulatedBoardFirmware.identifiers.product,
      reportDescriptor: SimulatedBoardFirmware.reportDescriptor)
  }

  /// While somebody reads its node.
  public var isStreaming: Bool { firmware.isStreaming }

  /// When the next report is due.
  public var nextReport: Double { reports.nextReport }

  /// Takes a request of the driver's.
  public mutating func answer(_ report: [UInt8]) -> [[UInt8]] { firmware.answer(report) }

  /// A board has no feature reports.
  public func feature(_ number: UInt8) -> [UInt8]? { nil }

  /// Somebody steps up from the start.
  public mutating func begin() {
    reports = SimulatedBoardReports(motion: motion, settings: reports.settings)
  }

  /// The next data report.
  public mutating func report(by seconds: Double) -> [UInt8]? {
    reports.next(by: seconds).map(firmware.data)
  }

  /// Whether its battery was taken out by then.
  public func isUnplugged(at seconds: Double) -> Bool { reports.isUnplugged(at: seconds) }
}
