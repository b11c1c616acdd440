import SimulatedSensors
import Testing

/// A report descriptor's fields as the kernel finds them (Linux 6.1 `drivers/hid/hid-core.c`,
/// `hid_parser_global`, `hid_parser_local`, `hid_add_field`), typed again: as much as a sensor needs.
private struct ParsedField {
  /// The item that made it: 0x80 input, 0xB0 feature.
  var kind: UInt8
  var isArray: Bool
  var report: UInt8
  /// The physical and the logical collection that it lies in, page and usage; 0 for none.
  var physical: UInt32
  var logical: UInt32
  var usages: [UInt32]
  var minimum: Int32
  var maximum: Int32
  var exponent: Int32
  var bits: Int
  /// Where it begins in the report, its number included.
  var offset: Int

  static func parse(_ descriptor: [UInt8]) throws -> [ParsedField] {
    var fields: [ParsedField] = []
    var collections: [(type: UInt32, usage: UInt32)] = []
    var usages: [UInt32] = []
    var (page, report): (UInt32, UInt8) = (0, 0)
    var (minimum, maximum, exponent): (Int32, Int32, Int32) = (0, 0, 0)
    var (bits, count) = (0, 0)
    var offsets: [UInt8: Int] = [:]
    var index = 0
    while index < descriptor.count {
      let tag = descriptor[index] & 0xFC
      let size = [0, 1, 2, 4][Int(descriptor[index] & 3)]
      let bytes = descriptor[(index + 1)...].prefix(size)
      try #require(bytes.count == size, "cut off")
      let value = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let shift = UInt32(32 - 8 * size)
      let signed = size == 0 ? 0 : Int32(bitPattern: value << shift) >> Int32(shift)
      index += 1 + size
      func lookUp(_ type: UInt32) -> UInt32 { collections.last { $0.type == type }?.usage ?? 0 }
      switch tag {
      case 0x04: page = value
      case 0x08: usages.append(page << 16 | value)
      case 0x14: minimum = signed
      case 0x24: maximum = minimum < 0 ? signed : Int32(value)
      // A nibble may be its own complement of two.
      case 0x54: exponent = value > 7 && value < 16 ? Int32(value) - 16 : signed
      case 0x74: bits = Int(value)
      case 0x84: report = UInt8(value)
      case 0x94: count = Int(value)
      case 0xA0:
        collections.append((value, usages.first ?? 0))
        usages = []
      case 0xC0:
        try #require(collections.popLast() != nil)
        usages = []
      case 0x80, 0xB0:
        let offset = offsets[tag] ?? 8
        fields.append(
          ParsedField(
            kind: tag, isArray: value & 2 == 0, report: report, physical: lookUp(0),
            logical: lookUp(2), usages: usages, minimum: minimum, maximum: maximum,
            exponent: exponent, bits: bits * count, offset: offset / 8))
        offsets[tag] = offset + bits * count
        usages = []
      default: Issue.record("an item that isn't known here: \(tag)")
      }
    }
    #expect(collections.isEmpty)
    return fields
  }

  /// The number that it has in a report.
  func value(in report: [UInt8]) -> Int {
    let bytes = report[offset...].prefix(bits / 8)
    let bitsOf = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return minimum < 0 ? Int(Int32(bitPattern: bitsOf)) : Int(bitsOf)
  }
}

/// Something that turns from one axis to the next.
private struct Turning: InertialMotion {
  func state(at seconds: Double) -> InertialState {
    InertialState(
      specificForce: SIMD3(9.80665 * seconds, -4.903325, 9.80665), angularVelocity: .zero)
  }
}

/// A HID sensor, looked at as Linux 6.1's hid-sensor-hub and hid-sensor-accel-3d do. Usages are typed
/// from `include/linux/hid-sensor-ids.h`.
struct SimulatedHIDSensorTests {
  private let fields: [ParsedField]

  init() throws {
    fields = try ParsedField.parse(SimulatedHIDSensor(motion: Turning()).identity.reportDescriptor)
  }

  /// `sensor_hub_input_get_attribute_info`.
  private func attribute(_ usage: UInt32, kind: UInt8) throws -> ParsedField {
    let found = fields.first {
      $0.kind == kind && $0.physical == 0x200073
        && ($0.logical == usage || $0.usages.first == usage)
    }
    return try #require(found, "no field for usage \(String(usage, radix: 16))")
  }

  private func feature(_ usage: UInt32) throws -> ParsedField {
    try attribute(usage, kind: 0xB0)
  }

