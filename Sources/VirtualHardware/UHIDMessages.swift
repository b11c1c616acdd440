import SimulatedSensors

/// What the kernel tells a user-space HID device.
///
/// Source: Linux `include/uapi/linux/uhid.h`; the structures are packed, numbers in the host's own order,
/// which is little-endian on every machine that Soleus runs on.
enum UHIDRequest: Hashable {
  /// An output report to the device.
  case output([UInt8])
  /// A feature report is asked for.
  case getFeature(id: UInt32, number: UInt8)
  /// An input report is asked for.
  case getInput(id: UInt32, number: UInt8)
  /// A report of a kind that can't be asked for.
  case getOther(id: UInt32)
  /// A feature report for the device, to be acknowledged.
  case setFeature(id: UInt32, [UInt8])
  /// Another report that is set and to be acknowledged.
  case setOther(id: UInt32)
  /// Somebody reads the device, or nobody does any more, or the driver came or went.
  case other

  /// Bytes of the largest event.
  static let size = 4 + 4376

  /// Reads what `read(2)` gave.
  init(_ bytes: ArraySlice<UInt8>) {
    let event = Array(bytes)
    func number(_ offset: Int, bytes count: Int) -> UInt32 {
      guard offset + count <= event.count else { return 0 }
      return event[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    switch number(0, bytes: 4) {
    case 6:
      let count = Int(number(4 + 4096, bytes: 2))
      self = .output(Array(event.dropFirst(4).prefix(count)))
    case 9:
      let (id, report) = (number(4, bytes: 4), UInt8(number(8, bytes: 1)))
      // `enum uhid_report_type`: feature, output, input.
      switch number(9, bytes: 1) {
      case 0: self = .getFeature(id: id, number: report)
      case 2: self = .getInput(id: id, number: report)
      default: self = .getOther(id: id)
      }
    case 13:
      let (id, count) = (number(4, bytes: 4), Int(number(10, bytes: 2)))
      self =
        number(9, bytes: 1) == 0
        ? .setFeature(id: id, Array(event.dropFirst(12).prefix(count))) : .setOther(id: id)
    default: self = .other
    }
  }
}

/// What a user-space HID device tells the kernel. The kernel fills up with zeros what is left out.
enum UHIDMessage {
  /// The device comes into being, UHID_CREATE2.
  static func create(_ identity: HIDIdentity) -> [UInt8] {
    number(11, bytes: 4) + text(identity.name, bytes: 128) + text("soleus", bytes: 64)
      + text(identity.unique, bytes: 64)
      + number(UInt32(identity.reportDescriptor.count), bytes: 2)
      + number(UInt32(identity.bus.rawValue), bytes: 2) + number(identity.vendor, bytes: 4)
      + number(identity.product, bytes: 4) + number(0, bytes: 4) + number(0, bytes: 4)
      + identity.reportDescriptor
  }

  /// An input report, UHID_INPUT2.
  static func input(_ report: [UInt8]) -> [UInt8] {
    number(12, bytes: 4) + number(UInt32(report.count), bytes: 2) + report
  }

  /// The answer to a report that is asked for; nil is an error.
  static func answer(id: UInt32, _ report: [UInt8]?) -> [UInt8] {
    let failure: UInt32 = report == nil ? 5 : 0
    return number(10, bytes: 4) + number(id, bytes: 4) + number(failure, bytes: 2)
      + number(UInt32(report?.count ?? 0), bytes: 2) + (report ?? [])
  }

  /// The answer to a report that is set.
  static func acknowledged(id: UInt32) -> [UInt8] {
    number(14, bytes: 4) + number(id, bytes: 4) + number(0, bytes: 2)
  }

  private static func number(_ value: UInt32, bytes count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  private static func text(_ words: String, bytes count: Int) -> [UInt8] {
    let letters = Array(words.utf8.prefix(count - 1))
    return letters + [UInt8](repeating: 0, count: count - letters.count)
  }
}
