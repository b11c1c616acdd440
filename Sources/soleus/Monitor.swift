import ArgumentParser
import Exercises
import Monitoring
import Recordings
import Samples
import Sensors
import SimulatedSensors

/// `soleus monitor`: live, from a sensor to the report.
struct Monitor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch an exercise live: count, phases, holds, and the report at the end.",
    discussion: """
      Hands-free: stand still for a second, then begin. Sets and holds start and end by themselves; on a \
      terminal, Enter or the space bar ends a set at once. Ctrl-C and --duration end with the report; a hold under way is then `stopped`. On a terminal the \
      view redraws; into a pipe goes a line an event. With --left and --right two sensors are watched at \
      once: two counts, two reports, and two recordings (walk.left.csv, walk.right.csv).

      Examples:
        soleus monitor calf-raise --record morning.csv
        soleus monitor calf-raise --tempo 3-1-2-1 --set-size 10
        soleus monitor balance-hold --device board --wait
        soleus monitor calf-raise --device sim:calf-raise --speed 1
        soleus monitor calf-raise --left i2c-1:0x68 --right i2c-1:0x69 --record walk
        soleus monitor balance-hold --device sim:bosu --json
        soleus monitor balance-hold --placement platform --ball blue --mass 70
      """)

  @Argument(
    help: ArgumentHelp("What is done: \(Exercise.words).", valueName: "exercise"),
    transform: Exercise.parse)
  var exercise: Exercise

  @OptionGroup var device: DeviceOptions
  @OptionGroup var session: SessionOptions
  @OptionGroup var calibration: CalibrationOptions

  @Option(
    help: ArgumentHelp(
      "Record into this file; - is standard output. Two sensors: into FILE.left.csv and FILE.right.csv.",
      valueName: "file"))
  var record: String?

  @Flag(help: "Let --record replace a file that is there.")
  var overwrite = false

  @Flag(help: "Print a JSON object an event, and the report as the last one.")
  var json = false

  func validate() throws {
    if record == "-", json {
      throw ValidationError("--record - and --json both want standard output.")
    }
    try device.validate(side: session.side)
    try device.validate(recording: record)
  }

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      if let record { try device.checkFiles(of: record, overwrite: overwrite) }
      session.plan.sayUnused(for: exercise)
      session.plan.plan.sayUnused()
      session.holds.sayUnused(for: exercise)
      let holdPlan = try session.holds.plan()
      var asked = session
      var isFirst = true
      let lanes = try device.lanes(prefersBoard: exercise.prefersBoard) {
        description, truth, side in
        var told = asked
        // The usual place that was taken for a first, worn sensor means nothing to a board.
        told.placement = (description.isInertial ? asked : session).placement ?? truth?.placement
        told.side = side ?? asked.side ?? truth?.side
        told.surface = asked.surface ?? truth?.surface
        var configuration = told.configuration(
          exercise: exercise, header: nil, isInertial: description.isInertial,
          nominalRate: description.nominalRate, holdPlan: holdPlan, saysNotes: isFirst)
        configuration.device = description.identified
        configuration.calibration = try calibration.calibration(for: description)
        // What was said of the first sensor is said of the second, and not said again.
        asked.placement = asked.placement ?? configuration.placement
        isFirst = false
        return configuration
      }
      if let record {
        try lanes.record(into: record, overwrite: overwrite, isNeeded: record == "-")
      }
      let keys = exercise.hasRepetitions ? TerminalKeys() : nil
      let live = LiveSession(
        lanes: lanes, pace: Pace(speed: device.speed), longest: device.duration
      ) { keys?.takeSetEnd() ?? false }
      var title = lanes.title(of: exercise)
      title.endsSetsByKey = keys != nil
      let outcomes = try watch(live, title: title)
      try tell(outcomes, sources: lanes.map(\.description.title))
    }
  }

  private func watch(
    _ live: consuming LiveSession, title: SessionTitle
  ) throws -> [LiveOutcome] {
    if json {
      var observer = EventObjects(exercise: exercise)
      return try live.run(observer: &observer)
    }
    if record == "-" {
      var observer = NoObserver()
      return try live.run(observer: &observer)
    }
    if TextOutput.standard.isTerminal, Environment.allowsRedrawing {
      var observer = TerminalView(hasColor: Environment.allowsColor)
      try observer.begin(title)
      return try live.run(observer: &observer)
    }
    var observer = EventLines()
    try observer.begin(title)
    return try live.run(observer: &observer)
  }

  /// The reports, then whatever went wrong, as the exit status.
  private func tell(_ outcomes: [LiveOutcome], sources: [String]) throws {
    var series = HoldSeries()
    for (outcome, source) in zip(outcomes, sources) {
      series.add(outcome.report)
      if json {
        try TextOutput.standard.writeLine(outcome.report.json(file: nil).text())
      } else if record != "-" {
        try TextOutput.standard.write("\n" + outcome.report.text(of: source))
      }
    }
    if !json, record != "-", let text = series.text { try TextOutput.standard.write("\n" + text) }
    try outcomes.complain()
  }
}

extension [LiveOutcome] {
  /// Says why sensors ended that weren't asked to; throws the exit status of the first failure. What went
  /// wrong with a recording has been said when it did.
  func complain() throws {
    let failed = filter { $0.failuresBefore != nil }
      .sorted { ($0.failuresBefore ?? 0) < ($1.failuresBefore ?? 0) }
    let statuses = failed.map { outcome -> Failure.Status? in
      if let sensorError = outcome.sensorError {
        var failure = Failure(sensorError)
        failure.message = failure.message.map { outcome.side.prefix + $0 }
        soleus.complain(failure)
        return failure.status
      }
      if case .lost(let what)? = outcome.sourceEnd {
        say(
          "soleus: \(outcome.side.prefix)the device is gone: \(what); what came before is complete")
        return .inputOutput
      }
      return outcome.recordingError.flatMap { Failure($0).status }
    }
    if let status = statuses.lazy.compactMap({ $0 }).first { throw ExitCode(status.rawValue) }
  }
}

extension Exercise {
  /// Whether a balance board shows more of it than a sensor on the body does.
  var prefersBoard: Bool { self == .balanceHold || self == .quietStance }
}

extension SensorDescription {
  /// The device and where it is, on one line.
  var title: String { identity.map { "\(device) (\($0))" } ?? device }

  /// What a report says of the device.
  var identified: DeviceIdentity { DeviceIdentity(name: device, identity: identity) }

  /// Whether it is worn, and so has a placement.
  var isInertial: Bool {
    if case .boardLoads = channels { false } else { true }
  }
}
