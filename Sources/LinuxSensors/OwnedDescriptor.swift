import Glibc
package import Sensors

/// An open file that closes itself.
package struct OwnedDescriptor: ~Copyable {
  /// As the kernel counts it.
  package let number: Int32

  /// Takes over an open descriptor.
  package init(owning number: Int32) {
    self.number = number
  }

  /// Opens a file; `flags` as for `open(2)`, close-on-exec added. A signal doesn't fail it.
  package init(opening path: String, flags: Int32) throws(SensorError) {
    var number: Int32
    repeat {
      number = unsafe open(path, flags | O_CLOEXEC)
    } while number < 0 && errno == EINTR
    guard number >= 0 else { throw .opening(path, failedWith: errno) }
    self.number = number
  }

  deinit {
    // No retry on EINTR: Linux has let go of the number by then, and another thread may have it.
    _ = close(number)
  }

  /// Takes a lock on the file that others like it can share (`flock(2)`), waiting up to a second for who
  /// holds it alone. The kernel lets go of it when the descriptor is closed or the process dies. A file
  /// system without locks has none to take.
  func shareLock() {
    for _ in 0..<20 {
      if flock(number, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      MonotonicClock.sleep(seconds: 0.05)
    }
  }

  /// Turns the shared lock into one that nobody else has; false where somebody else still has a share,
  /// and then this one is gone.
  func lockAlone() -> Bool {
    flock(number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Waits up to `milliseconds` for something to read; returns what `poll(2)` saw, 0 for nothing.
  /// A signal ends the wait early.
  package func waitForInput(milliseconds: Int32) throws(SensorError) -> Int16 {
    var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let ready = unsafe poll(&waiting, 1, milliseconds)
    if ready < 0, errno != EINTR {
      throw .system(path: "descriptor \(number)", operation: "poll", code: errno)
    }
    return ready > 0 ? waiting.revents : 0
  }
}

extension SensorError {
  /// What a failed `open(2)` of a device's node means.
  static func opening(_ path: String, failedWith code: Int32) -> SensorError {
    switch code {
    case ENOENT, ENODEV, ENXIO, ENOTDIR: .notFound(path)
    case EACCES, EPERM: .permission(path: path)
    default: .system(path: path, operation: "open", code: code)
    }
  }
}
