import Glibc
import Synchronization

/// Lines for standard error that a thread keeps for later, so that those of several files don't mix.
enum HeldNotes {
  private static let lines = Mutex<[pthread_t: [String]]>([:])

  /// Does `work`; whatever is said meanwhile on this thread is kept.
  static func during<Result>(_ work: () -> Result) -> (result: Result, lines: [String]) {
    let thread = pthread_self()
    lines.withLock { $0[thread] = [] }
    let result = work()
    return (result, lines.withLock { $0.removeValue(forKey: thread) } ?? [])
  }

  /// Keeps a line; false where nothing is kept on this thread.
  static func keep(_ line: String) -> Bool {
    lines.withLock { $0[pthread_self()]?.append(line) != nil }
  }
}
