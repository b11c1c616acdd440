public import Samples
public import Sensors

/// A simulated balance board as a source: its events through the decoder that live boards use.
public struct SimulatedBalanceBoardSource: SampleSource {
  /// A board's description with what was simulated in it.
  public let description: SensorDescription

  /// It waits for its reader.
  public var isLive: Bool { false }

  private var stream: SimulatedInputStream<SimulatedBalanceBoard, BalanceBoardDecoder>

  /// A board under `motion` for `duration` seconds of its own clock.
  public init(
    motion: any BoardMotion, duration: Double,
    settings: SimulatedBalanceBoard.Settings = SimulatedBalanceBoard.Settings()
  ) {
    let board = SimulatedBalanceBoard(motion: motion, settings: settings)
    stream = SimulatedInputStream(
      board, decoder: BalanceBoardDecoder(startingFrom: board.counts), duration: duration,
      farewell: "the simulated board was unplugged")
    description = SensorDescription(
      device: BalanceBoard.deviceName, identity: "simulated, seed \(settings.seed)",
      channels: BalanceBoard.channels, nominalRate: nil, clock: .virtual,
      fuzz: Int(settings.fuzz), calibrationTable: SimulatedBalanceBoard.calibrationTable)
  }

  /// Lets a twentieth of a second pass, or the whole of a stall, and appends what came.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    stream.read(into: &elements)
  }

  /// Nothing to put back: the board is arithmetic.
  public mutating func close() {}
}
