public import Samples
public import Sensors

/// A simulated balance board as a source: its events through the decoder that live boards use.
public struct SimulatedBalanceBoardSource: SampleSource {
  /// A board's description with what was simulated in it.
  public let description: SensorDescription

  /// It waits for its reader.
  public var isLive: Bool { false }

  private var board: SimulatedBalanceBoard
  private var decoder: BalanceBoardDecoder
  private let duration: Double
  private var events: [InputEvent] = []
  private var turns = 0
  private var end: SourceEnd?

  /// How much of its own clock passes in one turn, in seconds.
  private static let turn = 0.05

  /// A board under `motion` for `duration` seconds of its own clock.
  public init(
    motion: any BoardMotion, duration: Double,
    settings: SimulatedBalanceBoard.Settings = SimulatedBalanceBoard.Settings()
  ) {
    board = SimulatedBalanceBoard(motion: motion, settings: settings)
    decoder = BalanceBoardDecoder(startingFrom: Self.counts(fromAxes: board.axisValues))
    self.duration = duration
    description = SensorDescription(
      device: BalanceBoard.deviceName, identity: "simulated, seed \(settings.seed)",
      channels: BalanceBoard.channels, nominalRate: nil, clock: .virtual,
      fuzz: Int(settings.fuzz), calibrationTable: SimulatedBalanceBoard.calibrationTable)
  }

  /// Lets a twentieth of a second pass, or the whole of a stall, and appends what came.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    turns += 1
    let now = min(Double(turns) * Self.turn, duration)
    board.run(until: now)
    let isStalled = board.settings.hostStalls.contains { $0.contains(now) }
    if !isStalled { decodeEvents(into: &elements) }

    if board.isUnplugged(at: now) {
      decodeEvents(into: &elements)
      decoder.finish(cause: .unplugged, into: &elements)
      end = .lost("the simulated board was unplugged")
    } else if now >= duration {
      decodeEvents(into: &elements)
      decoder.finish(into: &elements)
      end = .complete
    }
    return end.map { .ended($0) } ?? .running
  }

  /// Nothing to put back: the board is arithmetic.
  public mutating func close() {}

  /// As a reader of the kernel does it: after a loss the rest of the buffer is thrown away and the
  /// axes are asked for.
  private mutating func decodeEvents(into elements: inout [StreamElement<RawSample>]) {
    events.removeAll(keepingCapacity: true)
    board.drainEvents(into: &events)
    for event in events {
      decoder.decode(event, into: &elements)
      if event == .dropped(at: event.time) {
        decoder.resynchronize(to: Self.counts(fromAxes: board.axisValues))
        return
      }
    }
  }

  /// The axes' values, which come in the order of ``Sensors/BalanceBoard/cells``, in channel order.
  private static func counts(fromAxes values: SIMD4<Int32>) -> SIMD8<Int32> {
    var counts = SIMD8<Int32>()
    for (axis, cell) in BalanceBoard.cells.enumerated() { counts[cell.channel] = values[axis] }
    return counts
  }
}
