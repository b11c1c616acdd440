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
      off still replays. Ctrl-C ends a recording as well as --duration does; on a terminal, Enter or the \
      space bar marks the end of a set. With --left and --right two \
      sensors are recorded on one clock, into FILE.left.csv and FILE.right.csv.

      Examples:
        soleus record morning.csv --exercise calf-raise --side left
        soleus record morning --left i2c-1:0x68 --right i2c-1:0x69
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

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Body mass in kg, for the header.", valueName: "kg")
  )
  var mass: Double?

  @OptionGroup var plan: PlanOptions
  @OptionGroup var holds: HoldOptions
  @OptionGroup var device: DeviceOptions
  @OptionGroup var calibration: CalibrationOptions

  @Flag(help: "Replace a file that is there.")
  var overwrite = false

  func validate() throws {
    try SessionOptions.check(mass: mass)
    try device.validate(side: side)
    try device.validate(recording: file)
  }

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      try device.checkFiles(of: file, overwrite: overwrite)
      if let exercise {
        plan.sayUnused(for: exercise)
        holds.sayUnused(for: exercise)
      }
      let holdPlan = try holds.plan()
      plan.plan.sayUnused()
      let lanes = try device.lanes(prefersBoard: exercise?.prefersBoard ?? false) {
        description, truth, leg in
        if let placement, !description.isInertial { sayUnused(placement) }
        var configuration = SessionConfiguration(
          exercise: exercise ?? truth?.exercise ?? .generic,
          placement: description.isInertial ? placement ?? truth?.placement : nil,
          side: leg ?? side ?? truth?.side, surface: surface ?? truth?.surface ?? .firm,
          nominalRate: description.nominalRate,
          calibration: try calibration.calibration(for: description))
        if configuration.exercise == .balanceHold { holds.sayUnused(on: configuration.surface) }
        configuration.plan = plan.plan
        configuration.bodyMass = mass
        configuration.holdPlan = holdPlan
        configuration.holdPlan.earlier = holdPlan.earlier.useful(on: configuration.surface)
        return configuration
      }
      try lanes.record(into: file, overwrite: overwrite, isNeeded: true) { header in
        let isSimulated = header.sensor.clock == .virtual
        if exercise == nil, !isSimulated { header.exercise = nil }
        if surface == nil, !isSimulated { header.surface = nil }
      }
      let keys = exercise?.hasRepetitions ?? true ? TerminalKeys() : nil
      let live = LiveSession(
        lanes: lanes, pace: Pace(speed: device.speed), longest: device.duration
      ) {
        let isPressed = keys?.takeSetEnd() ?? false
        if isPressed { say("set end marked") }
        return isPressed
      }
      var observer = NoObserver()
      let outcomes = try live.run(observer: &observer)
      for (outcome, file) in zip(outcomes, lanes.files(of: file))
      where outcome.recordingError == nil {
        say("\(file == "-" ? "standard output" : file): \(outcome.report.inputWords)")
      }
      try outcomes.complain()
    }
  }
}
