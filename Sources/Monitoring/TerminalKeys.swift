import Glibc

/// The keys of the terminal that the program was started from: Enter or the space bar ends a set.
///
/// Keys come one by one and aren't echoed while this lives, so that they don't tear the view; afterwards, and
/// as soon as an end is asked for (``StopRequest``), the terminal is as it was.
public final class TerminalKeys {
  /// How the terminal was; nil while nothing is changed. A signal's handler reads it, so it can't belong
  /// to one object.
  private nonisolated(unsafe) static var before: termios?

  /// Takes the terminal; nil where standard input is none, or belongs to another program just now.
  public init?() {
    guard Self.isOurs else { return nil }
    var mode = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
    unsafe Self.before = mode
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard unsafe tcsetattr(STDIN_FILENO, TCSANOW, &mode) == 0 else { return nil }
  }

  deinit { Self.restore() }

  /// Whether Enter or the space bar was pressed since the last call. Doesn't wait.
  public func takeSetEnd() -> Bool {
    // A program in the background would be stopped for reading.
    guard Self.isOurs else { return false }
    var isPressed = false
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&request, 1, 0) == 1, request.revents & Int16(POLLIN) != 0 {
      var key: UInt8 = 0
      guard unsafe read(STDIN_FILENO, &key, 1) == 1 else { break }
      isPressed = isPressed || key == UInt8(ascii: "\n") || key == UInt8(ascii: " ")
    }
    return isPressed
  }

  /// Makes the terminal as it was. Safe in a signal's handler (tcsetattr is, signal-safety(7)).
  static func restore() {
    guard var mode = unsafe before else { return }
    unsafe before = nil
    _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &mode)
  }

  private static var isOurs: Bool {
    isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
  }
}
