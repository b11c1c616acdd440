import Glibc

extension SwayMetric {
  /// Area that the line from the origin to the point sweeps over, per second of `duration`: half the sum of
  /// |y[n+1] x[n] - y[n] x[n+1]| over it.
  ///
  /// Source: Prieto et al. 1996, AREA-SW, on a centred track; the duration is the samples over the rate
  /// there, one interval less in others.
  static func sweptArea(_ signal: PlanarSignal, over duration: Double) -> Double {
    var sum = 0.0
    for index in 1..<signal.x.count {
      sum += abs(
        signal.y[index] * signal.x[index - 1] - signal.y[index - 1] * signal.x[index])
    }
    return sum / (2 * duration)
  }

  /// How often a second a circle with the mean distance as its radius would be gone round at the track's
  /// speed. Source: Prieto et al. 1996, MFREQ = MVELO / (2 pi MDIST).
  static func meanFrequency(velocity: Double, meanDistance: Double) -> Double? {
    meanDistance > 0 ? velocity / (2 * .pi * meanDistance) : nil
  }

  /// The frequency of a sine with that mean speed and mean distance, along one axis. Source: Prieto et al.
  /// 1996, MFREQ_AP = MVELO_AP / (4 sqrt 2 MDIST_AP), whose factor would be exact for a sine's root mean
  /// square instead of its mean distance: of a sine it tells 1.11 of the frequency.
  static func meanFrequency(alongAxisVelocity velocity: Double, meanDistance: Double) -> Double? {
    meanDistance > 0 ? velocity / (4 * 2.0.squareRoot() * meanDistance) : nil
  }

  /// How much of the plane the track fills, 1 for a line: ln N / ln(N d / path).
  ///
  /// Source: Prieto et al. 1996, FD, FD-CC and FD-CE, after Katz & George 1985, Bull Math Biol 47:277; they
  /// differ in `diameter`.
  /// - Parameters:
  ///   - count: N, the samples.
  ///   - diameter: d, of what the track is measured by, in the track's unit.
  ///   - path: length of the track in the same unit.
  static func fractalDimension(count: Int, diameter: Double, path: Double) -> Double? {
    guard diameter > 0, path > 0 else { return nil }
    let n = log(Double(count))
    let divisor = n + log(diameter) - log(path)
    return divisor > 0 ? n / divisor : nil
  }
}
