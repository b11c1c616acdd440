import LinuxSensors
public import Sensors
public import SimulatedSensors

extension DeviceName {
  /// The scenario behind a simulated device; nil for a real one.
  public func scenario() throws(DeviceNameError) -> Scenario? {
    guard case .simulation(let device) = self else { return nil }
    return try device.makeScenario()
  }

  /// Opens the device: on a thread of its own where it is live.
  ///
  /// - Parameters:
  ///   - scenario: what ``scenario()`` gave.
  ///   - settings: what is asked of a chip.
  ///   - prefersBoard: whether ``any`` takes a board before a chip.
  public func open(
    scenario: Scenario?, settings: AccelerometerSettings, prefersBoard: Bool
  ) throws(SensorError) -> any SampleSource & ~Copyable {
    guard case .simulation(let device) = self else {
      return try ThreadedSource(openHere(settings: settings, prefersBoard: prefersBoard))
    }
    guard let scenario else { throw .notFound("the scenario of sim:\(device.scenario)") }
    return try device.makeSource(of: scenario, settings: settings)
  }

  /// Opens a real device, to be read by whoever asks.
  func openHere(
    settings: AccelerometerSettings, prefersBoard: Bool
  ) throws(SensorError) -> sending any SampleSource & ~Copyable {
    switch self {
    case .board:
      return try EvdevBalanceBoardSource()
    case .controller:
      return try EvdevAccelerometerSource(usesGyroscope: settings.gyroscope)
    case .eventNode(let path):
      return try Self.eventNode(path, settings: settings)
    case .chip(let adapter, let address):
      return try Self.chip(on: adapter, at: address, settings: settings)
    case .kernelAccelerometer(let number):
      return try IIOAccelerometerSource(number: number, settings: settings)
    case .simulation(let device):
      throw .notFound("a real device called sim:\(device.scenario)")
    case .any:
      return try Self.first(settings: settings, prefersBoard: prefersBoard)
    }
  }

  private static func eventNode(
    _ path: String, settings: AccelerometerSettings
  ) throws(SensorError) -> sending any SampleSource & ~Copyable {
    let node = InputNodes.node(at: path)
    if node?.accelerometer != nil {
      return try EvdevAccelerometerSource(path: path, usesGyroscope: settings.gyroscope)
    }
    if let node, !node.isBalanceBoard {
      throw .notFound("\(path) is neither a balance board nor an accelerometer: \(node.name)")
    }
    return try EvdevBalanceBoardSource(path: path)
  }

  private static func chip(
    on adapter: Int, at address: UInt8?, settings: AccelerometerSettings
  ) throws(SensorError) -> sending any SampleSource & ~Copyable {
    let path = "/dev/i2c-\(adapter)"
    let found: ProbeResult
    if let address {
      do {
        var bus = try I2CBus(path: path, address: address)
        found = ProbeResult.probe(address, on: &bus, named: "i2c-\(adapter)")
      } catch .ownedByKernel {
        throw held(adapter, address)
      }
    } else {
      let results = try ConnectedDevices.probe(adapter)
      guard let first = results.first(where: { $0.model != nil }) ?? results.first else {
        throw .notFound("a sensor that answers on i2c-\(adapter)")
      }
      if first.verdict == .ownedByKernel { throw held(adapter, first.address) }
      found = first
    }
    return try open(found, path: path, settings: settings)
  }

  /// The error for an address that a kernel driver holds, with the way that the driver offers.
  private static func held(_ adapter: Int, _ address: UInt8) -> SensorError {
    .ownedByKernel(
      location: "i2c-\(adapter) \(address.lowercaseHexadecimal)",
      device: IIODevices.accelerometer(onAdapter: adapter, address: address)?.deviceName)
  }

  private static func open(
    _ found: ProbeResult, path: String, settings: AccelerometerSettings
  ) throws(SensorError) -> sending any SampleSource & ~Copyable {
    guard let model = found.model else {
      if let register = found.register, let byte = found.byte {
        throw .wrongIdentity(
          location: "\(found.bus) \(found.address.lowercaseHexadecimal)", register: register,
          found: byte, expected: expectedIdentities(at: found.address, register: register))
      }
      throw .notFound("\(found)")
    }
    // What this chip can't do is told; what it lacks altogether is left out.
    return try I2CAccelerometerSource(
      model: model, path: path, address: found.address, settings: settings)
  }

  private static func expectedIdentities(at address: UInt8, register: UInt8) -> [UInt8] {
    KnownChip.all.filter {
      guard case .supported = $0.status else { return false }
      return $0.addresses.contains(address) && $0.register == register
    }.map(\.value)
  }

  private static func first(
    settings: AccelerometerSettings, prefersBoard: Bool
  ) throws(SensorError) -> sending any SampleSource & ~Copyable {
    let devices = ConnectedDevices.find()
    let chip = devices.chips.first { $0.model != nil }
    if let board = devices.boards.first, prefersBoard || chip == nil {
      return try EvdevBalanceBoardSource(path: board.path)
    }
    if let chip { return try open(chip, path: "/dev/\(chip.bus)", settings: settings) }
    if let accelerometer = devices.kernelAccelerometers.first {
      return try IIOAccelerometerSource(number: accelerometer.number, settings: settings)
    }
    if !devices.controllers.isEmpty {
      return try EvdevAccelerometerSource(usesGyroscope: settings.gyroscope)
    }
    if let closed = devices.closedAdapters.first { throw closed.error }
    if let held = devices.chips.first(where: { $0.verdict == .ownedByKernel }) {
      throw .ownedByKernel(location: "\(held.bus) \(held.address.lowercaseHexadecimal)")
    }
    if let other = devices.chips.first {
      return try open(other, path: "/dev/\(other.bus)", settings: settings)
    }
    throw .notFound(
      "a balance board, a sensor that answers on I2C or through Linux IIO, or a controller")
  }
}

extension ProbeResult {
  /// The model that reads the chip that answered; nil where there is none.
  fileprivate var model: AccelerometerModel? {
    switch verdict {
    case .known(let model, _), .lookAlike(let model, _): AccelerometerModel.named(model)
    default: nil
    }
  }
}
