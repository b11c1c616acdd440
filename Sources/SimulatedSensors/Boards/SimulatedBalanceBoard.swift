import Samples
public import Sensors

/// A Wii Balance Board made of arithmetic, as `/dev/input/eventN` shows it: load cells, the driver's
/// calibration, Bluetooth's irregular times, and what the kernel leaves out.
///
/// A pure function of its motion and settings: the same seed gives the same events.
public struct SimulatedBalanceBoard: SimulatedInputDevice {
  /// How the board and its surroundings behave.
  public struct Settings: Hashable, Sendable {
    /// Seeds noise, jitter and loss.
    public var seed: UInt64 = 1
    /// Reports a second on average. Boards are seen between 60 and 100.
    public var reportRate: Double = 80
    /// Standard deviation of the time between two reports, as a part of its mean.
    public var jitter: Double = 0.2
    /// How many of 1000 reports never arrive.
    public var lostPerThousand: Double = 2
    /// Standard deviation of a cell's noise in converter counts, about 9.4 g each.
    public var cellNoise: Double = 0.5
    /// The fuzz in force on the axes, in counts: 0 where the reader has cleared it, else 2.
    public var fuzz: Int32 = 0
    /// When the button is pressed, in seconds; it is held for 0.15 s.
    public var buttonPresses: [Double] = []
    /// When the host doesn't read, in seconds: its event buffer may run over.
    public var hostStalls: [ClosedRange<Double>] = []
    /// When the board goes away, in seconds; nil where it stays.
    public var unpluggedAt: Double?

    /// A board with ordinary noise, jitter and loss, read without a stall.
    public init() {}
  }

  private var reports: SimulatedBoardReports
  private var node: SimulatedEventNode

  /// A board under `motion`, at second 0, with the axes as the motion's start leaves them.
  ///
  /// - Precondition: the settings' report rate is positive.
  public init(motion: any BoardMotion, settings: Settings = Settings()) {
    reports = SimulatedBoardReports(motion: motion, settings: settings)
    // ABS_HAT0X, ABS_HAT0Y, ABS_HAT1X, ABS_HAT1Y.
    let found = SimulatedBalanceBoardCells.values(of: reports.found)
    node = SimulatedEventNode(
      fuzz: settings.fuzz, axisCodes: [0x10, 0x11, 0x12, 0x13],
      axisValues: SIMD8(lowHalf: found, highHalf: SIMD4()))
  }

  /// How it behaves.
  public var settings: Settings { reports.settings }

  /// The table that the kernel would print in `bboard_calib`.
  public static var calibrationTable: String { SimulatedBalanceBoardCells.calibrationTable }

  /// What a reader is told that asks for the axes' present values, in 10 g: top right, bottom right,
  /// top left, bottom left, as their codes rise.
  public var axisValues: SIMD4<Int32> { node.axisValues.lowHalf }

  /// When the host doesn't read, in seconds.
  var hostStalls: [ClosedRange<Double>] { settings.hostStalls }

  /// The axes' values, which come in the order of ``Sensors/BalanceBoard/cells``, in channel order.
  var counts: SIMD8<Int32> {
    var counts = SIMD8<Int32>()
    for (axis, cell) in BalanceBoard.cells.enumerated() {
      counts[cell.channel] = node.axisValues[axis]
    }
    return counts
  }

  /// Whether the board has gone by `seconds`.
  public func isUnplugged(at seconds: Double) -> Bool { reports.isUnplugged(at: seconds) }

  /// Lets the board report until `seconds`; the events wait in the kernel's buffer.
  public mutating func run(until seconds: Double) {
    while let report = reports.next(by: seconds) { take(report) }
  }

  /// Appends the events that wait, in order, and empties the kernel's buffer.
  public mutating func drainEvents(into events: inout [InputEvent]) {
    node.drain(into: &events)
  }

  /// The driver handles one packet: the button first, then the cells, a frame each.
  private mutating func take(_ report: SimulatedBoardReport) {
    let time = Timestamp(microseconds: 0).advanced(bySeconds: report.seconds)
    node.reportButton(isPressed: report.isButtonPressed, at: time)
    node.synchronize(at: time)
    let values = SimulatedBalanceBoardCells.values(of: report.readings)
    for axis in values.indices { node.report(axis: axis, value: values[axis], at: time) }
    node.synchronize(at: time)
  }
}
