public import Exercises
public import Recordings
import Samples

/// Writes down why a replay counted what it counted: a table with a line a sample while it runs, and a
/// picture at its end. Where it comes to no end, it leaves no file.
///
/// It lies here and not in Recordings: it watches a session, and the picture says the report's words.
public final class ExplainedReplay: Explanation {
  private let table: ExplanationTable
  private let picturePath: String
  private let overwrite: Bool
  private let source: String
  private var trail = ExcursionTrail()
  private var isFinished = false

  /// Creates the table, and looks whether the picture could be created.
  ///
  /// - Parameters:
  ///   - path: of both files, without `.csv` and `.svg`.
  ///   - source: what is replayed, as people call it.
  ///   - overwrite: whether files that are there may be lost.
  public init(
    path: String, source: String, configuration: SessionConfiguration, isBoard: Bool,
    overwrite: Bool
  ) throws(RecordingError) {
    picturePath = path + ".svg"
    self.overwrite = overwrite
    self.source = source
    try OutputPath.check(picturePath, overwrite: overwrite)
    table = try ExplanationTable(
      path: path + ".csv", source: source, configuration: configuration,
      unit: ExcursionUnit(isBoard: isBoard), overwrite: overwrite)
  }

  deinit {
    // Half an explanation is none, and would be in the next one's way.
    if !isFinished { table.discard() }
  }

  /// Every sample is explained.
  public var wantsMoments: Bool { true }

  /// Writes what a sample was judged by, and keeps it for the picture.
  public func take(_ moment: ExcursionMoment) throws(RecordingError) {
    try table.append(moment)
    trail.append(moment)
  }

  /// Writes an event, and keeps it for the picture.
  public func take(_ event: SessionEvent, of exercise: Exercise) throws(RecordingError) {
    try table.append(event, of: exercise)
    trail.take(event)
  }

  /// Completes the table and draws the picture of what the report says.
  ///
  /// - Returns: the paths of both.
  public func finish(_ report: SessionReport) throws(RecordingError) -> [String] {
    try table.close()
    let chart = ExcursionChart(
      trail: trail, report: report, source: source, unit: table.unit)
    let picture = try TextFile(path: picturePath, overwrite: overwrite)
    do throws(RecordingError) {
      for line in chart.svg { try picture.append(line: line) }
      try picture.close()
    } catch {
      picture.discard()
      throw error
    }
    isFinished = true
    return [table.path, picturePath]
  }
}

extension Exercise {
  /// Whether ``ExplainedReplay`` has something to explain: repetitions of a limb with a sensor on it, or
  /// calf raises on a board.
  public func isExplained(on content: RecordingContent) -> Bool {
    switch content {
    case .accelerometer, .accelerometerAndGyroscope: hasRepetitions
    case .board: self == .calfRaise
    case .centerOfPressure: false
    }
  }
}
