/// Points in the plane at irregular times, made regular by SWARII, the sliding window average with
/// relevance interval interpolation.
///
/// A value on the grid is the mean of the samples in a window about its time, each weighted by the length of
/// its relevance interval: from midway to the sample before, to midway to the sample after, and no farther
/// than the window or the recording. Unlike interpolation it doesn't put corners into the track, so that
/// speeds stay free of them.
///
/// Source: Audiffren & Contal 2016, Sensors 16:1208, section 2.3, which recommends a window of twice the
/// grid's step and 25 Hz for a balance board.
public struct SlidingWindowResampler: Hashable, Sendable {
  /// Width of the window in seconds. A sample just half of it away from the grid's time is outside.
  public let window: Double
  /// From one value of the grid to the next, in seconds.
  public let step: Double

  /// A way of resampling; nil unless both are above 0.
  public init?(window: Double, step: Double) {
    guard window > 0, step > 0, window.isFinite, step.isFinite else { return nil }
    self.window = window
    self.step = step
  }

  /// Values of a regular grid.
  public struct Grid: Hashable, Sendable {
    /// Time of the first value, in seconds.
    public var start: Double
    /// The first coordinate.
    public var x: [Double]
    /// The second.
    public var y: [Double]
    /// How many values no sample was near: they lie on the straight line between their neighbours.
    public var interpolated: Int
  }

  /// Values that a grid has at most.
  private static let capacity = 1e8

  /// The grid from the first time on and before the last.
  ///
  /// Where no sample is in a window, the value lies on the straight line between its neighbours on the grid.
  /// - Parameters:
  ///   - times: in seconds, rising.
  ///   - x: as many values as times.
  ///   - y: as many.
  /// - Returns: nil for fewer than two samples, lists of different lengths, or more than 1e8 values.
  ///   O(n + grid), since a window holds few samples.
  public func callAsFunction(times: [Double], x: [Double], y: [Double]) -> Grid? {
    guard let first = times.first, let last = times.last, last > first,
      x.count == times.count, y.count == times.count, (last - first) / step < Self.capacity
    else { return nil }
    let samples = Samples(times: times, x: x, y: y, first: first, last: last)
    var grid = Grid(start: first, x: [], y: [], interpolated: 0)
    var missing = 0
    var lower = 0
    // Steps are added up, not multiplied, as in the authors' program: where the last step falls on the last
    // sample but for rounding, it decides whether there is one value more.
    var time = first
    while time < last {
      while lower < times.count, times[lower] - time <= -window / 2 { lower += 1 }
      var upper = lower
      while upper < times.count, times[upper] - time < window / 2 { upper += 1 }
      if lower < upper {
        grid.append(samples.average(of: lower..<upper, about: time, window: window), after: missing)
        missing = 0
      } else {
        missing += 1
      }
      time += step
    }
    return grid
  }

  private struct Samples {
    let times: [Double]
    let x: [Double]
    let y: [Double]
    let first: Double
    let last: Double

    /// The mean of the samples in a window, each weighted by its relevance interval.
    func average(of range: Range<Int>, about time: Double, window: Double) -> SIMD2<Double> {
      if range.count == 1 { return SIMD2(x[range.lowerBound], y[range.lowerBound]) }
      var sum = SIMD2<Double>.zero
      var weight = 0.0
      var left = max(first, time - window / 2)
      for index in range {
        let right =
          index + 1 == range.upperBound
          ? min(last, time + window / 2) : 0.5 * (times[index + 1] + times[index])
        sum += SIMD2(x[index], y[index]) * (right - left)
        weight += right - left
        left = right
      }
      // Samples at one time have no intervals.
      guard weight > 0 else { return SIMD2(x[range.lowerBound], y[range.lowerBound]) }
      return sum / weight
    }
  }
}

extension SlidingWindowResampler.Grid {
  /// Adds a value after so many that no sample was near.
  fileprivate mutating func append(_ value: SIMD2<Double>, after missing: Int) {
    if missing > 0, let lastX = x.last, let lastY = y.last {
      for place in 1...missing {
        let share = Double(place) / Double(missing + 1)
        x.append(lastX + share * (value.x - lastX))
        y.append(lastY + share * (value.y - lastY))
      }
      interpolated += missing
    }
    x.append(value.x)
    y.append(value.y)
  }
}
