import SignalProcessing

/// The boundaries of one rise and lowering, measured without phase shift on a stretch of excursion.
///
/// Level crossings of each movement's own travel, as the definitions have it: the low is the last pause
/// or turning point at or below neutral + 10 % of the range (and what the angle may be off,
/// ``RepetitionProfile/neutralTolerance``) before the top, and the first such point after it.
struct CycleMeasurement: Hashable, Sendable {
  /// Last 10 % crossing of the rise, in seconds.
  var riseStart: Double
  /// First 90 % crossing of the rise.
  var topStart: Double
  /// Last 90 % crossing of the lowering.
  var lowerStart: Double
  /// First 10 % crossing of the lowering.
  var end: Double
  /// Time of the top, the maximum under a 2 Hz low-pass, and its value: that maximum, or the median of a
  /// held top.
  var topTime: Double
  var top: Double
  /// Value of the low before the rise.
  var lowBefore: Double
  /// Value of the low after the lowering; provisional until the next rise.
  var lowAfter: Double
  /// The lowest value since the previous top.
  var lowest: Double
  /// The lowest value after the lowering: below neutral it is the dip.
  var lowestAfter: Double
  /// Whether the top's boundaries mean anything: a centre of pressure runs forward before the heel is up.
  var isTopMeasured = true
  /// Whether the limb had come to its low: else the lowering's own time isn't known yet.
  var isLoweringOver = true
  /// Whether samples were lost before the next rise: what came between isn't known.
  var isFollowedByGap = false

  /// Top minus the lowest value since the previous top.
  var range: Double { top - lowest }

  /// How far the limb sank below neutral after the lowering; nil for 3 degrees or less.
  var dip: Double? { lowestAfter < -3 ? -lowestAfter : nil }
}

extension CycleMeasurement {
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
    let levels = ExcursionLevels(excursion, profile: profile)
    let count = excursion.values.count
    guard let topIndex = levels.topIndex(near: topTime),
      let bottomBefore = levels.lowestIndex(in: 0..<(topIndex + 1)),
      let bottomAfter = levels.lowestIndex(in: topIndex..<count)
    else { return nil }
    let highest = levels.top[topIndex]
    let (lowest, lowestAfter) = (levels.level[bottomBefore], levels.level[bottomAfter])
    // How far above neutral a low may lie; without a neutral, above the lowest level on that side.
    let band = neutral.map { neutral in
      let exact = neutral + 0.1 * (highest - lowest)
      return exact + min(profile.neutralTolerance, 0.3 * max(0, highest - exact))
    }
    let pauseBefore = levels.pauseSpeed(from: bottomBefore, to: topIndex)
    let pauseAfter = levels.pauseSpeed(from: topIndex, to: bottomAfter)
    let low = levels.lastLow(
      before: topIndex, within: band ?? lowest + 0.3 * (highest - lowest), pauseSpeed: pauseBefore)
    let next = levels.firstLow(
      after: topIndex, within: band ?? lowestAfter + 0.3 * (highest - lowestAfter),
      pauseSpeed: pauseAfter)

    let lowBefore = levels.rest(around: low, pauseSpeed: pauseBefore)
    let lowAfter = levels.rest(around: next, pauseSpeed: pauseAfter)
    let top = levels.topRest(
      around: topIndex, above: max(lowBefore.level, lowAfter.level),
      pauseSpeed: min(pauseBefore, pauseAfter))
    guard
      let rise = levels.rise(from: low, to: topIndex, base: lowBefore, peak: top),
      let lowering = levels.lowering(from: topIndex, to: next, peak: top, base: lowAfter)
    else { return nil }
    let deepest = levels.rest(around: bottomBefore, pauseSpeed: pauseBefore).level
    let deepestAfter = levels.rest(around: bottomAfter, pauseSpeed: pauseAfter).level
    self.init(
      riseStart: rise.start, topStart: rise.end, lowerStart: lowering.start, end: lowering.end,
      topTime: excursion.time(at: topIndex), top: top.level,
      lowBefore: lowBefore.level, lowAfter: lowAfter.level,
      lowest: min(lowBefore.level, deepest), lowestAfter: min(lowAfter.level, deepestAfter))
  }
}
