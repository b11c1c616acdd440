import Monitoring
import Samples
import Sensors
import SimulatedSensors
import VirtualHardware

/// Simulated sensors that become sensors of this machine: `soleus simulate --attach`.
struct Attachment {
  private let devices: [SimulatedDevice]

  /// Reads the simulations' names.
  init(_ names: [String]) throws {
    devices = try names.map { name in
      let device = try SimulatedDevice(name)
      if device.stall != nil {
        throw Failure("stall is the reader's affair; an attached sensor has none", .usage)
      }
      return device
    }
  }

  /// Attaches them all and runs them until a person asks for the end, or all of them have gone.
  func run() throws {
    let hardware = VirtualHardware(tell: Self.tell)
    var chips: [UInt8: VirtualChip] = [:]
    for device in devices {
      let scenario = try device.makeScenario()
      switch scenario.motion {
      case .inertial(let motion):
        if let controller = device.controller {
          try hardware.attach(
            SimulatedControllerDevice(
              controller, motion: motion, settings: device.controllerSettings(of: scenario)),
            name: "\(device.scenario), \(controller.rawValue)", modules: [controller.driver])
          continue
        }
        if device.isHIDSensor {
          try hardware.attach(
            SimulatedHIDSensor(motion: motion, settings: device.hidSensorSettings(of: scenario)),
            name: "\(device.scenario), \(SimulatedHIDSensor.name)",
            modules: SimulatedHIDSensor.drivers)
          continue
        }
        let (address, chip) = try chip(device, scenario, motion, beside: chips, on: hardware)
        chips[address] = chip
      case .board(let motion):
        let board = SimulatedBoardDevice(
          motion: motion, settings: device.boardSettings(of: scenario))
        try hardware.attach(board, name: device.scenario, modules: ["hid-wiimote"])
      }
    }
    if !chips.isEmpty { try hardware.attach(chips: chips) }
    try hardware.run { StopRequest.isPending }
  }

  private func chip(
    _ device: SimulatedDevice, _ scenario: Scenario, _ motion: any InertialMotion,
    beside chips: [UInt8: VirtualChip], on hardware: VirtualHardware
  ) throws -> (UInt8, VirtualChip) {
    let model = device.model
    guard let address = model.addresses.first(where: { chips[$0] == nil }) else {
      throw VirtualHardwareError.noFreeAddress(chip: model.name)
    }
    guard let twin = SimulatedTwin.of(model.name),
      let identity = device.identity ?? model.identities.first?.value
    else { throw SensorError.notFound("a simulated \(model.name)") }
    let chip = hardware.chip(
      name: "\(device.scenario), \(model.name)", motion: motion, faults: device.faults
    ) { twin.make(identity, $0, device.chipErrors(of: scenario)) }
    return (address, chip)
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
