/// Random numbers that a seed fixes for good, so that a simulation can be run again to the byte, on every
/// machine.
///
/// Source: SplitMix64, G. Steele, D. Lea and C. Flood, Fast Splittable Pseudorandom Number Generators
/// (OOPSLA 2014, doi:10.1145/2660193.2660195), figure 17. The conversions to `Double` are done here too,
/// because the standard library doesn't promise to keep its own.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  /// A generator at its beginning.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but not including 1.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number of mean 0 and standard deviation 1, near enough to normal for sensor noise and never
  /// beyond ±6: the sum of twelve uniform ones. Without a logarithm it is the same on every machine.
  public mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// Evenly spread between the bounds.
  public mutating func uniform(_ bounds: ClosedRange<Double>) -> Double {
    bounds.lowerBound + unit() * (bounds.upperBound - bounds.lowerBound)
  }

  /// `value`, more or less by up to the share `variation`.
  mutating func varied(_ value: Double, by variation: Double) -> Double {
    value * (1 + uniform(-variation...variation))
  }
}
