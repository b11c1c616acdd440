import Samples
import Sensors

/// A balance board's input events as `evemu-record` or `libinput record` write them.
///
/// evemu: `N:` the name, `A:` an axis (code, minimum, maximum, fuzz, …; hexadecimal code), `E:` an event
/// (seconds, type, code, value; hexadecimal type and code). libinput: YAML, read line by line: `name:`,
/// `absinfo:` with `code: [minimum, maximum, fuzz, …]`, and under `events:` lines of
/// `- [seconds, microseconds, type, code, value]`. Both describe the axes in comments, with the values
/// that they had at the start.
struct EventRows: RecordingRows {
  let format: RecordingFormat
  private var decoder = BalanceBoardDecoder(startingFrom: nil)
  /// What the decoder has made and nobody has taken yet begins at `nextReady`.
  private var ready: [StreamElement<RawSample>] = []
  private var order = TimeOrder()
  private var description = DeviceDescription()
  private var nextReady = 0
  private var isFrameOpen = false
  private var isAtEnd = false
  private var tornLine: Int?

  /// Reads up to the first event of an evemu file.
  init(evemu lines: inout LineReader) throws(RecordingError) {
    format = .evemu
    try readDescription(from: &lines) { $0.hasPrefix("E:") }
    if let name = description.name, name != BalanceBoard.deviceName {
      throw RecordingError(file: lines.file, problem: .notABoard(name))
    }
  }

  /// Reads up to the first event of the board in a libinput file, which may hold other devices too.
  init(libinput lines: inout LineReader) throws(RecordingError) {
    format = .libinput
    var firstName: String?
    repeat {
      description = DeviceDescription()
      decoder = BalanceBoardDecoder(startingFrom: nil)
      try readDescription(from: &lines) { $0 == "events:" }
      firstName = firstName ?? description.name
      if description.name == BalanceBoard.deviceName { return }
    } while try Self.passOverDevice(&lines)
    throw RecordingError(file: lines.file, problem: .notABoard(firstName))
  }

  var header: RecordingHeader? { nil }

  var content: RecordingContent { .board }

  var sensor: SensorDescription? {
    SensorDescription(
      device: description.name ?? "unnamed input device", identity: nil,
      channels: BalanceBoard.channels, nominalRate: nil, clock: .monotonic,
      fuzz: description.fuzz)
  }

  var notes: [RecordingNote] {
    var notes: [RecordingNote] = []
    if description.name == nil { notes.append(.unnamedDevice) }
    if decoder.framesBeforeFirstState > 0 {
      notes.append(.framesBeforeFirstState(decoder.framesBeforeFirstState))
    }
    if decoder.lossesEndedBySilence > 0 {
      notes.append(.silentCellsAfterLoss(decoder.lossesEndedBySilence))
    }
    if isFrameOpen { notes.append(.unfinishedFrame) }
    if let note = order.note { notes.append(note) }
    if let tornLine { notes.append(.tornLastLine(tornLine)) }
    return notes
  }

  mutating func next(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<Sample>? {
    try nextRaw(from: &lines)?.mapSample(BalanceBoard.channels.decode)
  }

  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>? {
    while nextReady == ready.count {
      ready.removeAll(keepingCapacity: true)
      nextReady = 0
      if isAtEnd { return nil }
      try readLine(from: &lines)
    }
    let element = ready[nextReady]
    nextReady += 1
    if case .sample(let sample) = element {
      do { try order.advance(to: sample.time, column: "time", line: lines.number) } catch {
        throw lines.error(error)
      }
    }
    return element
  }

  private mutating func readLine(from lines: inout LineReader) throws(RecordingError) {
    guard let line = try lines.next() else {
      isAtEnd = true
      decoder.finish(into: &ready)
      return
    }
    guard !line.isTooLong else { throw lines.error(.lineTooLong) }
    let bytes = lines.buffer.span.extracting(line.bytes)
    if line.isTerminated, let event = InputEvent(bytes, of: format) {
      decoder.decode(event, into: &ready)
      isFrameOpen = event.type != InputEvent.EventType.synchronization
      return
    }
    guard line.isTerminated else {
      tornLine = lines.number
      return
    }
    let text = trimmed(lines.text(line))
    if text.hasPrefix("- node:") {
      // The next device of a libinput file; the board's events are over.
      isAtEnd = true
      decoder.finish(into: &ready)
    } else if text.hasPrefix("E:") || text.hasPrefix("- [") {
      throw lines.error(.brokenEventLine)
    }
  }

  /// Reads lines until one `isEvents`; that one is given again if it is an event itself.
  private mutating func readDescription(
    from lines: inout LineReader, until isEvents: (Substring) -> Bool
  ) throws(RecordingError) {
    while let line = try lines.next() {
      guard !line.isTooLong else { throw lines.error(.lineTooLong) }
      guard !lines.isBinary(line) else { throw lines.error(.binary) }
      let text = trimmed(lines.text(line))
      if isEvents(text) {
        if text.hasPrefix("E:") { lines.unread() }
        return
      }
      description.take(text)
      if let initial = description.takeInitialValue() {
        decoder.startAxis(initial.code, at: initial.value)
      }
    }
  }

  /// Passes over a device's events; whether another device follows.
  private static func passOverDevice(_ lines: inout LineReader) throws(RecordingError) -> Bool {
    while let line = try lines.next() {
      if !line.isTooLong, trimmed(lines.text(line)).hasPrefix("- node:") { return true }
    }
    return false
  }
}

/// A line without the spaces round it.
private func trimmed(_ line: String) -> Substring {
  var line = line.drop { $0 == " " }
  while line.last == " " { line.removeLast() }
  return line
}
