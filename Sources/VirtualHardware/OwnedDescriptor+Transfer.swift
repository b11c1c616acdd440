import Glibc
import LinuxSensors

extension OwnedDescriptor {
  /// Reads what is there, at most `count` bytes; nil where the other side is gone.
  ///
  /// - Throws: errno.
  func receive(_ count: Int) throws(Errno) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let received = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(number, buffer.baseAddress, buffer.count)
    }
    if received < 0 {
      guard errno == EINTR || errno == EAGAIN else { throw Errno(code: errno) }
      return []
    }
    return received == 0 ? nil : Array(bytes.prefix(received))
  }

  /// Writes all of `bytes`; a socket takes them in pieces, a device at once.
  ///
  /// - Throws: errno.
  func send(_ bytes: [UInt8]) throws(Errno) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(number, buffer[sent...].baseAddressOfPart, buffer.count - sent)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Errno(code: errno) }
      sent += count
    }
  }
}

/// What a system call left in `errno`.
struct Errno: Error {
  var code: Int32
}

extension Slice<UnsafeRawBufferPointer> {
  /// Where the part begins; nil where it is empty.
  fileprivate var baseAddressOfPart: UnsafeRawPointer? {
    unsafe UnsafeRawBufferPointer(rebasing: self).baseAddress
  }
}
