import Synchronization

/// The time of a simulation, which passes only when it is told to. Shared by what reads a chip and the
/// bus that the chip hangs on.
public final class VirtualClock: Sendable {
  private let now: Mutex<Double>

  /// A clock that shows `seconds`, which may be negative: before the simulation's start.
  public init(seconds: Double = 0) {
    now = Mutex(seconds)
  }

  /// Seconds since the simulation's start.
  public var seconds: Double {
    now.withLock { $0 }
  }

  /// Lets time pass. Durations below 0 count as 0.
  public func advance(by seconds: Double) {
    now.withLock { $0 += max(0, seconds) }
  }

  /// Lets time pass up to `seconds`, unless it is later already.
  public func advance(to seconds: Double) {
    now.withLock { $0 = max($0, seconds) }
  }
}
