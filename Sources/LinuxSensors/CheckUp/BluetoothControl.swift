import Glibc
import Samples

/// The program `bluetoothctl`, asked by its command line.
public enum BluetoothControl {
  /// What it prints on these arguments; nil where it isn't installed, fails without a word, or takes
  /// longer than two seconds: without the Bluetooth service it waits for ever.
  public static func ask(_ arguments: [String]) -> String? {
    let paths = ["/usr/bin/bluetoothctl", "/bin/bluetoothctl", "/usr/local/bin/bluetoothctl"]
    guard let path = paths.first(where: { unsafe access($0, X_OK) == 0 }) else { return nil }
    return output(of: path, arguments, seconds: 2)
  }

  /// What a program prints; nil where it can't be started, fails without a word, or takes longer than
  /// `seconds`. Some versions of `bluetoothctl` end as failed after a good answer.
  static func output(of path: String, _ arguments: [String], seconds: Double) -> String? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    let reading = OwnedDescriptor(owning: ends[0])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let started = start(path, arguments, printingInto: ends[1])
    _ = close(ends[1])
    guard let process = started else { return nil }

    let end = MonotonicClock.now().advanced(bySeconds: seconds)
    var text: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    var isWhole = false
    while !isWhole, MonotonicClock.now() < end {
      let left = end.seconds(since: MonotonicClock.now())
      guard let seen = try? reading.waitForInput(milliseconds: Int32(max(1, left * 1000))) else {
        break
      }
      if seen == 0 { continue }
      let count = unsafe read(reading.number, &bytes, bytes.count)
      if count > 0 { text += bytes[..<count] }
      isWhole = count == 0
    }
    // Whoever has closed its output may still be running.
    if !isWhole { _ = kill(process, SIGKILL) }
    var status: Int32 = -1
    var waited: pid_t
    repeat { waited = unsafe waitpid(process, &status, 0) } while waited < 0 && errno == EINTR
    guard isWhole, waited == process, status == 0 || !text.isEmpty else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// Starts a program without input, whose output goes into a pipe and whose errors go nowhere.
  private static func start(
    _ path: String, _ arguments: [String], printingInto pipe: Int32
  ) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    // Words for programs, not for people.
    var environment = unsafe [strdup("LC_ALL=C"), nil]
    defer { unsafe environment.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, path, &actions, nil, &words, &environment)
    return code == 0 ? process : nil
  }
}
