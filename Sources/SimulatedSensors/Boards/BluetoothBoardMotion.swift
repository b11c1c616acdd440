import Glibc
public import Samples

/// What Bluetooth and worn cells do to a board's rows.
public struct BoardLink: Sendable {
  /// How rows come.
  public enum Timing: String, Hashable, Sendable, CaseIterable {
    /// Each about when it should, with a standard deviation of a fifth of the interval.
    case jittered
    /// In bursts: what was measured evenly comes up to 80 ms late, several rows at once.
    case bursts
    /// Asked for 100 times a second by a program that stamps to 10 ms: the board has something new 60 to
    /// 66 times, so a third of the rows says the one before again.
    case polled
  }

  /// How rows come.
  public var timing = Timing.jittered
  /// Rows a second that the board measures.
  public var rate = 100.0
  /// Losses a minute, of 0.1 to 0.6 s each.
  public var lossesPerMinute = 0.0
  /// Whether a loss is told as a gap, rather than shown by the times alone.
  public var isLossTold = true
  /// Rows a minute, alone or in twos, in which one cell reads 0.
  public var dropoutsPerMinute = 0.0
  /// What each cell reads too much in kg: top left, top right, bottom left, bottom right. Below nothing
  /// a cell reads nothing.
  public var zero = SIMD4<Double>.zero
  /// Whether the board lies the wrong way round: its front button at the person's toes.
  public var isTurned = false

  /// A link without faults at 100 Hz.
  public init() {}
}

/// The rows that a board sends of a motion over an imperfect link: loads in steps of 10 g with a noise of
/// 10 g.
public struct BluetoothBoardMotion: Sequence, Sendable {
  private let motion: any BoardMotion
  private let link: BoardLink
  private let seed: UInt64
  private let duration: Double

  /// The rows from 0 to `duration` seconds.
  public init(_ motion: any BoardMotion, link: BoardLink, seed: UInt64, duration: Double) {
    self.motion = motion
    self.link = link
    self.seed = seed
    self.duration = duration
  }

  /// Begins at time 0; equal arguments give equal rows.
  public func makeIterator() -> some IteratorProtocol<StreamElement<Sample>> {
    var rows = BoardRows(motion: motion, link: link, seed: seed, duration: duration)
    return AnyIterator { rows.next() }
  }
}

private struct BoardRows {
  let motion: any BoardMotion
  let link: BoardLink
  let duration: Double
  private var generator: SeededGenerator
  /// When the board measures next, and when that comes at the earliest.
  private var measured = 0.0
  private var arrived = 0.0
  private var held: BoardSample?
  /// When a polling program asks next.
  private var asked = 0.0
  private var lossUntil: Double?
  private var lastTime = 0.0
  private var dropout = (cell: 0, rows: 0)
  private var waiting: StreamElement<Sample>?

  init(motion: any BoardMotion, link: BoardLink, seed: UInt64, duration: Double) {
    self.motion = motion
    self.link = link
    self.duration = duration
    generator = SeededGenerator(seed: seed ^ 0xB1E)
  }

  mutating func next() -> StreamElement<Sample>? {
    if let waiting {
      self.waiting = nil
      return waiting
    }
    var hasLost = false
    while let sample = nextRow() {
      let time = sample.time.seconds(since: Timestamp(microseconds: 0))
      if let until = lossUntil, time < until {
        hasLost = true
        continue
      }
      lossUntil = nil
      if generator.unit() < link.lossesPerMinute / 60 * (time - lastTime) {
        lossUntil = time + generator.uniform(0.1...0.6)
      }
      let row = StreamElement<Sample>.sample(.board(sample))
      defer { lastTime = time }
      guard hasLost, link.isLossTold else { return row }
      waiting = row
      let start = Timestamp(microseconds: 0).advanced(bySeconds: lastTime)
      return .gap(Gap(start: start, end: sample.time, cause: .eventsDropped))
    }
    return nil
  }

  /// The next row that comes, lost or not.
  private mutating func nextRow() -> BoardSample? {
    switch link.timing {
    case .jittered:
      guard measured <= duration else { return nil }
      defer { measured += Swift.max(0.25, 1 + 0.2 * generator.normal()) / link.rate }
      return row(measured: measured, stamped: measured)
    case .bursts:
      guard measured <= duration else { return nil }
      // A new packet comes when the last burst is through; what waited comes with it.
      if arrived < measured {
        arrived = measured + (generator.unit() < 0.3 ? generator.uniform(0.013...0.08) : 0)
      }
      defer { measured += 1 / link.rate }
      return row(measured: measured, stamped: arrived)
    case .polled:
      guard asked <= duration else { return nil }
      if held == nil || asked >= measured {
        held = row(measured: asked, stamped: asked)
        measured = asked + 1 / generator.uniform(60...66)
      }
      held?.time = Timestamp(microseconds: 0).advanced(
        bySeconds: (asked * 100).rounded(.down) / 100)
      asked += 0.01 * generator.uniform(0.9...1.12)
      return held
    }
  }

  private mutating func row(measured: Double, stamped: Double) -> BoardSample {
    let loads = motion.loads(at: measured)
    var cells = SIMD4(loads.topLeft, loads.topRight, loads.bottomLeft, loads.bottomRight)
    if link.isTurned { cells = SIMD4(cells[3], cells[2], cells[1], cells[0]) }
    for cell in cells.indices {
      let load = cells[cell] + link.zero[cell] + 0.01 * generator.normal()
      cells[cell] = Swift.max(0, (load * 100).rounded(.down) / 100)
    }
    if dropout.rows == 0, generator.unit() < link.dropoutsPerMinute / 60 / link.rate {
      dropout = (Int(generator.next() % 4), 1 + Int(generator.next() % 2))
    }
    if dropout.rows > 0 {
      cells[dropout.cell] = 0
      dropout.rows -= 1
    }
    return BoardSample(
      time: Timestamp(microseconds: 0).advanced(bySeconds: stamped), topLeft: cells[0],
      topRight: cells[1], bottomLeft: cells[2], bottomRight: cells[3])
  }
}
