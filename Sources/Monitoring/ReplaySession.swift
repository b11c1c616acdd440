public import Exercises
public import Recordings
import Samples

/// How a replay went.
public struct ReplayOutcome: Sendable {
  /// What was found.
  public var report: SessionReport
  /// What a reader of the numbers should know about the file.
  public var notes: [RecordingNote]
  /// Whether a person ended it before the file did.
  public var isCutShort: Bool
}

/// Feeds a session from a file: the very code that runs live.
public struct ReplaySession: ~Copyable {
  private var input: RecordingReader
  private var session: WatchedSession
  private var pace: Pace

  /// - Parameters:
  ///   - input: opened, nothing read yet.
  ///   - pace: nil speed is as fast as it can.
  public init(
    input: consuming RecordingReader, configuration: SessionConfiguration,
    pace: Pace = Pace(speed: nil)
  ) {
    session = WatchedSession(configuration: configuration, side: input.header?.set?.side)
    self.input = input
    self.pace = pace
  }

  /// Runs to the end of the file, or until a person asks for the end.
  ///
  /// - Throws: ``RecordingError``, or what the observer throws.
  public consuming func run(observer: inout some SessionObserver) throws -> ReplayOutcome {
    // A status is worked out for a live view, not for every sample of a fast replay.
    let refreshEvery = pace.speed == nil ? 4096 : 1
    var sinceRefresh = 0
    var isCutShort = false
    // The last thing in the file, where a person stopped the session that made it.
    var endsWithStop = false
    while session.observerError == nil, let element = try input.next() {
      if case .sample(let sample) = element, !pace.wait(for: sample.time) {
        isCutShort = true
        break
      }
      if case .mark(let mark) = element { endsWithStop = mark.isStop } else { endsWithStop = false }
      session.advance(element, telling: &observer)
      sinceRefresh += 1
      if sinceRefresh >= refreshEvery, session.observerError == nil {
        sinceRefresh = 0
        try observer.refresh { [session.status] }
      }
    }
    session.finish(endedByHand: endsWithStop || isCutShort, telling: &observer)
    if let error = session.observerError { throw error }
    try observer.end([session.status])
    return ReplayOutcome(report: session.report, notes: input.notes, isCutShort: isCutShort)
  }
}
