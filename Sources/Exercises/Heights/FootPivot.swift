import Glibc
import Samples
import SignalProcessing

/// A foot that turns about one point, and a sensor on it.
///
/// Angles in radians, up positive, on a regular grid. At the angle theta the sensor is
/// z = back sin(theta) + up cos(theta) above the pivot and x = back cos(theta) - up sin(theta) behind it.
struct FootPivot: Hashable, Sendable {
  /// Rounds in which the angle is freed from what its own movement feigns; each leaves about a tenth.
  private static let rounds = 8
  /// Corner in Hz of the low-pass under angle and force: what a limb does lies below it.
  static let corner = 6.0

  /// The corner for so many samples a second: what is quicker has lost some of its angle where a rate of
  /// turn was added up from sample to sample.
  static func corner(rate: Double) -> Double { min(corner, 0.12 * rate) }

  /// From the pivot to the sensor in m: back along the ground, and up, in the neutral pose.
  var back: Double
  var up: Double

  /// The angle itself, where `apparent` is the angle of the specific force.
  ///
  /// An accelerometer takes the sensor's own acceleration for a part of gravity. Across the true vertical
  /// the force is -(z theta'' + x theta'²), so the apparent angle is theta less the arc tangent of
  /// (z theta'' + x theta'²) over the vertical force g + x theta'' - z theta'². Solved for theta by turns:
  /// theta'' enters linearly, which makes a tridiagonal system, the rest with the angle of the last round.
  /// The first and the last angle stay as they are. O(n).
  func freed(_ apparent: [Double], step: Double) -> [Double] {
    guard apparent.count > 4 else { return apparent }
    var angle = apparent
    let inner = 1..<(apparent.count - 1)
    var tension = [Double](repeating: 0, count: apparent.count)
    var right = apparent
    for _ in 0..<Self.rounds {
      for index in inner {
        let (sine, cosine) = (sin(angle[index]), cos(angle[index]))
        let (height, reach) = (back * sine + up * cosine, back * cosine - up * sine)
        let rate = Self.rate(angle, at: index, step)
        let acceleration = Self.acceleration(angle, at: index, step)
        // Nobody falls freely in a calf raise; where the angle says so it is still far off.
        let vertical = max(
          0.5 * PhysicalConstant.standardGravity,
          PhysicalConstant.standardGravity + reach * acceleration - rate * rate * height)
        let level = max(0, height)
        let feigned = (level * acceleration + rate * rate * reach) / vertical
        tension[index] = level / vertical / (step * step)
        right[index] =
          apparent[index] + atan(feigned) - feigned + rate * rate * reach / vertical
      }
      Self.solve(tension: tension, right: right, into: &angle)
    }
    return angle
  }

  /// A stretch of apparent excursion in degrees, freed; freed of what is quicker than a limb as well,
  /// since noise looks like an acceleration.
  func freed(_ excursion: UniformGrid) -> UniformGrid {
    guard let lowpass = ZeroPhaseLowPass(corner: Self.corner, sampleRate: 1 / excursion.step)
    else { return excursion }
    let apparent = lowpass(excursion.values.map { $0 * .pi / 180 })
    return UniformGrid(
      start: excursion.start, step: excursion.step,
      values: freed(apparent, step: excursion.step).map { $0 * 180 / .pi })
  }

  /// The sensor's own acceleration at an inner point, in m/s²: up, and back along the ground.
  func acceleration(
    _ angle: [Double], at index: Int, _ step: Double
  ) -> (up: Double, back: Double) {
    let (sine, cosine) = Self.accelerations(angle, at: index, step)
    return (back * sine + up * cosine, back * cosine - up * sine)
  }

  /// (sin theta)'' and (cos theta)'' at an inner point.
  static func accelerations(
    _ angle: [Double], at index: Int, _ step: Double
  ) -> (sine: Double, cosine: Double) {
    let rate = rate(angle, at: index, step)
    let acceleration = acceleration(angle, at: index, step)
    let (sine, cosine) = (sin(angle[index]), cos(angle[index]))
    return (
      acceleration * cosine - rate * rate * sine, -acceleration * sine - rate * rate * cosine
    )
  }

  static func rate(_ values: [Double], at index: Int, _ step: Double) -> Double {
    (values[index + 1] - values[index - 1]) / (2 * step)
  }

  static func acceleration(_ values: [Double], at index: Int, _ step: Double) -> Double {
    (values[index + 1] - 2 * values[index] + values[index - 1]) / (step * step)
  }

  /// Solves y[i] - k[i] (y[i-1] - 2 y[i] + y[i+1]) = right[i], the ends given (Thomas's algorithm).
  private static func solve(tension: [Double], right: [Double], into values: inout [Double]) {
    let count = right.count
    var upper = [Double](repeating: 0, count: count)
    values[0] = right[0]
    for index in 1..<(count - 1) {
      let k = tension[index]
      let pivot = 1 + 2 * k - k * upper[index - 1]
      upper[index] = k / pivot
      values[index] = (right[index] + k * values[index - 1]) / pivot
    }
    values[count - 1] = right[count - 1]
    for index in stride(from: count - 2, through: 1, by: -1) {
      values[index] += upper[index] * values[index + 1]
    }
  }
}
