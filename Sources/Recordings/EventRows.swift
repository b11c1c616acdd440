internal import Samples
internal import Sensors

/// A balance board's input events as `evemu-record` or `libinput record` write them.
///
/// evemu: `N:` the name, `A:` an axis (code, minimum, maximum, fuzz, …; hexadecimal code), `E:` an event
/// (seconds, type, code, value; hexadecimal type and code). libinput: YAML, read line by line: `name:`,
/// `absinfo:` with `code: [minimum, maximum, fuzz, …]`, and under `events:` lines of
/// `- [seconds, microseconds, type, code, value]`. Both describe the axes in comments, with the values
/// that they had at the start.
struct EventRows: RecordingRows {
  let format: RecordingFormat
  private var frames = BoardFrames()
  private var order = TimeOrder()
  private var description = DeviceDescription()
  private var nextReady = 0
  private var isAtEnd = false
  private var tornLine: Int?

  private static let boardName = "Balance Board"

  /// Reads up to the first event of an evemu file.
  init(evemu lines: inout LineReader) throws(RecordingError) {
    format = .evemu
    try readDescription(from: &lines) { $0.hasPrefix("E:") }
    if let name = description.name, !name.contains(Self.boardName) {
      throw RecordingError(file: lines.file, problem: .notABoard(name))
    }
  }

  /// Reads up to the first event of the board in a libinput file, which may hold other devices too.
  init(libinput lines: inout LineReader) throws(RecordingError) {
    format = .libinput
    var firstName: String?
    repeat {
      description = DeviceDescription()
      frames = BoardFrames()
      try readDescription(from: &lines) { $0 == "events:" }
      firstName = firstName ?? description.name
      if description.name?.contains(Self.boardName) == true { return }
    } while try Self.passOverDevice(&lines)
    throw RecordingError(file: lines.file, problem: .notABoard(firstName))
  }

  var header: RecordingHeader? { nil }

  var content: RecordingContent { .board }

  var sensor: SensorDescription? {
    SensorDescription(
      device: description.name ?? "unnamed input device", identity: nil,
      channels: .boardLoads(scale: BoardFrames.scale), nominalRate: nil, clock: .monotonic,
      fuzz: description.fuzz)
  }

  var notes: [RecordingNote] {
    var notes = frames.notes
    if description.name == nil { notes.insert(.unnamedDevice, at: 0) }
    if let note = order.note { notes.append(note) }
    if let tornLine { notes.append(.tornLastLine(tornLine)) }
    return notes
  }

  mutating func next(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<Sample>? {
    let channels = Channels.boardLoads(scale: BoardFrames.scale)
    return try nextRaw(from: &lines)?.mapSample(channels.decode)
  }

  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>? {
    while nextReady == frames.ready.count {
      frames.ready.removeAll(keepingCapacity: true)
      nextReady = 0
      if isAtEnd { return nil }
      try readLine(from: &lines)
    }
    let element = frames.ready[nextReady]
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
      frames.finish()
      return
    }
    guard !line.isTooLong else { throw lines.error(.lineTooLong) }
    let bytes = lines.buffer.span.extracting(line.bytes)
    if line.isTerminated, let event = InputEvent(bytes, of: format) {
      frames.take(event)
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
      frames.finish()
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
        frames.setInitial(code: initial.code, value: initial.value)
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

/// What a file says of its device, gathered line by line.
private struct DeviceDescription {
  var name: String?
  var fuzz: Int?
  private var code: Int?
  private var initialValue: (code: Int, value: Int32)?

  mutating func take(_ line: Substring) {
    if line.hasPrefix("N: ") {
      name = String(line.dropFirst(3))
    } else if line.hasPrefix("name: ") {
      name = line.dropFirst(6).filter { $0 != "\"" }
    } else if line.hasPrefix("A: ") {
      let fields = line.dropFirst(3).split(separator: " ")
      takeAxis(code: fields.first.flatMap { Int($0, radix: 16) }, fields.dropFirst())
    } else if line.hasPrefix("#") {
      takeComment(line.dropFirst().split { $0 == " " || $0 == "\t" })
    } else if let colon = line.firstIndex(of: ":"), let code = Int(line[..<colon]) {
      let fields = line[colon...].split { ":[], ".contains($0) }
      // `codes:` lists the same way, but without five numbers for an axis.
      if fields.count == 5 { takeAxis(code: code, fields[...]) }
    }
  }

  /// The value that an axis had at the start, once for each.
  mutating func takeInitialValue() -> (code: Int, value: Int32)? {
    defer { initialValue = nil }
    return initialValue
  }

  /// An axis's minimum, maximum, fuzz and more; the largest fuzz of the board's axes counts.
  private mutating func takeAxis(code: Int?, _ range: ArraySlice<Substring>) {
    guard let code, (0x10...0x13).contains(code), range.count >= 3,
      let axisFuzz = Int(range[range.startIndex + 2])
    else { return }
    fuzz = max(fuzz ?? 0, axisFuzz)
  }

  /// `Event code 16 (ABS_HAT0X)`, and below it `Value 1837`.
  private mutating func takeComment(_ words: [Substring]) {
    if words.count >= 3, words[0] == "Event", words[1] == "code" {
      code = Int(words[2])
    } else if words.count == 2, words[0] == "Value", let code, let value = Int32(words[1]) {
      initialValue = (code, value)
    }
  }
}

extension InputEvent {
  /// Reads an event line; nil for any other line.
  fileprivate init?(_ bytes: Span<UInt8>, of format: RecordingFormat) {
    var position = 0
    let isEvemu = format == .evemu
    let opening: InlineArray<3, UInt8> =
      isEvemu
      ? [UInt8(ascii: "E"), UInt8(ascii: ":"), UInt8(ascii: " ")]
      : [UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "[")]
    Self.passOverSeparators(bytes, &position)
    for index in opening.indices {
      guard position < bytes.count, bytes[position] == opening[index] else { return nil }
      position += 1
    }
    Self.passOverSeparators(bytes, &position)
    guard let seconds = NumberText.integer(bytes, &position), (0...1 << 40).contains(seconds),
      position < bytes.count
    else { return nil }
    if isEvemu { position += 1 }
    Self.passOverSeparators(bytes, &position)
    guard let microseconds = NumberText.integer(bytes, &position),
      (0..<1_000_000).contains(microseconds)
    else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let type = Self.number(bytes, &position, isHexadecimal: isEvemu) else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let code = Self.number(bytes, &position, isHexadecimal: isEvemu) else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let value = NumberText.integer(bytes, &position).flatMap(Int32.init(exactly:)) else {
      return nil
    }
    self.init(
      time: Timestamp(microseconds: seconds * 1_000_000 + microseconds), type: type, code: code,
      value: value)
  }

  private static func passOverSeparators(_ bytes: Span<UInt8>, _ position: inout Int) {
    while position < bytes.count,
      bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: ",")
    {
      position += 1
    }
  }

  /// An event's type or code: at most four digits.
  private static func number(
    _ bytes: Span<UInt8>, _ position: inout Int, isHexadecimal: Bool
  ) -> Int? {
    let first = position
    var number = 0
    while position < bytes.count, position - first < 4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
        isHexadecimal || digit < 10
      else { break }
      number = number * (isHexadecimal ? 16 : 10) + digit
      position += 1
    }
    return position > first ? number : nil
  }
}

/// A line without the spaces round it.
private func trimmed(_ line: String) -> Substring {
  var line = line.drop { $0 == " " }
  while line.last == " " { line.removeLast() }
  return line
}
