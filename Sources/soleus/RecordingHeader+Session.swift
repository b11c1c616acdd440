import Exercises
import Glibc
import LinuxSensors
import Monitoring
import Recordings
import Samples
import Sensors

extension RecordingHeader {
  /// The wall time that every simulation begins at, so that the same command writes the same bytes.
  private static let simulatedWallTime = "2026-01-01T00:00:00Z"

  /// The header of a recording that begins now, or of a simulation, which always begins at the same time.
  init(
    _ description: SensorDescription, configuration: SessionConfiguration, isSimulated: Bool
  ) {
    self.init(
      sensor: description, exercise: configuration.exercise, placement: configuration.placement,
      side: configuration.side, surface: configuration.surface,
      settings: SessionSettings(differing: configuration),
      wallTime: isSimulated ? Self.simulatedWallTime : Self.wallTimeAtOrigin(),
      software: "soleus \(Soleus.version)")
  }

  /// The wall time at which the monotonic clock stood at 0, in ISO 8601; nil where the C library can't
  /// write it.
  private static func wallTimeAtOrigin() -> String? {
    var now = timespec()
    // Can't fail: the clock exists on every Linux and the pointer is good.
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let wall = Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    let milliseconds = wall - MonotonicClock.now().microseconds / 1000
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
