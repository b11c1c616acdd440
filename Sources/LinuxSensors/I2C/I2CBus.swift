import CLibi2c
import Glibc
public import Sensors

/// One chip's address on one of Linux's I2C adapters, `/dev/i2c-N`.
///
/// The adapter's functionality decides how bytes travel (``transfer``). An address that a kernel
/// driver holds is left to it.
///
/// Source: Linux `Documentation/i2c/dev-interface.rst` and `functionality.rst`.
public struct I2CBus: RegisterBus, ~Copyable {
  /// How registers are read and written.
  public enum Transfer: String, Hashable, Sendable {
    /// Plain I2C messages in one combined transfer, `I2C_RDWR`: any length.
    case combined = "I2C_RDWR"
    /// SMBus I2C blocks of up to 32 bytes.
    case block = "SMBus I2C block"
    /// SMBus single bytes: the adapter can do no more, and samples may be torn.
    case byte = "SMBus byte"
  }

  /// Where the chip is, for instance `i2c-1 0x68`.
  public let location: String
  /// How registers are read and written here.
  public let transfer: Transfer

  private let descriptor: OwnedDescriptor
  private let address: UInt16

  /// Opens the adapter at `path` for the chip at the 7-bit `address`. Nothing goes over the wire.
  ///
  /// - Throws: `notFound` and `permission` for the node, `ownedByKernel` where a driver holds the
  ///   address, `bus` with `unsupported` where the adapter can't read registers at all.
  public init(path: String, address: UInt8) throws(SensorError) {
    let location = Self.location(path: path, address: address)
    let descriptor = try OwnedDescriptor(opening: path, flags: O_RDWR)

    var functionality: UInt = 0
    let asked = unsafe soleus_i2c_functionality(descriptor.number, &functionality)
    guard asked == 0 else {
      throw .system(path: path, operation: "I2C_FUNCS", code: -asked)
    }
    guard let transfer = Transfer(functionality: functionality) else {
      throw .bus(
        location: location, operation: "I2C_FUNCS",
        .unsupported("the adapter offers neither I2C messages nor SMBus register reads"))
    }
    // Combined transfers would work without this, past a kernel driver that holds the address.
    let selected = soleus_i2c_select(descriptor.number, UInt16(address))
    guard selected == 0 else {
      throw selected == -EBUSY
        ? .ownedByKernel(location: location)
        : .system(path: path, operation: "I2C_SLAVE", code: -selected)
    }

    self.location = location
    self.transfer = transfer
    self.descriptor = descriptor
    self.address = UInt16(address)
  }

  /// The longest read that one transfer can carry, in bytes.
  ///
  /// The kernel takes 8192 in one message (`i2c-dev.c`, `i2cdev_ioctl_rdwr`) and 32 in an SMBus
  /// block.
  public var maximumReadLength: Int {
    switch transfer {
    case .combined: 8192
    case .block: Int(I2C_SMBUS_BLOCK_MAX)
    case .byte: 1
    }
  }

  /// Writes one register.
  public mutating func write(_ value: UInt8, to register: UInt8) throws(BusError) {
    let result: Int32
    switch transfer {
    case .combined:
      var message: (UInt8, UInt8) = (register, value)
      result = unsafe withUnsafeMutableBytes(of: &message) { bytes in
        unsafe soleus_i2c_transfer(
          descriptor.number, address, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, 2,
          nil, 0)
      }
    case .block, .byte:
      result = i2c_smbus_write_byte_data(descriptor.number, register, value)
    }
    guard result >= 0 else { throw BusError(register: register, code: -result) }
  }

  /// Fills `bytes` from `register` on in one transfer.
  ///
  /// - Precondition: `bytes` is not empty and not longer than ``maximumReadLength``.
  public mutating func read(
    from register: UInt8, into bytes: inout MutableSpan<UInt8>
  ) throws(BusError) {
    let length = bytes.count
    precondition((1...maximumReadLength).contains(length), "a transfer of \(length) bytes")
    switch transfer {
    case .combined:
      var register = register
      let result = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        unsafe soleus_i2c_transfer(
          descriptor.number, address, &register, 1, buffer.baseAddress, UInt16(length))
      }
      guard result >= 0 else { throw BusError(register: register, code: -result) }
    case .block:
      let received = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        unsafe i2c_smbus_read_i2c_block_data(
          descriptor.number, register, UInt8(length), buffer.baseAddress)
      }
      guard received >= 0 else { throw BusError(register: register, code: -received) }
      guard received == length else {
        throw .shortRead(register: register, expected: length, received: Int(received))
      }
    case .byte:
      let value = i2c_smbus_read_byte_data(descriptor.number, register)
      guard value >= 0 else { throw BusError(register: register, code: -value) }
      bytes[0] = UInt8(truncatingIfNeeded: value)
    }
  }

  private static func location(path: String, address: UInt8) -> String {
    let adapter = path.split(separator: "/").last.map(String.init) ?? path
    return "\(adapter) \(address.hexadecimal)"
  }
}

extension I2CBus.Transfer {
  /// The best way that an adapter with this `I2C_FUNC_*` mask offers; nil where there is none.
  init?(functionality: UInt) {
    func offers(_ functions: Int32...) -> Bool {
      functions.allSatisfy { functionality & UInt($0) != 0 }
    }
    if offers(I2C_FUNC_I2C) {
      self = .combined
    } else if offers(I2C_FUNC_SMBUS_WRITE_BYTE_DATA, I2C_FUNC_SMBUS_READ_I2C_BLOCK) {
      self = .block
    } else if offers(I2C_FUNC_SMBUS_WRITE_BYTE_DATA, I2C_FUNC_SMBUS_READ_BYTE_DATA) {
      self = .byte
    } else {
      return nil
    }
  }
}

extension BusError {
  /// What a failed transfer's errno means. A missing acknowledge is ENXIO by the kernel's own rule
  /// (`Documentation/i2c/fault-codes.rst`) and EREMOTEIO by the older drivers', the Pi's among them.
  init(register: UInt8, code: Int32) {
    switch code {
    case ENXIO, EREMOTEIO: self = .noAcknowledge(register: register)
    default: self = .system(register: register, code: code)
    }
  }
}
