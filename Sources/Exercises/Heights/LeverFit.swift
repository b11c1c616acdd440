import Glibc
import SignalProcessing

/// Learns the sensor's lever from the ball of the foot, one movement after another.
///
/// A sensor at z = back sin(theta) + up cos(theta) over a fixed pivot feels, along the vertical,
/// back (sin theta)'' + up (cos theta)'' beside gravity; and what a cheap chip makes of gravity in
/// another pose is a smooth function of the pose, here a parabola in theta. The five unknowns are fitted by
/// least squares to all movements so far, each adding its normal equations, so that neither time nor
/// drift comes in: pauses show the parabola, movements the lever. The same as the vertical path between
/// still ends, integrated twice, but for all swings at once and for every foot that turns about one point.
///
/// Without a gyroscope the angle itself depends on the lever (see ``FootPivot``): then the equations are
/// those of small changes from the best lever so far, taken anew a few times for each movement.
struct LeverFit: Hashable, Sendable {
  /// Seconds at both ends that steady the filter and aren't fitted.
  static let margin = 0.15
  /// What a lever is before it is known, in m, and by how much feet and mountings differ from that: from
  /// the ball to the heel of a shoe or the instep.
  static let usual = FootPivot(back: 0.15, up: 0.04)
  private static let spread = (back: 0.10, up: 0.02)
  /// Force in m/s² that a foot leaves unexplained in any case, and the seconds that it keeps its sign:
  /// how much a movement weighs against what is usual.
  private static let unexplained = (force: 0.05, time: 1.0 / 12)
  /// What a lever of a foot can be, in m.
  private static let possible = (back: 0.02...0.4, up: -0.1...0.25)
  /// Greatest root mean square of what is left over: this much in m/s², and this share of what the
  /// lever explains.
  private static let greatestResidual = (force: 0.1, share: 0.25)
  /// Rounds for a movement whose angle depends on the lever.
  private static let rounds = 4
  /// Metres by which the lever is varied to see what becomes of the angle.
  private static let variation = 0.01

  private var equations = NormalEquations()
  /// The best lever so far.
  private var pivot = usual
  private var isFitted = false

  /// The sensor's lever; nil before a movement showed it, and where the foot doesn't turn about one point
  /// or up is the other way.
  var lever: FootPivot? {
    guard isFitted, Self.possible.back.contains(pivot.back), Self.possible.up.contains(pivot.up)
    else { return nil }
    let residual = equations.residual(back: pivot.back, up: pivot.up)
    let explained = pivot.back * equations.meanSquareOfBack.squareRoot()
    let limit = Self.greatestResidual
    return residual <= limit.force + limit.share * explained ? pivot : nil
  }

  /// Takes a movement with what can be had of the pauses around it.
  ///
  /// - Parameters:
  ///   - angle: in degrees, up positive, on a regular grid: the foot's own, or where `isApparent` that of
  ///     the specific force.
  ///   - force: along the vertical in m/s², or where `isApparent` its magnitude, on the same grid.
  ///   - corner: of the low-pass under both, in Hz.
  mutating func take(
    angle: UniformGrid, force: UniformGrid, isApparent: Bool, corner: Double = FootPivot.corner
  ) {
    let step = angle.step
    let count = min(angle.values.count, force.values.count)
    let skipped = max(1, Int(Self.margin / step))
    guard count - 2 * skipped >= 30,
      let lowpass = ZeroPhaseLowPass(corner: corner, sampleRate: 1 / step)
    else { return }
    let stretch = Stretch(
      angle: lowpass(angle.values.prefix(count).map { $0 * .pi / 180 }),
      force: lowpass(Array(force.values.prefix(count))), step: step, isApparent: isApparent,
      fitted: skipped..<(count - skipped))
    var candidate = pivot
    var sums = equations
    for _ in 0..<(isApparent ? Self.rounds : 1) {
      sums = equations
      stretch.add(to: &sums, near: candidate, variation: Self.variation)
      let noise = Self.unexplained.force * Self.unexplained.force * Self.unexplained.time / step
      guard
        let solution = sums.solution(
          usual: (Self.usual.back, Self.usual.up),
          weights: (
            noise / (Self.spread.back * Self.spread.back), noise / (Self.spread.up * Self.spread.up)
          ))
      else { return }
      candidate = FootPivot(back: solution.back, up: solution.up)
      guard isApparent else { break }
      candidate.back = min(max(candidate.back, 0), Self.possible.back.upperBound)
      candidate.up = min(
        max(candidate.up, Self.possible.up.lowerBound), Self.possible.up.upperBound)
    }
    equations = sums
    pivot = candidate
    isFitted = true
  }
}

/// One movement on a regular grid, smoothed, in radians and m/s².
private struct Stretch {
  var angle: [Double]
  var force: [Double]
  var step: Double
  var isApparent: Bool
  /// The indices that count.
  var fitted: Range<Int>

