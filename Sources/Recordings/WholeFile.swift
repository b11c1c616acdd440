import Glibc

/// A file that is there as a whole or not at all.
public enum WholeFile {
  private static let pieceLength = 65_536

  /// Writes a file under another name, waits until it is on the disk, and only then gives it its own. What was
  /// there before stays until then, and stays if anything goes wrong.
  ///
  /// A pipe, a device and `-`, standard output, are written to as they are.
  ///
  /// - Parameters:
  ///   - pieces: texts that end with a whole line.
  ///   - overwrite: whether a file that is already there may be lost.
  public static func write(
    _ pieces: [String], to path: String, overwrite: Bool
  ) throws(RecordingError) {
    try OutputPath.check(path, overwrite: overwrite)
    let isThere = unsafe access(path, F_OK) == 0
    guard path != "-", !isThere || OutputPath.isFile(path) else {
      return try fill(path, with: pieces, overwrite: overwrite)
    }
    let whole = target(of: path)
    let part = "\(whole).\(getpid()).part"
    do throws(RecordingError) {
      try fill(part, with: pieces, overwrite: true)
      try OutputPath.check(path, overwrite: overwrite)
      guard unsafe rename(part, whole) == 0 else {
        throw RecordingError(file: path, problem: .system(operation: "write", code: errno))
      }
    } catch {
      _ = unsafe unlink(part)
      throw RecordingError(file: path, problem: error.problem)
    }
  }

  private static func fill(
    _ path: String, with pieces: [String], overwrite: Bool
  ) throws(RecordingError) {
    var file = try OutputFile(path: path, overwrite: overwrite)
    var bytes: [UInt8] = []
    for piece in pieces {
      bytes.append(contentsOf: piece.utf8)
      if bytes.count >= pieceLength {
        try file.write(bytes.span)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try file.write(bytes.span)
    try file.synchronize(now: true)
  }

  /// What a link leads to, so that the file behind it is replaced and not the link.
  private static func target(of path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
