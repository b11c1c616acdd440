import Foundation
import Synchronization

/// A program under way, its output in files.
///
/// Foundation's `Process` notices a child's end through a run loop, which a machine with one processor may
/// never come to; here the kernel is asked.
final class ChildProcess: Sendable {
  let identifier: pid_t
  private let status = Mutex<Int32?>(nil)

  /// Starts a program that is looked for on the PATH; `NAME=VALUE` before it is its environment.
  init(_ arguments: [String], in folder: URL, output: URL, errors: URL) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output.path, flags, 0o666)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors.path, flags, 0o666)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // Libraries under the tests may have blocked what ends a program.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // `env` changes the folder and becomes the program.
    let command = ["env", "-C", folder.path] + arguments
    var words: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let code = unsafe posix_spawnp(
      &identifier, "env", &actions, &attributes, &words, environ)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
    self.identifier = identifier
  }

  /// How it ended: its exit status, 128 and more for a signal; nil while it runs.
  var exitStatus: Int32? {
    status.withLock { status in
      if let status { return status }
      var code: Int32 = 0
      guard unsafe waitpid(identifier, &code, WNOHANG) == identifier else { return nil }
      let signal = code & 0x7F
      status = signal == 0 ? code >> 8 & 0xFF : 128 + signal
      return status
    }
  }

  /// Sends a signal to it: whoever changed the user before it became it.
  func signal(_ number: Int32) {
    status.withLock { if $0 == nil { kill(identifier, number) } }
  }
}
