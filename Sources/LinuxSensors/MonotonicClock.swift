// In an optimised build the compiler finds timespec through this header.
import CLibevdev
import Glibc
public import Samples

/// The host's `CLOCK_MONOTONIC`: never set back, stands still while the machine sleeps.
public enum MonotonicClock {
  /// The present moment, to the microsecond below.
  public static func now() -> Timestamp {
    var time = timespec()
    // Can't fail: the clock exists on every Linux and the pointer is good.
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// Sleeps until `moment`; at once where it has passed. A signal doesn't shorten the sleep.
  public static func sleep(until moment: Timestamp) {
    guard moment > now() else { return }
    var time = timespec(
      tv_sec: Int(moment.microseconds / 1_000_000),
      tv_nsec: Int(moment.microseconds % 1_000_000) * 1000)
    while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }

  /// Sleeps for `seconds`.
  ///
  /// - Precondition: `seconds` is finite.
  public static func sleep(seconds: Double) {
    sleep(until: now().advanced(bySeconds: seconds))
  }
}
