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
struct SensorLever: Hashable, Sendable {
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

  /// A parabola in the angle, and the two parts of the lever.
  private var equations = LeastSquares(unknowns: 5)
  /// Root mean square in m/s² of what is left over.
  private var residual = 0.0
  /// Squares of what a lever of 1 m back would be felt as, added up, in (m/s²)².
  private var squaresOfBack = 0.0
  /// The best lever so far.
  private var pivot = usual
  private var isFitted = false

  /// The sensor's lever; nil before a movement showed it, and where the foot doesn't turn about one point
  /// or up is the other way.
  var lever: FootPivot? {
    guard isFitted, Self.possible.back.contains(pivot.back), Self.possible.up.contains(pivot.up)
    else { return nil }
    let explained = pivot.back * (squaresOfBack / equations.weight).squareRoot()
    let limit = Self.greatestResidual
    return residual <= limit.force + limit.share * explained ? pivot : nil
  }

  /// Takes a movement with what can be had of the pauses around it.
  mutating func take(_ movement: SmoothedMovement) {
    var candidate = pivot
    var sums = equations
    var squares = squaresOfBack
    var leftOver = residual
    for _ in 0..<(movement.isApparent ? Self.rounds : 1) {
      sums = equations
      squares = squaresOfBack
      movement.add(to: &sums, squares: &squares, near: candidate, variation: Self.variation)
      guard let solution = Self.bounded(sums, step: movement.step).solution else { return }
      candidate = FootPivot(back: solution.values[3], up: solution.values[4])
      leftOver = solution.residual
      guard movement.isApparent else { break }
      candidate.back = min(max(candidate.back, 0), Self.possible.back.upperBound)
      candidate.up = min(
        max(candidate.up, Self.possible.up.lowerBound), Self.possible.up.upperBound)
    }
    squaresOfBack = squares
    equations = sums
    pivot = candidate
    residual = leftOver
    isFitted = true
  }

  /// The equations with what is usual of feet and mountings.
  private static func bounded(_ equations: LeastSquares, step: Double) -> LeastSquares {
    var bounded = equations
    let noise = unexplained.force * unexplained.force * unexplained.time / step
    bounded.add(
      SIMD8(0, 0, 0, 1, 0, 0, 0, 0), usual.back, weight: noise / (spread.back * spread.back))
    bounded.add(SIMD8(0, 0, 0, 0, 1, 0, 0, 0), usual.up, weight: noise / (spread.up * spread.up))
    return bounded
  }
}

extension SmoothedMovement {
  /// Adds a row a point: powers of the angle, and what the force changes by for a longer lever.
  fileprivate func add(
    to equations: inout LeastSquares, squares: inout Double, near pivot: FootPivot,
    variation: Double
  ) {
    let explained = explained(by: pivot)
    let theta = explained.angle
    var backs = [Double](repeating: 0, count: theta.count)
    var ups = backs
    if isApparent {
      func slope(_ change: (inout FootPivot, Double) -> Void) -> [Double] {
        var (longer, shorter) = (pivot, pivot)
        change(&longer, variation)
        change(&shorter, -variation)
        return zip(self.explained(by: longer).rest, self.explained(by: shorter).rest).map {
          ($1 - $0) / (2 * variation)
        }
      }
      backs = slope { $0.back += $1 }
      ups = slope { $0.up += $1 }
    } else {
      // The angle doesn't depend on the lever: the force is linear in it.
      for index in fitted {
        (backs[index], ups[index]) = FootPivot.accelerations(theta, at: index, step)
      }
    }
    for index in fitted {
      let (angle, back, up) = (theta[index], backs[index], ups[index])
      equations.add(
        SIMD8(1, angle, angle * angle, back, up, 0, 0, 0),
        explained.rest[index] + pivot.back * back + pivot.up * up)
      squares += back * back
    }
  }
}
