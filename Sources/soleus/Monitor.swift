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
      Hands-free: stand still for a second, then begin. Sets and holds start and end by themselves. \
      Ctrl-C and --duration end with the report; a hold under way is then `stopped`. On a terminal the \
      view redraws; into a pipe goes a line an event.

      Examples:
        soleus monitor calf-raise --record morning.csv
        soleus monitor balance-hold --device board
        soleus monitor calf-raise --device sim:calf-raise --speed 1
        soleus monitor balance-hold --device sim:bosu --json
      """)

  @Argument(
    help: ArgumentHelp("What is done: \(Exercise.words).", valueName: "exercise"),
    transform: Exercise.parse)
  var exercise: Exercise

  @OptionGroup var device: DeviceOptions
  @OptionGroup var session: SessionOptions
  @OptionGroup var calibration: CalibrationOptions

  @Option(help: ArgumentHelp("Record into this file; - is standard output.", valueName: "file"))
  var record: String?

  @Flag(help: "Let --record replace a file that is there.")
  var overwrite = false

  @Flag(help: "Print a JSON object an event, and the report as the last one.")
  var json = false

  func validate() throws {
    if record == "-", json {
      throw ValidationError("--record - and --json both want standard output.")
    }
  }

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      if let record { try OutputPath.check(record, overwrite: overwrite) }
      let scenario = try device.device.scenario()
      let source = try device.device.open(
        scenario: scenario, settings: device.settings, prefersBoard: exercise.prefersBoard)
      let description = source.description
      for remark in description.remarks { say("note: \(remark)") }
      device.sayUnused(with: source)

      var asked = session
      asked.placement = asked.placement ?? scenario?.truth.placement
      asked.side = asked.side ?? scenario?.truth.side
      asked.surface = asked.surface ?? scenario?.truth.surface
      var configuration = asked.configuration(
        exercise: exercise, header: nil, isInertial: description.isInertial,
        nominalRate: description.nominalRate)
      configuration.calibration = try calibration.calibration(for: description)
      let recorder = try recorder(description, configuration, isSimulated: scenario != nil)
      let live = LiveSession(
        source: source, configuration: configuration, recorder: recorder,
        needsRecording: record == "-", pace: Pace(speed: device.speed), longest: device.duration)
      let outcome = try watch(
        live, title: SessionTitle(exercise: exercise, source: description.title))
      try tell(outcome, source: description.title)
    }
  }

  private func recorder(
    _ description: SensorDescription, _ configuration: SessionConfiguration, isSimulated: Bool
  ) throws -> RecordingWriter? {
    guard let record else { return nil }
    return try RecordingWriter(
      path: record,
      header: RecordingHeader(
        description, configuration: configuration, isSimulated: isSimulated),
      overwrite: overwrite)
  }

  private func watch(
    _ live: consuming LiveSession, title: SessionTitle
  ) throws -> LiveOutcome {
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

  /// The report, then whatever went wrong, as the exit status.
  private func tell(_ outcome: LiveOutcome, source: String) throws {
    if json {
      try TextOutput.standard.writeLine(outcome.report.json(file: nil).text())
    } else if record != "-" {
      try TextOutput.standard.write("\n" + outcome.report.text(of: source))
    }
    try outcome.complain()
  }
}

extension LiveOutcome {
  /// Says why the sensor ended, where it wasn't asked to; throws the exit status. What went wrong with
  /// the recording has been said when it did.
  func complain() throws {
    var status: Failure.Status?
    if let sensorError {
      let failure = Failure(sensorError)
      soleus.complain(failure)
      status = failure.status
    } else if case .lost(let what)? = sourceEnd {
      say("soleus: the device is gone: \(what); what came before is complete")
      status = .inputOutput
    }
    status = status ?? recordingError.flatMap { Failure($0).status }
    if let status { throw ExitCode(status.rawValue) }
  }
}

extension Exercise {
  /// Whether a balance board shows more of it than a sensor on the body does.
  var prefersBoard: Bool { self == .balanceHold || self == .quietStance }
}

extension SensorDescription {
  /// The device and where it is, on one line.
  var title: String { identity.map { "\(device) (\($0))" } ?? device }

  /// Whether it is worn, and so has a placement.
  var isInertial: Bool {
    if case .boardLoads = channels { false } else { true }
  }
}
