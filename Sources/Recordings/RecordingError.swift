public import Exercises
import Glibc

/// Why a file can't be read or written: which file, where in it, what, and what to do next.
public struct RecordingError: Error, Hashable, Sendable {
  /// The path as it was given; `-` is standard input or output.
  public var file: String
  /// The line, counted from 1; nil where the trouble isn't in one line.
  public var line: Int?
  /// What is wrong.
  public var problem: Problem

  /// An error in `file`.
  public init(file: String, line: Int? = nil, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// What can be wrong. Texts of cells are shortened, and left out where they could hold a weight.
  public enum Problem: Error, Hashable {
    /// The operating system refused `operation`; `code` is errno.
    case system(operation: String, code: Int32)
    /// The reader at the other end of a pipe has gone.
    case closedPipe
    /// The file to be written is already there.
    case alreadyExists

    /// Nothing in the file.
    case empty
    /// Bytes that no text has.
    case binary
    /// A line of more than 64 KiB.
    case lineTooLong
    /// Nothing but comments.
    case noHeader
    /// A header without a row after it.
    case noRows

    /// Columns are set apart by something other than a comma.
    case separator(String)
    /// No column of any known quantity.
    case noKnownColumns(found: [String])
    /// Columns that belong to those present are missing.
    case missingColumns([String])
    /// The same column twice.
    case duplicateColumn(String)
    /// Columns of two quantities or units that exclude each other.
    case conflictingColumns(String, String)
    /// A row has too few or too many fields.
    case fieldCount(expected: Int, found: Int)
    /// A field is no number; `found` is nil where its text isn't shown.
    case notANumber(column: String, found: String?)
    /// A field is NaN or infinite.
    case notFinite(column: String)
    /// A number beyond what the column can hold.
    case outOfRange(column: String)
    /// A row is earlier than the one before it.
    case timeBackwards(column: String, seconds: Double)
    /// Rows that no sensor gives so slowly or fast, `step` seconds apart on average: the times have another unit.
    case impossibleRate(column: String, step: Double)

    /// A recording that ends before its first row could begin.
    case cutInHeader
    /// A recording of a version that this program doesn't know.
    case futureVersion(String)
    /// Line 2 is no JSON object.
    case headerNotJSON(JSONError)
    /// A key of the header is missing.
    case missingKey(String)
    /// A key of the header holds something else than it must.
    case wrongKey(String, expected: String)
    /// The column line doesn't say what the header says.
    case columnsDisagree(expected: String)
    /// An event line that can't be read; the text says why.
    case brokenEvent(String)

    /// An event file of a device that is no balance board; the name is nil where there is none.
    case notABoard(String?)
    /// A line of an event file that can't be read.
    case brokenEventLine
    /// A calibration's file that can't be read; the text says why.
    case brokenCalibration(String)
    /// A file that should hold reports; the text says why it doesn't.
    case brokenReport(String)
    /// A report of a version that this program doesn't know; its schema.
    case futureReport(String)
    /// A file of reports with none of this exercise, only of those that were found.
    case noReport(of: Exercise, found: [String])
    /// A calibration of the device `identity` where `device` is measured; nil where it isn't known.
    case calibrationOfAnother(identity: String, device: String?)
    /// Device counts were asked for from a file that holds physical values.
    case noCounts
  }
}

extension RecordingError: CustomStringConvertible {
  /// For people, on one line: `walk.csv:217: ax_ms2 is 'abc', not a number`.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(problem)"
  }
}

