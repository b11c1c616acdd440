/// What a DualSense answers over USB.
///
/// Written from what Linux 6.1 asks of it, `drivers/hid/hid-playstation.c`: `dualsense_create`,
/// `dualsense_get_mac_address`, `dualsense_get_firmware_info`, `dualsense_get_calibration_data`,
/// `struct dualsense_input_report`. Not simulated: buttons, sticks, touchpad, Bluetooth with its
/// checksums.
struct SimulatedDualSenseFirmware: SimulatedControllerFirmware {
  private(set) var isStreaming = false
  /// What its sensor's clock shows at the start, in thirds of a µs.
  private let clockAtStart: UInt32
  private var sequence: UInt8 = 0

  /// The address's bytes as the pairing report has them, the last first.
  private static let address: [UInt8] = [0x11, 0x53, 0x00, 0x5E, 0x00, 0x00]

  /// The sensor's clock starts at `clockAtStart` µs, as far as its 32 bits go.
  init(clockAtStart: UInt32) {
    self.clockAtStart = clockAtStart &* 3
  }

  var identity: HIDIdentity {
    HIDIdentity(
      name: "Sony Interactive Entertainment Wireless Controller", unique: "00:00:5e:00:53:11",
      bus: .usb, vendor: 0x054C, product: 0x0CE6,
      reportDescriptor: HIDIdentity.descriptor([
        .input(0x01, size: 63), .output(0x02, size: 62), .feature(0x05, size: 40),
        .feature(0x09, size: 19), .feature(0x20, size: 63),
      ]))
  }

  /// Takes an output report, 0x02: it answers none. The driver's last step is to light the player's
  /// lamps (bit 4 of the second flags); from then on somebody can listen.
  mutating func answer(_ report: [UInt8]) -> [[UInt8]] {
    if report.count > 2, report[0] == 0x02, report[2] & 1 << 4 != 0 { isStreaming = true }
    return []
  }

  func feature(_ number: UInt8) -> [UInt8]? {
    switch number {
    case 0x05: [0x05] + Self.calibration + [UInt8](repeating: 0, count: 6)
    case 0x09: [0x09] + Self.address + [UInt8](repeating: 0, count: 13)
    case 0x20: [0x20] + Self.versions
    default: nil
    }
  }

  mutating func data(_ report: SimulatedControllerReport) -> [UInt8]? {
    guard let sample = report.samples.last else { return nil }
    sequence &+= 1
    // Sticks in the middle, triggers up; hat switch released.
    var bytes: [UInt8] = [0x01, 128, 128, 128, 128, 0, 0, sequence, 0x08, 0, 0, 0, 0, 0, 0, 0]
    for axis in 0..<3 { bytes += sample.angularVelocity[axis].littleEndianBytes }
    for axis in 0..<3 { bytes += sample.acceleration[axis].littleEndianBytes }
    let clock = clockAtStart &+ UInt32(truncatingIfNeeded: report.number * 12_000)
    bytes += clock.littleEndianBytes
    // Nobody touches the pad (bit 7 of both contacts).
    bytes += [0, 0x80, 0, 0, 0, 0x80, 0, 0, 0]
    bytes += [UInt8](repeating: 0, count: 12)
    // Discharging, full.
    bytes.append(0x0A)
    return bytes + [UInt8](repeating: 0, count: 10)
  }

  /// No bias; 8847 digits at 540 degrees/s either way; 8192 digits a g.
  private static let calibration: [UInt8] = {
    let gyroscope: [Int16] = [0, 0, 0, 8847, -8847, 8847, -8847, 8847, -8847, 540, 540]
    let accelerometer: [Int16] = [8192, -8192, 8192, -8192, 8192, -8192]
    return (gyroscope + accelerometer).flatMap(\.littleEndianBytes)
  }()

  /// Hardware at byte 24, firmware at 28, update version 2.21 at 44.
  private static let versions: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 63)
    for (offset, word) in [(24, UInt32(0x0100_0517)), (28, 0x0001_0034), (44, 0x0215)] {
      for (index, byte) in word.littleEndianBytes.enumerated() { bytes[offset - 1 + index] = byte }
    }
    return bytes
  }()
}
