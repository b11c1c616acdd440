import Foundation
import Testing

/// `soleus simulate --attach` where it can't be done: this machine, seen from a test, makes no hardware.
@Suite struct AttachTests {
  @Test(
    "what can't be attached is a usage error, before anything is made",
    arguments: [
      ["nothing-of-the-kind"], ["bosu,stall=1-2"], ["balance-board", "board-stance"],
      ["resting,chip=LIS3DH", "resting,chip=LIS3DH", "resting,chip=LIS3DH"],
    ])
  func refused(simulations: [String]) throws {
    let program = try Program()
    let names = simulations.map { "--attach \($0)" }.joined(separator: " ")
    let outcome = try program.shell("soleus simulate \(names)")
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("soleus: "))
    #expect(outcome.output.isEmpty)
  }

  @Test("an attached sensor is no recording: a file beside it is a usage error")
  func withAFile() throws {
    let outcome = try Program().run("simulate", "calf-raise", "a.csv", "--attach", "bosu")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--attach writes no recording"))
  }
}
