import Samples
import Sensors
import Testing

/// A node as a driver registers it. Every number is typed again from Linux 6.1: `hid-ids.h`,
/// `hid-nintendo.c`, `hid-playstation.c`, `hid-sony.c`, `hid-wiimote-modules.c`, `adxl34x.c`.
struct DriverNode: CustomTestStringConvertible, Sendable {
  var name: String
  var vendor: UInt16 = 0
  var product: UInt16 = 0
  var hasProperty = true
  var hasClock = false
  /// Code, maximum and resolution of each axis.
  var axes: [(code: UInt16, maximum: Int32, resolution: Int32)]
  var fuzz: Int32?
  var kind: String
  /// Counts per g and per degree/s.
  var countsPerG: Double
  var countsPerDegree: Double?

  var testDescription: String { name }

  var facts: InputDeviceFacts {
    InputDeviceFacts(
      name: name, vendor: vendor, product: product, properties: hasProperty ? 0x40 : 0,
      absoluteAxes: axes.reduce(0) { $0 | 1 << $1.code }, miscellaneous: hasClock ? 0x20 : 0)
  }

  func axis(_ code: UInt16) -> InputAxis? {
    axes.first { $0.code == code }.map { InputAxis(maximum: $0.maximum, resolution: $0.resolution) }
  }

  private static func axes(
    _ first: UInt16, _ maximum: Int32, _ resolution: Int32
  ) -> [(code: UInt16, maximum: Int32, resolution: Int32)] {
    (first..<first + 3).map { ($0, maximum, resolution) }
  }

  static let nintendo = [
    // 6.1 names, then those of 6.12.
    ("Nintendo Switch Left Joy-Con IMU", UInt16(0x2006)),
    ("Nintendo Switch Right Joy-Con IMU", 0x2007),
    ("Nintendo Switch Pro Controller IMU", 0x2009),
    ("Nintendo Switch Left Joy-Con IMU (Grip)", 0x200E),
    ("Joy-Con (L) (IMU)", 0x2006), ("Joy-Con (R) (IMU)", 0x2007),
  ].map { name, product in
    DriverNode(
      name: name, vendor: 0x057E, product: product, hasClock: true,
      axes: axes(0, 32_767, 4096) + axes(3, 32_767_000, 14_247), fuzz: 10,
      kind: "Joy-Con or Pro Controller", countsPerG: 4096, countsPerDegree: 14_247)
  }

  static let sony = [
    (
      "Sony Interactive Entertainment Wireless Controller Motion Sensors", UInt16(0x0CE6),
      "DualSense"
    ),
    ("DualSense Edge Wireless Controller Motion Sensors", 0x0DF2, "DualSense"),
    ("Wireless Controller Motion Sensors", 0x05C4, "DualShock 4"),
    ("Wireless Controller Motion Sensors", 0x09CC, "DualShock 4"),
    ("Sony Computer Entertainment Wireless Adaptor Motion Sensors", 0x0BA0, "DualShock 4"),
  ].map { name, product, kind in
    DriverNode(
      name: name, vendor: 0x054C, product: product, hasClock: true,
      axes: axes(0, 4 * 8192, 8192) + axes(3, 2048 * 1024, 1024), fuzz: 16, kind: kind,
      countsPerG: 8192, countsPerDegree: 1024)
  }

  static let others = [
    DriverNode(
      name: "Sony PLAYSTATION(R)3 Controller Motion Sensors", vendor: 0x054C, product: 0x0268,
      axes: axes(0, 511, 113), fuzz: 4, kind: "DualShock 3", countsPerG: 113),
    DriverNode(
      name: "Nintendo Wii Remote Accelerometer", vendor: 0x057E, product: 0x0306,
      hasProperty: false, axes: axes(3, 500, 0), fuzz: 2, kind: "Wii Remote", countsPerG: 100),
    DriverNode(
      name: "ADXL34x accelerometer", hasProperty: false, axes: axes(0, 4096, 0), fuzz: 3,
      kind: "ADXL34x", countsPerG: 256),
    DriverNode(
      name: "Some Handheld's Sensors", vendor: 0x1234, product: 1, hasClock: true,
      axes: axes(0, 32_767, 16_384) + axes(3, 32_767, 16), kind: "accelerometer",
      countsPerG: 16_384, countsPerDegree: 16),
  ]

  static let all = nintendo + sony + others

  static func node(
    _ name: String, property: Bool, first: UInt16, maximum: Int32, resolution: Int32
  ) -> DriverNode {
    DriverNode(
      name: name, hasProperty: property, axes: axes(first, maximum, resolution), kind: "",
      countsPerG: 0)
  }
}

