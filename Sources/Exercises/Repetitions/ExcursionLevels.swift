import SignalProcessing

/// One stretch of excursion under the low-passes that the definitions ask for, and the points on it that
/// boundaries hang on. Indices are those of the regular grid.
struct ExcursionLevels {
  /// Corner in Hz of the low-pass that defines the top.
  static let topCorner = 2.0
  /// Corner in Hz of the low-pass under the speed that tells a pause.
  static let speedCorner = 3.0
  /// Seconds that a pause lasts at least.
  static let pauseLength = 0.3
  /// Seconds around the running maximum in which the top is looked for.
  private static let topSearch = 0.5

  /// For crossings: freed of noise and tremor.
  let level: [Double]
  /// For the top.
  let top: [Double]
  private let pauses: PauseFinder
  private let grid: UniformGrid

  init(_ excursion: UniformGrid, profile: RepetitionProfile) {
    let rate = 1 / excursion.step
    func smoothed(_ corner: Double) -> [Double] {
      ZeroPhaseLowPass(corner: corner, sampleRate: rate)?(excursion.values) ?? excursion.values
    }
    level = smoothed(min(profile.boundaryCorner, 0.4 * rate))
    top = smoothed(Self.topCorner)
    pauses = PauseFinder(
      signal: smoothed(Self.speedCorner), step: excursion.step, speed: profile.pauseSpeed,
      length: Self.pauseLength)
    grid = excursion
  }

  /// Where the top lies near `time` seconds; nil where that has fallen out of the stretch: a top held
  /// for longer than the excursion is kept.
  func topIndex(near time: Double) -> Int? {
    let seen = Int(((time - grid.start) / grid.step).rounded())
    let near = Int((Self.topSearch / grid.step).rounded())
    let start = max(0, seen - near)
    let end = min(top.count, seen + near + 1)
    guard start < end else { return nil }
    return (start..<end).max { top[$0] < top[$1] }
  }

  /// The lowest level of a part; nil for none.
  func lowest(in part: some RangeExpression<Int>) -> Double? { level[part].min() }

  /// The last pause or turning point at or below `band` before a top; the lowest point where the stretch
  /// doesn't reach down to the band.
  func lastLow(before top: Int, within band: Double) -> Int {
    guard let below = level[...top].lastIndex(where: { $0 <= band }) else {
      return level[...top].indices.min { level[$0] < level[$1] } ?? 0
    }
    return pauses.lastLow(upTo: below)
  }

  /// The first pause or turning point at or below `band` after a top; the lowest point where the stretch
  /// doesn't reach down to the band.
  func firstLow(after top: Int, within band: Double) -> Int {
    guard let below = level[top...].firstIndex(where: { $0 <= band }) else {
      return level[top...].indices.min { level[$0] < level[$1] } ?? top
    }
    return pauses.firstLow(from: below)
  }

  /// Last crossing of 10 % and first crossing of 90 % of a rise, in seconds; nil for no rise.
  func rise(from low: Int, to top: Int, travel: Double) -> (start: Double, end: Double)? {
    let start = level[low] + 0.1 * travel
    let end = level[low] + 0.9 * travel
    guard travel > 0, let risen = level[low...top].firstIndex(where: { $0 >= end }),
      let leaving = level[low...risen].lastIndex(where: { $0 < start })
    else { return nil }
    return (crossing(of: start, after: leaving), crossing(of: end, after: max(leaving, risen - 1)))
  }

  /// Last crossing of 90 % and first crossing of 10 % of a lowering, in seconds; nil for none.
  func lowering(from top: Int, to low: Int, travel: Double) -> (start: Double, end: Double)? {
    let start = level[low] + 0.9 * travel
    let end = level[low] + 0.1 * travel
    guard travel > 0, let falling = level[top...low].lastIndex(where: { $0 >= start }),
      let fallen = level[falling...low].firstIndex(where: { $0 <= end })
    else { return nil }
    return (crossing(of: start, after: falling), crossing(of: end, after: max(falling, fallen - 1)))
  }

  /// When the level passes `value` between a point and the next, by proportion.
  private func crossing(of value: Double, after index: Int) -> Double {
    guard index + 1 < level.count else { return grid.time(at: index) }
    let change = level[index + 1] - level[index]
    let share = change == 0 ? 0 : min(1, max(0, (value - level[index]) / change))
    return grid.time(at: index) + share * grid.step
  }
}
