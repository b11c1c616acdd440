import Glibc
import Sensors
import Testing

@testable import LinuxSensors

/// Real libi2c and real ioctl calls; a preloaded library plays the adapter. Skipped without a C
/// compiler.
@Suite(.enabled(if: Probe.hasCompiler, "there is no C compiler (cc) to build the fake adapter"))
struct I2CBusTests {
  // Masks typed in from Linux's `include/uapi/linux/i2c.h`.
  private static let raspberryPi = "0eff0009"  // bcm2835: I2C and all SMBus emulation
  private static let blocksOnly = "0c180000"  // byte data both ways, I2C blocks both ways
  private static let bytesOnly = "00180000"

  private func run(
    mask: String, address: String = "68", environment: [String: String] = [:]
  ) throws -> (output: [String], trace: [String]) {
    let probe = try Probe()
    defer { probe.remove() }
    var environment = environment
    environment["FAKE_I2C_FUNCTIONALITY"] = mask
    let output = try probe.run(["i2c", "/dev/i2c-77", address], environment: environment)
    return (output, probe.trace)
  }

  private func burst(_ count: Int) -> String {
    "burst [" + (0..<count).map { String(0x10 + $0) }.joined(separator: ", ") + "]"
  }

  @Test("where the adapter takes messages every register access is one combined transfer")
  func combined() throws {
    let (output, trace) = try run(mask: Self.raspberryPi)
    #expect(
      output == [
        "location i2c-77 0x68", "transfer I2C_RDWR", "longest 8192", "identity [117]",
        "written [165]", burst(40),
      ])
    #expect(
      trace == [
        "I2C_SLAVE 68", "I2C_RDWR w1:75 r1", "I2C_RDWR w2:6b:a5", "I2C_RDWR w1:6b r1",
        "I2C_RDWR w1:10 r40",
      ])
  }

  @Test("an adapter without messages is read in SMBus blocks of up to 32 bytes")
  func blocks() throws {
    let (output, trace) = try run(mask: Self.blocksOnly)
    #expect(
      output == [
        "location i2c-77 0x68", "transfer SMBus I2C block", "longest 32", "identity [117]",
        "written [165]", burst(32),
      ])
    // Sizes: 2 is byte data, 6 an I2C block of full length, 8 one of any length.
    #expect(!trace.contains { $0.hasPrefix("I2C_RDWR") })
    #expect(trace.contains("I2C_SMBUS write size 2 register 6b length 1"))
    #expect(trace.last?.hasSuffix("register 10 length 32") == true)
  }

  @Test("an adapter with single bytes only says that one byte is its longest read")
  func bytes() throws {
    let (output, trace) = try run(mask: Self.bytesOnly)
    #expect(
      output == [
        "location i2c-77 0x68", "transfer SMBus byte", "longest 1", "identity [117]",
        "written [165]", burst(1),
      ])
    #expect(trace.dropFirst().allSatisfy { $0.hasPrefix("I2C_SMBUS") })
  }

  @Test("an adapter that can't read registers is refused before anything goes over the wire")
  func nothing() throws {
    let (output, trace) = try run(mask: "00010000")
    #expect(output.count == 1)
    #expect(output[0].contains("unsupported"))
    #expect(trace.isEmpty)
  }

  @Test(
    "a chip that isn't there doesn't acknowledge, by both of the kernel's codes",
    arguments: [raspberryPi, blocksOnly])
  func absent(mask: String) throws {
    let (output, _) = try run(mask: mask, address: "53")
    #expect(output.last == "error noAcknowledge(register: 117)")
  }

  @Test("an address that a kernel driver holds is left to it")
  func held() throws {
    let (output, trace) = try run(
      mask: Self.raspberryPi, environment: ["FAKE_I2C_HELD": "68"])
    #expect(output == ["error ownedByKernel(location: \"i2c-77 0x68\", device: nil)"])
    #expect(trace == ["I2C_SLAVE 68"])
  }

  @Test("an adapter that isn't there is not found")
  func noAdapter() {
    #expect(throws: SensorError.notFound("/dev/i2c-4711")) {
      _ = try I2CBus(path: "/dev/i2c-4711", address: 0x68)
    }
  }

  @Test("a node that is no adapter says which call failed")
  func noAdapterNode() {
    #expect(
      throws: SensorError.system(path: "/dev/null", operation: "I2C_FUNCS", code: ENOTTY)
    ) { _ = try I2CBus(path: "/dev/null", address: 0x68) }
  }

  @Test(
    "what opening a node can say",
    arguments: [
      (ENOENT, SensorError.notFound("/dev/x")), (ENXIO, .notFound("/dev/x")),
      (EACCES, .permission(path: "/dev/x")), (EPERM, .permission(path: "/dev/x")),
      (EMFILE, .system(path: "/dev/x", operation: "open", code: EMFILE)),
    ])
  func opening(code: Int32, expected: SensorError) {
    #expect(SensorError.opening("/dev/x", failedWith: code) == expected)
  }
}
