/// Pauses and turning points of a smoothed signal on a regular grid.
struct PauseFinder {
  /// Units per second at each point, by central differences.
  let speeds: [Double]
  /// Points that make a pause.
  private let pauseCount: Int

  /// - Parameters:
  ///   - signal: smoothed well below the rate.
  ///   - step: seconds between values.
  ///   - length: seconds that a pause lasts at least.
  init(signal: [Double], step: Double, length: Double) {
    speeds = signal.indices.map { index in
      let before = max(0, index - 1)
      let after = min(signal.count - 1, index + 1)
      return after > before ? (signal[after] - signal[before]) / (Double(after - before) * step) : 0
    }
    pauseCount = max(1, Int((length / step).rounded(.up)))
  }

  /// The last end of a pause (below `speed`), or turning point from falling to rising, at or before
  /// `index`; 0 where there is none.
  func lastLow(upTo index: Int, below speed: Double) -> Int {
    var slow = 0
    var turn: Int?
    for candidate in stride(from: index, through: 0, by: -1) {
      let now = speeds[candidate]
      if turn == nil, now <= 0 { turn = candidate }
      if now <= -speed { return turn ?? candidate }
      guard now < speed else {
        slow = 0
        continue
      }
      slow += 1
      if slow >= pauseCount { return candidate + slow - 1 }
    }
    return turn ?? 0
  }

  /// The first start of a pause (below `speed`), or turning point from falling to rising, at or after
  /// `index`; the last index where there is none.
  func firstLow(from index: Int, below speed: Double) -> Int {
    var slow = 0
    var turn: Int?
    for candidate in index..<speeds.count {
      let now = speeds[candidate]
      if turn == nil, now >= 0 { turn = candidate }
      if now >= speed { return turn ?? candidate }
      guard now > -speed else {
        slow = 0
        continue
      }
      slow += 1
      if slow >= pauseCount { return candidate - slow + 1 }
    }
    return turn ?? max(index, speeds.count - 1)
  }

  /// The points around `index` that are slower than `speed` without a break; nil where they make no pause.
  func pause(around index: Int, below speed: Double) -> Range<Int>? {
    guard speeds.indices.contains(index), abs(speeds[index]) < speed else { return nil }
    let start = speeds[..<index].lastIndex { abs($0) >= speed }.map { $0 + 1 } ?? 0
    let end = speeds[index...].firstIndex { abs($0) >= speed } ?? speeds.count
    return end - start >= pauseCount ? start..<end : nil
  }

  /// From the first point in `span` slower than `speed` to the last; nil where that makes no pause.
  func pause(within span: Range<Int>, below speed: Double) -> Range<Int>? {
    guard let start = span.first(where: { abs(speeds[$0]) < speed }),
      let last = span.last(where: { abs(speeds[$0]) < speed }), last - start + 1 >= pauseCount
    else { return nil }
    return start..<(last + 1)
  }
}
