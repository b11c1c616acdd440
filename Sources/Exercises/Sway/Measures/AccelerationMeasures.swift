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

  /// The part of ``jerk(_:)`` that one axis has.
  static func jerk(along axis: [Double], rate: Double) -> Double {
    zip(axis, axis.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) } * rate / 2
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

  /// The same along one axis.
  static func integratedVelocity(along axis: [Double], rate: Double) -> Double? {
    mean(of: integrated(axis, rate: rate).map { abs($0) })
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

/// What acceleration is measured by side to side and front to back, where it is known which way the sensor faces.
///
/// Source: Mancini et al. 2012, table 2, on one axis instead of the plane, as the paper's _AP and _ML; the mean
/// frequency with the factor of Prieto et al. 1996 for an axis.
struct AccelerationAxes: Sendable {
  /// What the signal's axes are.
  let axes: HorizontalAxes
  /// Frequencies that count, in Hz.
  let band: ClosedRange<Double>

  /// All measures, ML and AP; without values where the axes lie anyhow.
  ///
  /// - Parameters:
  ///   - spectra: of both axes; nil without.
  ///   - missing: why there are no spectra.
  func measures(
    of signal: PlanarSignal, _ spectra: (x: PowerSpectrum, y: PowerSpectrum)?, missing: String?
  ) -> [SwayMeasure] {
    let unknown = axes.missing
    let known = unknown == nil ? spectra : nil
    let ml = unknown == nil ? Self.values(along: signal.x, of: signal) : []
    let ap = unknown == nil ? Self.values(along: signal.y, of: signal) : []
    let still = "nothing moves there"
    return Self.keys.enumerated().flatMap { index, key in
      [("ml", ml), ("ap", ap)].map { name, values in
        SwayMeasure(
          key: "acceleration_\(key.name)_\(name)_\(key.unit)",
          value: values.isEmpty ? nil : values[index], missing: unknown ?? still
        ).settled
      }
    }
      + [("ml", known?.x), ("ap", known?.y)].flatMap { name, spectrum in
        SpectrumMetrics(prefix: "acceleration_", powerUnit: "m2_s4").measures(
          of: spectrum?.band(band), named: name, missing: unknown ?? missing)
      }
  }

  private static let keys = [
    ("jerk", "m2_s5"), ("mean_distance", "m_s2"), ("rms", "m_s2"), ("path", "m_s2"),
    ("range", "m_s2"), ("integrated_velocity", "m_s"), ("mean_frequency", "hz"),
  ].map { (name: $0.0, unit: $0.1) }

  /// In the order of ``keys``.
  private static func values(along axis: [Double], of signal: PlanarSignal) -> [Double?] {
    [
      SwayMetric.jerk(along: axis, rate: signal.rate), SwayMetric.meanDistance(along: axis),
      SwayMetric.rms(of: axis), SwayMetric.path(along: axis), SwayMetric.range(of: axis),
      SwayMetric.integratedVelocity(along: axis, rate: signal.rate),
      SwayMetric.meanFrequency(along: axis, of: signal),
    ]
  }
}
