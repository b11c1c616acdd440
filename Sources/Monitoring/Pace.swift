import LinuxSensors
public import Samples

/// Lets a stream that could go faster pass at a chosen pace.
public struct Pace: Sendable {
  /// Seconds of stream per second of the world; nil for as fast as it can.
  public let speed: Double?
  private static let lifetime = 3e9
  private var start: (stream: Timestamp, world: Timestamp)?

  /// A pace; `speed` is above 0.
  public init(speed: Double?) {
    self.speed = speed
  }

  /// Waits until `time` of the stream is due, in naps of at most a tenth of a second; false where an end
  /// was asked for meanwhile.
  public mutating func wait(for time: Timestamp) -> Bool {
    guard let speed else { return !StopRequest.isPending }
    guard let start else {
      self.start = (time, MonotonicClock.now())
      return !StopRequest.isPending
    }
    // At the slowest of speeds nothing comes in a lifetime, and that is soon enough.
    let wait = min(time.seconds(since: start.stream) / speed, Self.lifetime)
    let due = start.world.advanced(bySeconds: wait)
    while !StopRequest.isPending {
      let left = due.seconds(since: MonotonicClock.now())
      guard left > 0 else { return true }
      MonotonicClock.sleep(seconds: min(left, 0.1))
    }
    return false
  }
}
