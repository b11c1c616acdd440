import SignalProcessing

/// The boundaries of one rise and lowering, measured without phase shift on a stretch of excursion.
///
/// Level crossings of each movement's own travel, as the definitions have it: the low is the last pause
/// or turning point at or below neutral + 10 % of the range before the top, and the first such point
/// after it.
struct CycleMeasurement: Hashable, Sendable {
  /// Last 10 % crossing of the rise, in seconds.
  var riseStart: Double
  /// First 90 % crossing of the rise.
  var topStart: Double
  /// Last 90 % crossing of the lowering.
  var lowerStart: Double
  /// First 10 % crossing of the lowering.
  var end: Double
  /// Time and value of the top: the maximum under a 2 Hz low-pass.
  var topTime: Double
  var top: Double
  /// Time and value of the low before the rise.
  var lowBeforeTime: Double
  var lowBefore: Double
  /// Value of the low after the lowering; provisional until the next rise.
  var lowAfter: Double
  /// The lowest value since the previous top.
  var lowest: Double
  /// The lowest value after the lowering: below neutral it is the dip.
  var lowestAfter: Double
  /// Whether the top's boundaries mean anything: a centre of pressure runs forward before the heel is up.
  var isTopMeasured = true

  /// Top minus the lowest value since the previous top.
  var range: Double { top - lowest }

  /// How far the limb sank below neutral after the lowering; nil for 3 degrees or less.
  var dip: Double? { lowestAfter < -3 ? -lowestAfter : nil }

  /// Corner in Hz of the low-pass that defines the top.
  static let topCorner = 2.0
  /// Corner in Hz of the low-pass under the speed that tells a pause.
  static let speedCorner = 3.0
  /// Seconds that a pause lasts at least.
  static let pauseLength = 0.3

  /// Measures the repetition whose top lies near `topTime`.
  ///
  /// - Parameters:
  ///   - excursion: from the previous top (or the set's start) until after the lowering; up positive.
  ///   - topTime: where the running maximum was seen, in seconds.
  ///   - neutral: level of the neutral pose; nil takes the lowest level of the stretch instead.
  ///   - profile: the exercise's thresholds.
  /// - Returns: nil where the stretch holds no such rise and lowering. O(n).
  init?(
    excursion: UniformGrid, topTime: Double, neutral: Double?, profile: RepetitionProfile
  ) {
    let rate = 1 / excursion.step
    func smoothed(_ corner: Double) -> [Double] {
      ZeroPhaseLowPass(corner: corner, sampleRate: rate)?(excursion.values) ?? excursion.values
    }
    let level = smoothed(min(profile.boundaryCorner, 0.4 * rate))
    let topLevel = smoothed(Self.topCorner)
    let pauses = PauseFinder(
      signal: smoothed(Self.speedCorner), step: excursion.step, speed: profile.pauseSpeed,
      length: Self.pauseLength)

    let seen = Int(((topTime - excursion.start) / excursion.step).rounded())
    let near = Int((0.5 / excursion.step).rounded())
    let searchStart = max(0, seen - near)
    let searchEnd = min(level.count, seen + near + 1)
    // A top that was held for longer than the excursion is kept has fallen out of it.
    guard searchStart < searchEnd,
      let topIndex = (searchStart..<searchEnd).max(by: { topLevel[$0] < topLevel[$1] }),
      let lowestBefore = level[...topIndex].min(), let lowestAfter = level[topIndex...].min()
    else { return nil }
    let top = topLevel[topIndex]
    let range = top - lowestBefore
    guard range > 0 else { return nil }

    let lowIndex: Int
    let highBand: (Double) -> Double = { base in base + 0.1 * range + profile.neutralTolerance }
    let bandBefore = neutral.map(highBand) ?? (lowestBefore + 0.3 * range)
    let bandAfter = neutral.map(highBand) ?? (lowestAfter + 0.3 * (top - lowestAfter))
    if let below = level[...topIndex].lastIndex(where: { $0 <= bandBefore }) {
      lowIndex = pauses.lastLow(upTo: below)
    } else {
      lowIndex = level[...topIndex].indices.min { level[$0] < level[$1] } ?? 0
    }
    let afterIndex: Int
    if let below = level[topIndex...].firstIndex(where: { $0 <= bandAfter }) {
      afterIndex = pauses.firstLow(from: below)
    } else {
      afterIndex = level[topIndex...].indices.min { level[$0] < level[$1] } ?? topIndex
    }

    let lowBefore = level[lowIndex]
    let lowAfter = level[afterIndex]
    let rise = top - lowBefore
    let fall = top - lowAfter
    guard rise > 0, fall > 0,
      let risen = level[lowIndex...topIndex].firstIndex(where: { $0 >= lowBefore + 0.9 * rise }),
      let leaving = level[lowIndex...risen].lastIndex(where: { $0 < lowBefore + 0.1 * rise }),
      let falling = level[topIndex...afterIndex].lastIndex(where: { $0 >= lowAfter + 0.9 * fall }),
      let fallen = level[falling...afterIndex].firstIndex(where: { $0 <= lowAfter + 0.1 * fall })
    else { return nil }

    func crossing(_ index: Int, _ value: Double) -> Double {
      // Between this sample and the next, by proportion.
      guard index + 1 < level.count else { return excursion.time(at: index) }
      let change = level[index + 1] - level[index]
      let share = change == 0 ? 0 : min(1, max(0, (value - level[index]) / change))
      return excursion.time(at: index) + share * excursion.step
    }
    riseStart = crossing(leaving, lowBefore + 0.1 * rise)
    topStart = crossing(max(leaving, risen - 1), lowBefore + 0.9 * rise)
    lowerStart = crossing(falling, lowAfter + 0.9 * fall)
    end = crossing(max(falling, fallen - 1), lowAfter + 0.1 * fall)
    self.topTime = excursion.time(at: topIndex)
    self.top = top
    lowBeforeTime = excursion.time(at: lowIndex)
    self.lowBefore = lowBefore
    self.lowAfter = lowAfter
    lowest = lowestBefore
    self.lowestAfter = lowestAfter
  }
}

