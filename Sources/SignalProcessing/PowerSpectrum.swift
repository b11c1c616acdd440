import Glibc

/// How a signal's power is spread over frequencies: a one-sided density on a regular grid of frequencies.
public struct PowerSpectrum: Hashable, Sendable {
  /// In Hz, rising by ``step``.
  public let frequencies: [Double]
  /// In the square of the signal's unit per Hz, one for each frequency.
  public let densities: [Double]
  /// From one frequency to the next, in Hz.
  public let step: Double

  /// The densities at `frequencies`, which rise by `step` Hz.
  /// - Precondition: as many densities as frequencies.
  public init(frequencies: [Double], densities: [Double], step: Double) {
    precondition(frequencies.count == densities.count)
    self.frequencies = frequencies
    self.densities = densities
    self.step = step
  }

  /// The part with frequencies inside `range` in Hz, both ends included. O(n).
  public func band(_ range: ClosedRange<Double>) -> PowerSpectrum {
    let first = frequencies.firstIndex { $0 >= range.lowerBound } ?? frequencies.count
    let end = frequencies[first...].firstIndex { $0 > range.upperBound } ?? frequencies.count
    return PowerSpectrum(
      frequencies: Array(frequencies[first..<end]), densities: Array(densities[first..<end]),
      step: step)
  }

  /// The densities of both added up, frequency by frequency.
  /// - Precondition: `other` has as many frequencies.
  public func adding(_ other: PowerSpectrum) -> PowerSpectrum {
    precondition(densities.count == other.densities.count)
    return PowerSpectrum(
      frequencies: frequencies, densities: zip(densities, other.densities).map { $0 + $1 },
      step: step)
  }

  // MARK: - By sums over the frequencies

  /// mu_k = sum of f^k G(f), in the densities' unit times Hz^k: no factor of ``step``.
  ///
  /// Source: Prieto et al. 1996, IEEE Trans Biomed Eng 43:956, spectral moments; 0 is POWER. Times ``step``
  /// it is a power in the square of the signal's unit.
  public func moment(_ order: Int) -> Double {
    var sum = 0.0
    for index in frequencies.indices {
      var term = densities[index]
      for _ in 0..<order { term *= frequencies[index] }
      sum += term
    }
    return sum
  }

  /// sqrt(mu_2 / mu_0) in Hz; nil without power. Source: Prieto et al. 1996, CFREQ.
  public var centroid: Double? {
    let power = moment(0)
    return power > 0 ? (moment(2) / power).squareRoot() : nil
  }

  /// sqrt(1 - mu_1² / (mu_0 mu_2)): 0 for a single frequency, at most 1; nil without power above 0 Hz.
  /// Source: Prieto et al. 1996, FREQD.
  public var dispersion: Double? {
    let product = moment(0) * moment(2)
    guard product > 0 else { return nil }
    let first = moment(1)
    return max(0, 1 - first * first / product).squareRoot()
  }

  /// The lowest frequency up to which the densities sum up to at least `share` of their whole sum, in Hz; nil
  /// without power. Nothing is interpolated. Source: Prieto et al. 1996, F50 and F95.
  public func quantile(_ share: Double) -> Double? {
    let power = moment(0)
    guard power > 0 else { return nil }
    var sum = 0.0
    // Sums in another order may miss the whole by its last bit: the last frequency has all.
    for index in frequencies.indices {
      sum += densities[index]
      if sum >= share * power { return frequencies[index] }
    }
    return frequencies.last
  }

  /// The frequency with the largest density, the lowest of equals, in Hz; nil without power.
  public var peak: Double? {
    guard let index = densities.indices.max(by: { densities[$0] < densities[$1] }),
      densities[index] > 0
    else { return nil }
    // `max` takes the last of equals.
    return densities.firstIndex(of: densities[index]).map { frequencies[$0] }
  }

  // MARK: - By the trapezoidal rule

  /// The area under the densities, in the square of the signal's unit.
  public var area: Double { trapezoid { densities[$0] } }

  /// The area under f G over the area under G, in Hz; nil without power.
  ///
  /// Source: Duarte's `psd2` (BMC, Notes on Scientific Computing for Biomechanics and Motor Control), mpf.
  public var meanFrequency: Double? {
    let area = area
    return area > 0 ? trapezoid { frequencies[$0] * densities[$0] } / area : nil
  }

  /// The lowest frequency up to which the area under the densities is at least `share` of the whole, in Hz;
  /// nil without power. Nothing is interpolated. Source: Duarte's `psd2` (BMC), frequency percentiles.
  public func areaQuantile(_ share: Double) -> Double? {
    let whole = area
    guard whole > 0 else { return nil }
    var sum = 0.0
    for index in frequencies.indices.dropFirst() {
      sum += (densities[index - 1] + densities[index]) * step / 2
      if sum >= share * whole { return frequencies[index] }
    }
    return frequencies.last
  }

  private func trapezoid(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for index in frequencies.indices.dropFirst() { sum += value(index - 1) + value(index) }
    return sum * step / 2
  }
}
