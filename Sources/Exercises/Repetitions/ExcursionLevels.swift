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

  /// Seconds at the pause's speed that make a waver: 1 degree for a foot.
  private static let waverTime = 1.0 / 3

  /// For crossings: freed of noise and tremor.
  let level: [Double]
  /// For the top.
  let top: [Double]
  private let pauses: PauseFinder
  private let pauseSpeed: Double
  /// How far a resting limb goes astray.
  private let waver: Double
  private let grid: UniformGrid

  init(_ excursion: UniformGrid, profile: RepetitionProfile) {
    let rate = 1 / excursion.step
    func smoothed(_ corner: Double) -> [Double] {
      ZeroPhaseLowPass(corner: corner, sampleRate: rate)?(excursion.values) ?? excursion.values
    }
    level = smoothed(profile.boundaryCorner)
    top = smoothed(Self.topCorner)
    pauses = PauseFinder(
      signal: smoothed(Self.speedCorner), step: excursion.step, length: Self.pauseLength)
    pauseSpeed = profile.pauseSpeed
    waver = Self.waverTime * profile.pauseSpeed
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

  /// A level at which the limb rests or turns.
  struct Rest: Hashable {
    var level: Double
    /// How far the limb goes astray from it: a movement that turns so near to a crossing has ended there.
    var waver: Double
  }

  /// Where the limb rests around `index`, or turns there.
  func rest(around index: Int, pauseSpeed: Double) -> Rest {
    pauses.pause(around: index, below: pauseSpeed).map(rest)
      ?? Rest(level: level[index], waver: waver)
  }

  /// The level that a top rests at: a limb that is held up wavers, and its highest wave is not the top of the
  /// movement. Where it turns at once, the maximum.
  func topRest(around index: Int, above low: Double, pauseSpeed: Double) -> Rest {
    let edge = low + Self.topShare * (top[index] - low)
    let start = level[..<index].lastIndex { $0 < edge }.map { $0 + 1 } ?? 0
    let end = level[index...].firstIndex { $0 < edge } ?? level.count
    guard start < end, let rest = pauses.pause(within: start..<end, below: pauseSpeed) else {
      return Rest(level: top[index], waver: waver)
    }
    return self.rest(in: rest)
  }

  /// The median level of a pause: neither its waves nor the movement's own slow beginning and end count for
  /// much.
  private func rest(in pause: Range<Int>) -> Rest {
    let middle = median(of: Array(level[pause])) ?? level[pause.lowerBound]
    let squares = pause.reduce(0) { $0 + (level[$1] - middle) * (level[$1] - middle) }
    return Rest(
      level: middle, waver: max(waver, 2 * (squares / Double(pause.count)).squareRoot()))
  }

  /// Last crossing of 10 % and first crossing of 90 % of the way from `base` up to `peak`, in seconds; nil for
  /// no rise.
  func rise(
    from low: Int, to top: Int, base: Rest, peak: Rest
  ) -> (start: Double, end: Double)? {
    let travel = peak.level - base.level
    guard travel > 0,
      let middle = level[low...top].firstIndex(where: { $0 >= base.level + 0.5 * travel }),
      let end = edge(
        from: middle, to: top, share: 0.9, base: base.level, travel: travel, waver: peak.waver),
      let start = edge(
        from: middle, to: 0, share: 0.1, base: base.level, travel: travel, waver: base.waver),
      start < end
    else { return nil }
    return (start, end)
  }

  /// Last crossing of 90 % and first crossing of 10 % of the way from `peak` down to `base`, in seconds; nil
  /// for none.
  func lowering(
    from top: Int, to low: Int, peak: Rest, base: Rest
  ) -> (start: Double, end: Double)? {
    let travel = peak.level - base.level
    guard travel > 0,
      let middle = level[top...low].lastIndex(where: { $0 >= base.level + 0.5 * travel }),
      let start = edge(
        from: middle, to: top, share: 0.9, base: base.level, travel: travel, waver: peak.waver),
      let end = edge(
        from: middle, to: level.count - 1, share: 0.1, base: base.level, travel: travel,
        waver: base.waver),
      start < end
    else { return nil }
    return (start, end)
  }

  /// When the level first passes a share of the travel on the way from the middle of a movement outward, as
  /// far as `end`; nil where it doesn't.
  ///
  /// A limb wavers where it rests, and with a small range its waves reach the crossing. So a movement that
  /// turns back within a waver of the crossing has ended there, and the crossing lies 10 % of the travel
  /// before that.
  private func edge(
    from middle: Int, to end: Int, share: Double, base: Double, travel: Double, waver: Double
  ) -> Double? {
    let isUp = share > 0.5
    let sense: Double = isUp ? 1 : -1
    let value = base + share * travel
    var furthest = middle
    for index in stride(from: middle, through: end, by: end >= middle ? 1 : -1) {
      if sense * (level[index] - value) >= 0 { return crossing(of: value, to: index, from: middle) }
      if sense * (level[index] - level[furthest]) >= 0 { furthest = index }
      let hasTurned = sense * (level[furthest] - level[index]) > 0.3 * self.waver
      if hasTurned, sense * (value - level[furthest]) < waver {
        let inside = level[furthest] - sense * 0.1 * travel
        return edge(from: middle, to: furthest, value: inside, sense: sense)
      }
    }
    return nil
  }

  private func edge(from middle: Int, to end: Int, value: Double, sense: Double) -> Double? {
    stride(from: middle, through: end, by: end >= middle ? 1 : -1)
      .first { sense * (level[$0] - value) >= 0 }
      .map { crossing(of: value, to: $0, from: middle) }
  }

  /// When the level passes `value` between the point before `index`, seen from `origin`, and `index`, by
  /// proportion.
  private func crossing(of value: Double, to index: Int, from origin: Int) -> Double {
    let before = index > origin ? index - 1 : (index < origin ? index + 1 : index)
    let change = level[index] - level[before]
    let share = change == 0 ? 1 : min(1, max(0, (value - level[before]) / change))
    return grid.time(at: before) + share * Double(index - before) * grid.step
  }
}
