import Foundation
import Sensors
import Testing

@testable import LinuxSensors

@Suite struct DiscoveryTests {
  private func withTree<Result>(
    _ body: (FakeTree) throws -> Result
  ) throws -> Result {
    let tree = try FakeTree()
    defer { tree.remove() }
    return try body(tree)
  }

  @Test("adapters come in the order of their numbers, with the kernel's names")
  func adapters() throws {
    try withTree { tree in
      try tree.file("sys/class/i2c-dev/i2c-20/name", "fef04500.i2c\n")
      try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835 (i2c@7e804000)\n")
      try tree.file("sys/class/i2c-dev/i2c-3/uevent", "")
      try tree.file("sys/class/i2c-dev/other/name", "no adapter")
      #expect(
        I2CAdapters.list(in: tree.system) == [
          I2CAdapter(number: 1, name: "bcm2835 (i2c@7e804000)"),
          I2CAdapter(number: 3, name: nil), I2CAdapter(number: 20, name: "fef04500.i2c"),
        ])
      #expect(I2CAdapters.list(in: tree.system).first?.path == "/dev/i2c-1")
    }
  }

  @Test("a machine without I2C and without input devices has none, and no error")
  func emptyMachine() throws {
    try withTree { tree in
      #expect(I2CAdapters.list(in: tree.system).isEmpty)
      #expect(InputNodes.list(in: tree.system).isEmpty)
    }
  }

  @Test("boards are told from other devices by name, and have their Bluetooth address")
  func boards() throws {
    try withTree { tree in
      try tree.file("sys/class/input/event2/device/name", "Power Button\n")
      try tree.file(
        "sys/class/input/event10/device/name", "Nintendo Wii Remote Balance Board\n")
      try tree.file("sys/class/input/event10/device/uniq", "\n")
      try tree.file(
        "sys/class/input/event10/device/device/uevent",
        "DRIVER=wiimote\nHID_UNIQ=00:00:5e:00:53:02\nSUBSYSTEM=hid\n")
      try tree.file("sys/class/input/event9/device/name", "Nintendo Wii Remote\n")
      try tree.file("sys/class/input/event9/device/uniq", "00:00:5e:00:53:03\n")
      try tree.file("sys/class/input/mouse0/device/name", "A mouse\n")
      let board = InputNode(
        path: "/dev/input/event10", name: "Nintendo Wii Remote Balance Board",
        identity: "00:00:5e:00:53:02")
      #expect(
        InputNodes.list(in: tree.system) == [
          InputNode(path: "/dev/input/event2", name: "Power Button", identity: nil),
          InputNode(
            path: "/dev/input/event9", name: "Nintendo Wii Remote",
            identity: "00:00:5e:00:53:03"),
          board,
        ])
      #expect(InputNodes.balanceBoards(in: tree.system) == [board])
    }
  }

  @Test(
    "a board that connects again is found at its new node, and its neighbour isn't taken for it")
  func again() throws {
    try withTree { tree in
      let name = "Nintendo Wii Remote Balance Board"
      for (event, identity) in [("event3", "00:00:5e:00:53:02"), ("event12", "00:00:5e:00:53:01")] {
        try tree.file("sys/class/input/\(event)/device/name", "\(name)\n")
        try tree.file("sys/class/input/\(event)/device/uniq", "\(identity)\n")
      }
      func path(_ identity: String) -> String? {
        InputNodes.node(named: name, identity: identity, in: tree.system)?.path
      }
      #expect(path("00:00:5e:00:53:01") == "/dev/input/event12")
      #expect(path("00:00:5e:00:53:03") == nil)
    }
  }

  @Test("no board is not found; of two boards one must be chosen")
  func choosing() throws {
    try withTree { tree in
      #expect(throws: SensorError.notFound("Nintendo Wii Remote Balance Board")) {
        _ = try EvdevBalanceBoardSource(system: tree.system)
      }
      for event in ["event3", "event4"] {
        try tree.file(
          "sys/class/input/\(event)/device/name", "Nintendo Wii Remote Balance Board\n")
      }
      #expect(
        throws: SensorError.notFound(
          "2 balance boards, choose one: /dev/input/event3, /dev/input/event4")
      ) { _ = try EvdevBalanceBoardSource(system: tree.system) }
    }
  }
}

@Suite struct ControllerDiscoveryTests {
  /// A node with the attributes of sysfs that tell what it is.
  private func node(
    _ tree: FakeTree, _ event: String, name: String, ids: (String, String) = ("0000", "0000"),
    properties: String = "0", abs: String = "0", msc: String = "0",
    attributes: [String: String] = [:]
  ) throws {
    let folder = "sys/class/input/\(event)/device"
    for (file, text) in [
      ("name", name), ("id/vendor", ids.0), ("id/product", ids.1), ("properties", properties),
      ("capabilities/abs", abs), ("capabilities/msc", msc),
    ] + attributes.map({ ($0.key, $0.value) }) {
      try tree.file("\(folder)/\(file)", text + "\n")
    }
  }

