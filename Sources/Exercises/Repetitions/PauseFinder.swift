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
