import Glibc

/// Random numbers that a seed fixes for good: the same body for the same seed, on every machine.
///
/// Source: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195 (SplitMix64). The conversion to
/// `Double` is done here too, because the standard library doesn't promise to keep its own.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// Evenly spread between the bounds.
  mutating func uniform(_ bounds: ClosedRange<Double>) -> Double {
    let unit = Double(next() &>> 11) * 0x1p-53
    return bounds.lowerBound + unit * (bounds.upperBound - bounds.lowerBound)
  }

  /// `value`, more or less by up to the share `variation`.
  mutating func varied(_ value: Double, by variation: Double) -> Double {
    value * (1 + uniform(-variation...variation))
  }
}
