import Glibc

/// The time of day, as files keep it.
enum WallTime {
  /// What every simulation takes for the time, so that the same command writes the same bytes.
  static let simulated = "2026-01-01T00:00:00Z"

  /// Milliseconds since 1970 by the system's clock.
  static var milliseconds: Int64 {
    var now = timespec()
    // Can't fail: the clock exists on every Linux and the pointer is good.
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  /// A moment in ISO 8601, in UTC; nil where the C library can't write it.
  static func text(milliseconds: Int64) -> String? {
    var seconds = time_t(milliseconds / 1000)
    var parts = unsafe tm()
    guard unsafe gmtime_r(&seconds, &parts) != nil else { return nil }
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let date = unsafe [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday]
    let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec]
    return date.map { digits(Int($0), 2) }.joined(separator: "-") + "T"
      + clock.map { digits(Int($0), 2) }.joined(separator: ":")
      + "." + digits(Int(milliseconds % 1000), 3) + "Z"
  }
}
