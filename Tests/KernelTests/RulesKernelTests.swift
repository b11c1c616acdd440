import Foundation
import Testing

/// Who may open what, by udev and our rules.
@Suite("rules", .enabled(if: Guest.isHere)) struct RulesKernelTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  @Test("an outsider is refused a chip, told why and what to do")
  func outsider() async throws {
    let chips = try await PluggedChips(["resting,chip=LIS3DH"], in: place)
    let outcome = try await place.run(
      ["record", "a.csv", "--device", chips.devices[0], "--duration", "1"], as: Guest.outsider)
    #expect(outcome.status == 77)
    #expect(outcome.errors.contains("/dev/\(chips.bus)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("usermod -aG"), "\(outcome.errors)")
    let devices = try await place.run(["devices"], as: Guest.outsider)
    #expect(devices.output.contains("you may not use /dev/\(chips.bus)"), "\(devices.output)")
    let member = try await place.run(
      ["record", "b.csv", "--device", chips.devices[0], "--duration", "1"])
    #expect(member.status == 0, "\(member.errors)")
    try await chips.pull()
  }

  @Test("an outsider can't make hardware, and neither can a member")
  func attaching() async throws {
    for user in [Guest.outsider, Guest.member] {
      for simulation in ["resting", "balance-board"] {
        let outcome = try await place.run(["simulate", "--attach", simulation], as: user)
        #expect(outcome.status == 77, "\(outcome.errors)")
        #expect(outcome.errors.contains("sudo"), "\(outcome.errors)")
      }
    }
  }

  @Test("udev finds no fault in the rules")
  func noFault() throws {
    let outcome = try Self.udevadm(["test", "/sys/class/mem/null"])
    #expect(outcome.contains("70-soleus.rules"), "udev reads them")
    let faults = outcome.split(separator: "\n").filter { $0.contains("70-soleus.rules:") }
    #expect(faults == [])
  }

  private static func udevadm(_ arguments: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent(UUID().uuidString)
    let process = try ChildProcess(
      ["udevadm"] + arguments, in: folder, output: file.appendingPathExtension("out"),
      errors: file)
    while process.exitStatus == nil { usleep(20_000) }
    defer { try? FileManager.default.removeItem(at: file) }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
