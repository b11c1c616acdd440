/// Samples at irregular times, read off on a regular grid by linear interpolation.
///
/// Meant for signals sampled well above their own bandwidth, before a filter; never for a signal whose
/// path length is measured afterwards, because interpolation shortens paths.
public struct UniformGrid: Hashable, Sendable {
  /// Time of the first value in seconds.
  public let start: Double
  /// Seconds from one value to the next.
  public let step: Double
  /// The values on the grid.
  public let values: [Double]

  /// The grid over `times` with a value every `step` seconds from the first time on.
  ///
  /// - Parameters:
  ///   - times: in seconds, not decreasing, as many as `values`; of equal times the last one's value
  ///     stands.
  ///   - values: in any unit.
  ///   - step: in seconds, above 0.
  /// - Returns: nil for no samples or a step that isn't positive. O(n + grid).
  public init?(times: [Double], values: [Double], step: Double) {
    guard let first = times.first, let last = times.last, times.count == values.count,
      step > 0, last >= first
    else { return nil }
    let count = Int(((last - first) / step + 1e-9).rounded(.down)) + 1
    var grid: [Double] = []
    grid.reserveCapacity(count)
    var next = 0
    for index in 0..<count {
      let time = first + Double(index) * step
      while next < times.count - 1, times[next] <= time { next += 1 }
      let previous = max(0, next - 1)
      let span = times[next] - times[previous]
      let share = span > 0 ? min(1, max(0, (time - times[previous]) / span)) : 1
      grid.append(values[previous] + share * (values[next] - values[previous]))
    }
    start = first
    self.step = step
    self.values = grid
  }

  /// Values that already lie on a grid from `start` on; nil for a step that isn't positive.
  public init?(start: Double, step: Double, values: [Double]) {
    guard step > 0 else { return nil }
    self.start = start
    self.step = step
    self.values = values
  }

  /// Time of the value at `index`, in seconds.
  public func time(at index: Int) -> Double { start + Double(index) * step }
}