  /// What `_hid_sensor_power_state` writes for a state: the place of its usage, counted from 1.
  private func code(_ state: UInt32, of property: UInt32) throws -> UInt8 {
    let field = try feature(property)
    #expect(field.isArray && field.minimum == 1 && Int(field.maximum) == field.usages.count)
    return UInt8(try #require(field.usages.firstIndex(of: state)) + 1)
  }

  /// The report with one field set, as `sensor_hub_set_feature` sends it.
  private func set(
    _ usage: UInt32, to value: Int, of sensor: inout SimulatedHIDSensor
  ) throws {
    let field = try feature(usage)
    var report = try #require(sensor.feature(1))
    for index in 0..<(field.bits / 8) {
      report[field.offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
    sensor.setFeature(report)
  }

  private func switchOn(_ sensor: inout SimulatedHIDSensor) throws {
    try set(0x200319, to: Int(code(0x200851, of: 0x200319)), of: &sensor)
    #expect(!sensor.isStreaming, "power alone brings no events")
    try set(0x200316, to: Int(code(0x200841, of: 0x200316)), of: &sensor)
    #expect(sensor.isStreaming)
    sensor.begin()
  }

  private func axes(_ report: [UInt8]) throws -> [Int] {
    try [0x200453, 0x200454, 0x200455].map { try attribute($0, kind: 0x80).value(in: report) }
  }

  @Test("the driver finds each property and each axis that it asks for")
  func descriptor() throws {
    let interval = try feature(0x20030E)
    #expect(interval.bits == 32 && !interval.isArray)
    // The modifier "change sensitivity, absolute" on "acceleration".
    let sensitivity = try feature(0x200452 | 0x1000)
    #expect(sensitivity.bits == 16 && sensitivity.exponent == -3)
    for axis: UInt32 in [0x200453, 0x200454, 0x200455] {
      let field = try attribute(axis, kind: 0x80)
      #expect(field.bits == 32 && field.minimum < 0 && field.exponent == -6 && !field.isArray)
    }
    let sensor = SimulatedHIDSensor(motion: Turning())
    let size = fields.filter { $0.kind == 0xB0 }.map(\.bits).reduce(0, +) / 8
    #expect(try #require(sensor.feature(1)).count == 1 + size)
    #expect(sensor.feature(2) == nil)
    #expect(fields.allSatisfy { $0.report == 1 })
  }

  @Test("it is off at first, is switched on and off, and reports in millionths of a g")
  func reports() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    #expect(!sensor.isStreaming)
    try set(0x20030E, to: 250, of: &sensor)
    #expect(sensor.input(1) == nil, "nothing is felt while it is off")
    try switchOn(&sensor)
    #expect(sensor.nextReport == 0.25)
    #expect(sensor.report(by: 0.249) == nil)
    let sent = sensor.report(by: 0.25)
    let report = try #require(sent)
    let size = fields.filter { $0.kind == 0x80 }.map(\.bits).reduce(0, +) / 8
    #expect(report.count == 1 + size && report[0] == 1)
    #expect(try axes(report) == [250_000, -500_000, 1_000_000])
    // Ready; data updated.
    #expect(try attribute(0x200201, kind: 0x80).value(in: report) == 2)
    #expect(try attribute(0x200202, kind: 0x80).usages[3] == 0x200813)
    #expect(try attribute(0x200202, kind: 0x80).value(in: report) == 4)
    #expect(sensor.nextReport == 0.5)
    // Asked for, it tells at once, and that it was asked.
    let asked = sensor.input(1)
    let answer = try #require(asked)
    #expect(try axes(answer) == [250_000, -500_000, 1_000_000])
    #expect(try attribute(0x200202, kind: 0x80).value(in: answer) == 5)
    try set(0x200319, to: Int(code(0x200855, of: 0x200319)), of: &sensor)
    #expect(!sensor.isStreaming)
  }

  @Test("more than 16 g reads 16 g")
  func limit() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    try switchOn(&sensor)
    var last: [UInt8]?
    while let report = sensor.report(by: 20) { last = report }
    #expect(try axes(#require(last))[0] == 16_000_000)
  }

  @Test("a sample that differs too little from the last is kept back, until nothing is asked for")
  func sensitivity() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    try set(0x20030E, to: 10, of: &sensor)
    // 95 thousandths of a g: every tenth sample, as x rises by 10 with each.
    try set(0x201452, to: 95, of: &sensor)
    try switchOn(&sensor)
    var count = 0
    while sensor.report(by: 2.001) != nil { count += 1 }
    #expect(count == 20)
    try set(0x201452, to: 0, of: &sensor)
    count = 0
    while sensor.report(by: 3.001) != nil { count += 1 }
    #expect(count == 100)
  }

  @Test("an interval that it can't keep becomes one that it can, and 0 the usual one")
  func intervals() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    for (asked, kept) in [(1, 5), (5, 5), (16, 16), (5000, 1000), (0, 100)] {
      try set(0x20030E, to: asked, of: &sensor)
      let report = try #require(sensor.feature(1))
      #expect(try feature(0x20030E).value(in: report) == kept)
    }
  }

  @Test("a new interval counts from now: nothing is caught up")
  func newInterval() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    try set(0x20030E, to: 1000, of: &sensor)
    try switchOn(&sensor)
    #expect(sensor.report(by: 0.9) == nil)
    try set(0x20030E, to: 10, of: &sensor)
    #expect(abs(sensor.nextReport - 0.91) < 1e-9)
  }

  @Test("what is no value of a property, or no whole report, changes nothing")
  func nonsense() throws {
    var sensor = SimulatedHIDSensor(motion: Turning())
    try switchOn(&sensor)
    let before = sensor.feature(1)
    for report: [UInt8] in [[], [1], [1, 3, 1], [2] + (before ?? []).dropFirst()] {
      sensor.setFeature(report)
      #expect(sensor.feature(1) == before)
    }
    // A driver that hasn't read the report yet sends zeros for what it doesn't set.
    try set(0x200319, to: 0, of: &sensor)
    try set(0x200316, to: 7, of: &sensor)
    #expect(sensor.isStreaming && sensor.feature(1) == before)
  }

  @Test("its clock, its silences and its end are those that are asked for")
  func settings() throws {
    var settings = SimulatedHIDSensor.Settings()
    settings.errors.clockError = 10_000
    settings.silences = [1...2]
    settings.unpluggedAt = 3
    var sensor = SimulatedHIDSensor(motion: Turning(), settings: settings)
    try set(0x20030E, to: 10, of: &sensor)
    try set(0x201452, to: 0, of: &sensor)
    try switchOn(&sensor)
    #expect(abs(sensor.nextReport - 0.01 / 1.01) < 1e-9)
    var count = 0
    while sensor.report(by: 4) != nil { count += 1 }
    // Two of three seconds at 101 Hz.
    #expect(abs(count - 202) <= 1)
    #expect(!sensor.isUnplugged(at: 2.9) && sensor.isUnplugged(at: 3))
  }
}
