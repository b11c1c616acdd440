/// Why a transfer on a register bus failed.
public enum BusError: Error, Hashable, Sendable {
  /// No device acknowledged its address, or it stopped answering in mid-transfer.
  case noAcknowledge(register: UInt8)
  /// Fewer bytes came than were asked for.
  case shortRead(register: UInt8, expected: Int, received: Int)
  /// The adapter cannot do a transfer that was asked of it.
  case unsupported(String)
  /// The operating system refused; `code` is errno.
  case system(register: UInt8, code: Int32)
}

/// A device with numbered 8-bit registers behind some bus: one chip at one address.
public protocol RegisterBus: ~Copyable {
  /// The longest read that one transfer can carry, in bytes (32 for SMBus blocks).
  var maximumReadLength: Int { get }

  /// Writes one register.
  mutating func write(_ value: UInt8, to register: UInt8) throws(BusError)

  /// Fills `bytes` from `register` on in one transfer (repeated start between the two).
  ///
  /// Whether the register number advances within the transfer is the chip's affair.
  /// - Precondition: `bytes` is not empty and not longer than ``maximumReadLength``.
  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) throws(BusError)
}
