public import Samples

/// What the cells of an empty board read. A pure state machine.
///
/// A board says something only when something changes, so a value holds until the next: means are over
/// time and not over samples. The kernel driver gives 0 for a cell below its zero (Linux
/// `hid-wiimote-modules.c`, `wiimod_bboard_in_ext`): only what a cell reads too much can be taken off.
public struct BoardTare: Sendable {
  /// Why there is no tare.
  public enum Refusal: Error, Hashable, Sendable {
    /// Something stood on it: so many kg on all cells.
    case loaded(kilograms: Double)
    /// A cell scattered by so many kg, as a standard deviation.
    case noisy(cell: String, kilograms: Double)
    /// A cell's means of the first and the second half differ by so many kg.
    case drifting(cell: String, kilograms: Double)
    /// The board said nothing at all, so that what its cells read isn't known.
    case silent
  }

  /// All cells together carry less than this in kg while a board is empty.
  public static let emptyLoad = 5.0
  /// The scatter of a cell in kg that an empty board may have: five times what the converter's steps
  /// of about 10 g make.
  public static let largestNoise = 0.1
  /// The drift of a cell in kg between two halves.
  public static let largestDrift = 0.05

  /// How many seconds are averaged.
  public let seconds: Double
  private let settling: Double
  private var start: Timestamp?
  private var last: BoardSample?
  private var halves = [TimedMoments(), TimedMoments()]

  /// A tare over so many seconds, which begin `settling` seconds after the first sample: a board may have
  /// to be tapped before it says anything.
  public init(seconds: Double, settling: Double = 0) {
    self.seconds = seconds
    self.settling = settling
  }

  /// Whether it has seen enough by `time`.
  public func isComplete(at time: Timestamp) -> Bool {
    start.map { time.seconds(since: $0) >= seconds } ?? false
  }

  /// Takes a sample.
  public mutating func take(_ sample: BoardSample) {
    hold(until: sample.time)
    start = start ?? sample.time.advanced(bySeconds: settling)
    last = sample
  }

  /// The mean of each cell in kg in the order of a recording's columns, and the largest scatter.
  ///
  /// - Parameter time: the moment up to which the last values held.
  public consuming func result(
    at time: Timestamp
  ) throws(Refusal) -> (tare: SIMD4<Double>, noise: Double) {
    hold(until: time)
    guard start != nil, halves[0].duration + halves[1].duration > 0 else { throw .silent }
    let all = halves[0].joined(halves[1])
    let load = all.mean.sum()
    guard load < Self.emptyLoad else { throw .loaded(kilograms: load) }
    let names = BalanceBoard.cellNames
    for cell in 0..<4 {
      guard all.deviation[cell] <= Self.largestNoise else {
        throw .noisy(cell: names[cell], kilograms: all.deviation[cell])
      }
      guard halves[0].duration > 0, halves[1].duration > 0 else { continue }
      let drift = halves[1].mean[cell] - halves[0].mean[cell]
      guard abs(drift) <= Self.largestDrift else {
        throw .drifting(cell: names[cell], kilograms: drift)
      }
    }
    return (all.mean, all.deviation.max())
  }

  /// Lets the last values count for the time that they held within the span.
  private mutating func hold(until time: Timestamp) {
    guard let start, let last else { return }
    let middle = start.advanced(bySeconds: seconds / 2)
    let end = start.advanced(bySeconds: seconds)
    let loads = SIMD4(last.topLeft, last.topRight, last.bottomLeft, last.bottomRight)
    halves[0].add(loads, for: min(time, middle).seconds(since: max(last.time, start)))
    halves[1].add(loads, for: min(time, end).seconds(since: max(last.time, middle)))
  }
}

/// Means and scatter of four loads by the time that each value held.
struct TimedMoments: Sendable {
  private(set) var duration = 0.0
  private var sum = SIMD4<Double>.zero
  private var squares = SIMD4<Double>.zero

  mutating func add(_ loads: SIMD4<Double>, for seconds: Double) {
    guard seconds > 0 else { return }
    duration += seconds
    sum += loads * seconds
    squares += loads * loads * seconds
  }

  func joined(_ other: TimedMoments) -> TimedMoments {
    var all = self
    all.duration += other.duration
    all.sum += other.sum
    all.squares += other.squares
    return all
  }

  var mean: SIMD4<Double> { duration > 0 ? sum / duration : .zero }

  var deviation: SIMD4<Double> {
    guard duration > 0 else { return .zero }
    return pointwiseMax(squares / duration - mean * mean, .zero).squareRoot()
  }
}
