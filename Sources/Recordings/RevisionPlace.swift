public import Exercises
import Glibc
import Samples

/// Where a recording takes revisions: behind its last whole line.
public struct RevisionPlace: Hashable, Sendable {
  let path: String
  let first: Timestamp
  let last: Timestamp
  /// Whether the last line is cut off: what is written behind it would be part of it.
  let isTorn: Bool

  /// Appends revisions, all or none, and waits until they are on the disk.
  ///
  /// A last line that was cut off, which no reader uses, makes room for them. If anything fails the file
  /// keeps every whole line that it had.
  ///
  /// - Throws: ``RecordingError`` where the file can't be written to.
  public func append(_ revisions: [Revision]) throws(RecordingError) {
    let lines = revisions.compactMap { RecordedRevision($0, first: first, last: last)?.line }
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    var file = try OutputFile(appendingTo: path)
    let end = try file.endOfWholeLines(isLastTorn: isTorn)
    do throws(RecordingError) {
      try file.cut(to: end)
      try file.write(bytes.span)
      try file.synchronize(now: true)
    } catch {
      // What was written of them goes; if this fails too, a reader drops the torn line.
      do { try file.cut(to: end) } catch {}
      throw error
    }
  }
}
