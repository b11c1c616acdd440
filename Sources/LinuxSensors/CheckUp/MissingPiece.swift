/// Something that stands between a program and a sensor, and what mends it.
public enum MissingPiece: Hashable, Sendable {
  /// The Pi's I2C bus on the pin header is switched off.
  case headerBusDisabled
  /// A setting is made in this file and not in force yet.
  case restartNeeded(file: String)
  /// There are adapters, but the kernel doesn't show them to programs.
  case i2cDeviceModuleNotLoaded
  /// A module is there now and won't be after the next start.
  case moduleNotLoadedAtStart(String)
  /// There is no such group.
  case groupMissing(String)
  /// This user isn't in a group that sensors are open to.
  case notInGroup(String)
  /// This user is in the group, but logged in before that.
  case loginOlderThanGroup(String)
  /// The udev rules aren't installed, and are needed.
  case rulesMissing
  /// Other udev rules are installed in this file than this version brings.
  case rulesDiffer(file: String)
  /// This user may not use an adapter's node.
  case noAccessToAdapter(path: String)
  /// A kernel driver holds an address at which a sensor could be; `device` is the name by which it offers
  /// an accelerometer through Linux IIO, nil where it doesn't.
  case addressHeldByKernel(adapter: Int, address: UInt8, driver: String, device: String? = nil)
  /// The kernel has no driver for balance boards.
  case boardDriverMissing
  /// There is a driver for balance boards and no board: it isn't paired, or it is asleep.
  case noBoardConnected
  /// Bluetooth is blocked by a switch of the system.
  case bluetoothBlocked
  /// The Bluetooth adapter is switched off.
  case bluetoothOff
  /// A board is paired and isn't connected: it is asleep, or out of reach.
  case boardNotConnected(address: String)
  /// This user may not read a board's node.
  case noAccessToBoard(path: String)
  /// This user may not read a controller's accelerometer.
  case noAccessToController(path: String)
  /// A board's batteries hold so many percent only.
  case boardBatteryLow(percent: Int)
  /// There is no sensor at all that could be read.
  case nothingToMeasureWith

  /// What mends it, as a line for a shell; nil where hands do.
  public var command: String? {
    switch self {
    case .restartNeeded:
      "sudo reboot"
    case .moduleNotLoadedAtStart(let module):
      "echo \(module) | sudo tee /etc/modules-load.d/\(module).conf"
    case .groupMissing(let group):
      "sudo groupadd --system \(group)"
    case .loginOlderThanGroup(let group):
      "newgrp \(group)"
    case .rulesMissing, .rulesDiffer:
      "soleus doctor --rules | sudo tee \(UdevRules.path)"
    case .bluetoothBlocked:
      "sudo rfkill unblock bluetooth"
    case .bluetoothOff:
      "bluetoothctl power on"
    case .boardNotConnected(let address):
      "bluetoothctl connect \(address)"
    case .boardBatteryLow, .nothingToMeasureWith:
      nil
    case .headerBusDisabled:
      "sudo raspi-config nonint do_i2c 0"
    case .i2cDeviceModuleNotLoaded:
      "sudo modprobe i2c-dev"
    case .noAccessToAdapter, .noAccessToBoard, .noAccessToController, .notInGroup:
      "sudo usermod -aG i2c,input $USER"
    case .addressHeldByKernel(let adapter, let address, _, _):
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
    case .headerBusDisabled, .i2cDeviceModuleNotLoaded, .restartNeeded, .moduleNotLoadedAtStart,
      .bluetoothBlocked, .bluetoothOff:
      nil
    case .groupMissing:
      "Then install the udev rules, which give the devices to the group, and join it."
    case .loginOlderThanGroup:
      "That is for this shell. For good: log out and in again."
    case .rulesMissing, .rulesDiffer:
      "Then: sudo udevadm control --reload && sudo udevadm trigger"
    case .boardNotConnected:
      "Press the board's front button first. If it doesn't connect, try new batteries."
    case .boardBatteryLow:
      "Have new ones ready: a board that runs out in mid-set takes the rest of the set with it."
    case .nothingToMeasureWith:
      "Wire a sensor or pair a board; `soleus devices` tells what answers. Without hardware: --device "
        + "sim:calf-raise."
    case .noAccessToAdapter, .noAccessToBoard, .noAccessToController, .notInGroup:
      "Log out and in again afterwards."
    case .addressHeldByKernel(_, _, _, let device?):
      "There is no need: --device \(device) reads it through the kernel. The command takes it from the "
        + "driver until the next start, for Soleus to read the chip by itself."
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
