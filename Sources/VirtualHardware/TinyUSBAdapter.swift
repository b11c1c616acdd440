import Sensors

/// Somebody who answers on a virtual I2C bus.
protocol I2CTarget {
  /// Takes what the host writes in one message; false where it isn't acknowledged.
  mutating func write(_ bytes: [UInt8]) -> Bool

  /// Gives what the host reads in one message; nil where it isn't acknowledged.
  mutating func read(count: Int) -> [UInt8]?
}

/// The USB side of an i2c-tiny-usb adapter: control requests that carry I2C messages. The kernel's driver
/// `i2c-tiny-usb` makes a real adapter of it, with plain I2C transfers and the SMBus calls built on them,
/// as a Raspberry Pi's adapter has.
///
/// Source: Linux 6.1 `drivers/i2c/busses/i2c-tiny-usb.c`; the descriptors are those of USB 2.0, chapter 9.
struct TinyUSBAdapter<Target: I2CTarget> {
  /// Who answers at which address.
  var targets: [UInt8: Target]
  private var status = Status.idle

  private enum Status: UInt8 {
    case idle = 0
    case acknowledged = 1
    case notAcknowledged = 2
  }

  /// An adapter with these chips behind it.
  init(targets: [UInt8: Target]) {
    self.targets = targets
  }

  /// Answers a control request: what the host reads, empty where it only writes, nil for a stall.
  mutating func control(_ setup: USBSetup, written: [UInt8]) -> [UInt8]? {
    guard setup.requestType & 0x60 != 0 else { return standard(setup) }
    switch setup.request {
    case 0:
      // Echo.
      return bytes(of: UInt32(setup.value), count: 2, for: setup)
    case 1:
      return bytes(of: Self.functionality, count: 4, for: setup)
    case 2:
      // The bus's delay: there is no wire to slow down.
      return []
    case 3:
      return [status.rawValue]
    case 4...7:
      return transfer(setup, written: written)
    default:
      return nil
    }
  }

  /// Plain I2C messages, and all SMBus calls that the kernel makes of them: what `i2c-bcm2835` says.
  private static var functionality: UInt32 { 0x0EFF_0009 }

  private mutating func transfer(_ setup: USBSetup, written: [UInt8]) -> [UInt8]? {
    let isRead = setup.requestType & 0x80 != 0
    let address = UInt8(truncatingIfNeeded: setup.index)
    let count = Int(setup.length)
    var answer: [UInt8]?
    if isRead {
      answer = targets[address]?.read(count: count)
    } else {
      answer = targets[address]?.write(written) == true ? [] : nil
    }
    status = answer == nil ? .notAcknowledged : .acknowledged
    // A line that nobody pulls down reads as ones.
    return answer ?? (isRead ? [UInt8](repeating: 0xFF, count: count) : [])
  }

  private func standard(_ setup: USBSetup) -> [UInt8]? {
    switch setup.request {
    case 0:
      // GET_STATUS
      return bytes(of: 0, count: 2, for: setup)
    case 1, 3, 5, 9, 11:
      // CLEAR_FEATURE, SET_FEATURE, SET_ADDRESS, SET_CONFIGURATION, SET_INTERFACE
      return []
    case 6:
      return descriptor(setup).map { Array($0.prefix(Int(setup.length))) }
    default:
      return nil
    }
  }

  private func descriptor(_ setup: USBSetup) -> [UInt8]? {
    switch (setup.value >> 8, setup.value & 0xFF) {
    case (1, _):
      // USB 1.1, 8 bytes at endpoint 0, 0403:c631, release 2.05, one configuration.
      return [
        0x12, 0x01, 0x10, 0x01, 0, 0, 0, 0x08, 0x03, 0x04, 0x31, 0xC6, 0x05, 0x02, 1, 2, 0, 1,
      ]
    case (2, _):
      // One configuration with one interface of the vendor's own and no endpoint but 0.
      return [0x09, 0x02, 0x12, 0, 1, 1, 0, 0x80, 0x2D, 0x09, 0x04, 0, 0, 0, 0xFF, 0, 0, 0]
    case (3, 0): return [0x04, 0x03, 0x09, 0x04]
    case (3, 1): return text("Soleus")
    case (3, 2): return text("virtual i2c-tiny-usb")
    default: return nil
    }
  }

  private func text(_ words: String) -> [UInt8] {
    let letters = words.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return [UInt8(letters.count + 2), 0x03] + letters
  }

  private func bytes(of value: UInt32, count: Int, for setup: USBSetup) -> [UInt8] {
    let all = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    return Array(all.prefix(Int(setup.length)))
  }
}
