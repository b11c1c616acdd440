import ArgumentParser
import Exercises
import Glibc
import Monitoring
import Recordings
import Samples
import Sensors

/// `soleus replay`: recordings and imports through the code that runs live.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report what recordings hold, through the very code that runs live.",
    discussion: """
      Reads Soleus recordings, CSV files whose header names quantities and units \
      (t_s,ax_g,ay_g,az_g[,gx_dps,…] or t_s,tl_kg,tr_kg,bl_kg,br_kg or t_s,ml_mm,ap_mm), and a board's \
      events as evemu-record and libinput record write them. A recording knows its exercise; other \
      files need --exercise. A tempo is lower - stretch - rise - hold, the eccentric phase first.

      A change by hand (--revise) marks what it adds, lists what it strikes apart, and leaves the \
      machine's numbers as they are. A recording keeps it and later replays take it; --revise undo takes \
      it back, --without-revisions leaves all of them out.

      A folder stands for the recordings in it and in its folders (.csv, .evemu, .libinput, .yml, .yaml), in the \
      order of their paths. A file that can't be read doesn't stop the others: it is named at the end.

      Examples:
        soleus replay morning.csv
        soleus replay walk.csv --exercise calf-raise --placement shank --json
        soleus replay trials/*.csv --exercise quiet-stance --json > reports.jsonl
        soleus replay left.csv right.csv --earlier may.jsonl --involved left
        soleus replay trials --exercise quiet-stance --table sway.csv
        cat morning.csv | soleus replay - --events
        soleus replay morning.csv --speed 1
        soleus replay morning.csv --explain why
        soleus replay morning.csv --revise 'strike 12.5' --revise 'add 14.0-17.5'
      """)

  @Argument(
    help: ArgumentHelp(
      "Files to replay, and folders with all recordings in them; - is standard input.",
      valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp("What is done: \(Exercise.words).", valueName: "exercise"),
    transform: Exercise.parse)
  var exercise: Exercise?

  @OptionGroup var session: SessionOptions
  @OptionGroup var calibration: CalibrationOptions
  @OptionGroup var explanation: ExplainOptions
  @OptionGroup var revisions: RevisionOptions
  @OptionGroup var batch: BatchOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pass at this multiple of real time (1 as it happened).", valueName: "x"))
  var speed: Double?

  @Flag(help: "One JSON object a file.")
  var json = false

  @Flag(help: "Print events as they are noticed, before the report.")
  var events = false

  func validate() throws {
    if let speed, !(speed.isFinite && speed > 0) {
      throw ValidationError("--speed must be a number above 0, not \(speed).")
    }
    if explanation.overwrite, explanation.explain == nil, batch.table == nil {
      throw ValidationError("--overwrite is about --explain and --table.")
    }
    if explanation.picture, json || batch.table != nil {
      throw ValidationError(
        "--picture stands under a report for people; --json and --table have none.")
    }
    try explanation.validate(files: files)
    try revisions.validate(files: files)
    try batch.validate(json: json, events: events, speed: speed)
  }

  func run() throws {
    StopRequest.listen()
    try reportingFailure {
      let inputs = batch.inputs(of: files)
      try revisions.validate(files: inputs.map(\.name))
      try explanation.validate(files: inputs.compactMap(\.file))
      try batch.check(overwrite: explanation.overwrite)
      let holdPlan = try session.holds.plan()
      // What is shown while it is read is shown one after the other.
      let threads = events || speed != nil ? 1 : batch.threads
      var run = ReplayRun(inputs: inputs, table: batch.table, showsProgress: showsProgress)
      try OrderedWork(count: inputs.count, threads: threads).run(
        { replayed(inputs[$0], holdPlan) }, progress: { run.show($0) },
        take: { try run.take($1, at: $0) })
      try run.finish(overwrite: explanation.overwrite)
    }
  }

  /// Whether a bar tells how far it is: nothing else does, and somebody looks.
  private var showsProgress: Bool {
    !events && speed == nil && (batch.table != nil || !TextOutput.standard.isTerminal)
      && TextOutput.errors.isTerminal && Environment.allowsRedrawing
  }

  /// What becomes of one input; on any thread.
  private func replayed(_ input: ReplayInput, _ holdPlan: HoldPlan) -> ReplayedFile {
    guard let file = input.file else {
      if case .nothing(_, let failure) = input { return ReplayedFile(failure: failure) }
      return ReplayedFile()
    }
    func work() -> ReplayedFile {
      do { return try replay(file, holdPlan) } catch {
        return ReplayedFile(failure: Failure(error), losesOutput: error is TextOutputError)
      }
    }
    // What is shown while it is read comes in time with its notes.
    guard !events, speed == nil else { return work() }
    var (replayed, lines) = HeldNotes.during(work)
    replayed.notes = lines
    return replayed
  }

  private func replay(_ file: String, _ holdPlan: HoldPlan) throws -> ReplayedFile {
    var input = try RecordingReader(path: file)
    try calibration.apply(to: &input)
    guard let exercise = exercise ?? input.header?.exercise else {
      throw Failure(
        "\(file) doesn't say what is done; add --exercise, one of \(Exercise.words)", .usage)
    }
    try revisions.check(exercise)
    let content = input.content
    let isInertial = content == .accelerometer || content == .accelerometerAndGyroscope
    var configuration = session.configuration(
      exercise: exercise, header: input.header, isInertial: isInertial,
      nominalRate: input.sensor?.nominalRate, holdPlan: holdPlan)
    configuration.calibration = input.sensor?.calibration
    configuration.device = input.sensor?.identified
    session.plan.sayUnused(for: exercise)
    session.holds.sayUnused(for: exercise)
    configuration.plan.sayUnused()
    let replay = ReplaySession(
      input: input, configuration: configuration, pace: Pace(speed: speed),
      revisions: revisions.forReplay)
    let title = SessionTitle(exercise: exercise, source: file)
    let explained = try explanation.begin(file, content: content, configuration: configuration)
    let outcome = try watch(replay, title: title, explained)
    for note in outcome.notes { say("\(file): note: \(note)") }
    if let reason = outcome.report.refusedForwardAxis {
      throw Failure("\(file): \(reason)", .usage)
    }
    if outcome.isCutShort, batch.table == nil {
      say("\(file): note: stopped before its end; the report is about what came before")
    }
    if let paths = try explained?.finish(outcome.report), !paths.isEmpty {
      say("\(file): note: explained in \(listed(paths))")
    }
    for line in explained?.missing ?? [] { say("\(file): note: \(line)") }
    var replayed = ReplayedFile(isCutShort: outcome.isCutShort)
    if json {
      replayed.output = outcome.report.json(file: file).text() + "\n"
    } else if batch.table == nil {
      replayed.output = outcome.report.text(of: file) + picture(of: outcome.report, explained)
      replayed.standsApart = true
      replayed.report = outcome.report
    }
    replayed.keepRevisions = { [revisions] in try revisions.keep(outcome, of: file) }
    if batch.table != nil { replayed.rows = ReportTable.Rows(outcome.report, file: file) }
    return replayed
  }

  /// The sketch under a report, where it is asked for.
  private func picture(of report: SessionReport, _ explained: (any Explanation)?) -> String {
    guard explanation.picture, let sway = explained as? ExplainedSway else { return "" }
    return sway.sketch(
      of: report, columns: TextOutput.standard.terminalSize?.columns ?? TerminalSize().columns,
      hasDots: Environment.allowsUnicode)
  }

  private func watch(
    _ replay: consuming ReplaySession, title: SessionTitle, _ explained: (any Explanation)?
  ) throws -> ReplayOutcome {
    if json, events {
      return try run(replay, watchedBy: EventObjects(exercise: title.exercise), explained, title)
    }
    if !json, speed != nil, !events, TextOutput.standard.isTerminal, Environment.allowsRedrawing {
      var observer = TerminalView(hasColor: Environment.allowsColor)
      try observer.begin(title)
      return try run(replay, watchedBy: observer, explained, title)
    }
    if !json, events || speed != nil {
      var observer = EventLines()
      try observer.begin(title)
      return try run(replay, watchedBy: observer, explained, title)
    }
    return try run(replay, watchedBy: NoObserver(), explained, title)
  }

  private func run(
    _ replay: consuming ReplaySession, watchedBy watcher: some SessionObserver,
    _ explained: (any Explanation)?, _ title: SessionTitle
  ) throws -> ReplayOutcome {
    if let explained {
      var observer = Explaining(watcher, explained, exercise: title.exercise)
      return try replay.run(observer: &observer)
    }
    var observer = watcher
    return try replay.run(observer: &observer)
  }
}
