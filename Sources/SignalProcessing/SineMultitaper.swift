import Glibc

/// Power spectra of whole signals by averaging over sine tapers.
///
/// The taper k of K is sqrt(2 / (N + 1)) sin(pi k (n + 1) / (N + 1)), k = 1...K, and the estimate the plain mean
/// of the tapered periodograms. A line spreads over (K + 1) rate / (2 (N + 1)) Hz to either side, so a signal's
/// mean is taken off first. Source: Riedel & Sidorenko 1995, IEEE Trans Signal Process 43:188.
public struct SineMultitaper: Hashable, Sendable {
  /// How many tapers are averaged over.
  public let tapers: Int

  /// An estimate with so many tapers, at least 1; nil for fewer.
  public init?(tapers: Int) {
    guard tapers >= 1 else { return nil }
    self.tapers = tapers
  }

  /// The spectrum of a signal sampled at `rate` Hz; nil for fewer samples than tapers or two, or a rate that
  /// isn't above 0.
  ///
  /// Frequencies lie rate / L apart, L being the first length from the signal's on that has no prime factor but
  /// 2, 3 and 5; up to it the tapered signal is continued with zeros. O(K n log n); allocates.
  public func spectrum(of signal: [Double], rate: Double) -> PowerSpectrum? {
    guard var sum = periodogram(of: signal.count, rate: rate) else { return nil }
    return single(centered(signal), under: SineWindow(count: signal.count), sum: &sum, rate: rate)
  }

  /// The spectra of two signals of the same length at the cost of one; nil as for one, or where the lengths
  /// differ.
  public func spectra(
    of x: [Double], _ y: [Double], rate: Double
  ) -> (x: PowerSpectrum, y: PowerSpectrum)? {
    guard x.count == y.count, var sum = periodogram(of: x.count, rate: rate) else { return nil }
    return double(
      centered(x), centered(y), under: SineWindow(count: x.count), sum: &sum, rate: rate)
  }

  /// The spectra of three signals of the same length, with tapers and transform made once; nil as for one, or where
  /// the lengths differ.
  public func spectra(
    of x: [Double], _ y: [Double], _ z: [Double], rate: Double
  ) -> (x: PowerSpectrum, y: PowerSpectrum, z: PowerSpectrum)? {
    guard x.count == y.count, x.count == z.count, var sum = periodogram(of: x.count, rate: rate)
    else { return nil }
    let window = SineWindow(count: x.count)
    let both = double(centered(x), centered(y), under: window, sum: &sum, rate: rate)
    sum.reset()
    return (both.x, both.y, single(centered(z), under: window, sum: &sum, rate: rate))
  }

  /// One signal's, two tapers at once as the two signals that a transform takes.
  private func single(
    _ signal: [Double], under first: SineWindow, sum: inout Periodogram, rate: Double
  ) -> PowerSpectrum {
    var window = first
    for taper in stride(from: 1, through: tapers, by: 2) {
      let one = window.next()
      sum.add(
        signal, one,
        taper < tapers ? window.next() : [Double](repeating: 0, count: signal.count))
    }
    let both = sum.spectra(scale: 1 / (rate * Double(tapers)), rate: rate)
    return PowerSpectrum(
      frequencies: both.x.frequencies,
      densities: zip(both.x.densities, both.y.densities).map { $0 + $1 }, step: both.x.step)
  }

  /// Two signals', both at once.
  private func double(
    _ x: [Double], _ y: [Double], under first: SineWindow, sum: inout Periodogram, rate: Double
  ) -> (x: PowerSpectrum, y: PowerSpectrum) {
    var window = first
    for _ in 0..<tapers { sum.add(x: x, y: y, window: window.next()) }
    let both = sum.spectra(scale: 1 / (rate * Double(tapers)), rate: rate)
    // Of a constant nothing is left: not what rounding leaves of it and of the signal beside it.
    return (
      x.allSatisfy { $0 == 0 } ? both.x.silent : both.x,
      y.allSatisfy { $0 == 0 } ? both.y.silent : both.y
    )
  }

  private func periodogram(of count: Int, rate: Double) -> Periodogram? {
    guard count >= max(2, tapers), rate > 0, rate.isFinite else { return nil }
    return Periodogram(length: Self.smoothLength(from: count))
  }

  private func centered(_ signal: [Double]) -> [Double] {
    guard let first = signal.first, let center = mean(of: signal) else { return signal }
    // The mean of equal numbers may miss them by a rounding.
    if signal.allSatisfy({ $0 == first }) { return [Double](repeating: 0, count: signal.count) }
    return signal.map { $0 - center }
  }

  /// The first number from `count` on whose prime factors are 2, 3 and 5.
  static func smoothLength(from count: Int) -> Int {
    var length = max(1, count)
    while true {
      var rest = length
      for factor in [2, 3, 5] {
        while rest.isMultiple(of: factor) { rest /= factor }
      }
      if rest == 1 { return length }
      length += 1
    }
  }
}

/// The sine tapers of one length, one after the other: sin(k a) = 2 cos(a) sin((k - 1) a) - sin((k - 2) a).
private struct SineWindow {
  /// 2 cos(pi (n + 1) / (N + 1)).
  private let factors: [Double]
  private var last: [Double]
  private var current: [Double]

  init(count: Int) {
    let scale = (2 / Double(count + 1)).squareRoot()
    let angles = (1...count).map { .pi * Double($0) / Double(count + 1) }
    factors = angles.map { 2 * cos($0) }
    last = [Double](repeating: 0, count: count)
    current = angles.map { scale * sin($0) }
  }

  /// The next taper.
  mutating func next() -> [Double] {
    let taper = current
    for index in current.indices {
      current[index] = factors[index] * taper[index] - last[index]
    }
    last = taper
    return taper
  }
}

extension PowerSpectrum {
  /// The same frequencies without power.
  fileprivate var silent: PowerSpectrum {
    PowerSpectrum(frequencies: frequencies, densities: densities.map { _ in 0 }, step: step)
  }
}
