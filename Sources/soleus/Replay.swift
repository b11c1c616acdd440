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

      Examples:
        soleus replay morning.csv
        soleus replay walk.csv --exercise calf-raise --placement shank --json
        soleus replay trials/*.csv --exercise quiet-stance --json > reports.jsonl
        cat morning.csv | soleus replay - --events
        soleus replay morning.csv --speed 1
        soleus replay morning.csv --explain why
        soleus replay morning.csv --revise 'strike 12.5' --revise 'add 14.0-17.5'
      """)

  @Argument(help: ArgumentHelp("Files to replay; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp("What is done: \(Exercise.words).", valueName: "exercise"),
    transform: Exercise.parse)
  var exercise: Exercise?

  @OptionGroup var session: SessionOptions
  @OptionGroup var calibration: CalibrationOptions
  @OptionGroup var explanation: ExplainOptions
  @OptionGroup var revisions: RevisionOptions

  @Option(
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
    try explanation.validate(files: files)
    try revisions.validate(files: files)
  }

  func run() throws {
    StopRequest.listen()
    TextOutput.makeLossesErrors()
    var broken: [(file: String, status: Failure.Status)] = []
    for (index, file) in files.enumerated() {
      if StopRequest.isPending {
        say("soleus: stopped; not read: \(files[index...].joined(separator: ", "))")
        break
      }
      do {
        try replay(file, isFirst: index == broken.count)
      } catch {
        let failure = Failure(error)
        complain(failure)
        // A closed pipe wants no more files; a full disk takes none.
        guard let status = failure.status else { throw ExitCode.success }
        if error is TextOutputError { throw ExitCode(status.rawValue) }
        broken.append((file, status))
      }
    }
    guard let first = broken.first else { return }
    if files.count > 1 {
      let names = broken.map(\.file).joined(separator: ", ")
      say("soleus: \(broken.count) of \(files.count) files gave no report: \(names)")
    }
    throw ExitCode(first.status.rawValue)
  }

  private func replay(_ file: String, isFirst: Bool) throws {
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
      nominalRate: input.sensor?.nominalRate)
    configuration.calibration = input.sensor?.calibration
    session.plan.sayUnused(for: exercise)
    configuration.plan.sayUnused()
    let replay = ReplaySession(
      input: input, configuration: configuration, pace: Pace(speed: speed),
      revisions: revisions.forReplay)
    let title = SessionTitle(exercise: exercise, source: file)
    let explained = try explanation.begin(file, content: content, configuration: configuration)
    let outcome = try watch(replay, title: title, explained)
    for note in outcome.notes { say("\(file): note: \(note)") }
    if outcome.isCutShort {
      say("\(file): note: stopped before its end; the report is about what came before")
    }
    if let paths = try explained?.finish(outcome.report) {
      say("\(file): note: explained in \(paths.joined(separator: " and "))")
    }
    do {
      if json {
        try TextOutput.standard.writeLine(outcome.report.json(file: file).text())
      } else {
        try TextOutput.standard.write((isFirst ? "" : "\n") + outcome.report.text(of: file))
      }
    } catch TextOutputError.closedPipe {
      // Whoever reads has seen enough of the report; the change holds all the same.
      try revisions.keep(outcome, of: file)
      throw TextOutputError.closedPipe
    }
    try revisions.keep(outcome, of: file)
  }

  private func watch(
    _ replay: consuming ReplaySession, title: SessionTitle, _ explained: ExplainedReplay?
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
    _ explained: ExplainedReplay?, _ title: SessionTitle
  ) throws -> ReplayOutcome {
    if let explained {
      var observer = Explaining(watcher, explained, exercise: title.exercise)
      return try replay.run(observer: &observer)
    }
    var observer = watcher
    return try replay.run(observer: &observer)
  }
}
