/// What a Wii Balance Board answers over Bluetooth HID: the reports that the kernel's own `hid-wiimote`
/// asks for and gets. It speaks the Wii Remote's protocol, with the board as a plugged-in extension.
///
/// A pure state machine: output reports in, input reports out. A report begins with its number.
///
/// Source: wiibrew.org, "Wiimote" (reports 0x10 to 0x3f) and "Wiimote/Extension Controllers/Wii Balance
/// Board" (identity 0xA40020 + 0xDA, calibration 0xA40024, layout of the data). Checked against what
/// Linux 6.1 asks: `drivers/hid/hid-wiimote-core.c` and `hid-wiimote-modules.c`.
public struct SimulatedBoardFirmware: Sendable {
  /// Battery as the status report has it: 0 to 255.
  public var battery: UInt8 = 0xC0

  /// The data reporting mode that the host asked for last.
  private var mode: UInt8 = 0x30

  /// A board that was just connected.
  public init() {}

  /// How Bluetooth names it.
  public static let name = "Nintendo RVL-WBC-01"
  /// Its vendor and product: those of a Wii Remote.
  public static let identifiers: (vendor: UInt32, product: UInt32) = (0x057E, 0x0306)

  /// Whether the host asked for reports that carry the cells: it does so while somebody reads the board.
  public var isStreaming: Bool { mode == 0x32 || mode == 0x34 }

  /// Takes an output report and gives the input reports that answer it.
  public mutating func answer(_ report: [UInt8]) -> [[UInt8]] {
    guard let number = report.first else { return [] }
    switch number {
    case 0x12 where report.count >= 3:
      mode = report[2]
      return []
    case 0x15:
      // Buttons, flags (an extension is plugged in), two unknown bytes, battery.
      return [[0x20, 0, 0, 0x02, 0, 0, battery]]
    case 0x16 where report.count >= 6:
      // Written memory is acknowledged and forgotten: what the driver writes only unlocks the extension.
      return [[0x22, 0, 0, 0x16, 0]]
    case 0x17 where report.count >= 7:
      let address = UInt32(report[2]) << 16 | UInt32(report[3]) << 8 | UInt32(report[4])
      return memory(from: address, count: Int(report[5]) << 8 | Int(report[6]))
    default:
      return []
    }
  }

  /// The data report in the mode that is asked for: the buttons, then as much of the extension as the
  /// mode carries.
  public func data(_ report: SimulatedBoardReport) -> [UInt8] {
    // The board's one button sits where a Wii Remote has A.
    let buttons: [UInt8] = [0, report.isButtonPressed ? 0x08 : 0]
    var cells: [UInt8] = []
    for cell in report.readings.indices {
      cells += [
        UInt8(truncatingIfNeeded: report.readings[cell] >> 8),
        UInt8(truncatingIfNeeded: report.readings[cell]),
      ]
    }
    switch mode {
    case 0x32: return [mode] + buttons + cells
    // Temperature, a zero, the battery, and nothing in the rest.
    case 0x34:
      return [mode] + buttons + cells + [0x19, 0, battery] + [UInt8](repeating: 0, count: 8)
    default: return [0x30] + buttons
    }
  }

  /// The answer to a read, 16 bytes a report; where nothing is kept, an error.
  private func memory(from address: UInt32, count: Int) -> [[UInt8]] {
    guard let block = Self.blocks.first(where: { $0.holds(address, count) }) else {
      return [[0x21, 0, 0, 0xF8, UInt8(address >> 8 & 0xFF), UInt8(address & 0xFF)] + Self.noBytes]
    }
    let start = Int(address - block.address)
    return stride(from: 0, to: count, by: 16).map { offset in
      let part = Array(block.bytes[(start + offset)..<(start + min(offset + 16, count))])
      let place = address + UInt32(offset)
      return [
        0x21, 0, 0, UInt8(part.count - 1) << 4, UInt8(place >> 8 & 0xFF), UInt8(place & 0xFF),
      ] + part + Self.noBytes.dropFirst(part.count)
    }
  }

  private static let noBytes = [UInt8](repeating: 0, count: 16)

  /// A stretch of the extension's memory.
  private struct Block {
    var address: UInt32
    var bytes: [UInt8]

    func holds(_ first: UInt32, _ count: Int) -> Bool {
      count > 0 && first >= address && Int(first - address) + count <= bytes.count
    }
  }

  private static let blocks = [
    Block(address: 0xA40024, bytes: SimulatedBalanceBoardCells.calibrationBytes),
    Block(address: 0xA400FA, bytes: [0x00, 0x00, 0xA4, 0x20, 0x04, 0x02]),
  ]

  /// The HID report descriptor: every report as opaque bytes, as the board itself describes them.
  public static let reportDescriptor: [UInt8] = {
    // Usage page generic desktop, usage gamepad, application; bytes from 0 to 255.
    var bytes: [UInt8] = [
      0x05, 0x01, 0x09, 0x05, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x06, 0x00,
      0xFF,
    ]
    func append(_ number: UInt8, size: UInt8, isOutput: Bool) {
      bytes += [0x85, number, 0x95, size, 0x09, 0x01, isOutput ? 0x91 : 0x81, 0x00]
    }
    let outputs: [(UInt8, UInt8)] = [
      (0x10, 1), (0x11, 1), (0x12, 2), (0x13, 1), (0x14, 1), (0x15, 1), (0x16, 21), (0x17, 6),
      (0x18, 21), (0x19, 1), (0x1A, 1),
    ]
    let inputs: [(UInt8, UInt8)] = [
      (0x20, 6), (0x21, 21), (0x22, 4), (0x30, 2), (0x31, 5), (0x32, 10), (0x33, 17), (0x34, 21),
      (0x35, 21), (0x36, 21), (0x37, 21), (0x3D, 21), (0x3E, 21), (0x3F, 21),
    ]
    for (number, size) in outputs { append(number, size: size, isOutput: true) }
    for (number, size) in inputs { append(number, size: size, isOutput: false) }
    return bytes + [0xC0]
  }()
}