/// Pauses and turning points of a smoothed signal on a regular grid.
struct PauseFinder {
  private let speeds: [Double]
  private let pauseSpeed: Double
  private let pauseCount: Int

  /// - Parameters:
  ///   - signal: smoothed well below the rate.
  ///   - step: seconds between values.
  ///   - speed: units per second below which the signal pauses.
  ///   - length: seconds that a pause lasts at least.
  init(signal: [Double], step: Double, speed: Double, length: Double) {
    speeds = signal.indices.map { index in
      let before = max(0, index - 1)
      let after = min(signal.count - 1, index + 1)
      return after > before ? (signal[after] - signal[before]) / (Double(after - before) * step) : 0
    }
    pauseSpeed = speed
    pauseCount = max(1, Int((length / step).rounded(.up)))
  }

  /// The last end of a pause, or turning point from falling to rising, at or before `index`; 0 where
  /// there is none.
  func lastLow(upTo index: Int) -> Int {
    var slow = 0
    var turn: Int?
    for candidate in stride(from: index, through: 0, by: -1) {
      let speed = speeds[candidate]
      if turn == nil, speed <= 0 { turn = candidate }
      if speed <= -pauseSpeed { return turn ?? candidate }
      guard speed < pauseSpeed else {
        slow = 0
        continue
      }
      slow += 1
      if slow >= pauseCount { return candidate + slow - 1 }
    }
    return turn ?? 0
  }

  /// The first start of a pause, or turning point from falling to rising, at or after `index`; the last
  /// index where there is none.
  func firstLow(from index: Int) -> Int {
    var slow = 0
    var turn: Int?
    for candidate in index..<speeds.count {
      let speed = speeds[candidate]
      if turn == nil, speed >= 0 { turn = candidate }
      if speed >= pauseSpeed { return turn ?? candidate }
      guard speed > -pauseSpeed else {
        slow = 0
        continue
      }
      slow += 1
      if slow >= pauseCount { return candidate - slow + 1 }
    }
    return turn ?? max(index, speeds.count - 1)
  }
}
