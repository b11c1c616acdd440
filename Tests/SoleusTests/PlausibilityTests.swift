import Testing

/// What a person is told whose chip can't be right.
struct PlausibilityTests {
  @Test(
    "a chip that can't be right ends with an error that says why and what to do",
    arguments: [
      ("defect=asleep", 74, ["reads 0", "3.3 V"]),
      ("defect=stuck-axis", 74, ["ay stays at 0", "another chip"]),
      ("chip=ADXL345,defect=wrong-scale", 69, ["0.08 g", "ADXL375"]),
    ])
  func fault(change: String, status: Int32, words: [String]) throws {
    let program = try Program()
    for command in [["monitor", "calf-raise"], ["record", "a.csv", "--overwrite"]] {
      let line = (["soleus"] + command + ["--device", "sim:calf-raise,\(change)"])
        .joined(separator: " ")
      let outcome = try program.shell(line)
      #expect(outcome.status == status)
      expect(outcome.errors, holds: words)
    }
  }

  @Test("a chip that reads a quarter too much is measured, and to be calibrated")
  func doubt() throws {
    let outcome = try Program().run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,reps=3,defect=off-scale,seed=2")
    #expect(outcome.status == 0)
    expect(outcome.errors, holds: ["while still", "soleus calibrate"])
  }
}
