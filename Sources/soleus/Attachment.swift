import Monitoring
import Samples
import Sensors
import SimulatedSensors
import VirtualHardware

/// Simulated sensors that become sensors of this machine: `soleus simulate --attach`.
struct Attachment {
  /// What a simulation needs of the kernel.
  private enum Part {
    /// An address on an I2C adapter, for a chip that says it is this member of its family.
    case chip(SimulatedTwin, identity: UInt8, address: UInt8, any InertialMotion)
    /// A HID device of its own, and the drivers that know it.
    case device(any SimulatedHIDDevice, kind: String, drivers: [String])
  }

  private var parts: [(device: SimulatedDevice, scenario: Scenario, part: Part)] = []

  /// Reads the simulations' names and checks that all of them can be had at once.
  init(_ names: [String]) throws {
    for name in names {
      let device = try SimulatedDevice(name)
      guard device.stall == nil else {
        throw Failure("stall is the reader's affair; an attached sensor has none", .usage)
      }
      let scenario = try device.makeScenario()
      parts.append((device, scenario, try part(device, scenario)))
    }
  }

  /// Attaches them all and runs them until a person asks for the end, or all of them have gone.
  func run() throws {
    let hardware = VirtualHardware(tell: Self.tell)
    var chips: [UInt8: VirtualChip] = [:]
    for (device, scenario, part) in parts {
      switch part {
      case .chip(let twin, let identity, let address, let motion):
        chips[address] = hardware.chip(
          name: "\(device.scenario), \(twin.name)", motion: motion, faults: device.faults
        ) { twin.make(identity, $0, device.chipErrors(of: scenario)) }
      case .device(let twin, let kind, let drivers):
        try hardware.attach(twin, name: "\(device.scenario), \(kind)", modules: drivers)
      }
    }
    if !chips.isEmpty { try hardware.attach(chips: chips) }
    try hardware.run { StopRequest.isPending }
  }

  /// What a simulation needs, beside those that there are already.
  private func part(_ device: SimulatedDevice, _ scenario: Scenario) throws -> Part {
    switch scenario.motion {
    case .board(let motion):
      return try only(
        SimulatedBoardDevice(motion: motion, settings: device.boardSettings(of: scenario)),
        kind: "balance board", drivers: ["hid-wiimote"])
    case .inertial(let motion):
      if let model = device.controller {
        return try only(
          SimulatedControllerDevice(
            model, motion: motion, settings: device.controllerSettings(of: scenario)),
          kind: model.rawValue, drivers: [model.driver])
      }
      if device.isHIDSensor {
        return try only(
          SimulatedHIDSensor(motion: motion, settings: device.hidSensorSettings(of: scenario)),
          kind: SimulatedHIDSensor.name, drivers: SimulatedHIDSensor.drivers)
      }
      return try chip(device, motion)
    }
  }

  /// A HID device, unless there is one of its kind already: each kind has one address.
  private func only(
    _ device: some SimulatedHIDDevice, kind: String, drivers: [String]
  ) throws -> Part {
    let isTaken = parts.contains {
      if case .device(_, kind, _) = $0.part { true } else { false }
    }
    guard !isTaken else { throw Failure("one \(kind) can be attached, not two", .usage) }
    return .device(device, kind: kind, drivers: drivers)
  }

  /// A chip at the first of its addresses that no other has.
  private func chip(_ device: SimulatedDevice, _ motion: any InertialMotion) throws -> Part {
    let model = device.model
    guard let twin = SimulatedTwin.of(model.name),
      let identity = device.identity ?? model.identities.first?.value
    else { throw SensorError.notFound("a simulated \(model.name)") }
    let taken = parts.compactMap {
      if case .chip(_, _, let address, _) = $0.part { address } else { nil }
    }
    guard let address = model.addresses.first(where: { !taken.contains($0) }) else {
      throw VirtualHardwareError.noFreeAddress(chip: model.name)
    }
    return .chip(twin, identity: identity, address: address, motion)
  }

  private static func tell(_ event: VirtualHardware.Event) {
    let line =
      switch event {
      case .ready(let place): place
      case .begun(let name, let time): "\(name): begins at t_us \(time.microseconds)"
      case .gone: "a device has gone"
      }
    // Nobody listens any more: the sensors go on all the same.
    do { try TextOutput.standard.writeLine(line) } catch {}
  }
}
