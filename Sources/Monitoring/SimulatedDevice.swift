public import Sensors
public import SimulatedSensors

/// A simulated sensor on a simulated body: `calf-raise`, or `calf-raise,chip=LIS3DH,stall=10-14`.
///
/// The changes, each at most once and in any order:
/// - `seed=N`: another body and another specimen of the chip.
/// - `reps=N`, `seconds=S`: more or less of it, where the scenario has that.
/// - `chip=MPU-6050|LIS3DH|Joy-Con|…`: which chip or controller the body wears; `gyro=off` leaves its gyroscope asleep.
///   `chip=HID-sensor` is reached only through a kernel.
/// - `ideal=on`: a chip without noise, bias, scale or clock error.
/// - `defect=asleep|stuck-axis|wrong-scale|off-scale`: a broken chip, one with another chip's scale (that
///   of an ADXL375 behind an ADXL345's identity), one that reads a quarter too much.
/// - `stall=A-B`: from second A to B the host reads nothing, so that buffers run over.
/// - `silent=A-B`: from second A to B the chip answers nothing, as behind a loose cable.
/// - `lost=S`: at second S the device goes away.
/// - `id=0x72`: which member of its family the chip says it is.
public struct SimulatedDevice: Hashable, Sendable {
  /// The scenario's name.
  public var scenario: String
  /// What is changed in the scenario.
  public var options = ScenarioOptions()
  /// The name of the chip's model or of a controller; nil for the first model.
  public var chip: String?
  /// Whether the chip's gyroscope measures.
  public var gyroscope = true
  /// Whether the chip is without errors.
  public var isIdeal = false
  /// What is broken in the chip; nil for a chip that works.
  public var defect: ChipDefect?
  /// When the host reads nothing, in seconds.
  public var stall: ClosedRange<Double>?
  /// When the chip answers nothing, in seconds.
  public var silence: ClosedRange<Double>?
  /// When the device goes away, in seconds.
  public var lostAt: Double?
  /// What the chip's identity register reads; nil for the first of its model.
  public var identity: UInt8?

  /// Changes that only a chip knows.
  private static let ofChips: Set<String> = ["chip", "gyro", "ideal", "defect", "silent", "id"]

  private static let defects: [(word: String, defect: ChipDefect)] = [
    ("asleep", .asleep), ("stuck-axis", .stuckAxis(1, reading: 0)),
    // 3.9 mg a count where there are 49 (ADXL345 and ADXL375 datasheets, table 1).
    ("wrong-scale", .scale(3.9 / 49)), ("off-scale", .scale(1.25)),
  ]

