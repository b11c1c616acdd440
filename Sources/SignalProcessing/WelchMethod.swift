import Glibc

/// Power spectra by averaging over overlapping segments under a Hann window.
///
/// Source: Welch 1967, IEEE Trans Audio Electroacoust 15:70. Window (periodic, not symmetric), detrending,
/// scaling to a one-sided density, and leaving out samples after the last whole segment are as in
/// `scipy.signal.welch`; numbers agree with it.
public struct WelchMethod: Hashable, Sendable {
  /// What is taken off each segment before the window.
  public enum Detrending: Hashable, Sendable {
    case none
    /// The segment's mean.
    case constant
    /// The straight line through the segment by least squares.
    case linear
  }

  /// Samples in a segment.
  public let segmentLength: Int
  /// Samples that a segment shares with the next.
  public let overlap: Int
  /// What is taken off each segment.
  public let detrending: Detrending
  /// Samples that a segment is continued to with zeros: frequencies lie rate / this apart.
  public let transformLength: Int

  /// A way of estimating; nil unless 0 <= overlap < segmentLength <= transformLength and
  /// segmentLength > 1.
  ///
  /// - Parameter transformLength: nil for none but the segment's own samples.
  public init?(
    segmentLength: Int, overlap: Int, detrending: Detrending, transformLength: Int? = nil
  ) {
    let transformLength = transformLength ?? segmentLength
    guard segmentLength > 1, overlap >= 0, overlap < segmentLength,
      transformLength >= segmentLength
    else { return nil }
    self.segmentLength = segmentLength
    self.overlap = overlap
    self.detrending = detrending
    self.transformLength = transformLength
  }

  /// The spectrum of a signal sampled at `rate` Hz; nil for less than a segment or a rate that isn't above 0.
  /// O(n log n); allocates.
  public func spectrum(of signal: [Double], rate: Double) -> PowerSpectrum? {
    spectra(of: signal, [Double](repeating: 0, count: signal.count), rate: rate)?.x
  }

  /// The spectra of two signals of the same length, at little more than the cost of one; nil as for one, or
  /// where the lengths differ.
  public func spectra(
    of x: [Double], _ y: [Double], rate: Double
  ) -> (x: PowerSpectrum, y: PowerSpectrum)? {
    guard x.count == y.count, x.count >= segmentLength, rate > 0, rate.isFinite,
      var sum = Periodogram(length: isSparse ? shortLength : transformLength)
    else { return nil }
    let window = Self.hann(segmentLength)
    var count = 0
    var start = 0
    while start + segmentLength <= x.count {
      let range = start..<(start + segmentLength)
      sum.add(x: detrended(x[range]), y: detrended(y[range]), window: window)
      count += 1
      start += segmentLength - overlap
    }
    let power = window.reduce(0) { $0 + $1 * $1 }
    let scale = 1 / (rate * power * Double(count))
    let both: (x: PowerSpectrum, y: PowerSpectrum)
    if isSparse {
      guard let longer = sum.resampled(length: transformLength, lags: segmentLength - 1) else {
        return nil
      }
      both = longer.spectra(scale: scale, rate: rate)
    } else {
      both = sum.spectra(scale: scale, rate: rate)
    }
    return (silenced(both.x, where: x), silenced(both.y, where: y))
  }

  /// Whether segments are continued with so many zeros that their transforms cost less by way of their
  /// autocorrelations.
  private var isSparse: Bool { transformLength > 2 * shortLength }

  /// Room for a segment and all its lags.
  private var shortLength: Int { SineMultitaper.smoothLength(from: 2 * segmentLength) }

  /// Nothing but zeros where `signal` is a constant that was taken off: not what rounding left of it and of
  /// the signal beside it.
  private func silenced(_ spectrum: PowerSpectrum, where signal: [Double]) -> PowerSpectrum {
    guard detrending != .none, let first = signal.first, signal.allSatisfy({ $0 == first }) else {
      return spectrum
    }
    return PowerSpectrum(
      frequencies: spectrum.frequencies, densities: spectrum.densities.map { _ in 0 },
      step: spectrum.step)
  }

  /// A period of 1/2 - cos(2 pi k / length) / 2 from 0 on.
  static func hann(_ length: Int) -> [Double] {
    (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length)) }
  }

  private func detrended(_ segment: ArraySlice<Double>) -> [Double] {
    let values = Array(segment)
    guard detrending != .none, let center = mean(of: values) else { return values }
    guard detrending == .linear else { return values.map { $0 - center } }
    // About the middle, where place and mean don't depend on each other.
    let middle = Double(values.count - 1) / 2
    var products = 0.0
    var squares = 0.0
    for index in values.indices {
      let place = Double(index) - middle
      products += place * (values[index] - center)
      squares += place * place
    }
    let slope = products / squares
    return values.indices.map { values[$0] - center - slope * (Double($0) - middle) }
  }
}
