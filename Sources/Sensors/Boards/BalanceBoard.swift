public import Samples

/// The Wii Balance Board as the kernel driver `hid-wiimote` shows it.
///
/// Source: Linux 6.1 and 6.12, `drivers/hid/hid-wiimote-modules.c`, `wiimod_bboard_probe` and
/// `wiimod_bboard_in_ext`.
public enum BalanceBoard {
  /// The input device's name. The ids are those of a Wii Remote, so only the name tells a board.
  public static let deviceName = "Nintendo Wii Remote Balance Board"

  /// What it calls itself over Bluetooth.
  public static let bluetoothName = "Nintendo RVL-WBC-01"

  /// The columns of a board's stream. The driver's unit is 10 g.
  public static let channels = Channels.boardLoads(scale: 0.01)

  /// The fuzz that the driver sets on every axis, in counts.
  public static let driverFuzz: Int32 = 2

  /// The power button at the board's bottom edge, `BTN_A`.
  public static let buttonCode: UInt16 = 0x130

  /// One load cell: where it stands, and what the kernel calls it.
  public struct Cell: Hashable, Sendable {
    /// The cell's place in words, for instance `top right`.
    public let name: String
    /// The axis that carries its load.
    public let axisCode: UInt16
    /// Its place in a row of counts (``Channels/names``).
    public let channel: Int
  }

  /// The four cells in the order of the board's reports and of `bboard_calib`'s columns.
  ///
  /// "Top" is the edge away from the button. Some tools have the two bottom cells the other way
  /// round: their weight is right and their centre of pressure isn't.
  public static let cells = [
    Cell(name: "top right", axisCode: 0x10, channel: 1),  // ABS_HAT0X
    Cell(name: "bottom right", axisCode: 0x11, channel: 3),  // ABS_HAT0Y
    Cell(name: "top left", axisCode: 0x12, channel: 0),  // ABS_HAT1X
    Cell(name: "bottom left", axisCode: 0x13, channel: 2),  // ABS_HAT1Y
  ]

  /// The axes' codes in the order of the channels.
  public static let axisCodes = cellsByChannel.map(\.axisCode)

  /// The cells' places in words, in the order of the channels.
  public static let cellNames = cellsByChannel.map(\.name)

  private static let cellsByChannel = cells.sorted { $0.channel < $1.channel }
}
