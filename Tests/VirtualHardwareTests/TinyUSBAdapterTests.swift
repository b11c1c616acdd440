import Testing

@testable import VirtualHardware

/// A chip of 256 plain registers, each holding its own number at first; it can be deaf.
private struct Registers: I2CTarget {
  var cells = (0...255).map { UInt8($0) }
  var pointer = 0
  var isDeaf = false

  mutating func write(_ bytes: [UInt8]) -> Bool {
    guard !isDeaf else { return false }
    pointer = bytes.first.map { Int($0) } ?? pointer
    for (offset, byte) in bytes.dropFirst().enumerated() { cells[(pointer + offset) % 256] = byte }
    return true
  }

  mutating func read(count: Int) -> [UInt8]? {
    isDeaf ? nil : (0..<count).map { cells[(pointer + $0) % 256] }
  }
}

/// Requests as `usb_xfer` of Linux' `i2c-tiny-usb.c` makes them: 4 with 1 for the first and 2 for the last
/// message, the message's flags as value, the address as index; then request 3 for the status.
@Suite struct TinyUSBAdapterTests {
  private func setup(
    _ type: UInt8, _ request: UInt8, value: UInt16 = 0, index: UInt16 = 0, length: UInt16
  ) -> USBSetup {
    let words = [value, index, length].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return USBSetup(([type, request] + words)[...])
  }

  /// The host's side of one adapter.
  private final class Host {
    var adapter = TinyUSBAdapter(targets: [UInt8(0x68): Registers()])

    func control(_ setup: USBSetup, written: [UInt8]) -> [UInt8]? {
      adapter.control(setup, written: written)
    }
  }

  private func status(_ host: Host) -> [UInt8]? {
    host.control(setup(0xC1, 3, length: 1), written: [])
  }

  @Test("a register is read by a write and a read with a repeated start")
  func read() {
    let host = Host()
    #expect(host.control(setup(0x41, 5, index: 0x68, length: 1), written: [0x75]) == [])
    #expect(status(host) == [1])
    let read = host.control(setup(0xC1, 6, value: 1, index: 0x68, length: 3), written: [])
    #expect(read == [0x75, 0x76, 0x77])
    #expect(status(host) == [1])
  }

  @Test("at an address where nobody is there is no acknowledge")
  func absent() {
    let host = Host()
    #expect(host.control(setup(0x41, 7, index: 0x69, length: 2), written: [0x6B, 0]) == [])
    #expect(status(host) == [2])
    let read = host.control(setup(0xC1, 7, value: 1, index: 0x69, length: 2), written: [])
    #expect(read == [0xFF, 0xFF])
    #expect(status(host) == [2])
  }

  @Test("a chip that turns deaf doesn't acknowledge")
  func deaf() {
    let host = Host()
    host.adapter.targets[0x68]?.isDeaf = true
    _ = host.control(setup(0x41, 7, index: 0x68, length: 1), written: [0])
    #expect(status(host) == [2])
  }

  @Test("it says that it can do plain I2C and the SMBus calls made of it")
  func functionality() throws {
    let host = Host()
    let bytes = try #require(host.control(setup(0xC1, 1, length: 4), written: []))
    let mask = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    // I2C_FUNC_I2C and I2C_FUNC_SMBUS_EMUL of include/uapi/linux/i2c.h, I2C blocks among them.
    #expect(mask & 0x1 != 0)
    #expect(mask & 0x0400_0000 != 0)
  }

  @Test("it is the device that the driver's table names, with one interface")
  func descriptors() throws {
    let host = Host()
    let device = try #require(
      host.control(setup(0x80, 6, value: 0x0100, length: 64), written: []))
    #expect(device.count == 18)
    #expect(device[0] == 18)
    #expect(Array(device[8..<12]) == [0x03, 0x04, 0x31, 0xC6])
    let short = try #require(
      host.control(setup(0x80, 6, value: 0x0200, length: 9), written: []))
    #expect(short.count == 9)
    #expect(short[2] == 18)
    #expect(host.control(setup(0x80, 6, value: 0x0600, length: 10), written: []) == nil)
  }

  @Test("requests that there aren't are refused")
  func unknown() {
    let host = Host()
    #expect(host.control(setup(0x41, 99, length: 0), written: []) == nil)
    #expect(host.control(setup(0x80, 12, length: 0), written: []) == nil)
  }
}
