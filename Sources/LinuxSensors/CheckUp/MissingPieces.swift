public import Sensors

/// Looks for what stands between a program and its sensors. Reads sysfs; opens no device.
public enum MissingPieces {
  /// What is missing for an accelerometer on I2C, the deepest cause first.
  ///
  /// - Parameter addresses: the 7-bit addresses at which a sensor could be.
  public static func forI2C(
    addresses: [UInt8] = KnownChip.addresses, in system: SystemFiles = .machine
  ) -> [MissingPiece] {
    let adapters = I2CAdapters.numbers(in: "/sys/bus/i2c/devices", of: system)
    var pieces: [MissingPiece] = []
    // The HDMI ports of a Pi are adapters too, so their being there says nothing.
    if RaspberryPi.isThere(in: system), !adapters.contains(where: RaspberryPi.headerBuses.contains)
    {
      let file = RaspberryPi.configurationFile(enablingI2CIn: system)
      pieces.append(file.map { .restartNeeded(file: $0) } ?? .headerBusDisabled)
    }
    if !adapters.isEmpty, !system.exists("/sys/class/i2c-dev") {
      pieces.append(.i2cDeviceModuleNotLoaded)
    }
    for adapter in I2CAdapters.list(in: system) {
      if system.exists(adapter.path), !system.isOpen(adapter.path, forWriting: true) {
        pieces.append(.noAccessToAdapter(path: adapter.path))
      }
    }
    for adapter in adapters {
      for address in addresses {
        if let driver = I2CAdapters.driver(ofAdapter: adapter, address: address, in: system) {
          pieces.append(
            .addressHeldByKernel(
              adapter: adapter, address: address, driver: driver,
              device: IIODevices.accelerometer(
                onAdapter: adapter, address: address, in: system)?.deviceName))
        }
      }
    }
    return pieces
  }

  /// What is missing for a balance board.
  public static func forBalanceBoard(in system: SystemFiles = .machine) -> [MissingPiece] {
    let boards = InputNodes.balanceBoards(in: system)
    if boards.isEmpty {
      return [hasBoardDriver(system) ? .noBoardConnected : .boardDriverMissing]
    }
    return boards.filter { !system.isOpen($0.path, forWriting: false) }
      .map { .noAccessToBoard(path: $0.path) }
  }

  /// What is missing for the controllers that are connected: who has none lacks nothing.
  public static func forControllers(in system: SystemFiles = .machine) -> [MissingPiece] {
    InputNodes.accelerometers(in: system).filter { !system.isOpen($0.path, forWriting: false) }
      .map { .noAccessToController(path: $0.path) }
  }

  /// Loaded, or there to be loaded when a board comes.
  static func hasBoardDriver(_ system: SystemFiles) -> Bool {
    if system.exists("/sys/bus/hid/drivers/wiimote") { return true }
    guard let release = try? system.text(of: "/proc/sys/kernel/osrelease") else { return false }
    let folder = "/lib/modules/\(release)/kernel/drivers/hid"
    return system.names(in: folder).contains { $0.hasPrefix("hid-wiimote.ko") }
  }
}
