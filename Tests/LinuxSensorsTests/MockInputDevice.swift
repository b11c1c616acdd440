import Foundation

/// An input device as umockdev wants one: its sysfs, its answers to ioctl, its events.
///
/// Written from the kernel drivers' constants and the layout of the evdev calls in
/// `include/uapi/linux/input.h`.
struct MockInputDevice {
  static let path = "/dev/input/event7"

  /// What the driver announces of an axis (`struct input_absinfo`).
  struct Axis {
    var code: Int
    var value = 0
    var minimum = 0
    var maximum = 0
    var fuzz = 0
    var flat = 0
    var resolution = 0
  }

  var name: String
  /// Bus, vendor, product and version.
  var ids: [UInt16] = [5, 0x057E, 0x0306, 0x0600]
  var uniq = ""
  var keys: [Int] = []
  var properties: [Int] = []
  var miscellaneous: [Int] = []
  var axes: [Axis] = []
  /// Attributes of the HID device, and the address that it knows.
  var hidAttributes: [String: String] = [:]
  var hidAddress = "00:00:5e:00:53:02"

  /// A balance board: `wiimod_bboard_probe`. Its axes stand at 11, 12, 13 and 14.
  static func board(name: String, calibration: String, fuzz: Int) -> MockInputDevice {
    MockInputDevice(
      name: name, keys: [0x130],
      axes: (0..<4).map {
        Axis(code: 0x10 + $0, value: 11 + $0, maximum: 65535, fuzz: fuzz, flat: 4)
      }, hidAttributes: ["bboard_calib": calibration])
  }

  /// The command that runs another under the mock.
  func wrapper(sending events: [(Int, Int, Int, Int)], in folder: URL) throws -> [String] {
    let files = [
      ("device.umockdev", device), ("device.ioctl", ioctls), ("device.events", script(events)),
    ]
    for (name, text) in files {
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    return [
      "umockdev-run", "-d", path("device.umockdev"), "-i", "\(Self.path)=\(path("device.ioctl"))",
      "-e", "\(Self.path)=\(path("device.events"))", "--",
    ]
  }

  private var device: String {
    let hid = "/devices/virtual/misc/uhid/0005:057E:0306.0001"
    let attributes = hidAttributes.map { "A: \($0.key)=\($0.value)\\n\n" }.joined()
    return """
      P: \(hid)/input/input7/event7
      N: input/event7
      E: DEVNAME=\(Self.path)
      E: SUBSYSTEM=input
      L: device=../../input7

      P: \(hid)/input/input7
      E: SUBSYSTEM=input
      A: name=\(name)\\n
      A: uniq=\(uniq)\\n
      L: device=../../../0005:057E:0306.0001

      P: \(hid)
      E: SUBSYSTEM=hid
      E: HID_UNIQ=\(hidAddress)
      \(attributes)

      """
  }

  private var ioctls: String {
    let types = [0] + (keys.isEmpty ? [] : [1]) + [3] + (miscellaneous.isEmpty ? [] : [4])
    // struct input_id, in the byte order of the mock's machine: little endian.
    let id = hex(ids.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
    var lines = ["@DEV \(Self.path)", "EVIOCGVERSION 0 01000100", "EVIOCGID 0 \(id)"]
    let letters = hex(Array(name.utf8))
    lines.append(
      "EVIOCGNAME(0) \(name.utf8.count + 1) "
        + letters + String(repeating: "00", count: 255 - name.utf8.count))
    lines += [
      "EVIOCGPROP(0) 8 \(bits(properties, bytes: 8))", "EVIOCGBIT(0) 8 \(bits(types, bytes: 8))",
    ]
    lines += [
      "EVIOCGBIT(1) 96 \(bits(keys, bytes: 96))",
      "EVIOCGBIT(3) 8 \(bits(axes.map(\.code), bytes: 8))",
      "EVIOCGBIT(4) 8 \(bits(miscellaneous, bytes: 8))",
    ]
    for (type, size) in [(2, 8), (5, 8), (17, 8), (18, 8), (21, 16)] {
      lines.append("EVIOCGBIT(\(type)) \(size) \(bits([], bytes: size))")
    }
    lines += ["EVIOCGKEY(0) 96 \(bits([], bytes: 96))", "EVIOCGLED(0) 8 \(bits([], bytes: 8))"]
    lines.append("EVIOCGSW(0) 8 \(bits([], bytes: 8))")
    for axis in axes {
      let words = [
        axis.value, axis.minimum, axis.maximum, axis.fuzz, axis.flat, axis.resolution,
      ].map { UInt32(bitPattern: Int32($0)) }
      let bytes = words.flatMap { word in
        (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
      lines.append("EVIOCGABS(\(axis.code)) 0 \(hex(bytes))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// evemu's format: seconds, then type and code in hexadecimal, then the value.
  ///
  /// umockdev 0.17 takes a fraction that begins with 0 for an octal number: have none.
  private func script(_ events: [(Int, Int, Int, Int)]) -> String {
    events.map { time, type, code, value in
      String(
        format: "E: %d.%06d %04x %04x %d\n", time / 1_000_000, time % 1_000_000, type, code, value)
    }.joined()
  }

  private func bits(_ numbers: [Int], bytes count: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    for number in numbers { bytes[number / 8] |= 1 << (number % 8) }
    return hex(bytes)
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02X", $0) }.joined()
  }
}
