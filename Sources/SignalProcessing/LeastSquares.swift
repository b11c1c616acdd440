/// Linear least squares with up to eight unknowns, summed up row by row in constant memory.
///
/// Solves the normal equations (Gauss; Press et al., Numerical Recipes, 3rd ed., 15.4.1) by elimination with
/// pivots, after bringing every unknown to the same size.
public struct LeastSquares: Hashable, Sendable {
  /// How many unknowns there are, 1...8.
  public let unknowns: Int
  /// Weights of the rows taken, added up.
  public private(set) var weight = 0.0
  private var matrix: [SIMD8<Double>]
  private var right = SIMD8<Double>.zero
  private var squares = 0.0

  /// No rows yet. More than eight unknowns are taken for eight, fewer than one for one.
  public init(unknowns: Int) {
    self.unknowns = min(8, max(1, unknowns))
    matrix = Array(repeating: .zero, count: self.unknowns)
  }

  /// Takes the equation row · unknowns = value. Of `row` only the first ``unknowns`` places count.
  /// A row that isn't finite, or too large to be squared, is left out.
  public mutating func add(_ row: SIMD8<Double>, _ value: Double, weight: Double = 1) {
    guard (value * value).isFinite, (row * row).sum().isFinite else { return }
    for index in 0..<unknowns { matrix[index] += row * (row[index] * weight) }
    right += row * (value * weight)
    squares += value * value * weight
    self.weight += weight
  }

  /// Takes all rows of `other`, each with its weight times `factor`.
  public mutating func add(_ other: LeastSquares, weight factor: Double = 1) {
    for index in 0..<min(unknowns, other.unknowns) { matrix[index] += other.matrix[index] * factor }
    right += other.right * factor
    squares += other.squares * factor
    weight += other.weight * factor
  }

  /// What the equations come to.
  public struct Solution: Hashable, Sendable {
    /// The unknowns; places beyond their number are 0.
    public var values: SIMD8<Double>
    /// Root mean square of what the solution leaves over, in the unit of the values.
    public var residual: Double
    /// What each unknown's standard error is for a residual of 1 and a weight of 1 an independent row.
    public var sensitivity: SIMD8<Double>
  }

  /// The solution; nil where the unknowns can't be told apart. O(unknowns³).
  public var solution: Solution? {
    var scale = SIMD8<Double>(repeating: 1)
    for index in 0..<unknowns {
      guard matrix[index][index] > 0, matrix[index][index].isFinite else { return nil }
      scale[index] = 1 / matrix[index][index].squareRoot()
    }
    // With ones on the diagonal a pivot says how much of an unknown the others don't explain.
    var left = (0..<unknowns).map { matrix[$0] * scale * scale[$0] }
    var inverse = (0..<unknowns).map { row in
      var unit = SIMD8<Double>.zero
      unit[row] = 1
      return unit
    }
    for column in 0..<unknowns {
      guard
        let pivot = (column..<unknowns).max(by: { abs(left[$0][column]) < abs(left[$1][column]) }),
        abs(left[pivot][column]) > 1e-10
      else { return nil }
      left.swapAt(column, pivot)
      inverse.swapAt(column, pivot)
      let factor = 1 / left[column][column]
      left[column] *= factor
      inverse[column] *= factor
      for row in 0..<unknowns where row != column {
        let share = left[row][column]
        left[row] -= left[column] * share
        inverse[row] -= inverse[column] * share
      }
    }
    var values = SIMD8<Double>.zero
    var sensitivity = SIMD8<Double>.zero
    for index in 0..<unknowns {
      values[index] = scale[index] * (inverse[index] * scale * right).sum()
      sensitivity[index] = scale[index] * max(0, inverse[index][index]).squareRoot()
    }
    let unexplained = max(0, squares - (values * right).sum())
    return Solution(
      values: values, residual: (unexplained / weight).squareRoot(), sensitivity: sensitivity)
  }
}
