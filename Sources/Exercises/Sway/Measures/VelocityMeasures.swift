import SignalProcessing

/// How a coordinate moves: velocity by local polynomials, its swings to either side.
enum AxisVelocity {
  /// The derivative of an axis in units a second: of the cubic through five samples by least squares.
  ///
  /// Source: Savitzky & Golay 1964, Anal Chem 36:1627, window 5, degree 3. The first and last two samples
  /// take the slope of the first and last cubic at their place, as `scipy.signal.savgol_filter` does in its
  /// mode `interp`.
  /// - Returns: nil for fewer than five samples.
  static func smoothed(_ axis: [Double], rate: Double) -> [Double]? {
    guard axis.count >= 5 else { return nil }
    return axis.indices.map { index in
      let middle = min(max(index, 2), axis.count - 3)
      return slope(of: axis, about: middle, at: Double(index - middle)) * rate
    }
  }

  /// Slope per sample of the cubic through the five values about `middle`, `place` samples from it.
  private static func slope(of axis: [Double], about middle: Int, at place: Double) -> Double {
    let (a, b, c) = (axis[middle - 2], axis[middle - 1], axis[middle])
    let (d, e) = (axis[middle + 1], axis[middle + 2])
    // Normal equations of a cubic at -2...2: the sums of t², t⁴, t⁶ are 10, 34, 130.
    let first = 2 * (e - a) + (d - b)
    let third = 8 * (e - a) + (d - b)
    let second = 4 * (e + a) + (d + b)
    let linear = (130 * first - 34 * third) / 144
    let quadratic = (5 * second - 10 * (a + b + c + d + e)) / 70
    let cubic = (10 * third - 34 * first) / 144
    return linear + 2 * quadratic * place + 3 * cubic * place * place
  }

  /// The swings of a velocity to either side.
  struct Swings: Hashable, Sendable {
    /// How often the sign changed.
    var crossings = 0
    /// The largest values of the swings to the positive side.
    var positive: [Double] = []
    /// The largest magnitudes of those to the negative side.
    var negative: [Double] = []
  }

  /// The swings between the first change of sign and the last: those that begin and end inside. Zeros have
  /// no sign.
  ///
  /// Source: Quijoux et al. 2021, Physiol Rep 9:e15067, zero-crossing and peak velocity of the sway.
  static func swings(of velocity: [Double]) -> Swings {
    var swings = Swings()
    var isPositive: Bool?
    var peak = 0.0
    for value in velocity where value != 0 {
      if let before = isPositive, before != (value > 0) {
        if swings.crossings > 0 {
          if before { swings.positive.append(peak) } else { swings.negative.append(peak) }
        }
        swings.crossings += 1
        peak = 0
      }
      isPositive = value > 0
      peak = max(peak, abs(value))
    }
    return swings
  }

  /// sqrt(rms² + variance of the velocity): how large a place a coordinate takes in the plane of place and
  /// speed. Millimetres and mm/s are added as bare numbers.
  ///
  /// Source: Riley et al. 1995, Gait Posture 3:190, in the form of Quijoux et al. 2021.
  static func phasePlane(rms: Double, velocity: [Double]) -> Double? {
    SwayMetric.rms(of: velocity).map { (rms * rms + $0 * $0).squareRoot() }
  }
}