  /// Reads a name with its changes, with `sim:` before it or without.
  public init(_ text: some StringProtocol) throws(DeviceNameError) {
    let name = String(text.dropping(prefix: "sim:") ?? text[...])
    var parts = name.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    scenario = parts.removeFirst()
    var names: Set<String> = []
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else {
        throw .badSimulation(setting: part, reason: "expected NAME=VALUE, for instance seed=7")
      }
      guard names.insert(pair[0]).inserted else {
        throw .badSimulation(setting: part, reason: "\(pair[0]) is told twice")
      }
      try set(pair[0], to: pair[1], in: part)
    }
    // Whether the scenario exists and takes these changes is told now, not when it starts.
    if controller != nil || isHIDSensor, identity != nil {
      let what = isHIDSensor ? "a HID sensor" : "a controller"
      throw .badSimulation(setting: "id", reason: "\(what) has no identity register")
    }
    if case .board = try makeScenario().motion, let name = names.intersection(Self.ofChips).first {
      throw .badSimulation(setting: name, reason: "\(scenario) is felt by a board, not by a chip")
    }
  }

  private mutating func set(
    _ name: String, to value: String, in setting: String
  ) throws(DeviceNameError) {
    func number(_ value: some StringProtocol) throws(DeviceNameError) -> Double {
      guard let number = Double(value), number.isFinite, number >= 0 else {
        throw .badSimulation(setting: setting, reason: "'\(value)' is no number of seconds")
      }
      return number
    }
    func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws(DeviceNameError) -> Number {
      guard let number = Number(value) else {
        throw .badSimulation(setting: setting, reason: "'\(value)' is no whole number")
      }
      return number
    }
    func stretch() throws(DeviceNameError) -> ClosedRange<Double> {
      let ends = value.split(separator: "-")
      guard ends.count == 2 else {
        throw .badSimulation(
          setting: setting, reason: "use two times in seconds, as in \(name)=10-14")
      }
      let (start, end) = (try number(ends[0]), try number(ends[1]))
      guard start < end else {
        throw .badSimulation(setting: setting, reason: "the second time must be the later")
      }
      return start...end
    }
    switch name {
    case "seed": options.seed = try whole(UInt64.self)
    case "reps": options.repetitions = try whole(Int.self)
    case "seconds": options.seconds = try number(value)
    case "chip":
      guard
        AccelerometerModel.named(value) != nil || SimulatedController.Model.named(value) != nil
          || Self.isHIDSensor(value)
      else {
        let known =
          AccelerometerModel.all.map(\.name)
          + SimulatedController.Model.allCases.map(\.rawValue) + [SimulatedHIDSensor.name]
        let names = known.joined(separator: ", ")
        throw .badSimulation(setting: setting, reason: "no such chip; there are \(names)")
      }
      chip = value
    case "gyro", "ideal":
      guard value == "on" || value == "off" else {
        throw .badSimulation(setting: setting, reason: "use on or off")
      }
      if name == "gyro" { gyroscope = value == "on" } else { isIdeal = value == "on" }
    case "defect":
      guard let known = Self.defects.first(where: { $0.word == value }) else {
        let words = Self.defects.map(\.word).joined(separator: ", ")
        throw .badSimulation(setting: setting, reason: "no such defect; there are \(words)")
      }
      defect = known.defect
    case "stall": stall = try stretch()
    case "silent": silence = try stretch()
    case "id":
      guard value.hasPrefix("0x"), let byte = UInt8(value.dropFirst(2), radix: 16) else {
        throw .badSimulation(setting: setting, reason: "use a byte as in id=0x72")
      }
      identity = byte
    case "lost": lostAt = try number(value)
    default:
      throw .badSimulation(
        setting: setting,
        reason:
          "no such change; there are seed, reps, seconds, chip, id, gyro, ideal, defect, stall, "
          + "silent, lost")
    }
  }

  /// The scenario with its changes.
  public func makeScenario() throws(DeviceNameError) -> Scenario {
    do {
      return try Scenario.make(name: scenario, options: options)
    } catch {
      guard case .unknownName(let name) = error else { throw .unknownSimulation("\(error)") }
      let hint = nearestWord(to: name, among: Scenario.names).map { "did you mean \($0)? " } ?? ""
      throw .unknownSimulation(
        "no simulation is called '\(name)'; \(hint)`soleus simulate --list` has them all")
    }
  }

  /// The scenario's motion felt by a simulated device, read as a real one is.
  public func makeSource(
    of scenario: Scenario, settings: AccelerometerSettings
  ) throws(SensorError) -> any SampleSource & ~Copyable {
    switch scenario.motion {
    case .board(let motion):
      var settings = boardSettings(of: scenario)
      settings.hostStalls = stall.map { [$0] } ?? []
      return SimulatedBalanceBoardSource(
        motion: motion, duration: scenario.duration, settings: settings)
    case .inertial(let motion):
      if let controller {
        return try makeController(controller, of: scenario, motion, settings: settings)
      }
      var host = HostConditions()
      host.seed = scenario.seed
      host.pollJitter = 0.3
      host.stalls = stall.map { [$0] } ?? []
      host.faults = faults
      var settings = settings
      settings.gyroscope = settings.gyroscope && gyroscope
      return try SimulatedAccelerometerSource(
        model: model, identity: identity, motion: motion, errors: chipErrors(of: scenario),
        settings: settings, host: host, duration: scenario.duration)
    }
  }

  /// The chip's model.
  public var model: AccelerometerModel { chip.flatMap(AccelerometerModel.named) ?? .mpu6050 }

  /// What goes wrong between the chip and its host.
  public var faults: [BusFault] {
    let silences = silence.map { [BusFault.silence(from: $0.lowerBound, until: $0.upperBound)] }
    return (silences ?? []) + (lostAt.map { [BusFault.gone(from: $0)] } ?? [])
  }

  /// How the chip differs from the ideal.
  public func chipErrors(of scenario: Scenario) -> ChipErrors {
    var errors = isIdeal ? ChipErrors.none : .typical(seed: scenario.seed)
    errors.defect = defect
    return errors
  }

  /// How the board behaves.
  public func boardSettings(of scenario: Scenario) -> SimulatedBalanceBoard.Settings {
    var settings = SimulatedBalanceBoard.Settings()
    settings.seed = scenario.seed
    settings.unpluggedAt = lostAt
    return settings
  }

  /// The controller that is worn in a chip's place; nil where a chip is worn.
  public var controller: SimulatedController.Model? {
    chip.flatMap(SimulatedController.Model.named)
  }

  /// Whether a sensor of the HID sensor page is worn in a chip's place.
  public var isHIDSensor: Bool { chip.map(Self.isHIDSensor) ?? false }

  private static func isHIDSensor(_ name: String) -> Bool {
    name.lowercased() == SimulatedHIDSensor.name.lowercased()
  }

  /// How the sensor of the HID sensor page behaves.
  public func hidSensorSettings(of scenario: Scenario) -> SimulatedHIDSensor.Settings {
    var settings = SimulatedHIDSensor.Settings()
    settings.errors = chipErrors(of: scenario)
    settings.silences = silence.map { [$0] } ?? []
    settings.unpluggedAt = lostAt
    return settings
  }

  /// Throws where only a kernel can read the device, so that it can't be read as a simulation.
  public func checkItNeedsNoKernel() throws(DeviceNameError) {
    guard isHIDSensor else { return }
    throw .badSimulation(
      setting: "chip=\(SimulatedHIDSensor.name)",
      reason:
        "only a kernel can read it: `sudo soleus simulate --attach` makes it a device of this "
        + "machine, --device iio:deviceN")
  }

  /// How the controller behaves.
  public func controllerSettings(of scenario: Scenario) -> SimulatedController.Settings {
    var settings = SimulatedController.Settings()
    settings.seed = scenario.seed
    settings.errors = chipErrors(of: scenario)
    settings.silences = silence.map { [$0] } ?? []
    settings.unpluggedAt = lostAt
    return settings
  }

  private func makeController(
    _ model: SimulatedController.Model, of scenario: Scenario, _ motion: any InertialMotion,
    settings: AccelerometerSettings
  ) throws(SensorError) -> SimulatedControllerSource {
    var controller = controllerSettings(of: scenario)
    controller.hostStalls = stall.map { [$0] } ?? []
    return try SimulatedControllerSource(
      model, motion: motion, duration: scenario.duration,
      usesGyroscope: settings.gyroscope && gyroscope, settings: controller)
  }
}
