import ArgumentParser
import Exercises
import Monitoring
import Recordings
import Samples
import Sensors
import SimulatedSensors

/// `soleus simulate`: a recording that never was, with its exact truth.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the recording of a simulated body, and its exact truth beside it.",
    usage: """
      soleus simulate <name> <file> [--rate <hz>] [--overwrite]
      soleus simulate --list
      soleus simulate --attach <name> ...
      """,
    discussion: """
      The body moves a simulated sensor, which is read as a real one is. The truth lies beside the \
      recording as NAME.truth.json, its times counted from the first sample. The same command writes the \
      same bytes.

      With --attach nothing is written: the simulated sensor becomes one of this machine, behind the \
      kernel's own drivers, until Ctrl-C. Chips hang on an I2C adapter of their own, a board is \
      connected by Bluetooth that isn't there. The motion begins when somebody reads the sensor. It \
      needs root and the modules vhci-hcd, i2c-tiny-usb, i2c-dev, uhid and hid-wiimote.

      chip=HID-sensor is a sensor that only the kernel reads, over hid-sensor-hub and \
      hid-sensor-accel-3d; it is there as --device iio:deviceN.

      Examples:
        soleus simulate --list
        soleus simulate calf-raise set.csv
        soleus simulate calf-raise,seed=7,reps=5,gyro=off set.csv
        soleus simulate bosu,chip=LIS3DH hold.csv
        sudo soleus simulate --attach calf-raise --attach balance-board
      """)

  @Argument(
    help: ArgumentHelp(
      """
      The simulation, with changes after commas: seed, reps, seconds, chip, id, gyro, ideal, defect, \
      stall, silent, lost.
      """,
      valueName: "name"))
  var name: String?

  @Argument(
    help: ArgumentHelp(
      "The recording to write; - is standard output, with no truth.", valueName: "file"))
  var file: String?

  @Flag(help: "List the simulations.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "Make this simulation's sensor one of this machine; may be told several times.",
      valueName: "name"))
  var attach: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Samples a second asked of the chip; left out, its rate nearest to 100.", valueName: "hz"))
  var rate: Double?

  @Flag(help: "Replace files that are there.")
  var overwrite = false

  func validate() throws {
    guard !list else { return }
    if !attach.isEmpty {
      guard name == nil, file == nil, rate == nil, !overwrite else {
        throw ValidationError("--attach writes no recording: leave out everything else.")
      }
      return
    }
    if name == nil || file == nil {
      throw ValidationError(
        "Say which simulation, and a file to write; --list has the simulations.")
    }
    if let rate, !(rate.isFinite && rate > 0) {
      throw ValidationError("--rate must be a number above 0, not \(rate).")
    }
  }

  func run() throws {
    try reportingFailure {
      StopRequest.listen()
      if !list, !attach.isEmpty { return try Attachment(attach).run() }
      guard !list, let name, let file else { return try listScenarios() }
      let device = try SimulatedDevice(name)
      try device.checkItNeedsNoKernel()
      for path in [file, Self.truthPath(beside: file)].compactMap({ $0 }) {
        try OutputPath.check(path, overwrite: overwrite)
      }
      let scenario = try device.makeScenario()
      let truth = scenario.truth
      let source = try device.makeSource(of: scenario, settings: AccelerometerSettings(rate: rate))
      let description = source.description
      if rate != nil, description.nominalRate == nil {
        say("note: --rate isn't used: this sensor has a pace of its own")
      }
      let configuration = SessionConfiguration(
        exercise: truth.exercise, placement: truth.placement, side: truth.side,
        surface: truth.surface, nominalRate: description.nominalRate)
      let writer = try RecordingWriter(
        path: file,
        header: RecordingHeader(description, configuration: configuration, isSimulated: true),
        overwrite: overwrite)
      let lane = Lane(source: source, configuration: configuration)
      lane.record(with: writer, isNeeded: true)
      var observer = NoObserver()
      guard let outcome = try LiveSession(lanes: [lane]).run(observer: &observer).first else {
        return
      }
      if let error = outcome.recordingError { throw error }
      if let error = outcome.sensorError { throw error }
      if let path = Self.truthPath(beside: file) {
        // The motion's own clock stands at 0 where it begins; the truth counts from the first sample.
        let start = outcome.start?.seconds(since: Timestamp(microseconds: 0)) ?? 0
        try truth.json(since: start).write(to: path, overwrite: overwrite)
      }
      say("\(file == "-" ? "standard output" : file): \(outcome.report.inputWords)")
      switch outcome.sourceEnd {
      case .complete?: break
      case .lost(let what)?: say("note: \(what), as asked; the truth goes on after that")
      case nil: say("note: stopped; the truth goes on after that")
      }
    }
  }

  private func listScenarios() throws {
    let width = Scenario.names.map(\.count).max() ?? 0
    for (name, summary) in Scenario.catalogue {
      let gap = String(repeating: " ", count: width + 2 - name.count)
      let line = name + gap + summary
      // Who reads a pipe wants a simulation a line.
      try TextOutput.standard.writeLine(
        TextOutput.standard.isTerminal ? wrapped(line, indent: width + 2) : line)
    }
  }

  /// Where the truth of the recording `file` goes; nil for standard output, which has nothing beside it.
  private static func truthPath(beside file: String) -> String? {
    guard file != "-" else { return nil }
    return (file.hasSuffix(".csv") ? String(file.dropLast(4)) : file) + ".truth.json"
  }
}
