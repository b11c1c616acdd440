import Glibc
public import Samples

/// Bias and scale of three axes from still poses, in which the force is 1 g whichever way it points.
///
/// Only the magnitude is used, so that a pose needn't be level. The axes' errors are taken to be their own:
/// what one axis shows of another isn't fitted, and stays in the residual.
public struct SixPositionFit: Hashable, Sendable {
  /// What puts the readings right; the gyroscope's bias is the mean over all poses.
  public var correction: InertialCorrection
  /// How far the poses' magnitudes are from 1 g before, as a root mean square in percent.
  public var errorBefore: Double
  /// How far tilted poses, which aren't fitted, are from 1 g after it; nil where there is none. What six
  /// poses were fitted to says nothing of the error that is left: any fit meets them.
  public var residual: Double?
  /// By how much noise alone lets a bias be off, as a standard deviation in m/s².
  public var biasUncertainty: Double
  /// The largest scatter of single samples in a pose, in m/s².
  public var noise: Double

  /// Why there is no fit.
  public enum Refusal: Error, Hashable, Sendable {
    /// These faces weren't among the poses.
    case missing([StillPose.Face])
    /// The poses don't settle the unknowns, or only with impossible ones.
    case unsolvable
    /// The magnitudes still miss 1 g by so many percent: it was moved, or an axis isn't straight.
    case poor(residual: Double)
  }

  /// If the fitted poses miss 1 g by more percent, it is no calibration: that is what uncalibrated chips
  /// have.
  public static let largestResidual = 3.0

  /// If the tilted poses miss it by more percent, something moved. What one axis shows of another, 2 % in
  /// an MPU-6050 (Product Specification rev. 3.4, table 6.2), makes up to twice that of an error there.
  public static let largestError = 6.0

  /// Fits p x² + q y² + r z² + s x + t y + u z = 1, which is linear in its six unknowns, by least squares;
  /// its centre is the bias and its half axes are 1 g over each scale. Poses with a face are fitted, the
  /// others are what it is checked by.
  public init(_ poses: [StillPose]) throws(Refusal) {
    let missing = StillPose.Face.all.filter { face in !poses.contains { $0.face == face } }
    guard missing.isEmpty else { throw .missing(missing) }
    let gravity = PhysicalConstant.standardGravity
    let forces = poses.filter { $0.face != nil }.map { $0.force / gravity }
    let rows = forces.map { force in
      let squares = force * force
      return [squares.x, squares.y, squares.z, force.x, force.y, force.z]
    }
    guard let solution = Self.leastSquares(rows) else { throw .unsolvable }
    let squares = SIMD3(solution[0], solution[1], solution[2])
    guard squares.min() > 0 else { throw .unsolvable }
    let bias = SIMD3(solution[3], solution[4], solution[5]) / squares * -0.5
    let scale = (squares / (1 + (squares * bias * bias).sum())).squareRoot()
    guard (0..<3).allSatisfy({ (0.5...2).contains(scale[$0]) && abs(bias[$0]) < 1 }) else {
      throw .unsolvable
    }

    correction = InertialCorrection(accelerationBias: bias * gravity, accelerationScale: scale)
    let rotations = poses.compactMap(\.rotation)
    if rotations.count == poses.count {
      correction.angularVelocityBias =
        rotations.reduce(SIMD3.zero, +) / Double(rotations.count)
    }
    errorBefore = Self.percentOff(forces)
    let fitted = Self.percentOff(forces.map { ($0 - bias) * scale })
    let checks = poses.filter { $0.face == nil }.map { ($0.force / gravity - bias) * scale }
    residual = checks.isEmpty ? nil : Self.percentOff(checks)
    noise = poses.map(\.noise).max() ?? 0
    // A bias is half the difference of two poses' means.
    let fewest = poses.map(\.samples).min() ?? 1
    biasUncertainty = noise / Double(2 * max(fewest, 1)).squareRoot()
    if fitted > Self.largestResidual { throw .poor(residual: fitted) }
    if let residual, residual > Self.largestError { throw .poor(residual: residual) }
  }

  /// Root mean square of how far magnitudes in g are from 1, in percent.
  private static func percentOff(_ forces: [SIMD3<Double>]) -> Double {
    let squares = forces.map { force in
      let error = (force * force).sum().squareRoot() - 1
      return error * error
    }
    return 100 * (squares.reduce(0, +) / Double(max(squares.count, 1))).squareRoot()
  }

  /// The six unknowns of rows whose sum is to be 1, by the normal equations and elimination with
  /// pivoting; nil where they aren't settled. Numbers near 1 keep that exact enough.
  private static func leastSquares(_ rows: [[Double]]) -> [Double]? {
    let count = 6
    var matrix = (0..<count).map { row in
      (0..<count).map { column in rows.reduce(0) { $0 + $1[row] * $1[column] } }
        + [rows.reduce(0) { $0 + $1[row] }]
    }
    for column in 0..<count {
      let best = (column..<count).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) }
      guard let best, abs(matrix[best][column]) > 1e-6 else { return nil }
      matrix.swapAt(column, best)
      for row in 0..<count where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        for index in column...count { matrix[row][index] -= factor * matrix[column][index] }
      }
    }
    return (0..<count).map { matrix[$0][count] / matrix[$0][$0] }
  }
}