  @Test("accelerometers are told by their property and numbers, or else by name")
  func told() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try node(
      tree, "event4", name: "Joy-Con (L)", ids: ("057e", "2006"), abs: "3",
      attributes: ["uniq": "00:00:5e:00:53:10"])
    try node(
      tree, "event5", name: "Joy-Con (L) (IMU)", ids: ("057e", "2006"), properties: "40", abs: "3f",
      msc: "20", attributes: ["uniq": "00:00:5e:00:53:10"])
    try node(
      tree, "event6", name: "Nintendo Wii Remote Accelerometer", ids: ("057e", "0306"), abs: "38",
      attributes: ["device/uevent": "HID_UNIQ=00:00:5e:00:53:11"])
    // As a 32-bit kernel writes its words; neither an address nor anything else is known of it.
    try node(
      tree, "event7", name: "ADXL34x accelerometer", abs: "0 7",
      attributes: ["phys": "1-0053/input0"])
    try node(tree, "event8", name: "Touchpad", properties: "5", abs: "2608000 3")
    let nodes = InputNodes.accelerometers(in: tree.system)
    #expect(nodes.map(\.path) == ["/dev/input/event5", "/dev/input/event6", "/dev/input/event7"])
    #expect(
      nodes.map { $0.accelerometer?.name } == [
        "Joy-Con or Pro Controller", "Wii Remote", "ADXL34x",
      ])
    #expect(
      nodes.map(\.identity) == ["00:00:5e:00:53:10", "00:00:5e:00:53:11", "1-0053/input0"])
    #expect(InputNodes.balanceBoards(in: tree.system).isEmpty)
    #expect(InputNodes.node(at: "/dev/input/event6", in: tree.system) == nodes[1])
    #expect(InputNodes.node(at: "/dev/input/event9", in: tree.system) == nil)
  }

  @Test("no controller is not found; of two one must be chosen")
  func choosing() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    #expect(throws: SensorError.notFound("a controller with an accelerometer")) {
      _ = try EvdevAccelerometerSource(system: tree.system)
    }
    for event in ["event3", "event4"] {
      try node(
        tree, event, name: "Wireless Controller Motion Sensors", ids: ("054c", "0ce6"),
        properties: "40", abs: "3f", msc: "20")
    }
    #expect(
      throws: SensorError.notFound(
        "2 controllers with an accelerometer, choose one: /dev/input/event3, /dev/input/event4")
    ) { _ = try EvdevAccelerometerSource(system: tree.system) }
  }

  @Test(
    "a controller's node that this user may not read names the group's command",
    .enabled(if: geteuid() != 0, "root may open everything"))
  func permission() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try node(
      tree, "event3", name: "Joy-Con (R) (IMU)", ids: ("057e", "2007"), properties: "40",
      abs: "3f")
    try tree.file("dev/input/event3", mode: 0o000)
    let missing = MissingPieces.forControllers(in: tree.system)
    #expect(missing == [.noAccessToController(path: "/dev/input/event3")])
    #expect(missing.map(\.command) == ["sudo usermod -aG i2c,input $USER"])
  }

  @Test("who has no controller, or one that may be read, lacks nothing")
  func nothingMissing() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    #expect(MissingPieces.forControllers(in: tree.system).isEmpty)
    try node(
      tree, "event3", name: "Joy-Con (R) (IMU)", ids: ("057e", "2007"), properties: "40",
      abs: "3f")
    try tree.file("dev/input/event3")
    #expect(MissingPieces.forControllers(in: tree.system).isEmpty)
  }
}

@Suite struct EvdevOpeningTests {
  @Test("a node that is no input device says which call failed")
  func noInputDevice() {
    #expect(
      throws: SensorError.system(
        path: "/dev/null", operation: "libevdev_new_from_fd", code: ENOTTY)
    ) { _ = try EvdevBalanceBoardSource(path: "/dev/null") }
  }

  @Test("a node that isn't there is not found")
  func noNode() {
    #expect(throws: SensorError.notFound("/dev/input/event4711")) {
      _ = try EvdevBalanceBoardSource(path: "/dev/input/event4711")
    }
  }
}

@Suite struct MissingPiecesTests {
  private func pieces(
    _ build: (FakeTree) throws -> Void, _ look: (SystemFiles) -> [MissingPiece]
  ) throws -> [MissingPiece] {
    let tree = try FakeTree()
    defer { tree.remove() }
    try build(tree)
    return look(tree.system)
  }

  private func forI2C(_ build: (FakeTree) throws -> Void) throws -> [MissingPiece] {
    try pieces(build) { MissingPieces.forI2C(addresses: [0x53, 0x68], in: $0) }
  }

