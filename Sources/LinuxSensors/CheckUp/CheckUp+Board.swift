import Sensors

extension CheckUp {
  /// Driver, Bluetooth, pairing, connection and battery of a balance board.
  static func board(in system: SystemFiles, bluetooth: ([String]) -> String?) -> [Check] {
    let pieces = MissingPieces.forBalanceBoard(in: system)
    let driver: Check.Outcome =
      MissingPieces.hasBoardDriver(system)
      ? .fine("there; it loads when a board connects") : .problem(.boardDriverMissing)
    var checks = [Check("hid-wiimote", driver)]
    let board = InputNodes.balanceBoards(in: system).first
    if let board {
      checks.append(Check("bluetooth", .fine("a board is connected")))
      let closed = pieces.first { if case .noAccessToBoard = $0 { true } else { false } }
      checks.append(Check("board", closed.map { .problem($0) } ?? .fine(board.path)))
    } else {
      let bluetoothCheck = adapter(in: system, bluetooth: bluetooth)
      checks += [bluetoothCheck, pairing(bluetoothCheck.outcome, bluetooth: bluetooth)]
    }
    return checks + [battery(of: board, in: system)]
  }

  /// Whether Bluetooth is there, and on.
  private static func adapter(
    in system: SystemFiles, bluetooth: ([String]) -> String?
  ) -> Check {
    let adapters = system.names(in: "/sys/class/bluetooth").filter {
      $0.hasPrefix("hci") && !$0.contains(":")
    }
    guard let adapter = adapters.first else {
      return Check(
        "bluetooth", .notApplicable("there is no adapter, so no balance board can connect"))
    }
    let isBlocked = system.names(in: "/sys/class/rfkill").contains { name in
      let folder = "/sys/class/rfkill/\(name)"
      func says(_ attribute: String, _ text: String) -> Bool {
        (try? system.text(of: "\(folder)/\(attribute)")) == text
      }
      return says("type", "bluetooth") && (says("soft", "1") || says("hard", "1"))
    }
    if isBlocked { return Check("bluetooth", .problem(.bluetoothBlocked)) }
    guard let facts = bluetooth(["show"]), facts.contains("Powered:") else {
      return Check("bluetooth", .unknown("\(adapter) is there; bluetoothctl doesn't tell more"))
    }
    return Check(
      "bluetooth",
      facts.contains("Powered: yes") ? .fine("\(adapter) is on") : .problem(.bluetoothOff))
  }

  /// Why no board is connected.
  private static func pairing(
    _ adapter: Check.Outcome, bluetooth: ([String]) -> String?
  ) -> Check {
    if case .notApplicable = adapter {
      return Check("board", .notApplicable("none can connect without Bluetooth"))
    }
    var hasAnswer = false
    // Until BlueZ 5.65 that was a command of its own (bluez/bluez#520).
    for command in [["devices", "Paired"], ["paired-devices"]] {
      // Who was silent before will be again, and that takes its time.
      if case .unknown = adapter { break }
      guard let list = bluetooth(command) else { continue }
      hasAnswer = true
      for line in list.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count > 2, words[0] == "Device", line.hasSuffix(BalanceBoard.bluetoothName)
        else { continue }
        return Check("board", .problem(.boardNotConnected(address: String(words[1]))))
      }
    }
    return Check(
      "board",
      hasAnswer
        ? .problem(.noBoardConnected)
        : .unknown("none is connected; bluetoothctl doesn't tell if one is paired"))
  }

  /// Source: Linux `drivers/hid/hid-wiimote-modules.c`, `wiimod_battery_probe`: the supply's name is
  /// `wiimote_battery_` and the Bluetooth address, its capacity in percent. A Wii Remote has one as well.
  private static func battery(of board: InputNode?, in system: SystemFiles) -> Check {
    guard let board else { return Check("battery", .notApplicable("no board is connected")) }
    let root = "/sys/class/power_supply"
    let prefix = "wiimote_battery_"
    let supply = system.names(in: root).first { name in
      name.hasPrefix(prefix) && (board.identity.map { name == prefix + $0 } ?? true)
    }
    guard let supply, let text = try? system.text(of: "\(root)/\(supply)/capacity"),
      let percent = Int(text)
    else { return Check("battery", .unknown("the board doesn't tell")) }
    return Check(
      "battery", percent > 20 ? .fine("\(percent) %") : .problem(.boardBatteryLow(percent: percent))
    )
  }
}
