import SignalProcessing

/// A stretch in which a body-worn sensor tilts about as much all the time: standing on both feet, holding
/// on one, or lying still.
struct CalmStretch: Hashable, Sendable {
  /// Seconds of blocks that are kept for one stretch.
  private static let capacity = SwayWindow.capacity
  /// Blocks of a quarter of a second that make the settled second.
  static let settledBlocks = 4
  /// Multiples of the median under which a second is settled.
  private static let settledShare = 2.0
  /// Blocks of a stretch in which it may still settle.
  private static let slowest = 40
  /// Blocks whose median stands for the present: half a minute.
  private static let recentBlocks = 120

  /// Seconds from the first sample.
  private(set) var start: Double
  private(set) var end: Double
  private var blocks: [ActivityBlock]
  private var upSum: SIMD3<Double>

  init(_ block: ActivityBlock) {
    start = block.start
    end = block.end
    blocks = [block]
    upSum = block.up
  }

  var duration: Double { end - start }

  /// Mean direction of up in the sensor's axes.
  var up: SIMD3<Double> { upSum.normalized }

  /// Median tilt rate in degrees per second.
  var rate: Double { median(of: blocks.map(\.tiltRate)) ?? 0 }

  /// Median tilt rate of the last half minute.
  var recentRate: Double { median(of: blocks.suffix(Self.recentBlocks).map(\.tiltRate)) ?? 0 }

  /// Median of the greatest forces beside gravity in the blocks of the last half minute, in m/s².
  var force: Double {
    median(of: blocks.suffix(Self.recentBlocks).map(\.greatestForceDeviation)) ?? 0
  }

  /// Median tilt rate of the last two seconds: what a swing that died down came to.
  var presentRate: Double { median(of: blocks.suffix(2 * Self.settledBlocks).map(\.tiltRate)) ?? 0 }

  /// The blocks of the burst before it from its peak on: the stretch may have settled in them.
  var approach: [ActivityBlock] = []

  /// Start of the first second whose root mean square is under twice the median second's, after the peak of the
  /// burst before it; looked for every sixteenth of a second. Nil before there is a second.
  var settledStart: Double? {
    let limit = Self.settledShare * medianSecond
    let early = approach + blocks.prefix(Self.settledBlocks + Self.slowest)
    let quarters = early.flatMap { block in block.quarters.indices.map { block.quarters[$0] } }
    let second = 4 * Self.settledBlocks
    guard quarters.count >= second else { return nil }
    var sum = quarters.prefix(second).reduce(0, +)
    for first in 0...(quarters.count - second) {
      if first > 0 { sum += quarters[first + second - 1] - quarters[first - 1] }
      guard sum < Double(second) * limit * limit else { continue }
      let block = early[first / 4]
      return block.start + Double(first % 4) / 4 * TiltActivity.blockLength
    }
    return nil
  }

  /// The median of the root mean squares of its seconds, in degrees per second.
  private var medianSecond: Double {
    let seconds = stride(
      from: 0, through: blocks.count - Self.settledBlocks, by: Self.settledBlocks)
    return median(
      of: seconds.map { first in
        let second = blocks[first..<(first + Self.settledBlocks)]
        let square = second.reduce(0) { $0 + $1.tiltRate * $1.tiltRate } / Double(second.count)
        return square.squareRoot()
      }) ?? rate
  }

  mutating func append(_ block: ActivityBlock) {
    end = block.end
    upSum += block.up
    if block.end - start <= Self.capacity { blocks.append(block) }
  }

  /// Joins what came after a lurch.
  mutating func append(_ later: CalmStretch) {
    for block in later.blocks { append(block) }
  }

  /// Takes the last `count` blocks off: they belonged to what came next.
  mutating func removeLast(_ count: Int) {
    for block in blocks.suffix(count) { upSum -= block.up }
    blocks.removeLast(min(count, blocks.count))
    end = blocks.last?.end ?? start
  }

  /// Takes the first `count` blocks off: they belonged to what came before.
  mutating func removeFirst(_ count: Int) {
    for block in blocks.prefix(count) { upSum -= block.up }
    blocks.removeFirst(min(count, blocks.count))
    start = blocks.first?.start ?? end
  }

  /// Whether the last second moves less than half as fast as the first: a swing that dies down isn't
  /// calm yet.
  var isDyingDown: Bool {
    let first = blocks.prefix(Self.settledBlocks)
    let square = first.reduce(0) { $0 + $1.tiltRate * $1.tiltRate } / Double(max(1, first.count))
    return lastRate(Self.settledBlocks) < 0.5 * square.squareRoot()
  }

  /// Root mean square tilt rate of the last `count` blocks.
  func lastRate(_ count: Int) -> Double {
    let last = blocks.suffix(count)
    guard !last.isEmpty else { return 0 }
    return (last.reduce(0) { $0 + $1.tiltRate * $1.tiltRate } / Double(last.count)).squareRoot()
  }
}
