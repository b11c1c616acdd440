import Glibc
import Sensors

/// A signal from one thread to another that a thread can wait for with a time limit: a byte in a pipe.
struct EventSignal: ~Copyable, Sendable {
  private let waitingEnd: OwnedDescriptor
  private let raisingEnd: OwnedDescriptor

  init() throws(SensorError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw .system(path: "pipe", operation: "open", code: errno)
    }
    let waitingEnd = OwnedDescriptor(owning: ends[0])
    let raisingEnd = OwnedDescriptor(owning: ends[1])
    for end in ends {
      guard fcntl(end, F_SETFD, FD_CLOEXEC) == 0, fcntl(end, F_SETFL, O_NONBLOCK) == 0 else {
        throw .system(path: "pipe", operation: "fcntl", code: errno)
      }
    }
    self.waitingEnd = waitingEnd
    self.raisingEnd = raisingEnd
  }

  /// Wakes the waiting thread, or the next one to wait.
  func raise() {
    var byte: UInt8 = 1
    // Fails only where the pipe is full, and then the signal is raised already.
    _ = unsafe write(raisingEnd.number, &byte, 1)
  }

  /// Waits up to `milliseconds` for the signal and takes it back, however often it was raised.
  func wait(milliseconds: Int32) throws(SensorError) {
    guard try waitingEnd.waitForInput(milliseconds: milliseconds) != 0 else { return }
    var bytes: UInt64 = 0
    while unsafe read(waitingEnd.number, &bytes, 8) == 8 {}
  }
}
