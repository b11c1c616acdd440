import Samples
import Sensors

/// The rows of a CSV file: seconds and physical quantities, in the units that its header names.
///
/// Blank lines and lines that begin with `#` are passed over. A stretch of time that is missing becomes
/// a gap (``JumpDetector``).
struct QuantityRows: RecordingRows {
  private let columns: CSVColumns
  private var order = TimeOrder()
  private var jumps = JumpDetector()
  private var steps = StepAccount()
  /// The sample behind a gap that has just been given.
  private var pending: Sample?
  private var tornLine: Int?

  /// One row's values by ``CSVColumns/places``, in the units of ``Sample``.
  private typealias Values = InlineArray<8, Double>

  /// Reads up to the header.
  init(from lines: inout LineReader) throws(RecordingError) {
    while let line = try lines.next() {
      guard !line.isTooLong else { throw lines.error(.lineTooLong) }
      guard !lines.isBinary(line) else { throw lines.error(.binary) }
      let text = lines.text(line)
      if Self.isPassedOver(text) { continue }
      do { columns = try CSVColumns(header: text) } catch { throw lines.error(error) }
      return
    }
    throw RecordingError(file: lines.file, problem: .noHeader)
  }

  private static func isPassedOver(_ line: String) -> Bool {
    line.first { $0 != " " && $0 != "\t" }.map { $0 == "#" } ?? true
  }

  var format: RecordingFormat { .csv }

  var header: RecordingHeader? { nil }

  var content: RecordingContent { columns.content }

  var sensor: SensorDescription? { nil }

  var notes: [RecordingNote] {
    var notes: [RecordingNote] = []
    let ignored = columns.ignored
    if !ignored.isEmpty { notes.append(.ignoredColumns(ignored.map { excerpt($0) })) }
    if let note = order.note { notes.append(note) }
    if let tornLine { notes.append(.tornLastLine(tornLine)) }
    return notes
  }

  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>? {
    throw RecordingError(file: lines.file, problem: .noCounts)
  }

  mutating func next(from lines: inout LineReader) throws(RecordingError) -> StreamElement<Sample>?
  {
    if let sample = pending {
      pending = nil
      return .sample(sample)
    }
    while let line = try lines.next() {
      if let values = Self.values(lines.buffer.span.extracting(line.bytes), columns),
        let time = Timestamp(seconds: values[0])
      {
        do { return try element(sample(at: time, values), line: lines.number) } catch {
          throw lines.error(error)
        }
      }
      let text = lines.text(line)
      if !line.isTooLong, Self.isPassedOver(text) { continue }
      let problem = problem(in: line, of: lines)
      guard !line.isTerminated, problem.canComeFromTearing else { throw lines.error(problem) }
      tornLine = lines.number
    }
    // Only here, since a pause in the middle of a good file is no mistake.
    if let problem = steps.problem(column: "t_s") {
      throw RecordingError(file: lines.file, problem: problem)
    }
    return nil
  }

  /// The sample, or the gap before it, behind which the sample waits.
  private mutating func element(
    _ sample: Sample, line: Int
  ) throws(RecordingError.Problem) -> StreamElement<Sample> {
    let last = order.last
    try order.advance(to: sample.time, column: "t_s", line: line)
    guard let last else { return .sample(sample) }
    let (step, overflow) = sample.time.microseconds.subtractingReportingOverflow(last.microseconds)
    if !overflow { steps.take(step) }
    guard jumps.isJump(overflow ? .max : step) else { return .sample(sample) }
    pending = sample
    return .gap(Gap(start: last, end: sample.time, cause: .timeJump))
  }

  private func sample(at time: Timestamp, _ values: Values) -> Sample {
    switch columns.content {
    case .accelerometer:
      .inertial(
        InertialSample(time: time, acceleration: SIMD3(values[1], values[2], values[3])))
    case .accelerometerAndGyroscope:
      .inertial(
        InertialSample(
          time: time, acceleration: SIMD3(values[1], values[2], values[3]),
          angularVelocity: SIMD3(values[4], values[5], values[6])))
    case .board:
      .board(
        BoardSample(
          time: time, topLeft: values[1], topRight: values[2], bottomLeft: values[3],
          bottomRight: values[4]))
    case .centerOfPressure:
      .centerOfPressure(
        CenterOfPressureSample(
          time: time, mediolateral: values[1], anteroposterior: values[2],
          verticalForce: columns.hasForce ? values[3] : nil))
    }
  }

  /// The values of a row, or nil if anything about it is wrong.
  private static func values(_ bytes: Span<UInt8>, _ columns: borrowing CSVColumns) -> Values? {
    var values = Values(repeating: 0)
    var position = 0
    for column in columns.places.indices {
      if column > 0 {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return nil }
        position += 1
      }
      guard let place = columns.places[column] else {
        passOverField(bytes, &position)
        continue
      }
      passOverSpace(bytes, &position)
      let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
      if isQuoted { position += 1 }
      guard let value = NumberText.decimal(bytes, &position), value.isFinite else { return nil }
      if isQuoted {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        position += 1
      }
      passOverSpace(bytes, &position)
      values[place] = value * columns.scales[place]
    }
    return position == bytes.count ? values : nil
  }

  @inline(__always)
  private static func passOverSpace(_ bytes: Span<UInt8>, _ position: inout Int) {
    while position < bytes.count,
      bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t")
    {
      position += 1
    }
  }

  private static func passOverField(_ bytes: Span<UInt8>, _ position: inout Int) {
    var isQuoted = false
    while position < bytes.count, isQuoted || bytes[position] != UInt8(ascii: ",") {
      if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      position += 1
    }
  }

  /// Why a line that is no row isn't one.
  private func problem(
    in line: LineReader.Line, of lines: borrowing LineReader
  ) -> RecordingError.Problem {
    if line.isTooLong { return .lineTooLong }
    if lines.isBinary(line) { return .binary }
    let fields = CSVColumns.fields(lines.text(line))
    guard fields.count == columns.names.count else {
      return .fieldCount(expected: columns.names.count, found: fields.count)
    }
    for (column, field) in fields.enumerated() {
      guard let place = columns.places[column] else { continue }
      let name = columns.names[column]
      guard let value = NumberText.decimal(whole: field) else {
        if let value = Double(field), !value.isFinite { return .notFinite(column: name) }
        let holdsLoad = content == .board || name == "fz_n"
        return .notANumber(column: name, found: holdsLoad ? nil : excerpt(field))
      }
      if !value.isFinite || place == 0 && Timestamp(seconds: value) == nil {
        return .outOfRange(column: name)
      }
    }
    return .notANumber(column: columns.names[0], found: nil)
  }
}

extension RecordingError.Problem {
  /// Whether a line that was whole once can look like this when its end is missing.
  fileprivate var canComeFromTearing: Bool {
    switch self {
    case .fieldCount, .notANumber: true
    default: false
    }
  }
}
