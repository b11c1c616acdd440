import Glibc
import Recordings

/// What the environment asks of every program.
enum Environment {
  /// Whether a terminal can be drawn on again and again: not a dumb one.
  static var allowsRedrawing: Bool {
    let terminal = value(of: "TERM")
    return !terminal.isEmpty && terminal != "dumb"
  }

  /// Whether colours may be used: `NO_COLOR` isn't set to anything (no-color.org).
  static var allowsColor: Bool { value(of: "NO_COLOR").isEmpty }

  /// Whether the locale writes in UTF-8: the first of these variables that is set says so (POSIX).
  static var allowsUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(value).first { !$0.isEmpty } ?? ""
    let encoding = locale.lowercased()
    return encoding.contains("utf-8") || encoding.contains("utf8")
  }

  /// Where calibrations are stored; nil where neither `XDG_CONFIG_HOME` nor `HOME` is set.
  static var calibrations: CalibrationStore? {
    CalibrationStore(
      configurationHome: value(of: "XDG_CONFIG_HOME"), home: value(of: "HOME"))
  }

  private static func value(of name: String) -> String {
    unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
  }
}
