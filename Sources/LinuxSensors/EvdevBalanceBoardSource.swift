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

  private let node: EvdevNode
  private let cleared: ClearedFuzz
  private var decoder: BalanceBoardDecoder
  private var isClosed = false
  private var end: SourceEnd?

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

    let event = Self.eventName(of: path, in: system)
    var remarks: [String] = []
    let table = try Self.calibrationTable(of: event, in: system)
    if table == nil { remarks.append("the system shows no factory calibration") }
    let cleared = ClearedFuzz(node)
    if let remark = cleared.remark { remarks.append(remark) }

    decoder = BalanceBoardDecoder(startingFrom: Self.counts(of: node))
    description = SensorDescription(
      device: node.name, identity: InputNodes.identity(of: event, in: system),
      channels: BalanceBoard.channels, nominalRate: nil, clock: .monotonic,
      fuzz: Int(cleared.inForce), calibrationTable: table, remarks: remarks)
    self.node = node
    self.cleared = cleared
  }

  /// Opens the only board there is.
  ///
  /// - Throws: as ``init(path:system:)``, and `notFound` where there is no board or more than one
  ///   (its text lists them).
  public init(system: SystemFiles = .machine) throws(SensorError) {
    let boards = InputNodes.balanceBoards(in: system)
    guard let board = boards.first else { throw .notFound(BalanceBoard.deviceName) }
    guard boards.count == 1 else {
      let paths = boards.map(\.path).joined(separator: ", ")
      throw .notFound("\(boards.count) balance boards, choose one: \(paths)")
    }
    try self.init(path: board.path, system: system)
  }

  /// Appends what the board sent, after waiting for it up to 0.1 s.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    let hasHungUp = try node.wait(milliseconds: 100)
    reading: while true {
      switch try node.next() {
      case .event(let event):
        decoder.decode(event, into: &elements)
      case .lost(let event):
        decoder.decode(event, into: &elements)
        decoder.resynchronize(to: Self.counts(of: node))
      case .nothing:
        if !hasHungUp { return .running }
        break reading
      case .gone:
        break reading
      }
    }
    decoder.finish(cause: .unplugged, into: &elements)
    let end = SourceEnd.lost("the board went away: switched off, out of reach or out of battery")
    self.end = end
    return .ended(end)
  }

  /// Puts the fuzz back as it was found. The stream is over then.
  public mutating func close() {
    guard !isClosed else { return }
    isClosed = true
    end = end ?? .complete
    cleared.restore(on: node)
  }

  deinit {
    if !isClosed { cleared.restore(on: node) }
  }

  /// What libevdev holds of the four axes, in channel order.
  private static func counts(of node: borrowing EvdevNode) -> SIMD8<Int32> {
    var counts = SIMD8<Int32>()
    for cell in BalanceBoard.cells { counts[cell.channel] = node.value(ofAxis: cell.axisCode) }
    return counts
  }

  /// The `eventN` behind a path; udev's links lead to it in one step.
  private static func eventName(of path: String, in system: SystemFiles) -> String {
    if let target = system.linkTarget(of: path), target.hasPrefix("event") { return target }
    return path.split(separator: "/").last.map(String.init) ?? path
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
