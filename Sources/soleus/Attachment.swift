import Monitoring
import Samples
import Sensors
import SimulatedSensors
import VirtualHardware

/// Simulated sensors that become sensors of this machine: `soleus simulate --attach`.
struct Attachment {
  /// A simulation with what it needs of the kernel.
  private enum Part {
    case chip(SimulatedTwin, identity: UInt8, address: UInt8, any InertialMotion)
    case controller(SimulatedController.Model, any InertialMotion)
    case board(any BoardMotion)
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
      case .controller(let model, let motion):
        let settings = device.controllerSettings(of: scenario)
        try hardware.attach(
          SimulatedControllerDevice(model, motion: motion, settings: settings),
          name: "\(device.scenario), \(model.rawValue)", modules: [model.driver])
      case .board(let motion):
        let settings = device.boardSettings(of: scenario)
        try hardware.attach(
          SimulatedBoardDevice(motion: motion, settings: settings), name: device.scenario,
          modules: ["hid-wiimote"])
      }
    }
    if !chips.isEmpty { try hardware.attach(chips: chips) }
    try hardware.run { StopRequest.isPending }
  }

  /// What a simulation needs, beside those that there are already.
  private func part(_ device: SimulatedDevice, _ scenario: Scenario) throws -> Part {
    switch scenario.motion {
    case .board(let motion):
      try refuseAnother("board") { if case .board = $0 { true } else { false } }
      return .board(motion)
    case .inertial(let motion):
      if let model = device.controller {
        try refuseAnother(model.rawValue) {
          if case .controller(model, _) = $0 { true } else { false }
        }
        return .controller(model, motion)
      }
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
  }

  /// Boards and controllers have one address a kind.
  private func refuseAnother(_ kind: String, isOfKind: (Part) -> Bool) throws {
    guard !parts.contains(where: { isOfKind($0.part) }) else {
      throw Failure("one \(kind) can be attached, not two", .usage)
    }
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
