import Glibc

/// A file that only grows, closed with its owner; standard output stays open.
struct OutputFile: ~Copyable {
  /// The path as given; `-` is standard output.
  let path: String
  private let descriptor: Int32
  /// Whether it lies on a disk: pipes and terminals can't be synchronised or cut back.
  private let isRegular: Bool
  private var lastSynchronization = OutputFile.now()

  /// At most this often, in seconds, rows wait for the disk while the recording goes on.
  private static let synchronizationInterval = 5

  /// Creates a file, or opens one that is there if it may be overwritten.
  init(path: String, overwrite: Bool) throws(RecordingError) {
    self.path = path
    if path == "-" {
      descriptor = STDOUT_FILENO
    } else {
      let onExisting = overwrite ? O_TRUNC : O_EXCL
      descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | onExisting, 0o666)
    }
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      if descriptor > STDERR_FILENO { Glibc.close(descriptor) }
      throw RecordingError(
        file: path,
        problem: code == EEXIST ? .alreadyExists : .system(operation: "create", code: code))
    }
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Opens a file that is there, to write behind what is in it.
  init(appendingTo path: String) throws(RecordingError) {
    self.path = path
    descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CLOEXEC)
    isRegular = true
    if descriptor < 0 {
      throw RecordingError(file: path, problem: .system(operation: "write", code: errno))
    }
  }

  deinit {
    if descriptor != STDOUT_FILENO { Glibc.close(descriptor) }
  }

  /// Writes all bytes, which end with a whole line. If the disk is full, what was written of them is
  /// cut back to its last whole line.
  borrowing func write(_ bytes: Span<UInt8>) throws(RecordingError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.extracting(written...).withUnsafeBytes { rest in
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        written += count
        continue
      }
      let code = errno
      if code == EINTR { continue }
      cutBack(bytes.extracting(..<written))
      throw RecordingError(
        file: path, problem: code == EPIPE ? .closedPipe : .system(operation: "write", code: code))
    }
  }

  /// Where the last line that can be used ends, in bytes from the file's start.
  ///
  /// - Parameter isLastTorn: whether the last line isn't one, even if it has an end.
  borrowing func endOfWholeLines(isLastTorn: Bool) throws(RecordingError) -> Int {
    var end = Int(lseek(descriptor, 0, SEEK_END))
    // The end of a last line that can't be used is not what is looked for.
    var isPassed = !isLastTorn
    while end > 0 {
      var byte: UInt8 = 0
      guard unsafe pread(descriptor, &byte, 1, off_t(end - 1)) == 1 else { break }
      if byte == UInt8(ascii: "\n"), isPassed { return end }
      isPassed = true
      end -= 1
    }
    throw RecordingError(file: path, problem: .system(operation: "read", code: errno))
  }

  /// Makes the file end after so many bytes.
  borrowing func cut(to length: Int) throws(RecordingError) {
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw RecordingError(file: path, problem: .system(operation: "write", code: errno))
    }
  }

  /// Waits until everything is on the disk, if that is due or asked for.
  mutating func synchronize(now isAsked: Bool) throws(RecordingError) {
    let time = Self.now()
    guard isRegular, isAsked || time - lastSynchronization >= Self.synchronizationInterval else {
      return
    }
    lastSynchronization = time
    guard fdatasync(descriptor) == 0 else {
      throw RecordingError(file: path, problem: .system(operation: "write", code: errno))
    }
  }

  private borrowing func cutBack(_ written: Span<UInt8>) {
    var whole = written.count
    while whole > 0, written[whole - 1] != UInt8(ascii: "\n") { whole -= 1 }
    let end = lseek(descriptor, 0, SEEK_END)
    guard isRegular, whole < written.count, end >= 0 else { return }
    // If this fails too, readers drop the torn line.
    _ = ftruncate(descriptor, end - off_t(written.count - whole))
  }

  /// Seconds on a clock that nobody sets.
  private static func now() -> Int {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
