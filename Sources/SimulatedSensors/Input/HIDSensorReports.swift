/// The reports of an accelerometer on the HID sensor page, byte by byte.
///
/// Source: Linux 6.1 `include/linux/hid-sensor-ids.h` (accelerometer, interval, sensitivity, reporting and
/// power state), `drivers/hid/hid-sensor-hub.c`, `drivers/iio/common/hid-sensors/hid-sensor-attributes.c`
/// (`hid_sensor_parse_common_attributes`) and `drivers/iio/accel/hid-sensor-accel-3d.c`; HID 1.11, section
/// 6.2.2 (items of a descriptor). Not checked against the HID Usage Tables themselves: connection type,
/// sensor state, event, and that a change below the sensitivity is kept back. The driver reads none of these.
enum HIDSensorReports {
  /// Both reports have this number.
  static let number: UInt8 = 1
  /// The farthest that an axis reads, in millionths of a g.
  static let limit: Int32 = 16_000_000

  /// A property whose values are a list of usages: what is sent is the place in the list, counted from 1.
  struct Selector: Sendable {
    var property: UInt16
    var values: ClosedRange<UInt16>

    /// What is sent for one of the values.
    func code(_ value: UInt16) -> UInt8 { UInt8(value - values.lowerBound + 1) }

    var codes: ClosedRange<UInt8> { 1...code(values.upperBound) }

    /// PC integrated, PC attached, PC external.
    static let connection = Selector(property: 0x0309, values: 0x0830...0x0832)
    /// No events, all, those beyond a threshold; the same with waking.
    static let reporting = Selector(property: 0x0316, values: 0x0840...0x0845)
    /// Undefined, D0 (full power) to D4 (off).
    static let power = Selector(property: 0x0319, values: 0x0850...0x0855)
    /// Unknown, ready, not available, no data, initializing, access denied, error.
    static let state = Selector(property: 0x0201, values: 0x0800...0x0806)
    /// Unknown, state changed, property changed, data updated, poll response, change sensitivity.
    static let event = Selector(property: 0x0202, values: 0x0810...0x0815)
  }

  /// Why an input report is sent.
  enum Event: UInt16 {
    case dataUpdated = 0x0813
    case pollResponse = 0x0814
  }

  /// What the sensor is set to: the feature report.
  struct Feature: Hashable, Sendable {
    private var reporting = Selector.reporting.code(0x0840)
    private var power = Selector.power.code(0x0855)
    /// From sample to sample.
    private(set) var milliseconds = Self.usualMilliseconds
    /// By how many thousandths of a g an axis must differ from what was reported last.
    private(set) var sensitivity: UInt16 = 50

    /// Ten samples a second, until somebody asks for more.
    static let usualMilliseconds: UInt32 = 100
    /// What it can do: 200 samples a second at most, one at least.
    static let possibleMilliseconds: ClosedRange<UInt32> = 5...1000

    /// Full power, and all events, also those that wake the host.
    var isStreaming: Bool {
      power == Selector.power.code(0x0851)
        && (reporting == Selector.reporting.code(0x0841)
          || reporting == Selector.reporting.code(0x0844))
    }

    /// The report.
    var bytes: [UInt8] {
      [
        HIDSensorReports.number, Selector.connection.code(0x0832), reporting, power,
        Selector.state.code(0x0801),
      ] + milliseconds.littleEndianBytes + sensitivity.littleEndianBytes
    }

    /// Takes a report of the host's. Connection and state are the sensor's own affair; an interval of 0
    /// is the usual one, and one that it can't keep the nearest that it can.
    mutating func take(_ report: [UInt8]) {
      guard report.count == bytes.count, report[0] == HIDSensorReports.number else { return }
      if Selector.reporting.codes.contains(report[2]) { reporting = report[2] }
      if Selector.power.codes.contains(report[3]) { power = report[3] }
      let asked = report[5..<9].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let possible = Self.possibleMilliseconds
      milliseconds =
        asked == 0
        ? Self.usualMilliseconds : max(possible.lowerBound, min(possible.upperBound, asked))
      sensitivity = UInt16(report[9]) | UInt16(report[10]) << 8
    }
  }

  /// The input report: state, event, and the axes in millionths of a g.
  static func input(_ counts: SIMD3<Int32>, event: Event) -> [UInt8] {
    [number, Selector.state.code(0x0801), Selector.event.code(event.rawValue)]
      + counts.x.littleEndianBytes + counts.y.littleEndianBytes + counts.z.littleEndianBytes
  }

  /// What the sensor says of its reports.
  static let descriptor: [UInt8] = {
    var items: [UInt8] = []
    func item(_ tag: UInt8, byte: UInt8) { items += [tag | 1, byte] }
    func item(_ tag: UInt8, _ value: UInt16) { items += [tag | 2] + value.littleEndianBytes }
    func item(_ tag: UInt8, _ value: Int32) { items += [tag | 3] + value.littleEndianBytes }
    let (input, feature, usage): (UInt8, UInt8, UInt8) = (0x80, 0xB0, 0x08)
    let (minimum, maximum, exponent): (UInt8, UInt8, UInt8) = (0x14, 0x24, 0x54)
    let (size, count, collection): (UInt8, UInt8, UInt8) = (0x74, 0x94, 0xA0)

    func selector(_ selector: Selector, in report: UInt8) {
      item(minimum, byte: selector.codes.lowerBound)
      item(maximum, byte: selector.codes.upperBound)
      item(size, byte: 8)
      item(count, byte: 1)
      item(usage, selector.property)
      // Logical: what follows are the property's values, an array of which one is sent.
      item(collection, byte: 0x02)
      for value in selector.values { item(usage, value) }
      item(report, byte: 0x00)
      items.append(0xC0)
    }
    func number(_ property: UInt16, bits: UInt8, _ range: ClosedRange<Int32>, in report: UInt8) {
      item(usage, property)
      item(minimum, range.lowerBound)
      item(maximum, range.upperBound)
      item(size, byte: bits)
      item(count, byte: 1)
      item(report, byte: 0x02)
    }

    // The sensor page; a collection of sensors, an application; in it a 3D accelerometer, physical.
    item(0x04, byte: 0x20)
    item(usage, byte: 0x01)
    item(collection, byte: 0x01)
    item(0x84, byte: Self.number)
    item(usage, byte: 0x73)
    item(collection, byte: 0x00)
    for property in [Selector.connection, .reporting, .power, .state] {
      selector(property, in: feature)
    }
    // The unit is left at what the page says: milliseconds, and g for an acceleration.
    number(0x030E, bits: 32, 0...Int32.max, in: feature)
    // The sensitivity of "acceleration" (0x0452) to a change (0x1000), in 10⁻³: four bits, complement of 2.
    item(exponent, byte: 0x0D)
    number(0x1452, bits: 16, 0...0xFFFF, in: feature)
    selector(.state, in: input)
    selector(.event, in: input)
    // The axes in 10⁻⁶.
    item(exponent, byte: 0x0A)
    for axis: UInt16 in 0x0453...0x0455 {
      number(axis, bits: 32, -limit...limit, in: input)
    }
    return items + [0xC0, 0xC0]
  }()
}
