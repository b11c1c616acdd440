import Glibc

/// What the environment asks of every program.
enum Environment {
  /// Whether colours may be used: `NO_COLOR` isn't set to anything (no-color.org), and the terminal isn't
  /// a dumb one.
  static var allowsColor: Bool {
    value(of: "NO_COLOR").isEmpty && value(of: "TERM") != "dumb"
  }

  private static func value(of name: String) -> String {
    unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
  }
}