@Suite struct InputAccelerometerTests {
  @Test("a driver's node is told, with its fuzz", arguments: DriverNode.all)
  func told(node: DriverNode) throws {
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    #expect(kind.name == node.kind)
    #expect(kind.driverFuzz == node.fuzz)
  }

  @Test("a count is worth what the driver says", arguments: DriverNode.all)
  func scale(node: DriverNode) throws {
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    let scale = try #require(
      InputAccelerometerScale(of: kind, usesGyroscope: true, axis: node.axis))
    #expect(scale.axisCodes == node.axes.map(\.code))
    let gravity = Int32(node.countsPerG)
    let turn = Int32((node.countsPerDegree ?? 0) * 90)
    guard
      case .inertial(let sample) = scale.channels.decode(
        RawSample(
          time: Timestamp(microseconds: 0), counts: SIMD8(0, 0, gravity, turn, 0, 0, 0, 0)))
    else {
      Issue.record("an accelerometer gives inertial samples")
      return
    }
    #expect(abs(sample.acceleration.z - 9.80665) < 1e-9)
    if node.countsPerDegree == nil {
      #expect(sample.angularVelocity == nil)
    } else {
      #expect(abs((sample.angularVelocity?.x ?? 0) - .pi / 2) < 1e-9)
    }
  }

  @Test("only a scale that is assumed is remarked on", arguments: DriverNode.all)
  func remarks(node: DriverNode) throws {
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    let scale = try #require(
      InputAccelerometerScale(of: kind, usesGyroscope: true, axis: node.axis))
    let isTold = node.axes.first?.resolution != 0
    #expect(scale.remarks.isEmpty == isTold)
    #expect(isTold || scale.remarks.first?.contains("assumed") == true)
  }

  @Test("a gyroscope that isn't wanted is left out")
  func withoutGyroscope() throws {
    let node = DriverNode.nintendo[0]
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    let scale = try #require(
      InputAccelerometerScale(of: kind, usesGyroscope: false, axis: node.axis))
    #expect(scale.axisCodes == [0, 1, 2])
    #expect(scale.channels == .acceleration(scale: 9.80665 / 4096))
    #expect(scale.remarks.isEmpty)
  }

  @Test("a gyroscope of which nobody says the scale isn't used, and that is said")
  func unknownGyroscope() throws {
    var node = DriverNode.sony[0]
    for index in 3..<6 { node.axes[index].resolution = 0 }
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    let scale = try #require(
      InputAccelerometerScale(of: kind, usesGyroscope: true, axis: node.axis))
    #expect(scale.channels.count == 3)
    #expect(scale.remarks.count == 1)
  }

  @Test(
    "where neither the kernel nor the table says a scale, there is none",
    arguments: [
      DriverNode.node("Handheld", property: true, first: 0, maximum: 2048, resolution: 0),
      // An ADXL34x that the board's maker set to ten bits: its counts per g depend on the range.
      .node("ADXL34x accelerometer", property: false, first: 0, maximum: 512, resolution: 0),
      .node("Handheld", property: true, first: 0, maximum: 2048, resolution: -5),
    ])
  func unknownScale(node: DriverNode) throws {
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    #expect(InputAccelerometerScale(of: kind, usesGyroscope: true, axis: node.axis) == nil)
  }

  @Test("axes of different scales are none that can be read")
  func unevenScale() throws {
    var node = DriverNode.others[0]
    node.axes[1].resolution = 114
    let kind = try #require(InputAccelerometer.kind(of: node.facts))
    #expect(InputAccelerometerScale(of: kind, usesGyroscope: true, axis: node.axis) == nil)
  }

  @Test(
    "buttons, boards and half an accelerometer are none",
    arguments: [
      DriverNode.node(
        "Nintendo Wii Remote Balance Board", property: false, first: 0x10, maximum: 65_535,
        resolution: 0),
      .node("Joy-Con (L)", property: false, first: 0, maximum: 32_767, resolution: 0),
      .node("Nintendo Wii Remote", property: false, first: 0x10, maximum: 1, resolution: 0),
      .node(
        "Nintendo Wii Remote Accelerometer", property: false, first: 0, maximum: 1, resolution: 0),
      .node("Turned", property: true, first: 3, maximum: 100, resolution: 1),
    ])
  func noAccelerometer(node: DriverNode) {
    #expect(InputAccelerometer.kind(of: node.facts) == nil)
  }
}
