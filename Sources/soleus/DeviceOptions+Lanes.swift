import ArgumentParser
import Exercises
import LinuxSensors
import Monitoring
import Recordings
import Samples
import Sensors
import SimulatedSensors

extension DeviceOptions {
  /// Whether there is a sensor on each leg.
  var isPair: Bool { left != nil || right != nil }

  /// The legs, in the order of everything that is told of both; empty for one sensor.
  var sides: [Side] { isPair ? [.left, .right] : [] }

  /// What was asked for: one device, or one of each leg.
  private var asked: [(side: Side?, name: DeviceName)] {
    if let left, let right { return [(.left, left), (.right, right)] }
    return [(nil, device)]
  }

  /// Refuses what can't be meant of two devices.
  func validatePair() throws {
    guard isPair else { return }
    guard let left, let right else {
      throw ValidationError("--left and --right go together; one sensor alone is --device.")
    }
    guard named == nil else {
      throw ValidationError("--device is for one sensor; with --left and --right leave it out.")
    }
    guard left.isSimulated == right.isSimulated else {
      throw ValidationError(
        "--left and --right must both be real or both simulated: they need one clock.")
    }
    guard left != right || left.isSimulated else {
      throw ValidationError(
        "--left and --right name the same device; `soleus devices` lists what is connected.")
    }
  }

  /// Refuses a side that would be told twice.
  func validate(side: Side?) throws {
    if isPair, side != nil {
      throw ValidationError("--side is for one sensor; --left and --right tell the sides already.")
    }
  }

  /// Refuses a file that can't be two.
  func validate(recording path: String?) throws {
    guard isPair, let path else { return }
    if RecordingSet(path: path, side: .left, sides: sides) == nil {
      throw ValidationError(
        "two sensors are recorded into two files, so '\(path)' won't do; name them, as in morning: "
          + "morning.left.csv and morning.right.csv.")
    }
  }

  /// Looks whether every file of a recording named `path` could be created.
  func checkFiles(of path: String, overwrite: Bool) throws {
    let files = isPair ? sides.map { RecordingSet.path(of: path, side: $0) } : [path]
    for file in files { try OutputPath.check(file, overwrite: overwrite) }
  }

  /// Opens every device that was asked for and makes a lane of each.
  ///
  /// - Parameter configuration: What a device's session is told, with the scenario's truth where it is
  ///   simulated.
  func lanes(
    prefersBoard: Bool,
    configuration: (SensorDescription, Truth?, Side?) throws -> SessionConfiguration
  ) throws -> [Lane] {
    var lanes: [Lane] = []
    for (side, name) in asked {
      let scenario = try name.scenario()
      let source = try open(name, scenario: scenario, prefersBoard: prefersBoard)
      let description = source.description
      for remark in description.remarks { say("note: \(side.prefix)\(remark)") }
      if lanes.isEmpty { sayUnused(with: source) }
      if scenario == nil, let identity = description.identity,
        lanes.contains(where: { $0.description.identity == identity })
      {
        throw Failure("--left and --right are the same device: \(identity)", .usage)
      }
      lanes.append(
        Lane(
          source: source, configuration: try configuration(description, scenario?.truth, side),
          side: side))
    }
    return lanes
  }

  /// Opens a device, or waits for it where that was asked.
  func open(
    _ name: DeviceName, scenario: Scenario?, prefersBoard: Bool
  ) throws(SensorError) -> any SampleSource & ~Copyable {
    guard wait, scenario == nil else {
      return try name.open(scenario: scenario, settings: settings, prefersBoard: prefersBoard)
    }
    let begin = MonotonicClock.now()
    let words: @Sendable (SensorError) -> String = { Failure($0).message ?? "\($0)" }
    return try name.open(
      settings: settings, prefersBoard: prefersBoard,
      waiting: Waiting(
        goesOn: {
          let isTimeUp = duration.map { MonotonicClock.now().seconds(since: begin) > $0 }
          return !StopRequest.isPending && isTimeUp != true
        },
        tell: { say("note: \(words($0)); waiting for it, Ctrl-C ends") },
        words: words))
  }

  /// Says what was asked and doesn't go with the device that was found.
  func sayUnused(with source: borrowing any SampleSource & ~Copyable) {
    let usual = AccelerometerSettings()
    if !source.description.isInertial, rate != usual.rate || range != usual.range || !gyroscope {
      say("note: --rate, --range and --gyroscope mean nothing to a board, which has its own")
    }
    // What the kernel shows as an input device has fuzz, if only one of 0.
    if source.description.isInertial, source.description.fuzz != nil,
      rate != usual.rate || range != usual.range
    {
      say("note: --rate and --range mean nothing to a controller, which has its own")
    }
    if source.isLive, speed != nil {
      say("note: --speed means nothing to a real device, which keeps its own pace")
    }
    if !source.isLive, wait {
      say("note: --wait means nothing to a simulated device, which is always there")
    }
  }
}

extension [Lane] {
  /// What the session is called: its devices, each with its leg where there are two.
  func title(of exercise: Exercise) -> SessionTitle {
    SessionTitle(
      exercise: exercise,
      source: map { $0.side.prefix + $0.description.title }.joined(separator: ", "),
      sides: compactMap(\.side))
  }

  /// The files that a recording named `path` goes into, in the order of the lanes.
  func files(of path: String) -> [String] {
    map { lane in lane.side.map { RecordingSet.path(of: path, side: $0) } ?? path }
  }

  /// Has every lane recorded, all on one clock and with one wall time.
  ///
  /// - Parameter adjust: Changes what a header says.
  func record(
    into path: String, overwrite: Bool, isNeeded: Bool,
    adjust: (inout RecordingHeader) -> Void = { _ in }
  ) throws {
    let sides = compactMap(\.side)
    var wallTime: String?
    for (lane, file) in zip(self, files(of: path)) {
      var header = RecordingHeader(
        lane.description, configuration: lane.configuration,
        isSimulated: lane.description.clock == .virtual)
      wallTime = wallTime ?? header.wallTime
      header.wallTime = wallTime
      header.set = lane.side.flatMap { RecordingSet(path: path, side: $0, sides: sides) }
      adjust(&header)
      lane.record(
        with: try RecordingWriter(path: file, header: header, overwrite: overwrite),
        isNeeded: isNeeded)
    }
  }
}

extension DeviceName {
  fileprivate var isSimulated: Bool {
    if case .simulation = self { true } else { false }
  }
}
