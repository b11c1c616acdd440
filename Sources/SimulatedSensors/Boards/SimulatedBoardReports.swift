import Glibc

/// What a balance board sends over the air: its button and its cells' converter readings.
public struct SimulatedBoardReport: Hashable, Sendable {
  /// When it arrives, in seconds from the motion's start.
  public var seconds: Double
  /// Whether the power button is down.
  public var isButtonPressed: Bool
  /// The cells' raw readings: top right, bottom right, top left, bottom left.
  public var readings: SIMD4<Int32>

  /// A report.
  public init(seconds: Double, isButtonPressed: Bool, readings: SIMD4<Int32>) {
    self.seconds = seconds
    self.isButtonPressed = isButtonPressed
    self.readings = readings
  }
}

/// A simulated board's reports in the order of their arrival, at Bluetooth's irregular times, the lost
/// ones left out.
///
/// A pure function of motion and settings: the same seed gives the same reports.
public struct SimulatedBoardReports: Sendable {
  /// How the board behaves.
  public let settings: SimulatedBalanceBoard.Settings
  /// What the cells read at the motion's start.
  public let found: SIMD4<Int32>

  private let motion: any BoardMotion
  private var generator: SeededGenerator
  /// When the next report is due, in seconds; it may be lost.
  public private(set) var nextReport = 0.0

  /// How long a press lasts, in seconds.
  private static let pressDuration = 0.15
  /// Packets travel in Bluetooth's slots of 625 µs.
  private static let slot = 625e-6

  /// A board under `motion`, at second 0.
  ///
  /// - Precondition: the settings' report rate is positive.
  public init(
    motion: any BoardMotion,
    settings: SimulatedBalanceBoard.Settings = SimulatedBalanceBoard.Settings()
  ) {
    precondition(settings.reportRate > 0, "a board that never reports has no next report")
    self.motion = motion
    self.settings = settings
    generator = SeededGenerator(seed: settings.seed)
    found = Self.readings(
      under: motion.loads(at: 0), noise: settings.cellNoise, generator: &generator)
    scheduleNextReport()
  }

  /// The next report that has arrived by `seconds`; nil where none has, or where the board is gone.
  public mutating func next(by seconds: Double) -> SimulatedBoardReport? {
    while nextReport <= seconds, !isUnplugged(at: nextReport) {
      defer { scheduleNextReport() }
      if isLost() { continue }
      let moment = nextReport
      return SimulatedBoardReport(
        seconds: moment,
        isButtonPressed: settings.buttonPresses.contains {
          (0..<Self.pressDuration).contains(moment - $0)
        },
        readings: Self.readings(
          under: motion.loads(at: moment), noise: settings.cellNoise, generator: &generator))
    }
    return nil
  }

  /// Whether the board has gone by `seconds`.
  public func isUnplugged(at seconds: Double) -> Bool {
    guard let unpluggedAt = settings.unpluggedAt else { return false }
    return seconds >= unpluggedAt
  }

  private static func readings(
    under loads: BoardLoads, noise: Double, generator: inout SeededGenerator
  ) -> SIMD4<Int32> {
    let inReportOrder = SIMD4(
      loads.topRight, loads.bottomRight, loads.topLeft, loads.bottomLeft)
    var readings = SIMD4<Int32>()
    for cell in readings.indices {
      readings[cell] = SimulatedBalanceBoardCells.reading(
        ofCell: cell, load: inReportOrder[cell], noise: generator.normal() * noise)
    }
    return readings
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
