/// What a Wii Remote without an extension answers over Bluetooth.
///
/// Source: wiibrew.org, "Wiimote" (reports 0x10 to 0x3f). Checked against what Linux 6.1 asks and reads:
/// `drivers/hid/hid-wiimote-core.c` (`wiimote_init_detect`, `handler_status`, `handler_data`,
/// `handler_return`) and `hid-wiimote-modules.c` (`wiimod_accel_in_accel`). Not simulated: buttons, the
/// camera, extensions, the speaker.
struct SimulatedWiiRemoteFirmware: SimulatedControllerFirmware {
  /// The data reporting mode that the host asked for last.
  private var mode: UInt8 = 0x30
  /// Whether it asked for a report each time, changed or not.
  private var isContinuous = false
  private var lastSent: [UInt8] = []

  private static let battery: UInt8 = 0xC0

  var identity: HIDIdentity {
    HIDIdentity(
      name: "Nintendo RVL-CNT-01", unique: "00:00:5e:00:53:12", bus: .bluetooth, vendor: 0x057E,
      product: 0x0306,
      reportDescriptor: HIDIdentity.descriptor(
        [
          .output(0x10, size: 1), .output(0x11, size: 1), .output(0x12, size: 2),
          .output(0x13, size: 1), .output(0x14, size: 1), .output(0x15, size: 1),
          .output(0x16, size: 21), .output(0x17, size: 6), .output(0x18, size: 21),
          .output(0x19, size: 1), .output(0x1A, size: 1), .input(0x20, size: 6),
          .input(0x21, size: 21), .input(0x22, size: 4), .input(0x30, size: 2),
          .input(0x31, size: 5), .input(0x32, size: 10), .input(0x33, size: 17),
          .input(0x34, size: 21), .input(0x35, size: 21), .input(0x36, size: 21),
          .input(0x37, size: 21), .input(0x3D, size: 21), .input(0x3E, size: 21),
          .input(0x3F, size: 21),
        ]))
  }

  /// While the mode carries the accelerometer.
  var isStreaming: Bool { Self.bytesAfterAcceleration(in: mode) != nil }

  mutating func answer(_ report: [UInt8]) -> [[UInt8]] {
    guard let number = report.first else { return [] }
    switch number {
    case 0x12 where report.count >= 3:
      isContinuous = report[1] & 0x04 != 0
      mode = report[2]
      lastSent = []
      return []
    case 0x15:
      // No buttons, no extension, two unknown bytes, the battery.
      return [[0x20, 0, 0, 0, 0, 0, Self.battery]]
    case 0x16 where report.count >= 6:
      // There is nothing to write to: no extension at 0xA4, no Motion Plus at 0xA6 (error 7).
      return [[0x22, 0, 0, 0x16, report[2] == 0xA4 || report[2] == 0xA6 ? 7 : 0]]
    case 0x17 where report.count >= 7:
      return [
        [0x21, 0, 0, 0xF7, report[3], report[4]] + [UInt8](repeating: 0, count: 16)
      ]
    default:
      return []
    }
  }

  func feature(_ number: UInt8) -> [UInt8]? { nil }

  mutating func data(_ report: SimulatedControllerReport) -> [UInt8]? {
    guard let rest = Self.bytesAfterAcceleration(in: mode), let sample = report.samples.last else {
      return nil
    }
    // Ten bits about 0x200: the upper eight in a byte each, the rest in the spare bits of the buttons.
    let digits = SIMD3<UInt16>(truncatingIfNeeded: sample.acceleration &+ 512)
    let first = UInt8(digits.x & 0x3) << 5
    let second = UInt8(digits.y & 0x2) << 4 | UInt8(digits.z & 0x2) << 5
    let bytes = [
      mode, first, second, UInt8(digits.x >> 2), UInt8(digits.y >> 2), UInt8(digits.z >> 2),
    ]
    if bytes == lastSent, !isContinuous { return nil }
    lastSent = bytes
    return bytes + [UInt8](repeating: 0xFF, count: rest)
  }

  /// How many bytes of camera or extension follow buttons and acceleration; nil for a mode without
  /// them, or with them spread over two reports.
  private static func bytesAfterAcceleration(in mode: UInt8) -> Int? {
    switch mode {
    case 0x31: 0
    case 0x33: 12
    case 0x35, 0x37: 16
    default: nil
    }
  }
}
