import ArgumentParser
import Exercises
import Monitoring
import Recordings
import Samples
import Sensors

/// `soleus calibrate`: what a sensor reads too much, found out and stored.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out what a sensor or a board reads too much, and store it for that device.",
    discussion: """
      An accelerometer is laid down still in six poses, each axis up and down, in any order: its bias \
      and scale come out, and what its gyroscope reads at rest. --still takes one pose, for the \
      gyroscope alone. An empty board is tared. What is stored is used from then on by monitor and \
      record, which say so; recordings keep the counts as they came. Ctrl-C stores nothing.

      Examples:
        soleus calibrate
        soleus calibrate --device i2c-1:0x68 --check-pose
        soleus calibrate --device board --known-mass 10 --corners
        soleus calibrate --device sim:six-poses --json
        soleus calibrate --list
      """)

  private static let usualSeconds = 10.0

  @OptionGroup var device: DeviceOptions

  @Flag(help: "One still pose: the gyroscope's bias alone.")
  var still = false

  @Flag(help: "After the six poses a tilted one, which shows what error is left.")
  var checkPose = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long an empty board is weighed.", valueName: "s"))
  var seconds: Double = Calibrate.usualSeconds

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Then weigh this mass in the middle of the board.", valueName: "kg"))
  var knownMass: Double?

  @Flag(help: "Weigh the known mass on each corner, too.")
  var corners = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Centre of pressure, side to side: a scale and an offset in mm.", valueName: "scale,mm"),
    transform: Calibrate.line)
  var copML: SIMD2<Double>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Centre of pressure, front to back: a scale and an offset in mm.", valueName: "scale,mm"),
    transform: Calibrate.line)
  var copAP: SIMD2<Double>?

  @Flag(help: "List what is stored.")
  var list = false

  @Flag(help: "Show what is stored for the device.")
  var show = false

  @Flag(help: "Remove what is stored for the device.")
  var forget = false

  @Option(
    help: ArgumentHelp(
      "With --show or --forget: the device by its identity, as --list has it.",
      valueName: "identity"))
  var identity: String?

  @Flag(help: "Print the calibration as a JSON object.")
  var json = false

  func validate() throws {
    if [list, show, forget].count(where: { $0 }) > 1 {
      throw ValidationError("--list, --show and --forget exclude each other.")
    }
    if identity != nil, !show, !forget {
      throw ValidationError("--identity goes with --show or --forget.")
    }
    if corners, knownMass == nil { throw ValidationError("--corners needs --known-mass.") }
    if device.isPair {
      throw ValidationError(
        "Only one sensor is calibrated at a time: name it by --device, without --left and --right.")
    }
    if isForChip, isForBoard {
      throw ValidationError(
        "--still and --check-pose are for an accelerometer, --known-mass, --cop-ml and --cop-ap for "
          + "a board.")
    }
    if still, checkPose { throw ValidationError("--still takes one pose; leave --check-pose out.") }
    guard seconds.isFinite, (2...600).contains(seconds) else {
      throw ValidationError("--seconds must be from 2 to 600, not \(seconds).")
    }
    if let knownMass, !(knownMass.isFinite && (1...200).contains(knownMass)) {
      throw ValidationError("--known-mass must be from 1 to 200 kg, not \(knownMass).")
    }
  }

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      guard let store = Environment.calibrations else {
        throw Failure(
          "no folder for calibrations: set HOME, or XDG_CONFIG_HOME to an absolute path", .usage)
      }
      if list { return try listStored(in: store) }
      if (show || forget), let identity { return try lookUp(identity, in: store) }
      let scenario = try device.device.scenario()
      let source = try device.open(device.device, scenario: scenario, prefersBoard: isForBoard)
      let sensor = source.description
      for remark in sensor.remarks { say("note: \(remark)") }
      guard let identity = sensor.identity else {
        throw Failure(
          "\(sensor.device) has no address that tells it from others; nothing can be stored for it",
          .noDevice)
      }
      if show || forget { return try lookUp(identity, in: store) }
      device.sayUnused(with: source)
      try checkMeant(sensor)
      try store.checkPlace(of: identity)
      let stored = try storedForReplacing(identity, in: store)
      let watch = SampleWatch(
        source: source, pace: Pace(speed: device.speed), longest: device.duration)
      let found = try measure(watch, sensor, replacing: stored)
      let date =
        scenario == nil ? WallTime.text(milliseconds: WallTime.milliseconds) : WallTime.simulated
      let calibration = SensorCalibration(
        kind: found.kind, device: sensor.device, identity: identity, date: date ?? "unknown",
        software: "soleus \(Soleus.version)", correction: found.correction,
        figures: found.figures)
      let path = try store.store(calibration)
      try tell(calibration, path: path)
      if sensor.isKnownByPlace { say("note: \(SensorDescription.placeNote)") }
    }
  }

  private var isForChip: Bool { still || checkPose }
  private var isForBoard: Bool { knownMass != nil || copML != nil || copAP != nil }

  /// Refuses what was asked of a board and an accelerometer was found, or the other way round: what would be
  /// measured then isn't what was meant.
  private func checkMeant(_ sensor: SensorDescription) throws {
    if sensor.isInertial, isForBoard {
      throw Failure(
        "\(sensor.device) is no board, for which --known-mass, --cop-ml and --cop-ap are; leave them out, "
          + "or name a board by --device", .usage)
    }
    if !sensor.isInertial, isForChip {
      throw Failure(
        "\(sensor.device) is no accelerometer, for which --still and --check-pose are; leave them out, "
          + "or name an accelerometer by --device", .usage)
    }
    if sensor.isInertial, seconds != Self.usualSeconds {
      say("note: --seconds isn't used: a pose has the time that it takes")
    }
  }

  /// What was found out, before it has a name and a date.
  struct Finding {
    var kind: SensorCalibration.Kind
    var correction: Correction
    var figures: [SensorCalibration.Figure]
  }

  private func measure(
    _ watch: consuming SampleWatch, _ sensor: SensorDescription,
    replacing stored: SensorCalibration?
  ) throws -> Finding {
    guard sensor.isInertial else {
      return try BoardCalibrating(
        seconds: seconds, knownMass: knownMass, corners: corners, copML: copML, copAP: copAP,
        stored: stored
      ).run(watch)
    }
    guard still else { return try sixPositions(watch, checkPose: checkPose) }
    guard case .accelerationAndAngularVelocity = sensor.channels else {
      throw Failure(
        "--still finds a gyroscope's bias, and none is read here; leave --still out", .usage)
    }
    if let stored, stored.kind == .sixPosition {
      throw Failure(
        "a \(stored.kind.rawValue) calibration of \(stored.date) is stored, which holds more; "
          + "leave --still out, or --forget it first", .usage)
    }
    return try stillPose(watch)
  }

  /// What is stored already; a file that can't be read is no reason not to replace it.
  private func storedForReplacing(
    _ identity: String, in store: CalibrationStore
  ) throws -> SensorCalibration? {
    do { return try store.calibration(of: identity) } catch {
      guard case .brokenCalibration = error.problem else { throw error }
      say("note: \(store.path(of: identity)) can't be read and is replaced")
      return nil
    }
  }

  private func tell(_ calibration: SensorCalibration, path: String) throws {
    if json {
      try TextOutput.standard.writeLine(calibration.json.text())
    } else {
      try TextOutput.standard.write(calibration.text)
    }
    say("stored in \(path)")
  }

  private func lookUp(_ identity: String, in store: CalibrationStore) throws {
    if forget {
      let isGone = try store.forget(identity)
      return say(isGone ? "forgotten: \(identity)" : "nothing is stored for \(identity)")
    }
    guard let calibration = try store.calibration(of: identity) else {
      throw Failure(
        "nothing is stored for \(identity); `soleus calibrate` measures it", .noInput)
    }
    if json { return try TextOutput.standard.writeLine(calibration.json.text()) }
    try TextOutput.standard.write(calibration.text)
  }

  /// A line each; files that can't be read are said, and then the exit status tells of them.
  private func listStored(in store: CalibrationStore) throws {
    var broken: Failure?
    let paths = try store.paths()
    if paths.isEmpty { say("nothing is stored in \(store.folder)") }
    for path in paths {
      do {
        let calibration = try SensorCalibration(path: path)
        let line = "\(calibration.identity)  \(calibration.device)  \(calibration.kind.rawValue)"
        try TextOutput.standard.writeLine(
          json ? calibration.json.text() : "\(line)  \(calibration.date)")
      } catch let error as RecordingError {
        broken = Failure(error)
        complain(Failure(error))
      }
    }
    if let status = broken?.status { throw ExitCode(status.rawValue) }
  }

  private static func line(_ text: String) throws -> SIMD2<Double> {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 2, let scale = numbers[0], let offset = numbers[1],
      (0.5...2).contains(scale), (-200...200).contains(offset)
    else {
      throw ValidationError(
        "use a scale from 0.5 to 2 and an offset from -200 to 200 mm, for instance 0.98,1.5")
    }
    return SIMD2(scale, offset)
  }
}
