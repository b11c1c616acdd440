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
}
