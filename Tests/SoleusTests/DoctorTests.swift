import Foundation
import Testing

/// `soleus doctor` on whatever machine this is.
struct DoctorTests {
  @Test("every check has a state, and status 69 means that there is nothing to measure with")
  func json() throws {
    let outcome = try Program().run("doctor", "--json")
    #expect(outcome.lines.count == 1)
    let object = try report(outcome)
    #expect(object["schema"] as? String == "soleus.doctor/1")
    let canMeasure = try #require(object["can_measure"] as? Bool)
    #expect(outcome.status == (canMeasure ? 0 : 69))
    let checks = try #require(object["checks"] as? [[String: Any]])
    let names = checks.compactMap { $0["check"] as? String }
    for name in ["i2c-bus", "hid-wiimote", "bluetooth", "group-input", "udev-rules", "sensor"] {
      #expect(names.contains(name))
    }
    for check in checks {
      let state = try #require(check["state"] as? String)
      #expect(["ok", "problem", "not-applicable", "unknown"].contains(state))
      #expect((check["detail"] as? String)?.isEmpty == false)
      // Only what is wrong can be mended.
      if state != "problem" {
        #expect(check["command"] is NSNull)
        #expect(check["advice"] is NSNull)
      }
    }
    let sensor = try #require(checks.last)
    #expect(sensor["state"] as? String == (canMeasure ? "ok" : "problem"))
  }

  @Test("the text says the same within 80 columns, in a pipe and on a terminal")
  func text() throws {
    let outcome = try Program().run("doctor")
    #expect(outcome.errors.isEmpty)
    for line in outcome.lines { #expect(line.count <= 80, "\(line)") }
    expect(outcome.output, holds: ["i2c-bus", "group-i2c", "sensor"])
    let terminal = try Program().shell("script -qec 'stty cols 80; soleus doctor' /dev/null")
    #expect(terminal.output.replacing("\r\n", with: "\n").hasSuffix(outcome.output))
    let json = try Program().run("doctor", "--json")
    #expect(outcome.status == json.status)
  }

  @Test("--rules prints the rules as udev/ has them")
  func rules() throws {
    let outcome = try Program().run("doctor", "--rules")
    #expect(outcome.status == 0)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("udev/70-soleus.rules")
    #expect(try outcome.output == String(contentsOf: file, encoding: .utf8))
    #expect(try Program().run("doctor", "--rules", "--json").status == 64)
  }
}
