public import Exercises
public import Recordings
public import Samples

/// Writes down why a replay counted what it counted: a table with a line a sample while it runs, and a
/// picture at its end. Where it comes to no end, it leaves no file.
///
/// It lies here and not in Recordings: it watches a session, and the picture says the report's words.
public final class ExplainedReplay {
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

  func take(_ moment: ExcursionMoment) throws(RecordingError) {
    try table.append(moment)
    trail.append(moment)
  }

  func take(_ event: SessionEvent, of exercise: Exercise) throws(RecordingError) {
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

/// Whatever watches a replay, and beside it an ``ExplainedReplay``.
public struct Explaining<Watcher: SessionObserver>: SessionObserver {
  private var watcher: Watcher
  private let explanation: ExplainedReplay
  private let exercise: Exercise

  /// An explanation beside a watcher.
  public init(_ watcher: Watcher, _ explanation: ExplainedReplay, exercise: Exercise) {
    self.watcher = watcher
    self.explanation = explanation
    self.exercise = exercise
  }

  /// Every sample is explained.
  public var wantsMoments: Bool { true }

  /// Keeps what a sample was judged by.
  public mutating func observe(_ moment: ExcursionMoment) throws {
    try explanation.take(moment)
  }

  /// Keeps the event and hands it on.
  public mutating func observe(_ event: SessionEvent, of side: Side?) throws {
    try explanation.take(event, of: exercise)
    try watcher.observe(event, of: side)
  }

  /// Handed on.
  public mutating func begin(_ title: SessionTitle) throws { try watcher.begin(title) }

  /// Handed on.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) throws {
    try watcher.refresh(statuses)
  }

  /// Handed on.
  public mutating func warn(_ trouble: String) { watcher.warn(trouble) }

  /// Handed on.
  public mutating func observe(absence: String?, of side: Side?) {
    watcher.observe(absence: absence, of: side)
  }

  /// Handed on; the picture wants the report.
  public mutating func end(_ statuses: [SessionStatus]) throws { try watcher.end(statuses) }
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
