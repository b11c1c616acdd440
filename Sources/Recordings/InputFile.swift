import Glibc

// Not private: release builds of other modules destroy a reader in place, and the compiler (6.3.1)
// then fails on a private noncopyable type.
/// An open file that is closed with its owner; standard input stays open.
struct InputFile: ~Copyable {
  private let descriptor: Int32

  init(path: String) throws(RecordingError) {
    guard path != "-" else {
      descriptor = STDIN_FILENO
      return
    }
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw RecordingError(file: path, problem: .system(operation: "open", code: errno))
    }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Reads up to `length` bytes; 0 at the end of the file.
  borrowing func read(
    into buffer: inout [UInt8], at start: Int, upTo length: Int, file: String
  ) throws(RecordingError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + length)])
        return unsafe Glibc.read(descriptor, free.baseAddress, length)
      }
      if count >= 0 { return count }
      if errno == EINTR { continue }
      throw RecordingError(file: file, problem: .system(operation: "read", code: errno))
    }
  }
}
