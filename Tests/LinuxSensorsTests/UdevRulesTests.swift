import Foundation
import Sensors
import Testing

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
