import CTerminal
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

  /// Makes a write that nobody can take an error, here and in recordings: into a closed pipe, where it
  /// would end the program, and into an output that was closed from the start, whose number the next
  /// file to be opened would get.
  public static func makeLossesErrors() {
    signal(SIGPIPE, SIG_IGN)
    // A file that has grown to the size that a user may write.
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // Takes the lowest free number, this one; nothing can be written into it.
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Whether a person looks at it.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The terminal's size in characters; nil where there is no terminal, or it doesn't know.
  public var terminalSize: TerminalSize? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard unsafe soleus_terminal_size(descriptor, &columns, &rows) == 0, columns > 0, rows > 0
    else { return nil }
    return TerminalSize(columns: Int(columns), rows: Int(rows))
  }

  /// Writes `text` as it is.
  public func write(_ text: String) throws(TextOutputError) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      let written = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if written >= 0 {
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
