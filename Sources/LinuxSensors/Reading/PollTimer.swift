import Samples

/// When something is due next, by absolute moments of `CLOCK_MONOTONIC`: a late turn isn't followed by
/// ever later ones.
struct PollTimer: Sendable {
  /// Due at first: at once.
  private var next = MonotonicClock.now()

  /// Sleeps until it is due, at most 0.1 s; whether it is due then.
  func waitForTurn() -> Bool {
    let turnEnd = MonotonicClock.now().advanced(bySeconds: 0.1)
    MonotonicClock.sleep(until: min(next, turnEnd))
    return next <= turnEnd
  }

  /// Due again so many seconds after it was due, where the turn began at `now`. After a stall the missed
  /// ones are left out.
  mutating func advance(bySeconds seconds: Double, turnBegan now: Timestamp) {
    next = next.advanced(bySeconds: seconds)
    if next < now { next = now.advanced(bySeconds: seconds) }
  }

  /// Due again so many seconds from now.
  mutating func pause(seconds: Double) {
    next = MonotonicClock.now().advanced(bySeconds: seconds)
  }
}
