import Glibc

/// Why text could not be written.
public enum TextOutputError: Error, Hashable, Sendable {
  /// The reader at the other end of a pipe has gone: no reason to complain.
  case closedPipe
  /// The system refused; `code` is errno.
  case system(code: Int32)
}

/// Standard output or standard error, written whole or with an error.
public struct TextOutput: Sendable {
  /// Standard output.
  public static let standard = TextOutput(descriptor: STDOUT_FILENO)
  /// Standard error.
  public static let errors = TextOutput(descriptor: STDERR_FILENO)

  private let descriptor: Int32

  /// Whether a person looks at it.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes `text` as it is.
  public func write(_ text: String) throws(TextOutputError) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      let written = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if written > 0 {
        start += written
      } else if errno == EPIPE {
        throw .closedPipe
      } else if errno != EINTR {
        throw .system(code: errno)
      }
    }
  }

  /// Writes `line` and a line break.
  public func writeLine(_ line: String) throws(TextOutputError) { try write(line + "\n") }
}
