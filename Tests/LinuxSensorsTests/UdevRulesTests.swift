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
}
