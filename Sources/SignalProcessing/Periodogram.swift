/// Squared magnitudes of the Fourier transforms of two real signals at once, summed up over segments or
/// tapers: what all averaged spectra are made of.
///
/// Two signals cost one complex transform: as its real and its imaginary part they can be told apart by
/// symmetry.
struct Periodogram: ~Copyable {
  private let transform: FourierTransform
  private var work: [Double]
  /// What the work was transformed into last: kept, so that no sum allocates.
  private var both: [Double] = []
  private var sums: (x: [Double], y: [Double])

  /// A sum for transforms of `length` values; nil for less than 2, or where memory is out.
  init?(length: Int) {
    guard length > 1, let transform = FourierTransform(length: length) else { return nil }
    self.transform = transform
    work = [Double](repeating: 0, count: 2 * length)
    let half = length / 2 + 1
    sums = ([Double](repeating: 0, count: half), [Double](repeating: 0, count: half))
  }

  /// Forgets what was added up; the plan stays.
  mutating func reset() {
    for k in sums.x.indices { (sums.x[k], sums.y[k]) = (0, 0) }
  }

  /// Adds |X(f)|² and |Y(f)|² of the products with `window`, continued with zeros up to the length.
  /// - Precondition: as many values in each as in `window`, at most the length.
  mutating func add(x: [Double], y: [Double], window: [Double]) {
    precondition(x.count == window.count && y.count == window.count)
    precondition(window.count <= transform.length)
    for index in window.indices {
      work[2 * index] = x[index] * window[index]
      work[2 * index + 1] = y[index] * window[index]
    }
    addTransform(of: window.count)
  }

  /// Adds |X(f)|² of the products of one signal with two windows, as if they were of two.
  /// - Precondition: as for ``add(x:y:window:)``.
  mutating func add(_ signal: [Double], _ first: [Double], _ second: [Double]) {
    precondition(signal.count == first.count && signal.count == second.count)
    precondition(signal.count <= transform.length)
    for index in signal.indices {
      work[2 * index] = signal[index] * first[index]
      work[2 * index + 1] = signal[index] * second[index]
    }
    addTransform(of: signal.count)
  }

  /// Adds what the first `count` values of the work come to, with zeros after them.
  private mutating func addTransform(of count: Int) {
    for index in (2 * count)..<work.count { work[index] = 0 }
    transform.transform(work, into: &both)
    let length = transform.length
    for k in sums.x.indices {
      let mirror = k == 0 ? 0 : length - k
      let (a, b) = (both[2 * k], both[2 * k + 1])
      let (c, d) = (both[2 * mirror], both[2 * mirror + 1])
      // X = (Z(k) + Z*(-k)) / 2, Y = (Z(k) - Z*(-k)) / 2i.
      sums.x[k] += ((a + c) * (a + c) + (b - d) * (b - d)) / 4
      sums.y[k] += ((b + d) * (b + d) + (a - c) * (a - c)) / 4
    }
  }

  /// One-sided densities: the sums times `scale`, doubled where a negative frequency is folded in.
  /// - Parameters:
  ///   - scale: 1 / (rate sum of window² number of sums) for a mean of densities.
  ///   - rate: in Hz.
  func spectra(scale: Double, rate: Double) -> (x: PowerSpectrum, y: PowerSpectrum) {
    let length = transform.length
    // In this order, as numpy's rfftfreq: a frequency on the edge of a band falls on the same side.
    let step = 1 / (Double(length) * (1 / rate))
    let frequencies = sums.x.indices.map { Double($0) * step }
    func densities(_ sums: [Double]) -> [Double] {
      sums.indices.map { k in sums[k] * (k == 0 || 2 * k == length ? scale : 2 * scale) }
    }
    return (
      PowerSpectrum(frequencies: frequencies, densities: densities(sums.x), step: step),
      PowerSpectrum(frequencies: frequencies, densities: densities(sums.y), step: step)
    )
  }

  /// The same sums at `length` frequencies instead, of signals not longer than `lags` + 1 samples; nil where
  /// memory is out.
  ///
  /// By the autocorrelations, which sum up as well: many short signals at many frequencies cost one long
  /// transform, not one each.
  /// - Precondition: as for ``autocorrelations(through:)``; `length` above 1.
  func resampled(length: Int, lags: Int) -> Periodogram? {
    guard var longer = Periodogram(length: length) else { return nil }
    let correlations = autocorrelations(through: lags)
    for lag in 0...lags {
      // To either side of zero, round the circle.
      for place in lag == 0 ? [0] : [lag % length, (length - lag % length) % length] {
        longer.work[2 * place] += correlations.x[lag]
        longer.work[2 * place + 1] += correlations.y[lag]
      }
    }
    let both = longer.transform(longer.work)
    for k in longer.sums.x.indices {
      longer.sums.x[k] = max(0, both[2 * k])
      longer.sums.y[k] = max(0, both[2 * k + 1])
    }
    return longer
  }

  /// The autocorrelations that belong to the sums: sum of x[n] x[n + lag], for lags from 0 through `lags`.
  /// - Precondition: the length is at least the signals' and `lags` together, or the ends meet.
  func autocorrelations(through lags: Int) -> (x: [Double], y: [Double]) {
    let length = transform.length
    // Both are real and symmetric, so that one transform brings both back.
    var both = [Double](repeating: 0, count: 2 * length)
    for k in 0..<length {
      let mirror = min(k, length - k)
      both[2 * k] = sums.x[mirror]
      both[2 * k + 1] = sums.y[mirror]
    }
    let back = transform(both)
    let scale = 1 / Double(length)
    return (
      (0...lags).map { back[2 * $0] * scale }, (0...lags).map { back[2 * $0 + 1] * scale }
    )
  }
}
