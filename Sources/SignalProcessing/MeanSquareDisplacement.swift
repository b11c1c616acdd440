/// How far two tracks have come after so many samples: the mean of (x[n + lag] - x[n])² over all n, for lags
/// from 0 through `lags`, in the square of the unit.
///
/// By the Fourier transform of the autocorrelation, O(n log n) instead of O(n lags); the values lose what
/// rounding leaves of the variance, about 1e-15 of it.
/// - Parameters:
///   - x: a track.
///   - y: another, as long.
///   - lags: at least 0, less than the tracks' length.
/// - Returns: nil where the lags don't fit, or the lengths differ.
public func meanSquareDisplacements(
  of x: [Double], _ y: [Double], through lags: Int
) -> (x: [Double], y: [Double])? {
  guard lags >= 0, lags < x.count, x.count == y.count else { return nil }
  var length = 2
  while length < x.count + lags { length *= 2 }
  guard var power = Periodogram(length: length) else { return nil }
  let centeredX = centered(x)
  let centeredY = centered(y)
  power.add(x: centeredX, y: centeredY, window: [Double](repeating: 1, count: x.count))
  let correlations = power.autocorrelations(through: lags)
  return (
    displacements(of: centeredX, autocorrelations: correlations.x),
    displacements(of: centeredY, autocorrelations: correlations.y)
  )
}

/// Displacements don't know where the middle is, but rounding does. What rests comes out as zeros.
private func centered(_ signal: [Double]) -> [Double] {
  let fromFirst = signal.map { $0 - signal[0] }
  let middle = mean(of: fromFirst) ?? 0
  return fromFirst.map { $0 - middle }
}

/// The sum of (x[n + lag] - x[n])² is that of the squares but the first `lag`, and but the last, without
/// twice the autocorrelation.
private func displacements(of signal: [Double], autocorrelations: [Double]) -> [Double] {
  // Not what rounding leaves of the signal beside it.
  guard signal.contains(where: { $0 != 0 }) else { return autocorrelations.map { _ in 0 } }
  var squares = 2 * signal.reduce(0) { $0 + $1 * $1 }
  return autocorrelations.indices.map { lag in
    if lag == 0 { return 0 }
    let (first, last) = (signal[lag - 1], signal[signal.count - lag])
    squares -= first * first + last * last
    return max(0, squares - 2 * autocorrelations[lag]) / Double(signal.count - lag)
  }
}