extension RecordingError.Problem: CustomStringConvertible {
  /// For people: what is wrong, and what to do where that isn't plain.
  public var description: String {
    switch self {
    case .system(operation: "read", code: EISDIR): "is a folder; name a file in it"
    case .system(let operation, let code):
      "can't \(operation): \(systemMessage(code))"
    case .closedPipe: "the reader of this output has gone"
    case .alreadyExists: "is already there; choose another name, or say that it may be overwritten"
    case .empty: "is empty"
    case .binary:
      "isn't text (a zero byte); if it comes from a spreadsheet, save it as CSV in UTF-8"
    case .lineTooLong: "a line of more than \(LineReader.lengthLimit) bytes; is this a CSV file?"
    case .noHeader: "has no header line; the first line must name the columns, t_s first of all"
    case .noRows: "has a header but no rows"
    case .separator(let separator):
      "columns are set apart by \(separator); save the file with commas and decimal points"
    case .noKnownColumns(let found):
      """
      no known columns among \(Self.list(found)); expected t_s with ax_g ay_g az_g or \
      ax_ms2 ay_ms2 az_ms2, or tl_kg tr_kg bl_kg br_kg (or _n), or ml_mm ap_mm
      """
    case .missingColumns(let names):
      "column \(Self.list(names)) is missing; add it or rename the column that holds it"
    case .duplicateColumn(let name): "two columns are called \(name); rename or remove one"
    case .conflictingColumns(let one, let other):
      "\(one) and \(other) can't be used together; remove or rename one group"
    case .fieldCount(let expected, let found):
      "\(found) fields where the header has \(expected)"
    case .notANumber(let column, let found):
      found.map { "\(column) is '\($0)', not a number" } ?? "\(column) isn't a number"
    case .notFinite(let column):
      "\(column) isn't a finite number; remove the row, the time that is missing becomes a gap"
    case .outOfRange(let column): "\(column) is too large a number"
    case .timeBackwards(let column, let seconds):
      "\(column) is \(seconds) s before the row above; sort the rows by time or split the file"
    case .impossibleRate(let column, let step):
      "\(column) rises by \(step) s from row to row, \(1 / step) rows a second, and no sensor here gives fewer than "
        + "\(StepAccount.rates.lowerBound) or more than \(StepAccount.rates.upperBound); \(column) is in seconds: "
        + Self.unitAdvice(step)
    case .cutInHeader: "is a recording cut off within its header; it holds no samples"
    case .futureVersion(let version):
      "is a recording of version \(version); this program reads version 1, update it"
    case .headerNotJSON(let error): "the header isn't a JSON object: \(error)"
    case .missingKey(let key): "the header has no \"\(key)\""
    case .wrongKey(let key, let expected): "the header's \"\(key)\" isn't \(expected)"
    case .columnsDisagree(let expected):
      "the columns aren't those of the header's channels; expected \(expected)"
    case .brokenEvent(let reason): "an event can't be read: \(reason)"
    case .notABoard(let name?): "is a recording of '\(name)', not of a balance board"
    case .notABoard(nil): "has no events of a balance board"
    case .brokenEventLine: "an input event can't be read"
    case .brokenCalibration(let reason):
      "isn't a calibration: \(reason); remove the file and run `soleus calibrate` again"
    case .brokenReport(let reason):
      "isn't a report: \(reason); give the lines that `soleus replay --json` writes"
    case .futureReport(let schema):
      "is a \(excerpt(schema)); this program reads \(SessionReport.jsonSchema), update it"
    case .noReport(let exercise, let found):
      (found.isEmpty
        ? "has no report"
        : "has no report of \(exercise.rawValue), only of \(found.joined(separator: ", "))")
        + "; give the lines that `soleus replay --json` writes"
    case .calibrationOfAnother(let identity, let device?):
      "the calibration is of '\(excerpt(identity))', not of '\(excerpt(device))'; "
        + "use --calibration none, or run `soleus calibrate` for this device"
    case .calibrationOfAnother(let identity, nil):
      "doesn't say which device it is of, so the calibration of '\(excerpt(identity))' can't be "
        + "used; leave it out"
    case .noCounts: "holds physical values, no device counts"
    }
  }

  /// What times that aren't seconds may be.
  private static func unitAdvice(_ step: Double) -> String {
    if step >= 1000 { return "if these are microseconds, divide them by 1000000" }
    if step >= 1 { return "if these are milliseconds, divide them by 1000" }
    return "bring them to seconds, and look whether digits were cut off"
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "no names at all" : names.prefix(12).joined(separator: ", ")
  }
}

/// Something a reader of the numbers should know about how a file was read; not an error.
public enum RecordingNote: Hashable, Sendable, CustomStringConvertible {
  /// Columns that nothing here reads.
  case ignoredColumns([String])
  /// The last line was cut off in the middle and isn't used.
  case tornLastLine(Int)
  /// Rows with the same time as the row before; how many, and the first one's line.
  case equalTimes(count: Int, firstLine: Int)
  /// Events of kinds that this version doesn't know; how many, and the first one's kind and line.
  case unknownEvents(count: Int, first: String, firstLine: Int)
  /// An event file that doesn't name its device; its four axes are taken for a balance board's.
  case unnamedDevice
  /// Frames before the state of all four cells was known; no samples were made of them.
  case framesBeforeFirstState(Int)
  /// Cells that stayed silent for half a second after a loss were taken to carry the load they had,
  /// as the kernel reports only changes; how many times.
  case silentCellsAfterLoss(Int)
  /// The last frame has no end and isn't used.
  case unfinishedFrame

  /// For people, without the file's name.
  public var description: String {
    switch self {
    case .ignoredColumns(let names): "ignored columns: \(names.joined(separator: ", "))"
    case .tornLastLine(let line): "line \(line), the last one, is cut off and isn't used"
    case .equalTimes(let count, let line):
      "\(count) rows have the time of the row before (first in line \(line))"
    case .unknownEvents(let count, let first, let line):
      "\(count) events of unknown kind skipped (first '\(first)' in line \(line))"
    case .unnamedDevice: "the device isn't named; its axes are read as a balance board's"
    case .framesBeforeFirstState(let count):
      "\(count) frames came before all four cells had reported; no samples were made of them"
    case .silentCellsAfterLoss(let count):
      "after a loss, \(count) times, cells silent for 0.5 s were taken as unchanged"
    case .unfinishedFrame: "the last frame isn't complete and isn't used"
    }
  }
}
