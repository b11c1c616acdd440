import Glibc
public import Samples
import Sensors

/// Writes a stream of device counts into a recording, row by row, so that a crash loses little.
///
/// Rows are handed to the kernel at least every half second of stream time or 64 KiB, and to the disk
/// about every five seconds and on ``close()``. So a crash of the program loses up to half a second, a
/// power cut up to about five and a half; what is left is a valid recording, a torn last line apart.
/// Nothing is allocated for a row. A write may take as long as the disk does: an SD card can stall for
/// a second, so write from a thread that no sensor waits for.
///
/// On a pipe the program must ignore SIGPIPE to see ``RecordingError/Problem/closedPipe``.
public struct RecordingWriter: ~Copyable, Sendable {
  private static let bufferLimit = 65_536
  private static let longestDelay: Int64 = 500_000

  private var file: OutputFile
  private let channelCount: Int
  private var buffer: [UInt8]
  private var lastTime: Timestamp?
  private var lastFlush: Timestamp?
  private var failure: RecordingError?
  private var isClosed = false

  /// Creates the file and writes its header.
  ///
  /// - Parameters:
  ///   - path: `-` is standard output.
  ///   - overwrite: Whether a file that is already there may be lost. If not, it is an error.
  public init(
    path: String, header: RecordingHeader, overwrite: Bool = false
  ) throws(RecordingError) {
    let channels = header.sensor.channels
    var opening: [UInt8] = []
    opening.reserveCapacity(Self.bufferLimit + 2 * LineReader.lengthLimit)
    let columns = (["t_us"] + channels.names).joined(separator: ",")
    for line in [CountRows.mark + CountRows.version, "# " + header.json.text(), columns] {
      try Self.append(line, to: &opening, of: path)
    }
    let file = try OutputFile(path: path, overwrite: overwrite)
    try file.write(opening.span)
    opening.removeAll(keepingCapacity: true)

    self.file = file
    buffer = opening
    channelCount = channels.count
  }

  deinit {
    // A writer that is dropped on an error's way out still keeps its rows; close() tells of trouble.
    guard !isClosed, failure == nil else { return }
    let rest = buffer
    do { try file.write(rest.span) } catch {}
  }

  /// Appends a row, a gap or a mark.
  ///
  /// Once the file has failed, the recording is good up to there and each further call throws the same
  /// error. A row before the last one's time is refused and the recording can go on.
  public mutating func append(_ element: StreamElement<RawSample>) throws(RecordingError) {
    precondition(!isClosed, "a closed recording can't grow")
    if let failure { throw failure }
    switch element {
    case .sample(let sample): try append(sample)
    case .gap(let gap): try Self.append(RecordedEvent.line(gap), to: &buffer, of: file.path)
    case .mark(let mark): try Self.append(RecordedEvent.line(mark), to: &buffer, of: file.path)
    }
    if buffer.count >= Self.bufferLimit { try flush() }
  }

  /// Hands all rows to the kernel now: for a stream that may fall silent, as a board's does.
  public mutating func flush() throws(RecordingError) {
    try write(thenSynchronize: false)
  }

  /// Writes what is left and waits until it is on the disk. Safe to call more than once.
  public mutating func close() throws(RecordingError) {
    if isClosed { return }
    isClosed = true
    if let failure { throw failure }
    try write(thenSynchronize: true)
  }

  private mutating func append(_ sample: RawSample) throws(RecordingError) {
    if let lastTime, sample.time < lastTime {
      throw RecordingError(
        file: file.path,
        problem: .timeBackwards(column: "t_us", seconds: lastTime.seconds(since: sample.time)))
    }
    lastTime = sample.time
    append(sample.time.microseconds)
    for channel in 0..<channelCount {
      buffer.append(UInt8(ascii: ","))
      append(Int64(sample.counts[channel]))
    }
    buffer.append(UInt8(ascii: "\n"))

    let start = lastFlush ?? sample.time
    lastFlush = start
    if sample.time.microseconds &- start.microseconds >= Self.longestDelay {
      lastFlush = sample.time
      try flush()
    }
  }

  /// Appends an integer's digits.
  private mutating func append(_ value: Int64) {
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    var rest = value.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(digit)
      rest = quotient
    } while rest > 0
    for index in first..<digits.count { buffer.append(digits[index]) }
  }

  /// Appends a line that isn't a row.
  private static func append(
    _ line: String, to buffer: inout [UInt8], of path: String
  ) throws(RecordingError) {
    // A longer one couldn't be read back.
    guard line.utf8.count <= LineReader.lengthLimit else {
      throw RecordingError(file: path, problem: .lineTooLong)
    }
    buffer.append(contentsOf: line.utf8)
    buffer.append(UInt8(ascii: "\n"))
  }

  private mutating func write(thenSynchronize: Bool) throws(RecordingError) {
    do {
      try file.write(buffer.span)
      try file.synchronize(now: thenSynchronize)
    } catch {
      failure = error
      throw error
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
