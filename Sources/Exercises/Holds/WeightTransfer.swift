import Glibc

/// The way of the weight from one place to another, as a smooth step fitted to the centre of pressure.
///
/// The standing foot's sway is as large as the last tenth of the way, so the moment at which a single sample
/// passes a level says little. The whole way says when it happened, and how long it took.
struct WeightTransfer: Sendable {
  /// Lengths in seconds that are tried, each a quarter more than the one before.
  private static let lengths: [Double] = (0..<15).map { 0.12 * pow(1.25, Double($0)) }
  /// Seconds between the moments that are tried.
  private static let step = 0.02
  /// Seconds in which the rows are taken together.
  private static let blockLength = 0.03
  /// Share of the whole way that a block counts for at most when it is off.
  private static let clip = 0.35
  /// What it may begin from.
  private static let begins = -0.5...1.0

  /// Share of the way below the level asked for that it must have come from.
  private static let leastWay = 0.1

  /// When it began, in seconds, and how long it took.
  private(set) var start: Double
  private(set) var length: Double

  /// The share that it began from.
  private(set) var begin: Double

  /// The best fit to how near the weight is to where it goes, 1 being there; what it began from is fitted, too.
  /// Nil for a track of less than five blocks.
  ///
  /// - Parameter range: where half of the way was done, in seconds.
  init?(
    _ track: some Sequence<(time: Double, share: Double)>, halfWay range: ClosedRange<Double>
  ) {
    let blocks = Self.blocks(track)
    guard blocks.count >= 5 else { return nil }
    var best: (cost: Double, start: Double, length: Double, begin: Double)?
    var done = [Double](repeating: 0, count: blocks.count)
    for length in Self.lengths {
      for middle in stride(from: range.lowerBound, through: range.upperBound, by: Self.step) {
        let start = middle - length / 2
        var (product, square) = (0.0, 1e-9)
        for (index, block) in blocks.enumerated() {
          let share = Self.done(at: (block.time - start) / length)
          done[index] = share
          product += (1 - share) * (block.share - share)
          square += (1 - share) * (1 - share)
        }
        let begin = min(Self.begins.upperBound, max(Self.begins.lowerBound, product / square))
        var cost = 0.0
        for (share, block) in zip(done, blocks) {
          let error = block.share - (begin + (1 - begin) * share)
          cost += min(error * error, Self.clip * Self.clip)
        }
        if cost < best?.cost ?? .infinity { best = (cost, start, length, begin) }
      }
    }
    guard let best else { return nil }
    (start, length, begin) = (best.start, best.length, best.begin)
  }

  /// When it was as near as `share` to where it went; nil where it hardly came from anywhere else.
  func time(reaching share: Double) -> Double? {
    guard share - begin > Self.leastWay else { return nil }
    let share = (share - begin) / (1 - begin)
    var bounds = (0.0, 1.0)
    for _ in 0..<30 {
      let middle = (bounds.0 + bounds.1) / 2
      if Self.done(at: middle) < share { bounds.0 = middle } else { bounds.1 = middle }
    }
    return start + length * bounds.0
  }

  /// The way of a movement of least jerk (Flash and Hogan 1985).
  private static func done(at phase: Double) -> Double {
    let phase = min(1, max(0, phase))
    return phase * phase * phase * (10 - 15 * phase + 6 * phase * phase)
  }

  private static func blocks(
    _ track: some Sequence<(time: Double, share: Double)>
  ) -> [(time: Double, share: Double)] {
    var blocks: [(time: Double, share: Double)] = []
    var open = (start: 0.0, time: 0.0, share: 0.0, count: 0.0)
    for (time, share) in track {
      if open.count > 0, time - open.start >= Self.blockLength {
        blocks.append((open.time / open.count, open.share / open.count))
        open.count = 0
      }
      if open.count == 0 { open = (time, 0, 0, 0) }
      open = (open.start, open.time + time, open.share + share, open.count + 1)
    }
    if open.count > 0 { blocks.append((open.time / open.count, open.share / open.count)) }
    return blocks
  }
}
