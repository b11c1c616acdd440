/// When a quantity passes a level.
struct LevelCrossing: Hashable {
  /// In seconds.
  var time: Double
  /// Whether it passes upwards.
  var isRising: Bool

  /// Every passage of `level` in `span`, in time order, to a microsecond.
  ///
  /// Looks every half millisecond and halves from there, so two passages closer than that are missed.
  static func all(
    of level: Double, in span: ClosedRange<Double>, by value: (Double) -> Double
  ) -> [LevelCrossing] {
    let step = 0.0005
    let count = Int((span.upperBound - span.lowerBound) / step)
    var found: [LevelCrossing] = []
    var before = span.lowerBound
    var wasAbove = value(before) >= level
    for index in 1...max(1, count + 1) {
      let now = min(span.lowerBound + Double(index) * step, span.upperBound)
      let isAbove = value(now) >= level
      if isAbove != wasAbove {
        var (low, high) = (before, now)
        while high - low > 1e-7 {
          let middle = (low + high) / 2
          if (value(middle) >= level) == wasAbove { low = middle } else { high = middle }
        }
        found.append(LevelCrossing(time: high, isRising: isAbove))
      }
      (before, wasAbove) = (now, isAbove)
    }
    return found
  }
}