  /// Adds a row a point: powers of the angle, and what the force changes by for a longer lever.
  func add(to equations: inout NormalEquations, near pivot: FootPivot, variation: Double) {
    let (theta, rest) = unexplained(by: pivot)
    guard isApparent else {
      // The angle doesn't depend on the lever: the force is linear in it.
      for index in fitted {
        let (back, up) = FootPivot.accelerations(theta, at: index, step)
        equations.add(angle: theta[index], back: back, up: up, force: force[index])
      }
      return
    }
    func slope(_ change: (inout FootPivot, Double) -> Void) -> [Double] {
      var (longer, shorter) = (pivot, pivot)
      change(&longer, variation)
      change(&shorter, -variation)
      return zip(unexplained(by: longer).rest, unexplained(by: shorter).rest).map {
        ($1 - $0) / (2 * variation)
      }
    }
    let backs = slope { $0.back += $1 }
    let ups = slope { $0.up += $1 }
    for index in fitted {
      let (back, up) = (backs[index], ups[index])
      equations.add(
        angle: theta[index], back: back, up: up,
        force: rest[index] + pivot.back * back + pivot.up * up)
    }
  }

  /// The foot's angle, and the vertical force less what the lever makes of it.
  private func unexplained(by pivot: FootPivot) -> (angle: [Double], rest: [Double]) {
    let theta = isApparent ? pivot.freed(angle, step: step) : angle
    var rest = [Double](repeating: 0, count: theta.count)
    for index in fitted {
      let vertical = isApparent ? force[index] * cos(angle[index] - theta[index]) : force[index]
      rest[index] = vertical - pivot.acceleration(theta, at: index, step).up
    }
    return (theta, rest)
  }
}

/// Linear least squares for a parabola in the angle and the two parts of a lever, summed up point by point.
private struct NormalEquations: Hashable, Sendable {
  private static let unknowns = 5
  /// Sums of products of a row's parts, row by row.
  private var sums = [Double](repeating: 0, count: unknowns * unknowns)
  private var right = [Double](repeating: 0, count: unknowns)
  private var squares = 0.0
  private var count = 0.0

  mutating func add(angle: Double, back: Double, up: Double, force: Double) {
    let row = [1, angle, angle * angle, back, up]
    for (first, value) in row.enumerated() {
      for (second, other) in row.enumerated() {
        sums[first * Self.unknowns + second] += value * other
      }
      right[first] += value * force
    }
    squares += force * force
    count += 1
  }

  /// Mean square of what a lever of 1 m back would be felt as, in (m/s²)².
  var meanSquareOfBack: Double { count > 0 ? sums[3 * Self.unknowns + 3] / count : 0 }

  /// The lever in m; nil where its parts can't be told apart from the rest.
  func solution(
    usual: (back: Double, up: Double), weights: (back: Double, up: Double)
  ) -> (back: Double, up: Double)? {
    var (matrix, vector) = (sums, right)
    matrix[3 * Self.unknowns + 3] += weights.back
    matrix[4 * Self.unknowns + 4] += weights.up
    vector[3] += weights.back * usual.back
    vector[4] += weights.up * usual.up
    guard let solved = solveSymmetric(matrix, vector) else { return nil }
    return (solved[3], solved[4])
  }

  /// Root mean square in m/s² of what this lever and the best parabola leave over.
  func residual(back: Double, up: Double) -> Double {
    // The parabola alone, with the lever's part taken off the right side.
    let n = Self.unknowns
    var matrix: [Double] = []
    var vector: [Double] = []
    for row in 0..<3 {
      matrix += (0..<3).map { sums[row * n + $0] }
      vector.append(right[row] - sums[row * n + 3] * back - sums[row * n + 4] * up)
    }
    guard count > 0, let parabola = solveSymmetric(matrix, vector) else { return .infinity }
    let solution = parabola + [back, up]
    var left = squares
    for row in 0..<n {
      left -= 2 * solution[row] * right[row]
      for column in 0..<n { left += solution[row] * solution[column] * sums[row * n + column] }
    }
    return (max(0, left) / count).squareRoot()
  }
}

/// Solves a positive definite system, its matrix row by row (Cholesky); nil where it is singular.
func solveSymmetric(_ matrix: [Double], _ right: [Double]) -> [Double]? {
  let n = right.count
  var lower = matrix
  for row in 0..<n {
    for column in 0...row {
      var sum = matrix[row * n + column]
      for k in 0..<column { sum -= lower[row * n + k] * lower[column * n + k] }
      if row == column {
        guard sum > 1e-12 * matrix[row * n + row] else { return nil }
        lower[row * n + row] = sum.squareRoot()
      } else {
        lower[row * n + column] = sum / lower[column * n + column]
      }
    }
  }
  var solution = right
  for row in 0..<n {
    for k in 0..<row { solution[row] -= lower[row * n + k] * solution[k] }
    solution[row] /= lower[row * n + row]
  }
  for row in (0..<n).reversed() {
    for k in (row + 1)..<n { solution[row] -= lower[k * n + row] * solution[k] }
    solution[row] /= lower[row * n + row]
  }
  return solution
}
