import Glibc
import SignalProcessing

/// How a coordinate drifts away from where it was: over short times as if pushed on, over long times as if
/// held back. Two power laws, and where they meet.
///
/// Source: Collins & De Luca 1993, Exp Brain Res 95:308, on the logarithms of both axes; where each law's
/// region ends is found as in Quijoux et al. 2021, Physiol Rep 9:e15067.
struct StabilogramDiffusion: Hashable, Sendable {
  /// A power law of the mean square displacement over time: a straight line of their logarithms.
  struct PowerLaw: Hashable, Sendable {
    /// Mean square displacement after one second, in mm².
    var displacement: Double
    /// The scaling exponent H: half the line's slope. 1/2 for a random walk, more for a drift that keeps its
    /// direction, less for one that turns back.
    var exponent: Double
  }

  /// The law of short times.
  let short: PowerLaw
  /// The law of long times.
  let long: PowerLaw
  /// When they meet, in seconds; not beyond the longest time looked at.
  let criticalTime: Double
  /// Mean square displacement by the short law at that time, in mm².
  let criticalDisplacement: Double
  /// Whether they meet at a time that was looked at; elsewhere ``criticalTime`` is the lines' and no person's.
  let meetsInside: Bool

  /// The longest time between two samples that is looked at, as a share of the recording.
  static let longestShare = 1.0 / 3
  /// Seconds between which either law's region ends.
  static let regionEnd = 0.3...2.5

  /// Lags that ``init(displacements:rate:)`` wants of a track of so many samples.
  static func lags(of count: Int) -> Int { Int(Double(count) * longestShare) }

  /// The two laws of mean square displacements in mm² at lags of 0, 1, 2... samples at `rate` Hz; nil where
  /// they don't reach beyond 2.5 s, or the track rests.
  ///
  /// Each law is the straight line, of those that end (short) or begin (long) between 0.3 and 2.5 s, that
  /// leaves the smallest root mean square over; of equals the last. O(lags).
  init?(displacements: [Double], rate: Double) {
    let fewest = Int(Self.regionEnd.lowerBound * rate) + 1
    let most = Int(Self.regionEnd.upperBound * rate)
    guard displacements.count > most + 1, fewest > 1, fewest <= most,
      displacements.dropFirst().allSatisfy({ $0 > 0 })
    else { return nil }
    let times = (1..<displacements.count).map { log(Double($0) / rate) }
    let logs = displacements.dropFirst().map { log($0) }
    let early = (fewest...most).map { 0..<$0 }
    let late = (fewest...most).map { ($0 - 1)..<logs.count }
    guard let short = Self.best(of: early, times, logs), let long = Self.best(of: late, times, logs)
    else { return nil }
    self.short = PowerLaw(displacement: exp(short.constant), exponent: short.slope / 2)
    self.long = PowerLaw(displacement: exp(long.constant), exponent: long.slope / 2)
    // Lines that hardly differ meet anywhere; beyond what was seen nothing is told.
    let meeting = (long.constant - short.constant) / (short.slope - long.slope)
    guard !meeting.isNaN, let first = times.first, let last = times.last else { return nil }
    meetsInside = meeting >= first && meeting <= last
    let critical = min(meeting, last)
    criticalTime = exp(critical)
    criticalDisplacement = exp(short.constant + short.slope * critical)
  }

  /// Those of both axes; nil where an axis has none. O(N log N).
  static func axes(
    of signal: PlanarSignal
  ) -> (x: StabilogramDiffusion?, y: StabilogramDiffusion?) {
    guard
      let displacements = meanSquareDisplacements(
        of: signal.x, signal.y, through: lags(of: signal.x.count))
    else { return (nil, nil) }
    return (
      StabilogramDiffusion(displacements: displacements.x, rate: signal.rate),
      StabilogramDiffusion(displacements: displacements.y, rate: signal.rate)
    )
  }

  private typealias Line = (constant: Double, slope: Double)

  /// The line of the range that it fits best.
  private static func best(
    of ranges: [Range<Int>], _ x: [Double], _ y: [Double]
  ) -> Line? {
    let sums = RunningSums(x, y)
    var least = Double.infinity
    var found: Range<Int>?
    for range in ranges {
      let error = sums.meanSquareError(over: range)
      if error <= least {
        least = error
        found = range
      }
    }
    return found.map { line(through: $0, x, y) }
  }

  private static func line(through range: Range<Int>, _ x: [Double], _ y: [Double]) -> Line {
    let n = Double(range.count)
    let meanX = x[range].reduce(0, +) / n
    let meanY = y[range].reduce(0, +) / n
    var products = 0.0
    var squares = 0.0
    for index in range {
      products += (x[index] - meanX) * (y[index] - meanY)
      squares += (x[index] - meanX) * (x[index] - meanX)
    }
    let slope = products / squares
    return (meanY - slope * meanX, slope)
  }

  /// Sums up to each place, so that the error of a line over any range costs the same.
  private struct RunningSums {
    /// Sums of x, y, xx, xy, yy before each place, about the middle of all to keep digits.
    private var sums: [(x: Double, y: Double, xx: Double, xy: Double, yy: Double)]

    init(_ x: [Double], _ y: [Double]) {
      let middleX = mean(of: x) ?? 0
      let middleY = mean(of: y) ?? 0
      var sum = (x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0)
      sums = [sum]
      sums.reserveCapacity(x.count + 1)
      for index in x.indices {
        let (dx, dy) = (x[index] - middleX, y[index] - middleY)
        sum.x += dx
        sum.y += dy
        sum.xx += dx * dx
        sum.xy += dx * dy
        sum.yy += dy * dy
        sums.append(sum)
      }
    }

    func meanSquareError(over range: Range<Int>) -> Double {
      let (from, to) = (sums[range.lowerBound], sums[range.upperBound])
      let n = Double(range.count)
      let (x, y) = (to.x - from.x, to.y - from.y)
      let xx = to.xx - from.xx - x * x / n
      let xy = to.xy - from.xy - x * y / n
      let yy = to.yy - from.yy - y * y / n
      return max(0, yy - xy * xy / xx) / n
    }
  }
}
