import Glibc
import SignalProcessing

/// How long it took after a lurch until things were quiet again.
///
/// From the lurch's start until the tilt's speed (10 Hz low-pass, root mean square of quarters of a second)
/// is back under twice the median of the hold's scoring window and stays there for a second. Our own
/// definition: the factor is the one by which a hold counts as settled.
struct LurchRecovery {
  private static let blockLength = 0.25
  private static let quietShare = 2.0
  private static let quietTime = 1.0

  private var blocks: [(start: Double, rate: Double)] = []
  private var quiet = 0.0

  /// Looks at a hold's tilt between two times; nil where it is too short or broken by a gap.
  init?(_ track: TiltTrack, from start: Double, through end: Double, window: ClosedRange<Double>) {
    guard let tilt = track.window(from: start, through: end),
      let signal = PlanarSignal(tilt.points, filter: .lowpass(hertz: SecondMeans.corner)),
      let first = tilt.points.first
    else { return nil }
    let size = max(1, Int((signal.rate * Self.blockLength).rounded()))
    let squares = signal.x.indices.dropFirst().map { index in
      let dx = signal.x[index] - signal.x[index - 1]
      let dy = signal.y[index] - signal.y[index - 1]
      return (dx * dx + dy * dy) * signal.rate * signal.rate
    }
    guard squares.count >= size else { return nil }
    blocks = stride(from: 0, through: squares.count - size, by: size).map { index in
      let mean = squares[index..<(index + size)].reduce(0, +) / Double(size)
      return (first.time + Double(index) / signal.rate, mean.squareRoot())
    }
    guard let median = median(of: blocks.filter { window.contains($0.start) }.map(\.rate)) else {
      return nil
    }
    quiet = Self.quietShare * median
  }

  /// Seconds from the lurch's start; nil where it never got lively enough to tell, or not quiet again
  /// before the hold's end.
  func seconds(after lurch: Fault) -> Double? {
    let restless = blocks.firstIndex {
      $0.start + Self.blockLength > lurch.start && $0.start <= lurch.end && $0.rate >= quiet
    }
    guard let restless else { return nil }
    var since: Double?
    for block in blocks[restless...] {
      guard block.rate < quiet else {
        since = nil
        continue
      }
      let start = since ?? block.start
      since = start
      if block.start + Self.blockLength - start >= Self.quietTime - 1e-6 {
        return max(0, start - lurch.start)
      }
    }
    return nil
  }
}
