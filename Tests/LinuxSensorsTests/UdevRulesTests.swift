import Foundation
import Sensors
import Testing

@testable import LinuxSensors

/// The rules are a file that no compiler reads: what the code relies on is looked for in it.
@Suite struct UdevRulesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("udev")

  @Test("the rules come before udev applies \"uaccess\", and after it names the groups")
  func order() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let rules = names.filter { $0.hasSuffix(".rules") }
    #expect(rules.count == 1)
    #expect(rules.allSatisfy { $0 > "60-i2c-tools.rules" && $0 < "73-seat-late.rules" })
  }

  @Test("the program brings the rules as the file has them")
  func embedded() throws {
    let file = Self.folder.appendingPathComponent("70-soleus.rules")
    #expect(try UdevRules.text == String(contentsOf: file, encoding: .utf8))
  }

  @Test("the rule for IIO opens to the group what is set for a buffer, and nothing more")
  func attributesOfIIO() throws {
    let tree = try FakeTree()
    defer { tree.remove() }
    try tree.bmi160()
    try tree.file("\(FakeTree.iio)/in_accel_scale", "0.0383", mode: 0o444)
    try tree.file("\(FakeTree.iio)/in_accel_hysteresis", "0.05", mode: 0o644)
    // What udev makes of it (udev(7)): %S is where sysfs is mounted, %p the device's path, $$ a dollar.
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("70-soleus.rules"), encoding: .utf8)
    let rule = try #require(text.split(separator: "\n").first { $0.hasPrefix("ACTION") })
    let command = try #require(rule.firstMatch(of: /RUN\+="\/bin\/sh -c '(.*)'"$/)?.output.1)
      .replacing("%S%p", with: tree.path(FakeTree.iio)).replacing("$$", with: "$")
      .replacing("chgrp i2c", with: "chgrp \(getgid())")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", String(command)]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)

    func mode(_ name: String) throws -> Int? {
      let path = tree.path("\(FakeTree.iio)/\(name)")
      return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    for name in [
      "in_accel_sampling_frequency", "in_anglvel_sampling_frequency", "in_anglvel_scale",
      "in_accel_hysteresis", "current_timestamp_clock", "trigger/current_trigger",
      "scan_elements/in_accel_x_en", "scan_elements/in_timestamp_en", "buffer/length",
      "buffer/enable",
    ] { #expect(try mode(name) == 0o664, "\(name)") }
    for name in ["in_accel_x_raw", "in_accel_sampling_frequency_available", "name"] {
      #expect(try mode(name) == 0o644, "\(name)")
    }
    #expect(try mode("in_accel_scale") == 0o444)
  }

  @Test("the board is told by the name that the code looks for")
  func boardName() throws {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("70-soleus.rules"), encoding: .utf8)
    let rule = text.split(separator: "\n").first { $0.contains("SYMLINK") }
    #expect(rule?.contains("ATTRS{name}==\"\(BalanceBoard.deviceName)\"") == true)
    #expect(rule?.contains("SYMLINK+=\"input/soleus-board\"") == true)
  }

  @Test(
    "the accelerometer of every controller is let in, by the name that its driver gives it",
    arguments: [
      // Linux 6.1 and 6.12: hid-nintendo, hid-playstation, hid-sony, hid-wiimote.
      "Nintendo Switch Left Joy-Con IMU", "Nintendo Switch Right Joy-Con IMU (Grip)",
      "Joy-Con (R) (IMU)", "Pro Controller (IMU)", "Wireless Controller Motion Sensors",
      "Sony PLAYSTATION(R)3 Controller Motion Sensors", "Nintendo Wii Remote Accelerometer",
    ])
  func controllers(name: String) throws {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("70-soleus.rules"), encoding: .utf8)
    let rules = text.split(separator: "\n").filter { rule in
      guard
        let pattern = rule.split(separator: "ATTRS{name}==\"").dropFirst().first?
          .split(separator: "\"").first
      else { return false }
      return unsafe fnmatch(String(pattern), name, 0) == 0
    }
    #expect(rules.count == 1)
    #expect(rules.first?.contains("SUBSYSTEM==\"input\", KERNEL==\"event*\"") == true)
    #expect(rules.first?.contains("GROUP=\"input\", MODE=\"0660\", TAG+=\"uaccess\"") == true)
  }
}
