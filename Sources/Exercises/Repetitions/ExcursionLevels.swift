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
  /// Share of the travel above which the limb is at its top, for finding the rest there.
  private static let topShare = 0.8
  /// Share of a movement's mean speed below which it pauses, where that is slower than the profile's
  /// pause: a slow movement doesn't pause because it is slow.
  private static let pauseShare = 0.4

  /// For crossings: freed of noise and tremor.
  let level: [Double]
  /// For the top.
  let top: [Double]
  private let pauses: PauseFinder
  private let pauseSpeed: Double
  private let grid: UniformGrid

  init(_ excursion: UniformGrid, profile: RepetitionProfile) {
    let rate = 1 / excursion.step
    func smoothed(_ corner: Double) -> [Double] {
      ZeroPhaseLowPass(corner: corner, sampleRate: rate)?(excursion.values) ?? excursion.values
    }
    level = smoothed(min(profile.boundaryCorner, 0.4 * rate))
    top = smoothed(Self.topCorner)
    pauses = PauseFinder(
      signal: smoothed(Self.speedCorner), step: excursion.step, length: Self.pauseLength)
    pauseSpeed = profile.pauseSpeed
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

  /// The lowest point of a part; nil for none.
  func lowestIndex(in part: Range<Int>) -> Int? { part.min { level[$0] < level[$1] } }

  /// The speed below which the limb pauses in a movement between two points.
  func pauseSpeed(from start: Int, to end: Int) -> Double {
    guard start != end else { return pauseSpeed }
    let mean = abs(level[end] - level[start]) / (Double(abs(end - start)) * grid.step)
    return min(pauseSpeed, Self.pauseShare * mean)
  }

  /// The last pause or turning point at or below `band` before a top; the lowest point where the stretch
  /// doesn't reach down to the band.
  func lastLow(before top: Int, within band: Double, pauseSpeed: Double) -> Int {
    guard let below = level[...top].lastIndex(where: { $0 <= band }) else {
      return lowestIndex(in: 0..<(top + 1)) ?? 0
    }
    return pauses.lastLow(upTo: below, below: pauseSpeed)
  }

  /// The first pause or turning point at or below `band` after a top; the lowest point where the stretch
  /// doesn't reach down to the band.
  func firstLow(after top: Int, within band: Double, pauseSpeed: Double) -> Int {
    guard let below = level[top...].firstIndex(where: { $0 <= band }) else {
      return lowestIndex(in: top..<level.count) ?? top
    }
    return pauses.firstLow(from: below, below: pauseSpeed)
  }

  /// The level at which the limb rests around `index`, or where it turns there.
  func restLevel(around index: Int, pauseSpeed: Double) -> Double {
    pauses.pause(around: index, below: pauseSpeed).map(calmLevel) ?? level[index]
  }

  /// The level that a top rests at: a limb that is held up wavers, and its highest wave is not the top of the
  /// movement. Where it turns at once, the maximum.
  func topLevel(around index: Int, above low: Double, pauseSpeed: Double) -> Double {
    let edge = low + Self.topShare * (top[index] - low)
    let start = level[..<index].lastIndex { $0 < edge }.map { $0 + 1 } ?? 0
    let end = level[index...].firstIndex { $0 < edge } ?? level.count
    guard start < end, let rest = pauses.pause(within: start..<end, below: pauseSpeed) else {
      return top[index]
    }
    return calmLevel(in: rest)
  }

  /// Mean level over the calmest third of a rest: the movement's own slow beginning and end lie outside.
  private func calmLevel(in rest: Range<Int>) -> Double {
    let calm = rest.sorted { abs(pauses.speeds[$0]) < abs(pauses.speeds[$1]) }
      .prefix(max(1, rest.count / 3))
    return calm.reduce(0) { $0 + level[$1] } / Double(calm.count)
  }

  /// Last crossing of 10 % and first crossing of 90 % of the way from `base` up to `peak`, in seconds; nil for
  /// no rise.
  func rise(
    from low: Int, to top: Int, base: Double, peak: Double
  ) -> (start: Double, end: Double)? {
    let start = base + 0.1 * (peak - base)
    let end = base + 0.9 * (peak - base)
    guard peak > base, let risen = level[low...top].firstIndex(where: { $0 >= end }),
      let leaving = level[low...risen].lastIndex(where: { $0 < start })
    else { return nil }
    return (crossing(of: start, after: leaving), crossing(of: end, after: max(leaving, risen - 1)))
  }

  /// Last crossing of 90 % and first crossing of 10 % of the way from `peak` down to `base`, in seconds; nil
  /// for none.
  func lowering(
    from top: Int, to low: Int, peak: Double, base: Double
  ) -> (start: Double, end: Double)? {
    let start = base + 0.9 * (peak - base)
    let end = base + 0.1 * (peak - base)
    guard peak > base, let fallen = level[top...low].firstIndex(where: { $0 <= end }),
      let falling = level[top...fallen].lastIndex(where: { $0 >= start })
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
