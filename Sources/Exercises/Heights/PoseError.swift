import Glibc
import Samples
import SignalProcessing

/// What a cheap chip makes of the foot's angle, told by what it makes of gravity's magnitude.
///
/// A chip whose zero or scale is off shows a resting force that changes with the pose: along the vertical
/// by e(theta), across it by t(theta), and t / g is an error of the angle. A wrong zero b gives
/// e = b1 cos + b2 sin and t = e', the derivative; a wrong scale gives a t of half of e'. e can be seen, since
/// whatever the pose there should be 1 g: a parabola is fitted to it in pauses and slow movements. Its
/// slope at neutral went into neutral itself; its bend makes the angle too large by a constant share.
struct PoseError: Hashable, Sendable {
  /// The share of e' that goes into the angle: between 1 for a zero and 1/2 for a scale; of chips within
  /// the tolerances of an MPU-6050 (zero 50 mg, scale 3 %, cross-axis 2 %) about this.
  private static let shareOfSlope = 0.65
  /// How much such chips' second coefficient differs, in m/s² per rad².
  private static let spread = 0.3
  /// Force in m/s² that a foot leaves unexplained in any case, the seconds that it keeps its sign, and the
  /// share of its own acceleration that it leaves besides: without a gyroscope the angle isn't as good.
  private static let unexplained = (force: 0.05, time: 1.0 / 12)
  private static let unexplainedShare = (withGyroscope: 0.1, without: 0.5)
  /// Greatest share that is taken off: more than this is no tolerance, but a foot that doesn't turn about one
  /// point.
  private static let greatestBend = 0.08

  /// A parabola in the angle.
  private var equations = LeastSquares(unknowns: 3)

  /// The share by which a resting foot's angle is seen too large; 0 before anything is known.
  private(set) var bend = 0.0

  /// Takes a movement with its pauses.
  ///
  /// - Parameter pivot: what is known of the lever, or what is usual.
  mutating func take(_ movement: SmoothedMovement, pivot: FootPivot) {
    let explained = movement.explained(by: pivot)
    let share =
      movement.isApparent ? Self.unexplainedShare.without : Self.unexplainedShare.withGyroscope
    for index in movement.fitted {
      let (theta, own) = (explained.angle[index], explained.own[index])
      let doubt = share * hypot(own.up, own.back) / Self.unexplained.force
      equations.add(
        SIMD8(1, theta, theta * theta, 0, 0, 0, 0, 0), explained.rest[index],
        weight: 1 / (1 + doubt * doubt))
    }
    solve(step: movement.step)
  }

  private mutating func solve(step: Double) {
    var bounded = equations
    let noise = Self.unexplained.force * Self.unexplained.force * Self.unexplained.time / step
    bounded.add(SIMD8(0, 0, 1, 0, 0, 0, 0, 0), 0, weight: noise / (Self.spread * Self.spread))
    guard let curvature = bounded.solution?.values[2] else { return }
    let share = Self.shareOfSlope * 2 * curvature / PhysicalConstant.standardGravity
    bend = min(max(share, -Self.greatestBend), Self.greatestBend)
  }
}

/// Puts a foot's angle right by what its movements have shown of the chip and of the lever.
struct AngleCorrection: Hashable, Sendable {
  /// The share by which a resting foot's angle is seen too large.
  var bend: Double
  /// Whether a gyroscope carries the angle, which then follows the accelerometer's error only slowly.
  var hasGyroscope: Bool
  /// What frees the angle from what its own movement feigns; nil where it needn't, or isn't known.
  var pivot: FootPivot?

  /// The excursion (degrees, up positive) put right. O(n).
  func callAsFunction(_ seen: UniformGrid) -> UniformGrid {
    let unbent = UniformGrid(
      start: seen.start, step: seen.step,
      values: hasGyroscope
        ? followed(seen.values, step: seen.step) : seen.values.map { $0 / (1 + bend) })
    return pivot?.freed(unbent) ?? unbent
  }

  /// Less an error that runs after bend times the angle as ``GravityTracker`` runs after the force. Where
  /// it begins isn't known; it is taken for the middle of its way.
  private func followed(_ values: [Double], step: Double) -> [Double] {
    guard bend != 0, let middle = mean(of: values) else { return values }
    var error = bend * middle
    return values.map { value in
      error += step / GravityTracker.correctionTime * (bend * (value - error) - error)
      return value - error
    }
  }
}
