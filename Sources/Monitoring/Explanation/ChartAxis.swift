import Glibc

/// A straight scale from values to pixels, with ticks at round numbers.
struct ChartAxis {
  /// The values at both ends.
  let values: ClosedRange<Double>
  /// The pixels of the lower and of the upper end.
  let pixels: (from: Double, to: Double)

  /// A range that is a smaller share than this of its values is rounding, not a movement to be shown.
  static let finest = 1e-9

  /// The pixel of a value; one beyond an end is held there.
  func pixel(_ value: Double) -> Double {
    let held = min(values.upperBound, max(values.lowerBound, value))
    let length = values.upperBound - values.lowerBound
    guard length > 0 else { return pixels.from }
    return pixels.from + (held - values.lowerBound) / length * (pixels.to - pixels.from)
  }

  /// Round values, about `count` of them.
  func ticks(about count: Int) -> [Double] {
    ticks(step: Self.roundStep((values.upperBound - values.lowerBound) / Double(max(1, count))))
  }

  /// The multiples of a step.
  func ticks(step: Double) -> [Double] {
    let first = (values.lowerBound / step).rounded(.up)
    let last = (values.upperBound / step).rounded(.down)
    guard first.isFinite, last.isFinite, last >= first, last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// The first of 1, 2, 5, 10, 20, … (and their tenths) that isn't smaller.
  static func roundStep(_ least: Double) -> Double {
    guard least > 0, least.isFinite else { return 1 }
    let power = pow(10, floor(log10(least)))
    return ([1, 2, 5, 10].first { $0 * power >= least * 0.999 } ?? 10) * power
  }

  /// A tick's number, with the decimals that steps of its size have.
  static func words(_ value: Double, step: Double) -> String {
    value.fixed(step >= 1 ? 0 : min(6, Int((-log10(step) - 1e-9).rounded(.up))))
  }
}
