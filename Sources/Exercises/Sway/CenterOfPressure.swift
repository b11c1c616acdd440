import Samples

/// Where the ground's reaction acts, in mm: x to the subject's right, y forward.
struct PlanarPoint: Hashable, Sendable {
  /// Seconds from the first sample.
  var time: Double
  var x: Double
  var y: Double
}

extension BoardGeometry {
  /// The centre of pressure of four loads, seen from the middle of the rectangle.
  ///
  /// x = W/2 ((TR + BR) - (TL + BL)) / S, y = L/2 ((TL + TR) - (BL + BR)) / S with the sum S (Leach et al.
  /// 2014, Sensors 14:18244, eq. 1 and 2). Meaningless without load: the caller sees to that.
  func centerOfPressure(of sample: BoardSample, at time: Double) -> PlanarPoint {
    let sum = sample.total
    let right = sample.topRight + sample.bottomRight
    let left = sample.topLeft + sample.bottomLeft
    let top = sample.topLeft + sample.topRight
    let bottom = sample.bottomLeft + sample.bottomRight
    return PlanarPoint(
      time: time, x: mediolateral / 2 * (right - left) / sum,
      y: anteroposterior / 2 * (top - bottom) / sum)
  }
}

extension BoardSample {
  /// Whether each cell reads what it reads in another row.
  fileprivate func says(as other: BoardSample) -> Bool {
    topLeft == other.topLeft && topRight == other.topRight && bottomLeft == other.bottomLeft
      && bottomRight == other.bottomRight
  }
}

/// Holds board samples back by two rows, so that a cell that drops out for one or two can be told.
///
/// A row is a dropout where a cell that carried more than 3 kg reads less than half of it, and within two
/// rows all cells read as before again. Such rows are left out and counted, never mended. A row that says
/// again what the one before it said is no new one: a program that polls repeats what the board measured.
struct CellDropoutFilter: Sendable {
  private static let leastLoad = 3.0
  private static let longestDropout = 2

  /// Rows left out so far.
  private(set) var count = 0
  private var good: BoardSample?
  private var doubtful: [BoardSample] = []
  /// How many of these only repeat the one before; no more are told than a dropout may have rows.
  private var repeats = 0
  /// What is settled and not yet asked for: at most as many rows as are held back, and one.
  private var settled: [BoardSample] = []

  /// Takes a row; ask ``next()`` for what it settled.
  mutating func append(_ sample: BoardSample) {
    guard let good, Self.drops(from: good, to: sample) else {
      // All cells are as before: what came between was a dropout.
      count += doubtful.count
      doubtful.removeAll(keepingCapacity: true)
      repeats = 0
      settle(sample)
      return
    }
    if let last = doubtful.last, last.says(as: sample), repeats < Self.longestDropout {
      repeats += 1
    }
    doubtful.append(sample)
    // Too long for a dropout: the load did fall.
    if doubtful.count - repeats > Self.longestDropout { flush() }
  }

  /// The next settled row, in order; nil where there is none.
  mutating func next() -> BoardSample? { settled.isEmpty ? nil : settled.removeFirst() }

  /// Settles what is held back: the stream is over, or has a gap.
  mutating func flush() {
    for sample in doubtful { settle(sample) }
    doubtful.removeAll(keepingCapacity: true)
    repeats = 0
  }

  private mutating func settle(_ sample: BoardSample) {
    good = sample
    settled.append(sample)
  }

  private static func drops(from before: BoardSample, to now: BoardSample) -> Bool {
    func cell(_ old: Double, _ new: Double) -> Bool { old > leastLoad && new < old / 2 }
    return cell(before.topLeft, now.topLeft) || cell(before.topRight, now.topRight)
      || cell(before.bottomLeft, now.bottomLeft) || cell(before.bottomRight, now.bottomRight)
  }
}
