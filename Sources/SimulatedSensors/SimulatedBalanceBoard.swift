import Glibc
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

  /// How it behaves.
  public let settings: Settings

  private let motion: any BoardMotion
  private var generator: SeededGenerator
  private var node: SimulatedEventNode
  /// When the next report arrives, in seconds.
  private var nextReport: Double

  /// How long a press lasts, in seconds.
  private static let pressDuration = 0.15
  /// Packets travel in Bluetooth's slots of 625 µs.
  private static let slot = 625e-6

  /// A board under `motion`, at second 0, with the axes as the motion's start leaves them.
  ///
  /// - Precondition: the settings' report rate is positive.
  public init(motion: any BoardMotion, settings: Settings = Settings()) {
    precondition(settings.reportRate > 0, "a board that never reports has no next report")
    self.motion = motion
    self.settings = settings
    generator = SeededGenerator(seed: settings.seed)
    let found = Self.cellValues(
      under: motion.loads(at: 0), noise: settings.cellNoise, generator: &generator)
    // ABS_HAT0X, ABS_HAT0Y, ABS_HAT1X, ABS_HAT1Y.
    node = SimulatedEventNode(
      fuzz: settings.fuzz, axisCodes: [0x10, 0x11, 0x12, 0x13],
      axisValues: SIMD8(lowHalf: found, highHalf: SIMD4()))
    nextReport = 0
    scheduleNextReport()
  }

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
  public func isUnplugged(at seconds: Double) -> Bool {
    guard let unpluggedAt = settings.unpluggedAt else { return false }
    return seconds >= unpluggedAt
  }

  /// Lets the board report until `seconds`; the events wait in the kernel's buffer.
  public mutating func run(until seconds: Double) {
    while nextReport <= seconds, !isUnplugged(at: nextReport) {
      if !isLost() { report(at: nextReport) }
      scheduleNextReport()
    }
  }

  /// Appends the events that wait, in order, and empties the kernel's buffer.
  public mutating func drainEvents(into events: inout [InputEvent]) {
    node.drain(into: &events)
  }

  /// The driver handles one packet: the button first, then the cells, a frame each.
  private mutating func report(at seconds: Double) {
    let time = Timestamp(microseconds: 0).advanced(bySeconds: seconds)
    let isPressed = settings.buttonPresses.contains {
      (0..<Self.pressDuration).contains(seconds - $0)
    }
    node.reportButton(isPressed: isPressed, at: time)
    node.synchronize(at: time)
    let values = Self.cellValues(
      under: motion.loads(at: seconds), noise: settings.cellNoise, generator: &generator)
    for axis in values.indices { node.report(axis: axis, value: values[axis], at: time) }
    node.synchronize(at: time)
  }

  private static func cellValues(
    under loads: BoardLoads, noise: Double, generator: inout SeededGenerator
  ) -> SIMD4<Int32> {
    let inReportOrder = SIMD4(
      loads.topRight, loads.bottomRight, loads.topLeft, loads.bottomLeft)
    var values = SIMD4<Int32>()
    for cell in values.indices {
      let reading = SimulatedBalanceBoardCells.reading(
        ofCell: cell, load: inReportOrder[cell], noise: generator.normal() * noise)
      values[cell] = SimulatedBalanceBoardCells.value(ofCell: cell, reading: reading)
    }
    return values
  }

  private mutating func isLost() -> Bool {
    generator.unit() * 1000 < settings.lostPerThousand
  }

  /// Never under a quarter of the mean: a board sends no two reports at once.
  private mutating func scheduleNextReport() {
    let interval = max(0.25, 1 + settings.jitter * generator.normal()) / settings.reportRate
    nextReport += max(1, (interval / Self.slot).rounded()) * Self.slot
  }
}
