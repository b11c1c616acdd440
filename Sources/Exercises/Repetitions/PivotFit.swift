import Glibc
import SignalProcessing

/// How well a stretch of movement is explained by a foot that turns about one fixed point.
///
/// A sensor at a lever (p, q) from the pivot, turned by theta with rate omega and acceleration alpha, feels
/// along the vertical p (alpha cos theta - omega² sin theta) + q (alpha sin theta + omega² cos theta) beside
/// gravity. Fitted by least squares with a constant for the chip's own error; what is left over is the
/// pivot's own acceleration: a foot that is carried somewhere.
struct PivotFit: Hashable, Sendable {
  /// Corner in Hz of the low-pass under angle and force: what a limb does lies below it.
  private static let corner = 6.0
  /// Seconds before and after the stretch that steady the derivatives and aren't fitted.
  static let margin = 0.15

  /// Root mean square of what the fit leaves over, in m/s².
  let residual: Double

  /// The fit over a stretch; nil for too few samples to tell anything.
  ///
  /// - Parameters:
  ///   - angle: in degrees, on a regular grid.
  ///   - force: magnitude of the specific force in m/s², on the same grid.
  init?(angle: UniformGrid, force: UniformGrid) {
    let step = angle.step
    let skipped = Int(Self.margin / step)
    let count = min(angle.values.count, force.values.count)
    guard count - 2 * skipped >= 12,
      let lowpass = ZeroPhaseLowPass(corner: Self.corner, sampleRate: 1 / step)
    else { return nil }
    let theta = lowpass(angle.values.map { $0 * .pi / 180 })
    let measured = lowpass(force.values)
    var equations = NormalEquations()
    for index in max(1, skipped)..<min(count - 1, count - skipped) {
      let rate = (theta[index + 1] - theta[index - 1]) / (2 * step)
      let acceleration =
        (theta[index + 1] - 2 * theta[index] + theta[index - 1]) / (step * step)
      let (sine, cosine) = (sin(theta[index]), cos(theta[index]))
      equations.add(
        SIMD3(
          acceleration * cosine - rate * rate * sine, acceleration * sine + rate * rate * cosine, 1),
        measured[index])
    }
    guard let residual = equations.residual else { return nil }
    self.residual = residual
  }
}

/// Linear least squares with three unknowns, summed up point by point.
private struct NormalEquations {
  private var columns = (SIMD3<Double>.zero, SIMD3<Double>.zero, SIMD3<Double>.zero)
  private var right = SIMD3<Double>.zero
  private var squares = 0.0
  private var count = 0.0

  mutating func add(_ row: SIMD3<Double>, _ value: Double) {
    columns.0 += row * row.x
    columns.1 += row * row.y
    columns.2 += row * row.z
    right += row * value
    squares += value * value
    count += 1
  }

  /// Root mean square of what no solution explains; nil where the unknowns can't be told apart.
  var residual: Double? {
    let determinant = columns.0.dot(columns.1.cross(columns.2))
    guard abs(determinant) > 1e-12 else { return nil }
    // Cramer's rule.
    let solution =
      SIMD3(
        right.dot(columns.1.cross(columns.2)), columns.0.dot(right.cross(columns.2)),
        columns.0.dot(columns.1.cross(right))) / determinant
    return (max(0, squares - solution.dot(right)) / count).squareRoot()
  }
}
