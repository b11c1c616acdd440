import ArgumentParser
import Exercises
import Monitoring
import Recordings
import Samples
import Sensors
import SimulatedSensors

/// `soleus record`: a sensor into a file, nothing analysed.
struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record a sensor into a file that replay reads.",
    discussion: """
      Rows are written as they come, so that a crash loses half a second at most; a file that is cut \
      off still replays. Ctrl-C ends a recording as well as --duration does.

      Examples:
        soleus record morning.csv --exercise calf-raise --side left
        soleus record stance.csv --device board --exercise quiet-stance --duration 35
        soleus record - --device sim:walking | gzip > walking.csv.gz
      """)

  @Argument(help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp("What is done, for the header: \(Exercise.words).", valueName: "exercise"),
    transform: Exercise.parse)
  var exercise: Exercise?

  @Option(help: "Where a body-worn sensor sits, for the header.")
  var placement: Placement?

  @Option(help: "The leg that works, for the header.")
  var side: Side?

  @Option(help: "What the person stands on, for the header.")
  var surface: Surface?

  @OptionGroup var device: DeviceOptions
  @OptionGroup var calibration: CalibrationOptions

  @Flag(help: "Replace a file that is there.")
  var overwrite = false

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      try OutputPath.check(file, overwrite: overwrite)
      let scenario = try device.device.scenario()
      let truth = scenario?.truth
      let source = try device.device.open(
        scenario: scenario, settings: device.settings,
        prefersBoard: exercise?.prefersBoard ?? false)
      let description = source.description
      for remark in description.remarks { say("note: \(remark)") }
      device.sayUnused(with: source)
      if let placement, !description.isInertial { sayUnused(placement) }
      let configuration = SessionConfiguration(
        exercise: exercise ?? truth?.exercise ?? .generic,
        placement: description.isInertial ? placement ?? truth?.placement : nil,
        side: side ?? truth?.side, surface: surface ?? truth?.surface ?? .firm,
        nominalRate: description.nominalRate,
        calibration: try calibration.calibration(for: description))
      var header = RecordingHeader(
        description, configuration: configuration, isSimulated: truth != nil)
      if exercise == nil, truth == nil { header.exercise = nil }
      if surface == nil, truth == nil { header.surface = nil }
      let writer = try RecordingWriter(path: file, header: header, overwrite: overwrite)
      let live = LiveSession(
        source: source, configuration: configuration, recorder: writer, needsRecording: true,
        pace: Pace(speed: device.speed), longest: device.duration)
      var observer = NoObserver()
      let outcome = try live.run(observer: &observer)
      let name = file == "-" ? "standard output" : file
      if outcome.recordingError == nil { say("\(name): \(outcome.report.inputWords)") }
      try outcome.complain()
    }
  }
}
