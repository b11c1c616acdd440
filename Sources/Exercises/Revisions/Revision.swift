/// What a person changes by hand in a report that is there. Times are in seconds from the first sample.
public enum Revision: Hashable, Sendable {
  /// The repetition at this moment is none.
  case strike(at: Double)
  /// A repetition went from `start` to `end` that wasn't counted.
  case add(start: Double, end: Double)
  /// The last revision before this one that still stands doesn't hold.
  case undo

  /// What still stands of a list, in its order; an ``undo`` without anything before it does nothing.
  public static func standing(_ revisions: [Revision]) -> [Revision] {
    var standing: [Revision] = []
    for revision in revisions {
      if revision == .undo { _ = standing.popLast() } else { standing.append(revision) }
    }
    return standing
  }
}

/// Why a revision changes nothing.
public enum RevisionMisfit: String, Hashable, Sendable, CaseIterable {
  /// Nothing counts at that moment.
  case noRepetition = "no-repetition"
  /// A repetition that counts is there already.
  case alreadyCounted = "already-counted"
  /// Before the first sample, after the last, or of no length.
  case outsideRecording = "outside-recording"
  /// The exercise has no repetitions.
  case otherExercise = "other-exercise"
}

/// A revision and what became of it.
public struct ReportedRevision: Hashable, Sendable {
  /// What the person wanted.
  public var revision: Revision
  /// Why it changed nothing; nil where it did what it says.
  public var misfit: RevisionMisfit?

  /// A revision with what became of it.
  public init(revision: Revision, misfit: RevisionMisfit? = nil) {
    self.revision = revision
    self.misfit = misfit
  }
}
