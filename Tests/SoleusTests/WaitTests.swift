import Foundation
import Testing

/// `--wait` where no device is there.
struct WaitTests {
  @Test(
    "a wait that ends without a device is exit status 69, said once, with no recording of nothing",
    arguments: [
      ["monitor", "calf-raise", "--record", "a.csv"], ["monitor", "calf-raise", "--json"],
      ["record", "a.csv"],
    ],
    ["board", "/dev/input/event9999", "i2c-9999", "i2c-9999:0x68"])
  func duration(command: [String], device: String) throws {
    let program = try Program()
    let line = (["soleus"] + command + ["--device", device, "--wait", "--duration", "0.6"])
    let outcome = try program.shell(line.joined(separator: " "))
    #expect(outcome.status == 69)
    #expect(outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.filter { $0.contains("waiting for it, Ctrl-C ends") }.count == 1)
    #expect(lines.last?.contains("not found") == true)
    #expect(!program.exists("a.csv"))
  }

  @Test("Ctrl-C and a polite kill end a wait", arguments: [SIGINT, SIGTERM])
  func signal(number: Int32) throws {
    let program = try Program()
    let running = try program.start(
      "monitor", "calf-raise", "--device", "i2c-9999:0x68", "--wait", "--record", "a.csv")
    while try !String(contentsOf: running.errors, encoding: .utf8).contains("waiting") {
      usleep(20_000)
    }
    kill(running.process.processIdentifier, number)
    let outcome = try program.finish(running)
    #expect(outcome.status == 69)
    expect(outcome.errors, holds: ["not found", "i2c-9999"])
    #expect(!program.exists("a.csv"))
  }

  @Test("a simulated device needs no wait, and says so")
  func simulated() throws {
    let outcome = try Program().run(
      "monitor", "generic", "--device", "sim:resting,seconds=5", "--wait", "--json")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["--wait means nothing"])
  }
}
