import ArgumentParser
import Exercises
import Monitoring
import Recordings
import Samples

/// What a person changes by hand in what a replay counted.
struct RevisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Change the report by hand: 'strike 12.5' (the repetition at 12.5 s is none), 'add 14.0-17.5' (one \
      that wasn't counted) or undo (the last change). A recording keeps it. May be told several times.
      """,
      valueName: "change"),
    transform: RevisionOptions.revision)
  var revise: [Revision] = []

  @Flag(help: "Report what the machine found, without the changes that the recording keeps.")
  var withoutRevisions = false

  /// Checks what can't be meant.
  func validate(files: [String]) throws {
    guard !revise.isEmpty else { return }
    if files.count != 1 {
      throw ValidationError("--revise is about one recording: name only that.")
    }
    if withoutRevisions {
      throw ValidationError(
        "--without-revisions shows what was found before any; leave one of both out.")
    }
  }

  /// What the replay is told.
  var forReplay: ReplayRevisions {
    ReplayRevisions(takesRecorded: !withoutRevisions, new: revise)
  }

  /// Refuses changes of what has no repetitions.
  func check(_ exercise: Exercise) throws {
    guard revise.isEmpty || exercise.hasRepetitions else {
      throw Failure(
        "--revise is about repetitions, and \(exercise.rawValue) has none", .usage)
    }
  }

  /// Keeps what was changed with the recording, or says that nothing keeps it.
  func keep(_ outcome: ReplayOutcome, of file: String) throws {
    if outcome.revisionsLeftOut > 0 {
      let count = outcome.revisionsLeftOut
      say("\(file): note: \(count) change\(count == 1 ? "" : "s") by hand left out, as asked")
    }
    guard !revise.isEmpty else { return }
    guard let place = outcome.revisionPlace else {
      let why =
        outcome.isCutShort
        ? "it was stopped before its end" : "only a recording of Soleus, in a file, can keep it"
      say("\(file): note: the change is in this report and nowhere else: \(why)")
      return
    }
    try place.append(revise)
    let isUndone = revise.last == .undo
    say(
      "\(file): note: the change is kept in the recording; --revise undo takes "
        + (isUndone ? "the one before it back" : "it back"))
  }

  private static func revision(_ text: String) throws -> Revision {
    let words = text.split(separator: " ")
    if words == ["undo"] { return .undo }
    /// Seconds to the microsecond, which is what a recording keeps: the report is then the same later.
    func seconds(_ word: Substring) -> Double? {
      Double(word).flatMap { $0 >= 0 ? Timestamp(seconds: $0) : nil }?
        .seconds(since: Timestamp(microseconds: 0))
    }
    if words.count == 2, words[0] == "strike", let time = seconds(words[1]) {
      return .strike(at: time)
    }
    if words.count == 2, words[0] == "add" {
      let ends = words[1].split(separator: "-", omittingEmptySubsequences: false).map(seconds)
      if ends.count == 2, let start = ends[0], let end = ends[1], end > start {
        return .add(start: start, end: end)
      }
    }
    throw ValidationError(
      "use 'strike SECONDS', 'add START-END' (in seconds, for instance 'add 14.0-17.5') or undo")
  }
}
