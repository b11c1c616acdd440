public import LinuxSensors
public import Sensors

/// What is connected to this machine, and what stands in the way of more.
public struct ConnectedDevices: Sendable {
  /// Everything that answered, or that the kernel holds, on every adapter.
  public var chips: [ProbeResult] = []
  /// Adapters that could not be opened, with the reason.
  public var closedAdapters: [(adapter: I2CAdapter, error: SensorError)] = []
  /// Every adapter.
  public var adapters: [I2CAdapter] = []
  /// Accelerometers that a kernel driver owns and offers through Linux IIO.
  public var kernelAccelerometers: [IIODevice] = []
  /// Balance boards.
  public var boards: [InputNode] = []
  /// Controllers with an accelerometer, and other accelerometers that are input devices.
  public var controllers: [InputNode] = []
  /// What is missing, with the command that mends it.
  public var missing: [MissingPiece] = []

  /// Looks at the whole machine. Reads identity registers of the addresses where a sensor can be, and
  /// writes nothing.
  public static func find() -> ConnectedDevices {
    var found = ConnectedDevices()
    found.adapters = I2CAdapters.list()
    for adapter in found.adapters {
      do {
        found.chips += try probe(adapter.number)
      } catch {
        found.closedAdapters.append((adapter, error))
      }
    }
    found.kernelAccelerometers = IIODevices.accelerometers()
    found.boards = InputNodes.balanceBoards()
    found.controllers = InputNodes.accelerometers()
    found.missing =
      MissingPieces.forI2C() + MissingPieces.forBalanceBoard() + MissingPieces.forControllers()
    return found
  }

  /// Everything but silence on one adapter.
  ///
  /// - Throws: what opening the adapter throws; an address that the kernel holds is a result.
  public static func probe(_ adapter: Int) throws(SensorError) -> [ProbeResult] {
    try I2CAdapters.probe(I2CAdapter(number: adapter, name: nil)).filter {
      $0.verdict != .noAnswer
    }
  }

  /// Names for `--device` of everything that could be read now.
  public var readableNames: [String] {
    let openBoards = boards.filter { !missing.contains(.noAccessToBoard(path: $0.path)) }
    let openControllers = controllers.filter {
      !missing.contains(.noAccessToController(path: $0.path))
    }
    let names =
      openBoards.map(\.path) + chips.compactMap(deviceName)
      + kernelAccelerometers.map(\.deviceName) + openControllers.map(\.path)
    // A held address and the device that its driver offers are the same.
    return names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }
      .map(\.element)
  }

  /// The name by which a result can be monitored; nil where it can't be read.
  public func deviceName(of result: ProbeResult) -> String? {
    switch result.verdict {
    case .known, .lookAlike: "\(result.bus):\(result.address.lowercaseHexadecimal)"
    case .ownedByKernel:
      kernelAccelerometers.first {
        $0.location == "\(result.bus) \(result.address.lowercaseHexadecimal)"
      }?.deviceName
    default: nil
    }
  }
}
