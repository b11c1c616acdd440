import Exercises
import Samples
import Sensors

/// The rows of our own recording: time in microseconds and device counts, with events in place.
///
/// Strict but for the last line, which a power cut may have torn.
struct CountRows: RecordingRows {
  /// How line 1 begins; the version follows.
  static let mark = "# soleus recording "
  /// The version that is read and written.
  static let version = "1"

  private var recordingHeader: RecordingHeader
  private let channels: Channels
  private let columns: [String]
  private var order = TimeOrder()
  private var tornLine: Int?
  private var unknownEventCount = 0
  private var firstUnknownEvent = (kind: "", line: 0)
  private var recordedRevisions: [RecordedRevision] = []
  private var times: (first: Timestamp, last: Timestamp)?

  /// Reads lines 1 to 3.
  init(from lines: inout LineReader) throws(RecordingError) {
    let version = String(try Self.headerLine(&lines).dropFirst(Self.mark.count))
    guard version == Self.version else { throw lines.error(.futureVersion(version)) }

    let text = try Self.headerLine(&lines)
    do { recordingHeader = try Self.header(text) } catch { throw lines.error(error) }
    channels = recordingHeader.sensor.channels
    columns = ["t_us"] + channels.names
    let expected = columns.joined(separator: ",")
    guard try Self.headerLine(&lines) == expected else {
      throw lines.error(.columnsDisagree(expected: expected))
    }
  }

  private static func header(_ text: String) throws(RecordingError.Problem) -> RecordingHeader {
    let json: JSONValue
    do { json = try JSONValue(parsing: String(text.drop { $0 == "#" || $0 == " " })) } catch {
      throw .headerNotJSON(error)
    }
    return try RecordingHeader(json: json)
  }

  private static func headerLine(_ lines: inout LineReader) throws(RecordingError) -> String {
    guard let line = try lines.next(), line.isTerminated else {
      throw RecordingError(file: lines.file, problem: .cutInHeader)
    }
    guard !line.isTooLong else { throw lines.error(.lineTooLong) }
    return lines.text(line)
  }

  var format: RecordingFormat { .recording }

  var header: RecordingHeader? { recordingHeader }

  var content: RecordingContent { channels.content }

  var sensor: SensorDescription? { recordingHeader.sensor }

  var revisions: [Revision] {
    guard let first = times?.first else { return [] }
    return recordedRevisions.map { $0.revision(since: first) }
  }

  func revisionPlace(in path: String) -> RevisionPlace? {
    times.map {
      RevisionPlace(path: path, first: $0.first, last: $0.last, isTorn: tornLine != nil)
    }
  }

  var notes: [RecordingNote] {
    var notes: [RecordingNote] = []
    if let note = order.note { notes.append(note) }
    if unknownEventCount > 0 {
      notes.append(
        .unknownEvents(
          count: unknownEventCount, first: firstUnknownEvent.kind,
          firstLine: firstUnknownEvent.line))
    }
    if let tornLine { notes.append(.tornLastLine(tornLine)) }
    return notes
  }

  mutating func next(from lines: inout LineReader) throws(RecordingError) -> StreamElement<Sample>?
  {
    let correction = recordingHeader.sensor.calibration?.correction
    return try nextRaw(from: &lines)?.mapSample { channels.decode($0, applying: correction) }
  }

  mutating func use(_ calibration: SensorCalibration?) throws(RecordingError.Problem) {
    try calibration?.check(recordingHeader.sensor)
    recordingHeader.sensor.calibration = calibration
  }

  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>? {
    while let line = try lines.next() {
      if line.isTerminated,
        let row = Self.row(lines.buffer.span.extracting(line.bytes), counts: channels.count)
      {
        do { try order.advance(to: row.time, column: "t_us", line: lines.number) } catch {
          throw lines.error(error)
        }
        times = (times?.first ?? row.time, row.time)
        return .sample(row)
      }
      do {
        if let element = try event(in: line, of: lines) { return element }
      } catch {
        let broken = lines.error(error)
        // An event that was written to its end is wrong, not torn.
        let isWhole = line.isTerminated && lines.text(line).hasSuffix("}")
        guard try lines.isAtEnd(), !isWhole else { throw broken }
        tornLine = broken.line
      }
    }
    return nil
  }

  /// The element in a line that is no row; nil for an event that isn't known, which is counted.
  private mutating func event(
    in line: LineReader.Line, of lines: borrowing LineReader
  ) throws(RecordingError.Problem) -> StreamElement<RawSample>? {
    let text = lines.text(line)
    guard line.isTerminated, !line.isTooLong, text.hasPrefix("#") else {
      throw problem(in: line, of: lines)
    }
    switch try RecordedEvent(line: text) {
    case .gap(let gap): return .gap(gap)
    case .mark(let mark): return .mark(mark)
    case .revision(let revision):
      recordedRevisions.append(revision)
      return nil
    case .unknown(let kind):
      if unknownEventCount == 0 { firstUnknownEvent = (kind, lines.number) }
      unknownEventCount += 1
      return nil
    }
  }

  /// A row, or nil if anything about it is wrong.
  private static func row(_ bytes: Span<UInt8>, counts count: Int) -> RawSample? {
    var position = 0
    guard let time = NumberText.integer(bytes, &position) else { return nil }
    var counts = SIMD8<Int32>()
    for channel in 0..<count {
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return nil }
      position += 1
      guard let value = NumberText.integer(bytes, &position), let count = Int32(exactly: value)
      else { return nil }
      counts[channel] = count
    }
    guard position == bytes.count else { return nil }
    return RawSample(time: Timestamp(microseconds: time), counts: counts)
  }

  /// Why a line that is no row isn't one.
  private func problem(in line: LineReader.Line, of lines: borrowing LineReader)
    -> RecordingError.Problem
  {
    if line.isTooLong { return .lineTooLong }
    if lines.isBinary(line) { return .binary }
    let fields = lines.text(line).split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == columns.count else {
      return .fieldCount(expected: columns.count, found: fields.count)
    }
    for (column, field) in zip(columns, fields) {
      let value = NumberText.integer(whole: field)
      if let value, column == columns[0] || Int32(exactly: value) != nil { continue }
      let isInteger = field.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
      if value != nil || isInteger && field.utf8.count > 18 { return .outOfRange(column: column) }
      return .notANumber(column: column, found: content == .board ? nil : excerpt(field))
    }
    return .notANumber(column: columns[0], found: nil)
  }
}

/// The beginning of a cell as a message can show it: no control characters, at most 40 characters.
func excerpt(_ text: some StringProtocol) -> String {
  let shown = text.prefix(40).map { character in
    character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? character : "?"
  }
  return String(shown) + (text.count > 40 ? "…" : "")
}
