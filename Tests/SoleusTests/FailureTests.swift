import Recordings
import Sensors
import Testing

@testable import soleus

/// Errors of devices that no machine without them can bring about, as words and exit status.
struct FailureTests {
  @Test("another chip is named with what its identity means")
  func wrongIdentity() {
    // 0x71 in WHO_AM_I (0x75) is an MPU-9250 (its register map, section 4.57); 0x68 an MPU-6050.
    let failure = Failure(
      SensorError.wrongIdentity(
        location: "i2c-1 0x68", register: 0x75, found: 0x71, expected: [0x68]))
    #expect(failure.status?.rawValue == 69)
    let message = failure.message ?? ""
    expect(message, holds: ["i2c-1 0x68", "0x75", "0x71", "MPU-9250", "0x68"])
  }

  @Test("a byte that no known chip has is said to be unknown")
  func unknownIdentity() {
    let failure = Failure(
      SensorError.wrongIdentity(location: "i2c-1 0x68", register: 0x75, found: 0x03, expected: []))
    expect(failure.message ?? "", holds: ["0x03", "no chip known"])
  }

  @Test(
    "each kind of trouble has the status that sysexits.h gives it, and says what to do",
    arguments: [
      (SensorError.permission(path: "/dev/i2c-1"), 77, "usermod -aG i2c,input"),
      (.ownedByKernel(location: "i2c-1 0x68"), 69, "soleus devices"),
      (
        .ownedByKernel(location: "i2c-1 0x53", device: "iio:device0"), 69,
        "--device iio:device0"
      ),
      (.notFound("a balance board"), 69, "soleus devices"),
      (
        .bus(location: "i2c-1 0x68", operation: "set up", .noAcknowledge(register: 0x6B)), 74,
        "check the wires"
      ),
      (.system(path: "/dev/i2c-1", operation: "open", code: 5), 74, "Input/output error"),
      (.implausible(location: "i2c-1 0x68", .allZero), 74, "3.3 V"),
      (.implausible(location: "i2c-1 0x68", .allOnes), 74, "SDA"),
      (.implausible(location: "i2c-1 0x18", .repeatedByte(0x0F)), 74, "0x0F"),
      (.implausible(location: "i2c-1 0x68", .stuckAxis(name: "az", count: 2047)), 74, "az stays"),
      (.implausible(location: "i2c-1 0x53", .wrongScale(gravities: 0.0796)), 69, "0.08 g"),
      (.unsupportedSetting(name: "rate", asked: "7.0", offered: ["10.0", "20.0"]), 64, "10, 20"),
      (.unknownScale(path: "/dev/input/event5", device: "Thing"), 69, "'Thing'"),
      (
        .implausibleCalibration(path: "/sys/bboard_calib", table: "", .malformed), 69, "reconnect"
      ),
    ])
  func sensor(error: SensorError, status: Int, words: String) {
    let failure = Failure(error)
    #expect(failure.status.map { Int($0.rawValue) } == status)
    expect(failure.message ?? "", holds: [words])
  }

  @Test(
    "a file's trouble is told apart by what the system says",
    arguments: [
      // errno of Linux: EPERM 1, ENOENT 2, EIO 5, EACCES 13, EISDIR 21, ENOSPC 28.
      ("open", 2, 66), ("read", 21, 66), ("open", 13, 77), ("create", 1, 77), ("create", 2, 74),
      ("write", 28, 74), ("read", 5, 74),
    ])
  func file(operation: String, code: Int32, status: Int) {
    let failure = Failure(
      RecordingError(file: "a.csv", problem: .system(operation: operation, code: code)))
    #expect(failure.status.map { Int($0.rawValue) } == status)
  }

  @Test("a reader who has gone is no failure")
  func closedPipe() {
    let failure = Failure(RecordingError(file: "-", problem: .closedPipe))
    #expect(failure.message == nil)
    #expect(failure.status == nil)
  }
}
