/// A quantity that rests, moves to a target, rests again: a joint's angle in degrees, a foot's height in
/// metres, a share between 0 and 1.
///
/// Exact with its first two derivatives at every time, on both sides without end. Looking a moment up
/// costs a binary search over the movements and allocates nothing.
public struct Trajectory: Hashable, Sendable {
  /// One movement between two rests.
  public struct Movement: Hashable, Sendable {
    /// When it starts, in seconds.
    public let start: Double
    /// How long it takes, in seconds; positive.
    public let duration: Double
    /// Where it starts.
    public let origin: Double
    /// Where it ends.
    public let target: Double
    /// How it goes.
    public let shape: MovementShape

    /// When it is over, in seconds.
    public var end: Double { start + duration }
  }

  /// The value before the first movement.
  public let origin: Double
  /// In time order, none overlapping the next.
  public private(set) var movements: [Movement] = []

  /// Rest at `origin` until told otherwise.
  public init(from origin: Double = 0) {
    self.origin = origin
  }

  /// When the last movement is over; 0 without one.
  public var end: Double { movements.last?.end ?? 0 }

  /// Where the last movement leads.
  public var target: Double { movements.last?.target ?? origin }

  /// Adds a movement to `target` that starts at `start` and takes `duration` seconds.
  ///
  /// - Precondition: `start` isn't before ``end``, `duration` is positive, all are finite.
  public mutating func move(
    to target: Double, at start: Double, over duration: Double, shape: MovementShape = .minimumJerk
  ) {
    // A start summed up from durations may miss the end before it by rounding.
    precondition(start >= end - 1e-9 || movements.isEmpty, "movements overlap")
    precondition(
      duration > 0 && duration.isFinite && target.isFinite && start.isFinite,
      "a movement needs a finite target and time")
    movements.append(
      Movement(
        start: start, duration: duration, origin: self.target, target: target, shape: shape))
  }

  /// The value and its derivatives at `seconds`.
  public func jet(at seconds: Double) -> Jet {
    let begun = movements.leadingCount { $0.start <= seconds }
    guard begun > 0 else { return Jet(origin) }
    let movement = movements[begun - 1]
    let u = (seconds - movement.start) / movement.duration
    guard u < 1 else { return Jet(movement.target) }
    let progress = movement.shape.progress(at: u)
    let travel = movement.target - movement.origin
    return Jet(
      movement.origin + travel * progress.value,
      rate: travel * progress.rate / movement.duration,
      acceleration: travel * progress.acceleration / (movement.duration * movement.duration))
  }
}

extension Array {
  /// How many elements at the front are of a kind that none behind them is, by bisection.
  func leadingCount(where isLeading: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLeading(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
