import SignalProcessing

/// An ``ExponentialSmoother`` for each of a point's coordinates.
struct PlanarSmoother: Sendable {
  private var x: ExponentialSmoother
  private var y: ExponentialSmoother

  /// - Parameter timeConstant: in seconds.
  init(timeConstant: Double) {
    x = ExponentialSmoother(timeConstant: timeConstant)
    y = ExponentialSmoother(timeConstant: timeConstant)
  }

  /// The smoothed point after `point`.
  mutating func process(_ point: PlanarPoint) -> PlanarPoint {
    PlanarPoint(
      time: point.time, x: x.process(point.x, at: point.time),
      y: y.process(point.y, at: point.time))
  }

  /// Forgets everything: the next point stands as it is.
  mutating func reset() {
    x.reset()
    y.reset()
  }
}
