import Sensors

/// One of the machine's input devices.
public struct InputNode: Hashable, Sendable {
  /// Its node, `/dev/input/eventN`.
  public var path: String
  /// What the kernel calls it.
  public var name: String
  /// What tells it from its likes, a Bluetooth address for instance; nil where the system has none.
  public var identity: String?

  /// An input device.
  public init(path: String, name: String, identity: String?) {
    self.path = path
    self.name = name
    self.identity = identity
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
      guard let name = try? system.text(of: "\(folder(of: event))/name") else { return nil }
      return InputNode(
        path: "/dev/input/\(event)", name: name, identity: identity(of: event, in: system))
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

  /// The kernel's folder for the input device behind `eventN`.
  static func folder(of event: String) -> String { "/sys/class/input/\(event)/device" }

  /// The input device's own word for itself, else its HID parent's.
  static func identity(of event: String, in system: SystemFiles) -> String? {
    if let own = try? system.text(of: "\(folder(of: event))/uniq"), !own.isEmpty { return own }
    guard let facts = try? system.text(of: "\(folder(of: event))/device/uevent") else {
      return nil
    }
    let prefix = "HID_UNIQ="
    let line = facts.split(separator: "\n").first { $0.hasPrefix(prefix) }
    guard let word = line?.dropFirst(prefix.count), !word.isEmpty else { return nil }
    return String(word)
  }
}
