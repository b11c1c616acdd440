import LinuxSensors
import Sensors

extension MissingPiece {
  /// What is missing, in words.
  var words: String {
    switch self {
    case .headerBusDisabled: "the I2C bus on the pin header is switched off"
    case .restartNeeded(let file): "\(file) switches the I2C bus on, and isn't in force yet"
    case .i2cDeviceModuleNotLoaded: "the kernel module i2c-dev isn't loaded"
    case .moduleNotLoadedAtStart(let module): "\(module) is loaded, and not at the next start"
    case .groupMissing(let group): "there is no group \(group)"
    case .notInGroup(let group): "you aren't in the group \(group)"
    case .loginOlderThanGroup(let group):
      "you are in the group \(group), but this login is older than that"
    case .rulesMissing: "the udev rules aren't installed"
    case .rulesDiffer(let file): "\(file) has other rules than this version"
    case .noAccessToAdapter(let path): "you may not use \(path): not in the group i2c"
    case .addressHeldByKernel(let adapter, let address, let driver, _):
      "the kernel driver \(driver) holds address \(address.hexadecimal) of i2c-\(adapter)"
    case .boardDriverMissing: "the kernel has no driver for balance boards (hid-wiimote)"
    case .noBoardConnected: "no balance board is connected"
    case .bluetoothBlocked: "Bluetooth is blocked"
    case .bluetoothOff: "the Bluetooth adapter is switched off"
    case .boardNotConnected(let address): "the board \(address) is paired and isn't connected"
    case .boardBatteryLow(let percent): "the board's batteries are at \(percent) %"
    case .nothingToMeasureWith: "no sensor can be read"
    case .noAccessToBoard(let path), .noAccessToController(let path):
      "you may not read \(path): not in the group input"
    }
  }
}
