import Glibc
import Synchronization

/// Whether a person asked the program to end, by Ctrl-C or a polite kill.
///
/// The first signal asks for an orderly end: report told, recording complete. The second ends at once, as
/// without this.
public enum StopRequest {
  private static let isAsked = Atomic<Bool>(false)

  /// Listens for SIGINT and SIGTERM from now on.
  public static func listen() {
    let take: @convention(c) (Int32) -> Void = { number in
      StopRequest.isAsked.store(true, ordering: .relaxed)
      // A second signal ends the program before it could.
      TerminalKeys.restore()
      signal(number, SIG_DFL)
    }
    signal(SIGINT, take)
    signal(SIGTERM, take)
    // Whoever started this program may have blocked them: a thread of libdispatch does.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether an end was asked for.
  public static var isPending: Bool { isAsked.load(ordering: .relaxed) }
}
