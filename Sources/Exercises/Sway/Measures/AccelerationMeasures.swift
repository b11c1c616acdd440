import Glibc
import SignalProcessing

extension SwayMetric {
  /// Half the time integral of the squared rate of change of horizontal acceleration. It grows with the time.
  ///
  /// 1/2 times the integral of (dA_AP/dt)² + (dA_ML/dt)², from differences of successive samples. Source:
  /// Mancini et al. 2012, JNER 9:59, table 2, JERK.
  static func jerk(_ signal: PlanarSignal) -> Double {
    var sum = 0.0
    for index in 1..<signal.x.count {
      let dx = signal.x[index] - signal.x[index - 1]
      let dy = signal.y[index] - signal.y[index - 1]
      sum += dx * dx + dy * dy
    }
    return sum * signal.rate / 2
  }

  /// Mean magnitude of the time integral of horizontal acceleration, its mean and the integral's straight line
  /// taken off: what an integral drifts away by says nothing of sway.
  ///
  /// Source: Mancini et al. 2012, table 2, MV of acceleration, which doesn't say what is done about the drift.
  static func integratedVelocity(_ signal: PlanarSignal) -> Double? {
    let x = integrated(signal.x, rate: signal.rate)
    let y = integrated(signal.y, rate: signal.rate)
    return mean(of: zip(x, y).map { hypot($0, $1) })
  }

  /// By the trapezoidal rule, without mean and line.
  private static func integrated(_ signal: [Double], rate: Double) -> [Double] {
    guard let center = mean(of: signal) else { return [] }
    var sum = 0.0
    var last = 0.0
    var integral: [Double] = []
    integral.reserveCapacity(signal.count)
    for (index, value) in signal.enumerated() {
      if index > 0 { sum += (last + value - center) / (2 * rate) }
      last = value - center
      integral.append(sum)
    }
    return withoutLine(integral)
  }

  /// What a straight line by least squares leaves.
  private static func withoutLine(_ signal: [Double]) -> [Double] {
    guard let center = mean(of: signal) else { return [] }
    let middle = Double(signal.count - 1) / 2
    var products = 0.0
    var squares = 0.0
    for index in signal.indices {
      let place = Double(index) - middle
      products += place * (signal[index] - center)
      squares += place * place
    }
    let slope = squares > 0 ? products / squares : 0
    return signal.indices.map { signal[$0] - center - slope * (Double($0) - middle) }
  }
}
