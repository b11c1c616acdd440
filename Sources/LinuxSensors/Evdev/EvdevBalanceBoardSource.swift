public import Samples
public import Sensors

/// A Wii Balance Board on the kernel driver `hid-wiimote`, read over evdev.
///
/// While it is open the axes' fuzz is cleared, for every reader of the board: it would swallow a rise
/// by one count and let a fall through. Closing puts it back. The factory calibration is read once,
/// before streaming: each reading of it is a Bluetooth transfer in which the driver fills its table
/// anew.
public struct EvdevBalanceBoardSource: SampleSource, ~Copyable {
  /// The board, with its Bluetooth address as identity where the system knows it.
  public let description: SensorDescription

  /// A board sends at its own pace.
  public var isLive: Bool { true }

  private var stream: EvdevStream<BalanceBoardDecoder>

  /// Opens the board at `path`, `/dev/input/eventN` or a link to it.
  ///
  /// - Throws: `notFound` where there is no board at the path (its text says what is there),
  ///   `permission` for the node, `implausibleCalibration` where the board must be reconnected,
  ///   `system` otherwise.
  public init(path: String, system: SystemFiles = .machine) throws(SensorError) {
    let node = try EvdevNode(path: path)
    guard node.name == BalanceBoard.deviceName,
      BalanceBoard.cells.allSatisfy({ node.hasAxis($0.axisCode) })
    else { throw .notFound("\(path) is no balance board: \(node.name)") }

    let event = InputNodes.eventName(of: path, in: system)
    var remarks: [String] = []
    let table = try Self.calibrationTable(of: event, in: system)
    if table == nil { remarks.append("the system shows no factory calibration") }

    let name = node.name
    stream = EvdevStream(
      node, axisCodes: BalanceBoard.axisCodes, driverFuzz: BalanceBoard.driverFuzz,
      farewell: "the board went away: switched off, out of reach or out of battery"
    ) { BalanceBoardDecoder(startingFrom: $0) }
    if let remark = stream.cleared.remark { remarks.append(remark) }
    description = SensorDescription(
      device: name, identity: InputNodes.identity(of: event, in: system),
      channels: BalanceBoard.channels, nominalRate: nil, clock: .monotonic,
      fuzz: Int(stream.cleared.inForce), calibrationTable: table, remarks: remarks)
  }

  /// Opens the only board there is.
  ///
  /// - Throws: as ``init(path:system:)``, and `notFound` where there is no board or more than one
  ///   (its text lists them).
  public init(system: SystemFiles = .machine) throws(SensorError) {
    let board = try InputNodes.balanceBoards(in: system).only(
      "balance boards", none: BalanceBoard.deviceName, name: \.path)
    try self.init(path: board.path, system: system)
  }

  /// Appends what the board sent, after waiting for it up to 0.1 s.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    try stream.read(into: &elements)
  }

  /// Puts the fuzz back as it was found. The stream is over then.
  public mutating func close() {
    stream.close()
  }

  /// The table that the driver shows, checked; nil where the system has none.
  private static func calibrationTable(
    of event: String, in system: SystemFiles
  ) throws(SensorError) -> String? {
    let path = "\(InputNodes.folder(of: event))/device/bboard_calib"
    guard system.exists(path) else { return nil }
    let table = try system.text(of: path)
    do {
      _ = try BalanceBoardCalibration(parsing: table)
    } catch {
      throw .implausibleCalibration(path: path, table: table, error)
    }
    return table
  }
}
