/// What a controller says of itself and answers, report by report. A report begins with its number.
protocol SimulatedControllerFirmware: Sendable {
  /// How it presents itself.
  var identity: HIDIdentity { get }

  /// Whether the host has asked for the sensors' reports.
  var isStreaming: Bool { get }

  /// Takes an output report; gives the input reports that answer it.
  mutating func answer(_ report: [UInt8]) -> [[UInt8]]

  /// A feature report; nil where there is none.
  func feature(_ number: UInt8) -> [UInt8]?

  /// The input report that carries what the sensors read; nil where it isn't sent.
  mutating func data(_ report: SimulatedControllerReport) -> [UInt8]?
}

/// A controller as its host knows it: somebody wears it, and its firmware answers.
///
/// Its clock, its noise and its losses are those of ``SimulatedController``; what the settings say of the
/// kernel and its reader (fuzz, stalls, intervals counted twice) isn't the controller's affair.
public struct SimulatedControllerDevice: SimulatedHIDDevice {
  private let motion: any InertialMotion
  private var firmware: any SimulatedControllerFirmware
  private var reports: SimulatedControllerReports

  /// A controller moved by `motion`.
  public init(
    _ model: SimulatedController.Model, motion: any InertialMotion,
    settings: SimulatedController.Settings = SimulatedController.Settings()
  ) {
    self.motion = motion
    reports = SimulatedControllerReports(model, motion: motion, settings: settings)
    firmware =
      switch model {
      case .joyCon: SimulatedJoyConFirmware()
      case .dualSense: SimulatedDualSenseFirmware(clockAtStart: settings.clockAtStart)
      case .wiiRemote: SimulatedWiiRemoteFirmware()
      }
  }

  /// A controller; its address is from the range that RFC 7042 keeps for documents.
  public var identity: HIDIdentity { firmware.identity }

  /// Once the driver has set it up; a Wii Remote while somebody reads its accelerometer's node.
  public var isStreaming: Bool { firmware.isStreaming }

  /// When the next report is due.
  public var nextReport: Double { reports.nextArrival }

  /// Takes a request of the driver's.
  public mutating func answer(_ report: [UInt8]) -> [[UInt8]] { firmware.answer(report) }

  /// A feature report.
  public func feature(_ number: UInt8) -> [UInt8]? { firmware.feature(number) }

  /// The motion begins anew.
  public mutating func begin() {
    reports = SimulatedControllerReports(
      reports.model, motion: motion, settings: reports.settings)
  }

  /// The next data report.
  public mutating func report(by seconds: Double) -> [UInt8]? {
    while let report = reports.next(by: seconds) {
      if let bytes = firmware.data(report) { return bytes }
    }
    return nil
  }

  /// Whether it was switched off by then.
  public func isUnplugged(at seconds: Double) -> Bool { reports.isUnplugged(at: seconds) }
}

extension HIDIdentity {
  /// One report in a descriptor made of opaque bytes.
  enum Report {
    case input(UInt8, size: UInt8)
    case output(UInt8, size: UInt8)
    case feature(UInt8, size: UInt8)
  }

  /// A report descriptor of a gamepad whose reports are opaque bytes, their numbers not counted in their
  /// sizes: the drivers read them themselves. HID 1.11, section 6.2.2.
  static func descriptor(_ reports: [Report]) -> [UInt8] {
    // Usage page generic desktop, usage gamepad, application; bytes from 0 to 255; a page of the vendor's.
    let head: [UInt8] = [
      0x05, 0x01, 0x09, 0x05, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x06, 0x00,
      0xFF,
    ]
    let items = reports.flatMap { report in
      let (number, size, item): (UInt8, UInt8, UInt8) =
        switch report {
        case .input(let number, let size): (number, size, 0x81)
        case .output(let number, let size): (number, size, 0x91)
        case .feature(let number, let size): (number, size, 0xB1)
        }
      return [0x85, number, 0x95, size, 0x09, 0x01, item, 0x02]
    }
    return head + items + [0xC0]
  }
}

extension FixedWidthInteger {
  /// Its bytes, the lowest first.
  var littleEndianBytes: [UInt8] {
    (0..<(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
