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

/// Holds board samples back by two rows, so that a cell that drops out for one or two can be told.
///
/// A row is a dropout where a cell that carried more than 3 kg reads less than half of it, and within two
/// rows all cells read as before again. Such rows are left out and counted, never mended.
struct CellDropoutFilter: Sendable {
  private static let leastLoad = 3.0
  private static let longestDropout = 2

  /// Rows left out so far.
  private(set) var count = 0
  private var good: BoardSample?
  private var doubtful: [BoardSample] = []

  init() { doubtful.reserveCapacity(Self.longestDropout + 1) }

  /// Takes a row; hands on, in order, what is settled.
  mutating func advance(_ sample: BoardSample, pass: (BoardSample) -> Void) {
    guard let good else {
      self.good = sample
      pass(sample)
      return
    }
    if doubtful.isEmpty {
      if Self.drops(from: good, to: sample) {
        doubtful.append(sample)
      } else {
        self.good = sample
        pass(sample)
      }
      return
    }
    if !Self.drops(from: good, to: sample) {
      count += doubtful.count
      doubtful.removeAll(keepingCapacity: true)
      self.good = sample
      pass(sample)
      return
    }
    doubtful.append(sample)
    // Too long for a dropout: the load did fall.
    if doubtful.count > Self.longestDropout { flush(pass: pass) }
  }

  /// Hands on what is held back: the stream is over, or has a gap.
  mutating func flush(pass: (BoardSample) -> Void) {
    for sample in doubtful {
      good = sample
      pass(sample)
    }
    doubtful.removeAll(keepingCapacity: true)
  }

  private static func drops(from before: BoardSample, to now: BoardSample) -> Bool {
    func cell(_ old: Double, _ new: Double) -> Bool { old > leastLoad && new < old / 2 }
    return cell(before.topLeft, now.topLeft) || cell(before.topRight, now.topRight)
      || cell(before.bottomLeft, now.bottomLeft) || cell(before.bottomRight, now.bottomRight)
  }
}
