import Glibc

extension Double {
  /// The number with a fixed count of decimals, at most 6; `-` where it isn't finite.
  package func fixed(_ decimals: Int) -> String {
    let scales = [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    let scale = scales[Swift.max(0, Swift.min(decimals, scales.count - 1))]
    let scaled = (self * scale).rounded()
    guard scaled.isFinite, abs(scaled) < 9e15 else { return "-" }
    let digits = String(Int64(abs(scaled)))
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let full = String(repeating: "0", count: Swift.max(0, decimals + 1 - digits.count)) + digits
    return sign + full.dropLast(decimals) + "." + full.suffix(decimals)
  }

  /// The number with as many decimals as `decimals`, or more where it takes them to show two digits of a small
  /// one: what isn't 0 never reads as 0. From 1e-6 on powers of ten are written.
  package func fixed(atLeast decimals: Int) -> String {
    let size = abs(self)
    guard size > 0, size.isFinite, size < 10 * pow(10, -Double(decimals)) else {
      return fixed(decimals)
    }
    let exponent = Int(log10(size).rounded(.down))
    guard exponent < -5 else { return fixed(Swift.max(decimals, 1 - exponent)) }
    return "\((self / pow(10, Double(exponent))).fixed(1))e\(exponent)"
  }
}
