import Foundation
import Testing

@testable import LinuxSensors

/// What is said of a balance board that isn't there, on made-up systems. `bluetoothctl` lists a device as
/// `Device ADDRESS NAME`; from BlueZ 5.65 on the paired ones are asked for by `devices Paired`
/// (bluez/bluez#520).
@Suite struct BoardCheckTests {
  private let tree: FakeTree

  init() throws {
    tree = try FakeTree()
    try tree.file("sys/bus/hid/drivers/wiimote/bind")
  }

  private func outcome(
    _ name: String, bluetooth: ([String]) -> String? = { _ in nil }
  ) -> Check.Outcome? {
    CheckUp.board(in: tree.system, bluetooth: bluetooth).first { $0.name == name }?.outcome
  }

  private func answers(_ texts: [String: String]) -> ([String]) -> String? {
    { texts[$0.joined(separator: " ")] }
  }

  private let on = "Controller 00:00:5E:00:53:01 (public)\n\tPowered: yes\n\tPairable: yes\n"

  @Test("without an adapter no board can connect, and that is no problem")
  func noAdapter() {
    defer { tree.remove() }
    #expect(
      outcome("bluetooth")
        == .notApplicable("there is no adapter, so no balance board can connect"))
    #expect(outcome("board") == .notApplicable("none can connect without Bluetooth"))
  }

  @Test("an adapter is blocked, off, on, or nobody tells")
  func adapter() throws {
    defer { tree.remove() }
    try tree.file("sys/class/bluetooth/hci0/uevent")
    #expect(
      outcome("bluetooth") == .unknown("hci0 is there; bluetoothctl doesn't tell more"))
    #expect(outcome("bluetooth", bluetooth: answers(["show": on])) == .fine("hci0 is on"))
    let off = on.replacing("Powered: yes", with: "Powered: no")
    #expect(outcome("bluetooth", bluetooth: answers(["show": off])) == .problem(.bluetoothOff))
    // rfkill.rst and sysfs-class-rfkill: soft 1 is "off by software".
    try tree.file("sys/class/rfkill/rfkill0/type", "wlan\n")
    try tree.file("sys/class/rfkill/rfkill0/soft", "1\n")
    #expect(outcome("bluetooth", bluetooth: answers(["show": on])) == .fine("hci0 is on"))
    try tree.file("sys/class/rfkill/rfkill1/type", "bluetooth\n")
    try tree.file("sys/class/rfkill/rfkill1/soft", "1\n")
    #expect(outcome("bluetooth") == .problem(.bluetoothBlocked))
  }

  @Test(
    "a paired board that sleeps is told by its address, in the words of older versions, too",
    arguments: ["devices Paired", "paired-devices"])
  func paired(command: String) throws {
    defer { tree.remove() }
    try tree.file("sys/class/bluetooth/hci0/uevent")
    let list = """
      Device 00:00:5E:00:53:07 Nintendo RVL-CNT-01
      Device 00:00:5E:00:53:08 Nintendo RVL-WBC-01

      """
    let piece = MissingPiece.boardNotConnected(address: "00:00:5E:00:53:08")
    #expect(
      outcome("board", bluetooth: answers(["show": on, command: list])) == .problem(piece))
    #expect(piece.advice?.contains("front button") == true)
  }

  @Test("no paired board is told from nobody knowing")
  func unpaired() throws {
    defer { tree.remove() }
    try tree.file("sys/class/bluetooth/hci0/uevent")
    let others = "Device 00:00:5E:00:53:07 Nintendo RVL-CNT-01\n"
    #expect(
      outcome("board", bluetooth: answers(["show": on, "devices Paired": others]))
        == .problem(.noBoardConnected))
    #expect(
      outcome("board", bluetooth: answers(["show": on, "devices Paired": ""]))
        == .problem(.noBoardConnected))
    guard case .unknown = outcome("board") else {
      Issue.record("something was told")
      return
    }
  }

  @Test("of a connected board its node and battery are told, and bluetoothctl isn't asked")
  func connected() throws {
    defer { tree.remove() }
    try tree.file(
      "sys/class/input/event3/device/name", "Nintendo Wii Remote Balance Board\n")
    try tree.file("dev/input/event3")
    let supply = "sys/class/power_supply/wiimote_battery_00:00:5e:00:53:08/capacity"
    try tree.file(supply, "62\n")
    func asked(_ arguments: [String]) -> String? {
      Issue.record("bluetoothctl was asked \(arguments)")
      return nil
    }
    #expect(outcome("board", bluetooth: asked) == .fine("/dev/input/event3"))
    #expect(outcome("battery", bluetooth: asked) == .fine("62 %"))
    try tree.file(supply, "9\n")
    #expect(
      outcome("battery", bluetooth: asked) == .problem(.boardBatteryLow(percent: 9)))
  }

  @Test("a Wii Remote's battery isn't taken for the board's")
  func remoteBattery() throws {
    defer { tree.remove() }
    let supplies = "sys/class/power_supply"
    try tree.file("\(supplies)/wiimote_battery_00:00:5e:00:53:01/capacity", "3\n")
    #expect(outcome("battery") == .notApplicable("no board is connected"))
    try tree.file("sys/class/input/event3/device/name", "Nintendo Wii Remote Balance Board\n")
    // The board's input device says no address itself; its HID device does.
    try tree.file(
      "sys/class/input/event3/device/device/uevent", "HID_UNIQ=00:00:5e:00:53:08\n")
    #expect(outcome("battery") == .unknown("the board doesn't tell"))
    try tree.file("\(supplies)/wiimote_battery_00:00:5e:00:53:08/capacity", "62\n")
    #expect(outcome("battery") == .fine("62 %"))
  }

  @Test("the driver is there, or it is missing")
  func driver() throws {
    #expect(outcome("hid-wiimote") == .fine("there; it loads when a board connects"))
    tree.remove()
    #expect(outcome("hid-wiimote") == .problem(.boardDriverMissing))
  }
}

/// Programs that are asked, with a shell in the place of `bluetoothctl`.
@Suite struct CommandOutputTests {
  private func output(_ line: String, seconds: Double = 20) -> String? {
    BluetoothControl.output(of: "/bin/sh", ["-c", line], seconds: seconds)
  }

  @Test("what a program prints is taken whole, its errors are not")
  func printed() {
    #expect(output("echo one; echo no >&2; echo two") == "one\ntwo\n")
    #expect(output("head -c 100000 /dev/zero")?.utf8.count == 100_000)
    // No input, so that a program which asks for some ends.
    #expect(output("cat; echo $LC_ALL") == "C\n")
  }

  @Test("a program that fails without a word, or isn't there, has said nothing")
  func failing() {
    #expect(output("exit 1") == nil)
    #expect(output("true") == "")
    #expect(output("echo something; exit 1") == "something\n")
    #expect(BluetoothControl.output(of: "/no/such/program", [], seconds: 1) == nil)
  }

  @Test("a program that takes too long is ended")
  func slow() {
    #expect(output("echo begun; exec sleep 1000", seconds: 0.2) == nil)
  }
}
