import Glibc

/// Two first-order low-passes in a row, for samples at irregular times: causal, without overshoot.
///
/// Each is the exact answer of an RC filter to a signal held constant between samples; a step reaches
/// 90 % after 3.9 time constants. The delay of slow signals is two time constants.
public struct ExponentialSmoother: Hashable, Sendable {
  /// Seconds; 0 passes everything through.
  public let timeConstant: Double
  private var first = 0.0
  private var second = 0.0
  private var lastTime: Double?

  /// A smoother before its first sample.
  public init(timeConstant: Double) {
    self.timeConstant = timeConstant
  }

  /// The smoothed value after the sample at `time` (seconds, not decreasing).
  public mutating func process(_ value: Double, at time: Double) -> Double {
    guard let lastTime else {
      self.lastTime = time
      first = value
      second = value
      return value
    }
    let share = timeConstant > 0 ? 1 - exp(-(time - lastTime) / timeConstant) : 1
    first += share * (value - first)
    second += share * (first - second)
    self.lastTime = time
    return second
  }

  /// Forgets everything: the next sample stands as it is.
  public mutating func reset() { lastTime = nil }
}
