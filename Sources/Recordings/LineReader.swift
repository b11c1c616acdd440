/// The lines of a file or of standard input, in pieces of 64 KiB, whatever the file's length.
///
/// The bytes of a line stay in ``buffer`` until the next call; nothing is copied or allocated for one.
struct LineReader: ~Copyable {
  /// Where a line stands in ``LineReader/buffer``, without its end (LF or CR LF).
  struct Line {
    var bytes: Range<Int>
    /// Whether a newline ended it; only the last line of a file may have none.
    var isTerminated: Bool
    /// Whether it was longer than ``LineReader/lengthLimit``; then `bytes` is empty.
    var isTooLong: Bool
  }

  /// The longest line that is read, in bytes.
  static let lengthLimit = 65_536
  private static let readLength = 65_536
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The path as given, for errors.
  let file: String
  /// What has been read and not yet passed over.
  private(set) var buffer: [UInt8]
  /// The number of the line last given, counted from 1.
  private(set) var number = 0

  private let input: InputFile
  private var position = 0
  private var filled = 0
  private var lineStart = 0
  private var isAtEndOfFile = false

  /// Opens a path, or standard input for `-`.
  init(path: String) throws(RecordingError) {
    file = path
    input = try InputFile(path: path)
    buffer = Array(repeating: 0, count: Self.lengthLimit + Self.readLength)
  }

  /// The next line, or nil at the end of the file.
  mutating func next() throws(RecordingError) -> Line? {
    var scanned = position
    while true {
      if let end = Self.index(of: Self.lineFeed, in: buffer.span, from: scanned, to: filled) {
        return line(upTo: end, isTerminated: true)
      }
      scanned = filled
      if filled - position > Self.lengthLimit { return try passOverLongLine() }
      if isAtEndOfFile {
        return position < filled ? line(upTo: filled, isTerminated: false) : nil
      }
      scanned -= try fill()
    }
  }

  /// Gives the line last given once more at the next call. Not for a line that was too long.
  mutating func unread() {
    position = lineStart
    number -= 1
  }

  /// Whether nothing follows the line last given, whose bytes are gone after this.
  mutating func isAtEnd() throws(RecordingError) -> Bool {
    while position == filled, !isAtEndOfFile { _ = try fill() }
    return position == filled
  }

  /// The text of a line, for messages and for what is read once.
  func text(_ line: Line) -> String {
    String(decoding: buffer[line.bytes], as: UTF8.self)
  }

  /// Whether a line holds a zero byte, as no text does.
  func isBinary(_ line: Line) -> Bool {
    buffer[line.bytes].contains(0)
  }

  /// An error in the line last given.
  func error(_ problem: RecordingError.Problem) -> RecordingError {
    RecordingError(file: file, line: number, problem: problem)
  }

  private mutating func line(upTo end: Int, isTerminated: Bool) -> Line {
    lineStart = position
    number += 1
    var first = position
    var last = end
    position = isTerminated ? end + 1 : end
    if last > first, buffer[last - 1] == Self.carriageReturn { last -= 1 }
    // A byte order mark, as spreadsheets put before UTF-8.
    if number == 1, last - first >= 3, buffer[first] == 0xEF, buffer[first + 1] == 0xBB,
      buffer[first + 2] == 0xBF
    {
      first += 3
    }
    let isTooLong = last - first > Self.lengthLimit
    return Line(
      bytes: isTooLong ? first..<first : first..<last, isTerminated: isTerminated,
      isTooLong: isTooLong)
  }

  private mutating func passOverLongLine() throws(RecordingError) -> Line {
    number += 1
    var isTerminated = false
    while !isTerminated {
      if let end = Self.index(of: Self.lineFeed, in: buffer.span, from: position, to: filled) {
        position = end + 1
        isTerminated = true
      } else {
        position = filled
        if isAtEndOfFile { break }
        _ = try fill()
      }
    }
    return Line(bytes: position..<position, isTerminated: isTerminated, isTooLong: true)
  }

  /// Reads more behind what is there, which first moves to the front; returns by how far it moved.
  private mutating func fill() throws(RecordingError) -> Int {
    let moved = position
    if moved > 0 {
      for index in position..<filled { buffer[index - moved] = buffer[index] }
      filled -= moved
      position = 0
    }
    let count = try input.read(
      into: &buffer, at: filled, upTo: min(Self.readLength, buffer.count - filled), file: file)
    filled += count
    isAtEndOfFile = count == 0
    return moved
  }

  private static func index(
    of byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    var index = start
    while index < end {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }
}
