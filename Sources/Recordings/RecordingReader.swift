public import Exercises
public import Samples
public import Sensors

/// What kind of file a stream was read from.
public enum RecordingFormat: Hashable, Sendable {
  /// Our own recording.
  case recording
  /// A CSV file whose header names quantities and units.
  case csv
  /// What `evemu-record` writes.
  case evemu
  /// What `libinput record` writes.
  case libinput
}

/// What the samples of a file are.
public enum RecordingContent: Hashable, Sendable {
  /// Acceleration.
  case accelerometer
  /// Acceleration and angular velocity.
  case accelerometerAndGyroscope
  /// The loads of a board's four cells.
  case board
  /// The centre of pressure.
  case centerOfPressure
}

/// Reads a stream back from a file: a recording, a CSV file, or a board's input events as evemu or
/// libinput write them. Which one it is, its first line says.
///
/// The file is read in pieces of 64 KiB; memory doesn't grow with its length, and no row allocates. An
/// error ends the reading: what came before it was good.
public struct RecordingReader: ~Copyable, Sendable {
  /// The path as it was given; `-` is standard input.
  public let file: String
  /// What kind of file it is.
  public let format: RecordingFormat
  /// What the samples are.
  public let content: RecordingContent
  /// A recording's header: exercise, placement and side as they were told; nil for other formats.
  public var header: RecordingHeader? { rows.header }
  /// The sensor with its scales, where the file holds device counts; nil for CSV.
  public var sensor: SensorDescription? { rows.sensor }

  private var lines: LineReader
  private var rows: any RecordingRows
  private var hasGivenElement = false

  /// Opens `path` (`-`: standard input) and reads up to the first row.
  public init(path: String) throws(RecordingError) {
    var lines = try LineReader(path: path)
    let rows = try Self.rows(from: &lines)
    file = path
    format = rows.format
    content = rows.content
    self.lines = lines
    self.rows = rows
  }

  /// The rows of whichever format the first line shows.
  private static func rows(
    from lines: inout LineReader
  ) throws(RecordingError) -> any RecordingRows {
    guard let first = try lines.next() else {
      throw RecordingError(file: lines.file, problem: .empty)
    }
    guard !first.isTooLong else { throw lines.error(.lineTooLong) }
    guard !lines.isBinary(first) else { throw lines.error(.binary) }
    let opening = lines.text(first)
    let isCut = !first.isTerminated && opening.count > 2 && CountRows.mark.hasPrefix(opening)
    lines.unread()
    if opening.hasPrefix(CountRows.mark) || isCut {
      return try CountRows(from: &lines)
    } else if opening.hasPrefix("# EVEMU") {
      return try EventRows(evemu: &lines)
    } else if opening.hasPrefix("# libinput record") || opening.hasPrefix("version:") {
      return try EventRows(libinput: &lines)
    }
    return try QuantityRows(from: &lines)
  }

  /// What a reader of the numbers should know; complete once the end has been reached.
  public var notes: [RecordingNote] { rows.notes }

  /// What a person changed by hand since, in seconds from the first sample; complete once the end has been
  /// reached. Empty for anything but a recording.
  public var revisions: [Revision] { rows.revisions }

  /// Where more revisions are kept, once the end has been reached; nil where nothing can be: imports keep
  /// none, and what came through a pipe is no file.
  public var revisionPlace: RevisionPlace? {
    guard file != "-", OutputPath.isFile(file) else { return nil }
    return rows.revisionPlace(in: file)
  }

  /// Puts the samples right by another calibration than the file says, or by none. To be called before
  /// the first element is read.
  ///
  /// - Throws: ``RecordingError`` for a calibration of another device, and for any where the file
  ///   doesn't say which device it is of, or holds no device counts.
  public mutating func use(_ calibration: SensorCalibration?) throws(RecordingError) {
    do { try rows.use(calibration) } catch { throw RecordingError(file: file, problem: error) }
  }

  /// The next element in SI units, or nil at the end.
  public mutating func next() throws(RecordingError) -> StreamElement<Sample>? {
    let element = try rows.next(from: &lines)
    try check(isEnd: element == nil)
    return element
  }

  /// The next element in device counts, or nil at the end. An error for CSV files, which have none.
  public mutating func nextRaw() throws(RecordingError) -> StreamElement<RawSample>? {
    let element = try rows.nextRaw(from: &lines)
    try check(isEnd: element == nil)
    return element
  }

  /// A file without a single element is an error, not an empty stream.
  private mutating func check(isEnd: Bool) throws(RecordingError) {
    if isEnd, !hasGivenElement { throw RecordingError(file: file, problem: .noRows) }
    hasGivenElement = true
  }
}

/// How the lines of one format become elements. The header is already read.
protocol RecordingRows: Sendable {
  var format: RecordingFormat { get }
  var header: RecordingHeader? { get }
  var content: RecordingContent { get }
  var sensor: SensorDescription? { get }
  var notes: [RecordingNote] { get }
  var revisions: [Revision] { get }
  func revisionPlace(in path: String) -> RevisionPlace?
  mutating func next(from lines: inout LineReader) throws(RecordingError) -> StreamElement<Sample>?
  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>?
  mutating func use(_ calibration: SensorCalibration?) throws(RecordingError.Problem)
}

extension RecordingRows {
  var revisions: [Revision] { [] }

  func revisionPlace(in path: String) -> RevisionPlace? { nil }

  /// Formats without a device's identity have no calibration.
  mutating func use(_ calibration: SensorCalibration?) throws(RecordingError.Problem) {
    guard let calibration else { return }
    throw .calibrationOfAnother(identity: calibration.identity, device: nil)
  }
}

extension SensorCalibration {
  /// Whether it is this sensor's.
  ///
  /// - Throws: ``RecordingError/Problem/calibrationOfAnother(identity:device:)``.
  public func check(_ sensor: SensorDescription) throws(RecordingError.Problem) {
    guard identity == sensor.identity, correction.fits(sensor.channels) else {
      throw .calibrationOfAnother(identity: identity, device: sensor.identity)
    }
  }
}

extension Channels {
  /// What samples these channels give.
  var content: RecordingContent {
    switch self {
    case .acceleration: .accelerometer
    case .accelerationAndAngularVelocity: .accelerometerAndGyroscope
    case .boardLoads: .board
    }
  }
}
