import Glibc
import SignalProcessing

/// Where a sensor sits from the point about which it turns, learned from all swings so far.
///
/// A sensor at a lever from its pivot, `behind` metres back and `above` metres up in the neutral pose,
/// turned by theta from there, is accelerated upwards by behind (α cos θ - ω² sin θ) - above (α sin θ + ω²
/// cos θ): beside gravity that is what the specific force's magnitude shows. A cheap chip's zero, scale and
/// cross-axis errors make its reading of gravity a constant plus a cosine plus a sine of the pose; these
/// three are fitted together with the lever, so they can't pass for a movement, however slow it is.
///
/// A heel that rises about the ball of the foot has its sensor *behind* the pivot. So the sign of `behind`
/// tells which way is up.
struct LeverFit: Sendable {
  /// The lever in metres with its standard error.
  struct Lever: Hashable, Sendable {
    /// Behind the pivot for a turn that is positive with the heel up.
    var behind: Double
    /// Standard error of ``behind``.
    var doubt: Double
  }

  /// Seconds of rest before and after a swing that are fitted with it.
  private static let margin = 0.5
  /// Seconds from row to row, times the corner in Hz: fine enough for second differences.
  private static let spacing = 0.1
  /// Of so fine rows so many are independent: two to a period of the corner.
  private static let independence = 2 * spacing
  /// What a model of one fixed pivot and one line leaves out, in m/s²: bodies sway.
  private static let leastResidual = 0.01
  /// Levers behind and above, constant, cosine, sine.
  private static let unknowns = 5
  private var equations = LeastSquares(unknowns: unknowns)
  /// Metres within which the sensor sits from its pivot: a foot is not longer. Without it two levers that
  /// slow movements can't tell apart would grow against each other.
  private let reach: Double
  /// Rows taken, and how many of them are independent of each other.
  private var rows = (taken: 0.0, independent: 0.0)

  /// What is known of the lever; nil before the first swing.
  private(set) var lever: Lever?

  /// A sensor that sits within about `reach` metres of its pivot.
  init(reach: Double) {
    self.reach = reach
  }

  /// Takes a swing.
  ///
  /// - Parameters:
  ///   - start: time of the turning point or rest before it, in seconds.
  ///   - end: time of the one after it.
  ///   - length: seconds that the movement takes between them, at constant speed.
  ///   - line: the movement's line in the buffer's points, up towards its own direction.
  ///   - buffer: rotations in degrees and magnitudes of the specific force in m/s².
  mutating func add(
    from start: Double, to end: Double, length: Double, line: SIMD3<Double>, buffer: MotionBuffer
  ) {
    // What the limb does lies below this; the same filter on both sides leaves their relation alone.
    let corner = min(5, max(0.4, 2 / length))
    let margin = Self.margin + 1 / corner
    guard
      let swing = Self.equations(
        from: start - margin, through: end + margin, corner: corner, line: line, buffer: buffer)
    else { return }
    // A swing with much in it that no lever explains says little about the lever.
    let noise = max(Self.leastResidual, swing.solution?.residual ?? 1)
    rows.taken += swing.weight
    rows.independent += swing.weight * Self.independence
    equations.add(swing, weight: 1 / (noise * noise))
    // Each row counts in units of its own noise; neighbours share theirs.
    let correlation = (rows.taken / max(1, rows.independent)).squareRoot()
    guard
      let solution = bounded(equations, weight: correlation * correlation).solution
    else { return }
    lever = Lever(
      behind: solution.values[0],
      doubt: max(1, solution.residual) * solution.sensitivity[0] * correlation)
  }

  /// What no lever within reach explains of a stretch, root mean square in m/s²; nil for too short a stretch.
  ///
  /// - Parameter corner: of the low-pass in Hz under angle and force.
  static func residual(
    from start: Double, through end: Double, corner: Double, reach: Double, line: SIMD3<Double>,
    buffer: MotionBuffer
  ) -> Double? {
    equations(from: start, through: end, corner: corner, line: line, buffer: buffer)
      .flatMap { LeverFit(reach: reach).bounded($0, weight: 1).solution?.residual }
  }

  /// The equations with levers beyond reach made dear.
  private func bounded(_ equations: LeastSquares, weight: Double) -> LeastSquares {
    var bounded = equations
    bounded.add(SIMD8(1, 0, 0, 0, 0, 0, 0, 0), 0, weight: weight / (reach * reach))
    bounded.add(SIMD8(0, 1, 0, 0, 0, 0, 0, 0), 0, weight: weight / (reach * reach))
    return bounded
  }

  /// One stretch's equations, each row in m/s²; nil for too few samples.
  private static func equations(
    from start: Double, through end: Double, corner: Double, line: SIMD3<Double>,
    buffer: MotionBuffer
  ) -> LeastSquares? {
    // A loss would be fitted as a straight line.
    guard buffer.longestInterval(from: start, through: end) <= RepetitionTrack.bridgedGap,
      let angle = buffer.excursion(from: start, through: end, along: line),
      let force = buffer.force(from: start, through: end),
      let lowpass = ZeroPhaseLowPass(corner: corner, sampleRate: 1 / angle.step)
    else { return nil }
    let count = min(angle.values.count, force.values.count)
    let stride = max(1, Int(spacing / corner / angle.step))
    guard count > 8 * stride else { return nil }
    func rows(_ values: [Double]) -> [Double] {
      let smoothed = lowpass(values)
      return Swift.stride(from: 0, to: count, by: stride).map { smoothed[$0] }
    }
    let theta = rows(angle.values.map { $0 * .pi / 180 })
    let measured = rows(force.values)
    let step = Double(stride) * angle.step
    var swing = LeastSquares(unknowns: unknowns)
    for index in theta.indices.dropFirst().dropLast() {
      let lever = FootPivot.accelerations(theta, at: index, step)
      swing.add(
        SIMD8(lever.sine, lever.cosine, 1, cos(theta[index]) - 1, sin(theta[index]), 0, 0, 0),
        measured[index])
    }
    return swing
  }
}
