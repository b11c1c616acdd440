import Glibc

/// Whether a path can be written to, asked before anything else is begun.
public enum OutputPath {
  /// Looks whether a file could be created at `path`, and creates none; `-` always can.
  ///
  /// It spares a person the start of a sensor, or a set, that couldn't be recorded. The answer can be
  /// out of date a moment later, so whoever creates the file still looks.
  ///
  /// - Parameter overwrite: Whether a file that is already there may be lost.
  /// - Throws: ``RecordingError`` as creating the file would.
  public static func check(_ path: String, overwrite: Bool) throws(RecordingError) {
    guard path != "-" else { return }
    if unsafe access(path, F_OK) == 0 {
      guard overwrite else { throw RecordingError(file: path, problem: .alreadyExists) }
      try check(path, for: W_OK, of: path)
    } else if errno == ENOENT {
      try check(folder(of: path), for: W_OK | X_OK, of: path)
    } else {
      throw RecordingError(file: path, problem: .system(operation: "create", code: errno))
    }
  }

  /// Whether there is a file at `path`, and no pipe or device.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes a folder, unless one is there.
  ///
  /// - Throws: ``RecordingError`` where it can't be made, or a file has its name.
  public static func makeFolder(_ path: String) throws(RecordingError) {
    guard unsafe mkdir(path, 0o777) != 0 else { return }
    var code = errno
    var status = stat()
    if code == EEXIST, unsafe stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return }
      code = ENOTDIR
    }
    throw RecordingError(file: path, problem: .system(operation: "create", code: code))
  }

  private static func check(
    _ node: String, for mode: Int32, of path: String
  ) throws(RecordingError) {
    guard unsafe access(node, mode) == 0 else {
      throw RecordingError(file: path, problem: .system(operation: "create", code: errno))
    }
  }

  /// What stands before the last slash; `.` where there is none.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
