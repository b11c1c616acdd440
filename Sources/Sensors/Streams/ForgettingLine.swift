/// A straight line through points that come one by one, the older the less they weigh.
///
/// Sums are kept relative to the newest point, so that nothing grows with the length of a stream.
struct ForgettingLine: Hashable, Sendable {
  /// The slope that is believed before any point, and how firmly: in the unit of ``spread``.
  private var priorSlope: Double
  private var priorWeight: Double
  private var weight = 0.0
  private var sumX = 0.0
  private var sumY = 0.0
  private var sumXX = 0.0
  private var sumXY = 0.0

  /// What y advances by for one x.
  private(set) var slope: Double
  /// Where the line passes above the newest point.
  private(set) var value = 0.0

  /// A line known only by its slope, to some percent: reads scatter by a third of a period and chips
  /// are off by 3 %, whose ratio squared is the weight.
  init(slope: Double) {
    priorSlope = slope
    priorWeight = 100
    self.slope = slope
  }

  /// Forgets where the line was and remembers its slope as firmly as it was known, within reason.
  mutating func restart() {
    priorSlope = slope
    priorWeight = min(priorWeight + spread, 20_000)
    (weight, sumX, sumY, sumXX, sumXY, value) = (0, 0, 0, 0, 0, 0)
  }

  /// How far a point `x` and `elapsed` further on would lie above the line.
  func residual(after x: Double, elapsed: Double) -> Double {
    weight == 0 ? 0 : elapsed - x * slope - value
  }

  /// Adds the point `dx` and `elapsed` further on, its y raised by `excess`.
  mutating func add(after dx: Double, elapsed: Double, excess: Double, forgetting: Double) {
    // The newest point becomes the origin: every older x and y shrinks by the step.
    sumXY += (dx * elapsed * weight) - dx * sumY - elapsed * sumX
    sumXX += dx * dx * weight - 2 * dx * sumX
    sumX -= dx * weight
    sumY -= elapsed * weight
    (weight, sumX, sumY) = (weight * forgetting + 1, sumX * forgetting, sumY * forgetting + excess)
    (sumXX, sumXY) = (sumXX * forgetting, sumXY * forgetting)
    slope =
      (sumXY - sumX * sumY / weight + priorWeight * priorSlope) / (spread + priorWeight)
    value = (sumY - slope * sumX) / weight
  }

  /// The weighted squared distances of the points from their mean, along x.
  private var spread: Double {
    weight == 0 ? 0 : max(0, sumXX - sumX * sumX / weight)
  }
}
