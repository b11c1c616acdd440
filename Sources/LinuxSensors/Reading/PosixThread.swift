import Glibc
package import Sensors

/// A thread that must be joined: what it runs has ended once ``join()`` returns.
package struct PosixThread: ~Copyable {
  private let thread: pthread_t

  /// Starts `body` on a thread of its own.
  package init(_ body: @escaping @Sendable () -> Void) throws(SensorError) {
    let passed = unsafe Unmanaged.passRetained(Body(run: body))
    var thread: pthread_t = 0
    let code = unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, passed.toOpaque())
    guard code == 0 else {
      unsafe passed.release()
      throw .system(path: "thread", operation: "pthread_create", code: code)
    }
    self.thread = thread
  }

  /// Waits until the thread has ended.
  package consuming func join() {
    _ = pthread_join(thread, nil)
  }

  /// What a C function pointer can carry of a closure.
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
