/// Something that stands between a program and a sensor, and what mends it.
public enum MissingPiece: Hashable, Sendable {
  /// The Pi's I2C bus on the pin header is switched off.
  case headerBusDisabled
  /// There are adapters, but the kernel doesn't show them to programs.
  case i2cDeviceModuleNotLoaded
  /// This user may not use an adapter's node.
  case noAccessToAdapter(path: String)
  /// A kernel driver holds an address at which a sensor could be.
  case addressHeldByKernel(adapter: Int, address: UInt8, driver: String)
  /// The kernel has no driver for balance boards.
  case boardDriverMissing
  /// There is a driver for balance boards and no board: it isn't paired, or it is asleep.
  case noBoardConnected
  /// This user may not read a board's node.
  case noAccessToBoard(path: String)
  /// This user may not read a controller's accelerometer.
  case noAccessToController(path: String)

  /// What mends it, as a line for a shell.
  public var command: String {
    switch self {
    case .headerBusDisabled:
      "sudo raspi-config nonint do_i2c 0"
    case .i2cDeviceModuleNotLoaded:
      "sudo modprobe i2c-dev"
    case .noAccessToAdapter, .noAccessToBoard, .noAccessToController:
      "sudo usermod -aG i2c,input $USER"
    case .addressHeldByKernel(let adapter, let address, _):
      Self.unbinding(I2CAdapters.deviceFolder(ofAdapter: adapter, address: address))
    case .boardDriverMissing:
      "sudo modprobe hid-wiimote"
    case .noBoardConnected:
      "bluetoothctl"
    }
  }

  /// What has to be done besides the command; nil where the command is enough.
  public var advice: String? {
    switch self {
    case .headerBusDisabled, .i2cDeviceModuleNotLoaded:
      nil
    case .noAccessToAdapter, .noAccessToBoard, .noAccessToController:
      "Log out and in again afterwards."
    case .addressHeldByKernel:
      "This takes the device from the driver until the next start. Do it only if it is the sensor."
    case .boardDriverMissing:
      "If there is no such module, the kernel was built without it: install the distribution's "
        + "standard kernel."
    case .noBoardConnected:
      "A board that was paired before: press its front button. A new one: press the red button in "
        + "its battery box, then in bluetoothctl `scan on`, and for its address `pair`, at once "
        + "`connect`, then `trust`."
    }
  }

  private static func unbinding(_ folder: String) -> String {
    let device = folder.split(separator: "/").last.map(String.init) ?? folder
    return "echo \(device) | sudo tee \(folder)/driver/unbind"
  }
}
