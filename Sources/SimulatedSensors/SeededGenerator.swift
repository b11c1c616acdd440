/// A generator whose numbers are settled by its seed, so that a simulation can be run again to the byte.
///
/// Source: SplitMix64, G. Steele, D. Lea and C. Flood, Fast Splittable Pseudorandom Number Generators
/// (OOPSLA 2014), figure 17.
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
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
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
}
