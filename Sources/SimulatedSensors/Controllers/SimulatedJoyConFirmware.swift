/// What a left Joy-Con answers over Bluetooth.
///
/// Written from what Linux 6.1 asks and reads, `drivers/hid/hid-nintendo.c`: `joycon_init`,
/// `joycon_read_info`, `joycon_request_calibration`, `joycon_request_imu_calibration`,
/// `struct joycon_input_report`, `joycon_ctlr_handle_event`. Not simulated: buttons, the stick, rumble,
/// the charging grip.
struct SimulatedJoyConFirmware: SimulatedControllerFirmware {
  /// The full report mode was asked for.
  private var isInFullMode = false
  private var measuresMotion = false
  /// Counts reports and answers alike.
  private var timer: UInt8 = 0

  private static let address: [UInt8] = [0x00, 0x00, 0x5E, 0x00, 0x53, 0x10]

  var identity: HIDIdentity {
    HIDIdentity(
      // In capitals, as the driver writes what it reads of the address.
      name: "Joy-Con (L)", unique: "00:00:5E:00:53:10", bus: .bluetooth, vendor: 0x057E,
      product: 0x2006,
      reportDescriptor: HIDIdentity.descriptor([
        .input(0x21, size: 48), .input(0x30, size: 48), .input(0x3F, size: 11),
        .output(0x01, size: 48), .output(0x10, size: 48),
      ]))
  }

  var isStreaming: Bool { isInFullMode && measuresMotion }

  /// Takes a subcommand (report 0x01: a counter, eight bytes of rumble, the subcommand, its arguments)
  /// and acknowledges it in a report 0x21. Rumble alone (0x10) is felt and not answered.
  mutating func answer(_ report: [UInt8]) -> [[UInt8]] {
    guard report.count > 10, report[0] == 0x01 else { return [] }
    let subcommand = report[10]
    let arguments = Array(report.dropFirst(11))
    var data: [UInt8] = []
    switch subcommand {
    case 0x02:
      // Firmware, left Joy-Con, an unknown byte, the address, two more.
      data = [0x04, 0x33, 0x01, 0x02] + Self.address + [0x01, 0x01]
    case 0x03:
      isInFullMode = arguments.first == 0x30
    case 0x10 where arguments.count >= 5:
      let address = (0..<4).reduce(0) { $0 | UInt32(arguments[$1]) << (8 * UInt32($1)) }
      data = Array(arguments.prefix(5)) + Self.flash(from: address, count: min(arguments[4], 29))
    case 0x40:
      measuresMotion = arguments.first == 0x01
    default:
      break
    }
    // Bit 7 of the acknowledgement is yes; with data it carries the subcommand too.
    let acknowledgement = data.isEmpty ? 0x80 : 0x80 | subcommand
    return [filled(header(0x21) + [acknowledgement, subcommand] + data)]
  }

  func feature(_ number: UInt8) -> [UInt8]? { nil }

  mutating func data(_ report: SimulatedControllerReport) -> [UInt8]? {
    var bytes = header(0x30)
    for sample in report.samples {
      for axis in 0..<3 { bytes += sample.acceleration[axis].littleEndianBytes }
      for axis in 0..<3 { bytes += sample.angularVelocity[axis].littleEndianBytes }
    }
    return filled(bytes)
  }

  /// What every report begins with: its number and counter, a full battery, no buttons, the sticks in
  /// the middle (2048, 2048 in twelve bits each), rumble's word.
  private mutating func header(_ number: UInt8) -> [UInt8] {
    timer &+= 1
    return [number, timer, 0x8E, 0, 0, 0] + Self.pair(2048, 2048) + Self.pair(2048, 2048) + [0]
  }

  private func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: max(0, 49 - bytes.count))
  }

  /// Two numbers of twelve bits in three bytes.
  private static func pair(_ first: UInt16, _ second: UInt16) -> [UInt8] {
    let word = UInt32(first) | UInt32(second) << 12
    return Array(word.littleEndianBytes.prefix(3))
  }

  /// The flash memory: blank (0xFF, so no user's calibration) but for the factory's calibration.
  private static func flash(from address: UInt32, count: UInt8) -> [UInt8] {
    (0..<UInt32(count)).map { offset in
      let place = address &+ offset
      let block = blocks.first { place >= $0.address && place - $0.address < $0.bytes.count }
      return block.map { $0.bytes[Int(place - $0.address)] } ?? 0xFF
    }
  }

  private static let blocks: [(address: UInt32, bytes: [UInt8])] = [
    // Offsets and scales of accelerometer and gyroscope: no offset, so that a digit is a count.
    (
      0x6020,
      ([0, 0, 0, 16_384, 16_384, 16_384, 0, 0, 0, 13_371, 13_371, 13_371] as [Int16])
        .flatMap(\.littleEndianBytes)
    ),
    // The left stick: above, centre, below; the right: centre, below, above.
    (0x603D, pair(1500, 1500) + pair(2048, 2048) + pair(1500, 1500)),
    (0x6046, pair(2048, 2048) + pair(1500, 1500) + pair(1500, 1500)),
  ]
}