  private func forBoard(_ build: (FakeTree) throws -> Void) throws -> [MissingPiece] {
    try pieces(build) { MissingPieces.forBalanceBoard(in: $0) }
  }

  @Test("a Pi whose header bus is off says so, although its HDMI ports are adapters")
  func headerBus() throws {
    let found = try forI2C { tree in
      try tree.file("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0")
      try tree.file("sys/bus/i2c/devices/i2c-20/name", "fef04500.i2c")
      try tree.file("sys/class/i2c-dev/i2c-20/name", "fef04500.i2c")
    }
    #expect(found == [.headerBusDisabled])
    #expect(found.map(\.command) == ["sudo raspi-config nonint do_i2c 0"])
  }

  @Test("another machine without adapters lacks nothing that a command mends")
  func otherMachine() throws {
    #expect(try forI2C { _ in }.isEmpty)
  }

  @Test("adapters that no program can reach lack i2c-dev")
  func module() throws {
    let found = try forI2C { try $0.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835") }
    #expect(found == [.i2cDeviceModuleNotLoaded])
    #expect(found.map(\.command) == ["sudo modprobe i2c-dev"])
  }

  @Test("an address that a driver holds is told with the driver; another device isn't")
  func heldAddress() throws {
    let found = try forI2C { tree in
      try tree.file("sys/bus/i2c/devices/i2c-1/name", "bcm2835")
      try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835")
      try tree.link(
        "sys/bus/i2c/devices/1-0068/driver", to: "../../../bus/i2c/drivers/inv-mpu6050-i2c")
      try tree.link("sys/bus/i2c/devices/1-0050/driver", to: "../../../bus/i2c/drivers/at24")
      try tree.file("sys/bus/i2c/devices/1-0053/name", "adxl345")
    }
    #expect(
      found == [.addressHeldByKernel(adapter: 1, address: 0x68, driver: "inv-mpu6050-i2c")])
    #expect(
      found.map(\.command) == [
        "echo 1-0068 | sudo tee /sys/bus/i2c/devices/1-0068/driver/unbind"
      ])
  }

  @Test("an address whose driver offers an accelerometer through IIO is told with that way")
  func heldByAnAccelerometer() throws {
    let found = try forI2C { tree in
      try tree.link("sys/bus/i2c/devices/i2c-1", to: "../../../devices/i2c-1")
      try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835")
      try tree.link(
        "sys/bus/i2c/devices/1-0053/driver", to: "../../../bus/i2c/drivers/adxl345_i2c")
      try tree.iioDevice(0, under: "i2c-1/1-0053", ["name": "adxl345"])
    }
    #expect(
      found == [
        .addressHeldByKernel(
          adapter: 1, address: 0x53, driver: "adxl345_i2c", device: "iio:device0")
      ])
    #expect(found.first?.advice?.contains("--device iio:device0") == true)
  }

  @Test(
    "a node without permission names the group's command",
    .enabled(if: geteuid() != 0, "root may open everything"))
  func permission() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try tree.file("sys/class/i2c-dev/i2c-1/name", "bcm2835")
    try tree.file("sys/class/input/event3/device/name", "Nintendo Wii Remote Balance Board")
    for node in ["dev/i2c-1", "dev/input/event3"] { try tree.file(node, mode: 0o000) }
    #expect(
      MissingPieces.forI2C(addresses: [], in: tree.system)
        == [.noAccessToAdapter(path: "/dev/i2c-1")])
    #expect(
      MissingPieces.forBalanceBoard(in: tree.system)
        == [.noAccessToBoard(path: "/dev/input/event3")])
  }

  @Test("the command for a node without permission joins both groups")
  func groups() {
    for piece in [
      MissingPiece.noAccessToAdapter(path: "/dev/i2c-1"),
      .noAccessToBoard(path: "/dev/input/event3"),
      .noAccessToController(path: "/dev/input/event4"),
    ] {
      #expect(piece.command == "sudo usermod -aG i2c,input $USER")
      #expect(piece.advice != nil)
    }
  }

  @Test("without a board it is the driver that is missing, or else the board")
  func board() throws {
    #expect(try forBoard { _ in } == [.boardDriverMissing])
    #expect(
      try forBoard { tree in
        try tree.file("proc/sys/kernel/osrelease", "6.12.0-rpi\n")
        try tree.file("lib/modules/6.12.0-rpi/kernel/drivers/hid/hid-wiimote.ko.xz")
      } == [.noBoardConnected])
    #expect(
      try forBoard { try $0.file("sys/bus/hid/drivers/wiimote/bind") } == [.noBoardConnected])
  }

  @Test("a board that may be read lacks nothing")
  func nothingMissing() throws {
    let found = try forBoard { tree in
      try tree.file("sys/class/input/event3/device/name", "Nintendo Wii Remote Balance Board\n")
      try tree.file("dev/input/event3")
    }
    #expect(found.isEmpty)
  }
}
