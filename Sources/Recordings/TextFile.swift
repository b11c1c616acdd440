import Glibc

/// A file of text that is written piece by piece, with bounded memory.
public final class TextFile {
  private static let bufferLimit = 65_536

  private var file: OutputFile
  private var buffer: [UInt8] = []
  private var hasFailed = false

  /// Creates the file.
  ///
  /// - Parameter overwrite: Whether a file that is already there may be lost. If not, it is an error.
  public init(path: String, overwrite: Bool = false) throws(RecordingError) {
    file = try OutputFile(path: path, overwrite: overwrite)
    buffer.reserveCapacity(Self.bufferLimit)
  }

  deinit {
    // A file that is dropped on an error's way out keeps what was written; close() tells of trouble.
    guard !hasFailed else { return }
    do { try flush() } catch {}
  }

  /// Appends a line, without its end.
  public func append(line: String) throws(RecordingError) {
    buffer.append(contentsOf: line.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.bufferLimit { try flush() }
  }

  /// Writes what is left and waits until it is on the disk.
  public func close() throws(RecordingError) {
    try flush()
    try file.synchronize(now: true)
  }

  /// Takes the file away again; what goes elsewhere than into a file stays written.
  public func discard() {
    hasFailed = true
    if OutputPath.isFile(file.path) { _ = unsafe unlink(file.path) }
  }

  private func flush() throws(RecordingError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    do throws(RecordingError) { try file.write(buffer.span) } catch {
      hasFailed = true
      throw error
    }
  }
}
