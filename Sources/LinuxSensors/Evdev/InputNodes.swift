public import Sensors

/// One of the machine's input devices.
public struct InputNode: Hashable, Sendable {
  /// Its node, `/dev/input/eventN`.
  public var path: String
  /// What the kernel calls it.
  public var name: String
  /// What tells it from its likes, a Bluetooth address for instance; nil where the system has none.
  public var identity: String?
  /// Which kind of accelerometer it is; nil for none.
  public var accelerometer: InputAccelerometer?

  /// An input device.
  public init(
    path: String, name: String, identity: String?, accelerometer: InputAccelerometer? = nil
  ) {
    self.path = path
    self.name = name
    self.identity = identity
    self.accelerometer = accelerometer
  }

  /// Whether it is a balance board.
  public var isBalanceBoard: Bool { name == BalanceBoard.deviceName }
}

/// The machine's input devices, from sysfs: nothing is opened, so no permission is needed.
public enum InputNodes {
  /// All event nodes, in the order of their numbers.
  public static func list(in system: SystemFiles = .machine) -> [InputNode] {
    let numbers = system.names(in: "/sys/class/input").compactMap { name in
      name.hasPrefix("event") ? Int(name.dropFirst(5)) : nil
    }
    return numbers.sorted().compactMap { number in
      let event = "event\(number)"
      // A device that goes away in the meantime isn't there to be listed.
      guard let facts = facts(of: event, in: system) else { return nil }
      return InputNode(
        path: "/dev/input/\(event)", name: facts.name, identity: identity(of: event, in: system),
        accelerometer: InputAccelerometer.kind(of: facts))
    }
  }

  /// The balance boards among them.
  public static func balanceBoards(in system: SystemFiles = .machine) -> [InputNode] {
    list(in: system).filter(\.isBalanceBoard)
  }

  /// The node that a device has now: one that connects again may get another number.
  /// Nil where it has none: the device isn't there.
  public static func node(
    named name: String, identity: String, in system: SystemFiles = .machine
  ) -> InputNode? {
    list(in: system).first { $0.name == name && $0.identity == identity }
  }

  /// The accelerometers among them.
  public static func accelerometers(in system: SystemFiles = .machine) -> [InputNode] {
    list(in: system).filter { $0.accelerometer != nil }
  }

  /// The node behind a path; nil where it isn't listed.
  public static func node(at path: String, in system: SystemFiles = .machine) -> InputNode? {
    let listed = "/dev/input/\(eventName(of: path, in: system))"
    return list(in: system).first { $0.path == listed }
  }

  /// The `eventN` behind a path; udev's links lead to it in one step.
  static func eventName(of path: String, in system: SystemFiles) -> String {
    if let target = system.linkTarget(of: path), target.hasPrefix("event") { return target }
    return path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What sysfs says of `eventN`; nil where it isn't there.
  private static func facts(of event: String, in system: SystemFiles) -> InputDeviceFacts? {
    let folder = folder(of: event)
    guard let name = try? system.text(of: "\(folder)/name") else { return nil }
    /// The last word of a hexadecimal attribute: the lowest bits, 32 or 64 of them.
    func bits(_ attribute: String) -> UInt64 {
      let text = try? system.text(of: "\(folder)/\(attribute)")
      return text?.split(separator: " ").last.flatMap { UInt64($0, radix: 16) } ?? 0
    }
    return InputDeviceFacts(
      name: name, vendor: UInt16(truncatingIfNeeded: bits("id/vendor")),
      product: UInt16(truncatingIfNeeded: bits("id/product")), properties: bits("properties"),
      absoluteAxes: bits("capabilities/abs"), miscellaneous: bits("capabilities/msc"))
  }

  /// The kernel's folder for the input device behind `eventN`.
  static func folder(of event: String) -> String { "/sys/class/input/\(event)/device" }

  /// The input device's own word for itself, else its HID parent's, else where it is attached.
  static func identity(of event: String, in system: SystemFiles) -> String? {
    if let own = try? system.text(of: "\(folder(of: event))/uniq"), !own.isEmpty { return own }
    let facts = try? system.text(of: "\(folder(of: event))/device/uevent")
    let prefix = "HID_UNIQ="
    let line = facts?.split(separator: "\n").first { $0.hasPrefix(prefix) }
    if let word = line?.dropFirst(prefix.count), !word.isEmpty { return String(word) }
    guard let place = try? system.text(of: "\(folder(of: event))/phys"), !place.isEmpty else {
      return nil
    }
    return place
  }
}
