import Foundation

/// A balance board as umockdev wants one: its sysfs, its answers to ioctl, its events.
///
/// Written from the kernel driver's constants (`wiimod_bboard_probe`) and the layout of the evdev
/// calls in `include/uapi/linux/input.h`.
struct MockBoard {
  static let path = "/dev/input/event7"

  var name: String
  var calibration: String
  var fuzz: Int

  /// The command that runs another under the mock.
  func wrapper(sending events: [(Int, Int, Int, Int)], in folder: URL) throws -> [String] {
    let files = [
      ("board.umockdev", device), ("board.ioctl", ioctls), ("board.events", script(events)),
    ]
    for (name, text) in files {
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    return [
      "umockdev-run", "-d", path("board.umockdev"), "-i", "\(Self.path)=\(path("board.ioctl"))",
      "-e", "\(Self.path)=\(path("board.events"))", "--",
    ]
  }

  private var device: String {
    let hid = "/devices/virtual/misc/uhid/0005:057E:0306.0001"
    return """
      P: \(hid)/input/input7/event7
      N: input/event7
      E: DEVNAME=\(Self.path)
      E: SUBSYSTEM=input
      L: device=../../input7

      P: \(hid)/input/input7
      E: SUBSYSTEM=input
      A: name=\(name)\\n
      A: uniq=\\n
      L: device=../../../0005:057E:0306.0001

      P: \(hid)
      E: SUBSYSTEM=hid
      E: HID_UNIQ=00:00:5e:00:53:02
      A: bboard_calib=\(calibration)\\n

      """
  }

  private var ioctls: String {
    let keys = bits([0x130], bytes: 96)
    let axes = bits([0x10, 0x11, 0x12, 0x13], bytes: 8)
    let types = bits([0, 1, 3], bytes: 8)
    var lines = ["@DEV \(Self.path)", "EVIOCGVERSION 0 01000100", "EVIOCGID 0 05007E0506030006"]
    let letters = hex(Array(name.utf8))
    lines.append(
      "EVIOCGNAME(0) \(name.utf8.count + 1) "
        + letters + String(repeating: "00", count: 255 - name.utf8.count))
    lines += ["EVIOCGPROP(0) 8 \(bits([], bytes: 8))", "EVIOCGBIT(0) 8 \(types)"]
    lines += ["EVIOCGBIT(1) 96 \(keys)", "EVIOCGBIT(3) 8 \(axes)"]
    for (type, size) in [(2, 8), (4, 8), (5, 8), (17, 8), (18, 8), (21, 16)] {
      lines.append("EVIOCGBIT(\(type)) \(size) \(bits([], bytes: size))")
    }
    lines += ["EVIOCGKEY(0) 96 \(bits([], bytes: 96))", "EVIOCGLED(0) 8 \(bits([], bytes: 8))"]
    lines.append("EVIOCGSW(0) 8 \(bits([], bytes: 8))")
    for (index, axis) in (16...19).enumerated() {
      // struct input_absinfo: value, minimum, maximum, fuzz, flat, resolution.
      let words = [11 + index, 0, 65535, fuzz, 4, 0].map { UInt32($0) }
      let bytes = words.flatMap { word in
        (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
      lines.append("EVIOCGABS(\(axis)) 0 \(hex(bytes))")
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
