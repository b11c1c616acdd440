import Foundation
import Sensors
import Testing

@testable import LinuxSensors

/// Check-ups of made-up systems, and what `bluetoothctl` would say made up with them.
@Suite struct CheckUpTests {
  private let tree: FakeTree
  private let pi = Login(name: "pi", isRoot: false, groups: [1000])

  init() throws { tree = try FakeTree() }

  /// The outcomes of one name.
  private func outcomes(
    _ name: String, login: Login? = nil, bluetooth: ([String]) -> String? = { _ in nil }
  ) -> [Check.Outcome] {
    CheckUp.ofSystem(tree.system, login: login ?? pi, bluetooth: bluetooth)
      .filter { $0.name == name }.map(\.outcome)
  }

  private func bytes(_ bytes: [UInt8], at path: String) throws {
    try tree.file(path)
    try Data(bytes).write(to: URL(fileURLWithPath: tree.path(path)))
  }

  @Test("an empty machine has nothing wrong but what every machine can lack")
  func emptyMachine() {
    defer { tree.remove() }
    let checks = CheckUp.ofSystem(tree.system, login: pi, bluetooth: { _ in nil })
    let problems = checks.filter { if case .problem = $0.outcome { true } else { false } }
    #expect(problems.map(\.name) == ["hid-wiimote", "group-input"])
    #expect(
      checks.map(\.name) == [
        "i2c-bus", "i2c-dev", "hid-wiimote", "bluetooth", "board", "battery", "group-i2c",
        "group-input", "udev-rules",
      ])
  }

  @Test("a Pi's bus that is off is told from one that waits for a restart")
  func headerBus() throws {
    defer { tree.remove() }
    try tree.file("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0")
    try tree.file("boot/firmware/config.txt", "# dtparam=i2c_arm=on\ndtparam=audio=on\n")
    #expect(outcomes("i2c-bus") == [.problem(.headerBusDisabled)])
    // The line that raspi-config writes, and the one that README.md has people add to it.
    try tree.file(
      "boot/firmware/config.txt", "[all]\ndtparam=i2c_arm=on,i2c_arm_baudrate=400000\n")
    let restart = MissingPiece.restartNeeded(file: "/boot/firmware/config.txt")
    #expect(outcomes("i2c-bus") == [.problem(restart)])
    #expect(restart.command == "sudo reboot")
    try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
    #expect(outcomes("i2c-bus") == [.fine("i2c-1")])
  }

  @Test("a bus's clock is read as the device tree has it, the high byte first")
  func speed() throws {
    defer { tree.remove() }
    try tree.file("sys/bus/i2c/devices/i2c-2/name", "a PC's, which has no device tree")
    #expect(outcomes("i2c-speed").isEmpty)
    // 100 000 is 0x000186A0, 400 000 is 0x00061A80.
    let path = "sys/bus/i2c/devices/i2c-1/of_node/clock-frequency"
    try bytes([0x00, 0x01, 0x86, 0xA0], at: path)
    #expect(outcomes("i2c-speed") == [.fine("i2c-1 at 100 kHz carries 200 Hz")])
    try bytes([0x00, 0x06, 0x1A, 0x80], at: path)
    #expect(outcomes("i2c-speed") == [.fine("i2c-1 at 400 kHz carries 1000 Hz")])
    try bytes([0x01], at: path)
    #expect(outcomes("i2c-speed").isEmpty)
  }

  @Test("a module that is loaded now and not at the next start is told")
  func moduleAtStart() throws {
    defer { tree.remove() }
    try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
    #expect(outcomes("i2c-dev") == [.problem(.i2cDeviceModuleNotLoaded)])
    try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835")
    #expect(outcomes("i2c-dev") == [.fine("built into the kernel")])
    try tree.file("sys/module/i2c_dev/initstate", "live\n")
    try tree.file("etc/modules", "# i2c-dev\nloop\n")
    #expect(outcomes("i2c-dev") == [.problem(.moduleNotLoadedAtStart("i2c-dev"))])
    try tree.file("etc/modules-load.d/sensors.conf", "; a comment\ni2c_dev\n")
    #expect(outcomes("i2c-dev") == [.fine("loaded, and at every start")])
    try tree.file("etc/modules-load.d/sensors.conf", "")
    try tree.file("etc/modules", "i2c-dev  # for sensors\n")
    #expect(outcomes("i2c-dev") == [.fine("loaded, and at every start")])
  }

  @Test("an address that a driver holds is a problem only where the driver doesn't offer the chip")
  func heldAddress() throws {
    defer { tree.remove() }
    try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
    try tree.link(
      "sys/bus/i2c/devices/1-0053/driver", to: "../../../bus/i2c/drivers/adxl345_i2c")
    #expect(
      outcomes("i2c-address") == [
        .problem(.addressHeldByKernel(adapter: 1, address: 0x53, driver: "adxl345_i2c"))
      ])
    try tree.adxl345()
    #expect(
      outcomes("i2c-address") == [
        .fine("adxl345_i2c holds 0x53 of i2c-1; --device iio:device0 reads it")
      ])
  }

  @Test("groups: none, not in it, in it since this login, in it")
  func groups() throws {
    defer { tree.remove() }
    try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
    try tree.file("etc/group", "root:x:0:\ninput:x:102:\n")
    #expect(outcomes("group-i2c") == [.problem(.groupMissing("i2c"))])
    #expect(outcomes("group-input") == [.problem(.notInGroup("input"))])
    try tree.file("etc/group", "input:x:102:anna\ni2c:x:998:anna,pi\nbroken\n:\n")
    #expect(outcomes("group-i2c") == [.problem(.loginOlderThanGroup("i2c"))])
    #expect(outcomes("group-input") == [.problem(.notInGroup("input"))])
    let member = Login(name: "pi", isRoot: false, groups: [1000, 998])
    #expect(outcomes("group-i2c", login: member) == [.fine("you are in i2c")])
    // A user whom another directory than /etc/passwd knows.
    let stranger = Login(name: nil, isRoot: false, groups: [])
    #expect(outcomes("group-i2c", login: stranger) == [.problem(.notInGroup("i2c"))])
    let root = Login(name: "root", isRoot: true, groups: [0])
    #expect(outcomes("group-i2c", login: root) == [.notApplicable("root may use everything")])
  }

  @Test("who isn't in the group and may use the node all the same lacks nothing")
  func uaccess() throws {
    defer { tree.remove() }
    try tree.file("etc/group", "i2c:x:998:\n")
    try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
    try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835")
    try tree.file("dev/i2c-1")
    #expect(
      outcomes("group-i2c") == [
        .fine("you aren't in i2c and may use the devices all the same")
      ])
  }

  @Test("the login that runs this has the groups that `id` tells")
  func login() throws {
    defer { tree.remove() }
    try tree.file("etc/passwd", "nobody:x:1:1::/:/bin/sh\nme:x:\(geteuid()):1::/:/bin/sh\n")
    let login = Login.current(in: tree.system)
    #expect(login.name == "me")
    #expect(login.isRoot == (geteuid() == 0))
    let id = try #require(BluetoothControl.output(of: "/usr/bin/id", ["-G"], seconds: 10))
    let numbers = id.split { $0 == " " || $0 == "\n" }.compactMap { UInt32($0) }
    #expect(Set(login.groups) == Set(numbers))
  }

  @Test("rules: not needed, needed, others, the same")
  func rules() throws {
    defer { tree.remove() }
    #expect(
      outcomes("udev-rules") == [
        .notApplicable("not installed, and nothing that is here needs them")
      ])
    try tree.file("usr/lib/udev/rules.d/70-soleus.rules", "# of an older version\n")
    #expect(
      outcomes("udev-rules") == [
        .problem(.rulesDiffer(file: "/usr/lib/udev/rules.d/70-soleus.rules"))
      ])
    // An administrator's file hides a package's (udev(7)).
    try tree.file("etc/udev/rules.d/70-soleus.rules", UdevRules.text)
    #expect(outcomes("udev-rules") == [.fine("/etc/udev/rules.d/70-soleus.rules")])
    #expect(
      MissingPiece.rulesMissing.command?.hasSuffix("/etc/udev/rules.d/70-soleus.rules") == true)
  }

  @Test(
    "rules are needed where a node or a buffer is closed",
    .enabled(if: geteuid() != 0, "root may open everything"))
  func rulesNeeded() throws {
    defer { tree.remove() }
    try tree.bmi160()
    try tree.file("\(FakeTree.iio)/buffer/enable", "0\n", mode: 0o444)
    #expect(outcomes("udev-rules") == [.problem(.rulesMissing)])
  }
}
