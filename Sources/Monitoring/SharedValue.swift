import Glibc

/// A value that threads share, and whose changes they wait for.
@safe
final class SharedValue<Value: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  init(_ value: Value) {
    self.value = value
    unsafe lock = .allocate(capacity: 1)
    unsafe change = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe change.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(lock, nil)
    // Waits are timed by a clock that nobody sets.
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(change, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(change)
    unsafe pthread_mutex_destroy(lock)
    unsafe change.deallocate()
    unsafe lock.deallocate()
  }

  /// Changes the value, and wakes whoever waits for that.
  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer {
      unsafe pthread_cond_broadcast(change)
      unsafe pthread_mutex_unlock(lock)
    }
    return body(&value)
  }

  /// Waits until `body`, asked at once and after every change, gives something.
  ///
  /// - Parameter milliseconds: how long it waits at most for the next change; nil is for ever.
  /// - Returns: nil where that time is over, or the wait was broken off, and there is still nothing.
  func wait<Result>(
    milliseconds: Int? = nil, for body: (inout Value) -> Result?
  ) -> Result? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    guard let milliseconds else {
      while true {
        if let result = body(&value) { return result }
        unsafe pthread_cond_wait(change, lock)
      }
    }
    if let result = body(&value) { return result }
    var end = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = end.tv_nsec + milliseconds * 1_000_000
    end.tv_sec += nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    unsafe pthread_cond_timedwait(change, lock, &end)
    return body(&value)
  }
}
