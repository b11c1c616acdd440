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
  /// Revisions of the file that were left out.
  public var revisionsLeftOut: Int
  /// Where more revisions can be kept; nil where nothing keeps them.
  public var revisionPlace: RevisionPlace?
}

/// What a replay makes of the changes that a person made by hand.
public struct ReplayRevisions: Hashable, Sendable {
  /// Whether those that the file keeps hold.
  public var takesRecorded: Bool
  /// More of them, after those.
  public var new: [Revision]

  /// Those of the file, and no more.
  public init(takesRecorded: Bool = true, new: [Revision] = []) {
    self.takesRecorded = takesRecorded
    self.new = new
  }
}

/// A change by hand that can't be made.
public enum RevisionError: Error, Hashable, Sendable {
  /// It fits nothing in the report, which is as it would be without it.
  case misfit(ReportedRevision, SessionReport)
  /// Nothing is there that could be undone.
  case nothingToUndo
}

/// Feeds a session from a file: the very code that runs live.
public struct ReplaySession: ~Copyable {
  private var input: RecordingReader
  private var session: WatchedSession
  private var pace: Pace
  private let revisions: ReplayRevisions
  private let configuration: SessionConfiguration

  /// - Parameters:
  ///   - input: opened, nothing read yet.
  ///   - pace: nil speed is as fast as it can.
  ///   - revisions: what a person changed by hand.
  public init(
    input: consuming RecordingReader, configuration: SessionConfiguration,
    pace: Pace = Pace(speed: nil), revisions: ReplayRevisions = ReplayRevisions()
  ) {
    self.revisions = revisions
    self.configuration = configuration
    session = WatchedSession(configuration: configuration, side: input.header?.set?.side)
    self.input = input
    self.pace = pace
  }

  /// Runs to the end of the file, or until a person asks for the end. What was changed by hand is applied to
  /// the report after that, and told then: the session itself knows nothing of it.
  ///
  /// - Throws: ``RecordingError``, ``RevisionError`` for a new revision, or what the observer throws.
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
      if observer.wantsElements { observer.observe(element) }
      session.advance(element, telling: &observer)
      if observer.wantsMoments, case .sample = element, session.observerError == nil,
        let moment = session.moment
      {
        try observer.observe(moment)
      }
      sinceRefresh += 1
      if sinceRefresh >= refreshEvery, session.observerError == nil {
        sinceRefresh = 0
        try observer.refresh { [session.status] }
      }
    }
    session.finish(endedByHand: endsWithStop || isCutShort, telling: &observer)
    if let error = session.observerError { throw error }
    let report = try revisedReport()
    for revision in report.revisions {
      try observer.observe(
        SessionEvent(time: session.status.time, kind: .revision(revision)),
        of: input.header?.set?.side)
    }
    try observer.end([session.status])
    return ReplayOutcome(
      report: report, notes: input.notes, isCutShort: isCutShort,
      revisionsLeftOut: revisions.takesRecorded ? 0 : Revision.standing(input.revisions).count,
      revisionPlace: isCutShort ? nil : input.revisionPlace)
  }

  /// The report with what was changed by hand. A recorded revision that fits no longer is only reported: the
  /// machine may have learned since. A new one is an error.
  private func revisedReport() throws(RevisionError) -> SessionReport {
    var all = revisions.takesRecorded ? input.revisions : []
    var report = session.report.revised(by: all, configuration: configuration)
    for revision in revisions.new {
      if revision == .undo, Revision.standing(all).isEmpty { throw .nothingToUndo }
      let before = report
      all.append(revision)
      report = session.report.revised(by: all, configuration: configuration)
      if revision != .undo, let last = report.revisions.last, last.misfit != nil {
        throw .misfit(last, before)
      }
    }
    return report
  }
}
