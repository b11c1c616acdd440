import Testing

/// The live source over real ioctl calls; a preloaded library plays an adapter with a chip of plain
/// registers. Skipped without a C compiler.
@Suite(.enabled(if: Probe.hasCompiler, "there is no C compiler (cc) to build the fake adapter"))
struct I2CAccelerometerSourceTests {
  /// An MPU-6050 that always has a sample ready: WHO_AM_I (0x75) reads 0x68, INT_STATUS (0x3A) has
  /// DATA_RDY_INT, and the outputs from 0x3B on are 0x0102, -2 and 0x2000, high byte first. 0x00 keeps
  /// its first seven registers from looking like a clock chip's time.
  private static let chip = "00=ff,75=68,3a=01,3b=01,3c=02,3d=ff,3e=fe,3f=20,40=00"

  private func run(
    _ arguments: [String], mask: String, environment: [String: String] = [:]
  ) throws -> (output: [String], trace: [String]) {
    let probe = try Probe()
    defer { probe.remove() }
    var environment = environment
    environment["FAKE_I2C_FUNCTIONALITY"] = mask
    environment["FAKE_I2C_REGISTERS"] = Self.chip
    let output = try probe.run(arguments, environment: environment)
    return (output, probe.trace)
  }

  @Test("samples come decoded, at the pace of polling, and the chip is left asleep")
  func live() throws {
    let (output, trace) = try run(["accelerometer", "/dev/i2c-77", "68"], mask: "0eff0009")
    #expect(output.first == "device MPU-6050, i2c-77 0x68 id 0x68")
    let samples = output.dropFirst().map { $0.split(separator: " ") }
    #expect(samples.count == 20)
    #expect(samples.allSatisfy { $0[0] == "sample" && $0[2...4] == ["258", "-2", "8192"] })

    // 100 Hz without the FIFO is polled every half period, and a busy machine is late at times.
    let times = samples.compactMap { Int($0[1]) }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(steps.allSatisfy { $0 > 0 })
    let median = steps.sorted()[steps.count / 2]
    #expect((4000...30_000).contains(median))

    // PWR_MGMT_1: SLEEP = bit 6.
    #expect(trace.last { $0.hasPrefix("I2C_RDWR w2") } == "I2C_RDWR w2:6b:40")
    #expect(trace.last == "I2C_RDWR w2:6b:40")
  }

  @Test("a chip that is pulled out for two seconds goes on behind one gap")
  func pulledOut() throws {
    let (output, _) = try run(
      ["reconnecting", "/dev/i2c-77", "68"], mask: "0eff0009",
      environment: ["FAKE_I2C_AWAY": "150,2000"])
    #expect(output.prefix(2) == ["device MPU-6050, i2c-77 0x68 id 0x68", "away no answer"])
    let rows = output.dropFirst(2).map { $0.split(separator: " ") }
    let gaps = rows.indices.filter { rows[$0][0] == "gap" }
    let index = try #require(gaps.first)
    #expect(gaps.count == 1)
    #expect(rows[index][1] == rows[index - 1][1])
    #expect(rows[index][2] == rows[index + 1][1])
    #expect(rows[index][3] == "unplugged")
    let start = try #require(Int(rows[index][1]))
    let end = try #require(Int(rows[index][2]))
    #expect(end - start > 1_900_000)
  }

  @Test("another way of reading than combined transfers is remarked on")
  func blocks() throws {
    let (output, _) = try run(["accelerometer", "/dev/i2c-77", "68"], mask: "0c180000")
    #expect(output.dropFirst().first == "remark read by SMBus I2C block transfers")
    #expect(output.last?.hasSuffix(" 258 -2 8192 0") == true)
  }

  @Test("a probe finds the chip, leaves held addresses alone and writes no register")
  func probe() throws {
    let (output, trace) = try run(
      ["adapter", "77"], mask: "0eff0009", environment: ["FAKE_I2C_HELD": "69"])
    #expect(output.count == 2)
    #expect(output.first?.hasPrefix("i2c-77 0x68: register 0x75 reads 0x68: MPU-6050") == true)
    #expect(output.last == "i2c-77 0x69: in use by a kernel driver")
    // A write of one byte only sets the register to be read.
    let transfers = trace.filter { $0.hasPrefix("I2C_RDWR") }
    #expect(!transfers.isEmpty)
    #expect(transfers.allSatisfy { $0.hasPrefix("I2C_RDWR w1:") })
  }
}
