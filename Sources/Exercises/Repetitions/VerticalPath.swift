import Samples
import SignalProcessing

/// The height of a body on a board over one repetition, from its load and its centre of pressure.
///
/// Load over body load is the vertical acceleration plus gravity, which twice integrated is the height;
/// but its error grows with the square of the time. The centre of pressure goes forward with the heel, if
/// not quite when the heel does, and its error doesn't grow. So the height is the path whose second
/// derivative comes nearest to the acceleration and which itself comes nearest to the pressure's way, in
/// the least squares' sense, and which is 0 where the heel is down: a smoothing spline (Reinsch 1967,
/// Numer Math 10:177) with the acceleration in the place of 0. It has no phase shift; what is quicker than
/// the crossover comes from the load, what is slower from the pressure.
struct VerticalPath: Sendable {
  /// Seconds between two values, where nothing else is asked for.
  static let step = 0.02
  /// In rad/s.
  private static let crossover = 0.35
  /// What is in doubt of an acceleration in mm/s², and of its zero over the whole path.
  private static let doubt = (acceleration: 10.0, zero: 1.5)
  /// What is in doubt where the heel is down, in mm and mm/s.
  private static let lowDoubt = (height: 2.0, speed: 5.0)
  /// Seconds about a low over which the pressure's place there is averaged.
  private static let aboutLow = 0.3

  /// In mm above the lows.
  let height: UniformGrid
  /// Indices of the lows on the grid.
  let lows: [ClosedRange<Int>]
  /// The load of the body at rest, in kg, as it was put right.
  let rest: Double
  /// The pressure's way forward from the lows in mm.
  let shift: [Double]
  private let load: [Double]

  /// The path of what a buffer holds (shift forward in mm along x, load in kg) between two times.
  ///
  /// - Parameters:
  ///   - lows: when the heel was down, in seconds and in time order, at least one.
  ///   - rest: the load at rest in kg, as far as it is known.
  ///   - ratio: height in mm that a mm of the pressure's way stands for.
  /// - Returns: nil for too few samples. O(n).
  init?(
    buffer: MotionBuffer, from start: Double, through end: Double,
    lows times: [ClosedRange<Double>],
    rest: Double, ratio: Double, step: Double = step
  ) {
    let range = buffer.indices(from: start, through: end)
    guard range.count >= 6, !times.isEmpty, rest > 0,
      let load = Self.impulses(buffer, range, step: step),
      let shift = UniformGrid(
        times: Array(buffer.times[range]), values: buffer.points[range].map(\.x), step: step),
      load.values.count > 4
    else { return nil }
    let count = load.values.count
    func index(_ time: Double) -> Int {
      min(count - 1, max(0, Int(((time - load.start) / step).rounded())))
    }
    lows = times.map { index($0.lowerBound)...index($0.upperBound) }
    self.shift = Self.shift(shift.values, from: lows, about: Int(Self.aboutLow / step))
    self.load = load.values
    let path = Self.height(
      load: load.values, rest: rest, shift: self.shift.map { ratio * $0 }, lows: lows,
      step: step, crossover: Self.crossover)
    self.rest = rest * (1 + path.zero / 1000 / PhysicalConstant.standardGravity)
    height = UniformGrid(start: load.start, step: step, values: path.height)
  }

  /// The load on a grid, each value the mean over its step: what a point missed of a short push would
  /// be missing from the speed ever after.
  private static func impulses(
    _ buffer: MotionBuffer, _ range: Range<Int>, step: Double
  ) -> UniformGrid? {
    guard let start = buffer.times[range].first, let end = buffer.times[range].last else {
      return nil
    }
    let count = Int(((end - start) / step + 1e-9).rounded(.down)) + 1
    var index = range.lowerBound
    var sum = 0.0
    /// The integral from the start to a time, straight from sample to sample; asked in time order.
    func integral(to time: Double) -> Double {
      let (times, forces) = (buffer.times, buffer.forces)
      while index + 1 < range.upperBound, times[index + 1] <= time {
        sum += (times[index + 1] - times[index]) * (forces[index] + forces[index + 1]) / 2
        index += 1
      }
      guard index + 1 < range.upperBound else { return sum }
      let rest = time - times[index]
      let slope = (forces[index + 1] - forces[index]) / (times[index + 1] - times[index])
      return sum + rest * (forces[index] + slope * rest / 2)
    }
    var edge = (time: start, integral: 0.0)
    let values = (0..<count).map { position in
      let time = min(end, start + (Double(position) + 0.5) * step)
      let next = (time: time, integral: integral(to: time))
      defer { edge = next }
      return next.time > edge.time
        ? (next.integral - edge.integral) / (next.time - edge.time)
        : buffer.forces[range.upperBound - 1]
    }
    return UniformGrid(start: start, step: step, values: values)
  }

  /// Greatest height in mm between the first low and the last that the load alone shows.
  var greatestByLoad: Double {
    guard let first = lows.first?.upperBound, let last = lows.last?.lowerBound, first < last else {
      return 0
    }
    let path = Self.height(
      load: load, rest: rest, shift: load.map { _ in 0 }, lows: lows, step: height.step,
      crossover: 0)
    return path.height[first...last].max() ?? 0
  }

  /// Longest rise that ``greatestRise`` looks at, in seconds.
  private static let longestRise = 6.0

  /// Greatest height in mm that the load alone shows between the last low and any later moment of rest.
  var greatestRise: Double {
    let scale = height.step * 1000 * PhysicalConstant.standardGravity / rest
    var speed = 0.0
    var path = 0.0
    var time = 0.0
    var greatest = 0.0
    for load in load[(lows.last?.upperBound ?? 0)...].prefix(Int(Self.longestRise / height.step)) {
      let next = speed + scale * (load - rest)
      path += height.step * (speed + next) / 2
      speed = next
      time += height.step
      // A constant error of the load would have made this speed.
      greatest = max(greatest, path - speed * time / 2)
    }
    return greatest
  }

  /// The pressure's way from its places at the lows, which may drift.
  private static func shift(
    _ values: [Double], from lows: [ClosedRange<Int>], about: Int
  ) -> [Double] {
    let places = lows.map { low in
      let part = values[
        max(0, low.lowerBound - about)...min(values.count - 1, low.upperBound + about)]
      return part.reduce(0, +) / Double(part.count)
    }
    var next = 0
    return values.indices.map { index in
      while next < lows.count, lows[next].lowerBound <= index { next += 1 }
      guard next > 0, next < lows.count else {
        return values[index] - places[min(next, lows.count - 1)]
      }
      let (from, to) = (lows[next - 1].upperBound, lows[next].lowerBound)
      let share = min(1, max(0, Double(index - from) / Double(max(1, to - from))))
      return values[index] - places[next - 1] - share * (places[next] - places[next - 1])
    }
  }

  /// The height in mm, and how much in mm/s² the load at rest was off.
  private static func height(
    load: [Double], rest: Double, shift: [Double], lows: [ClosedRange<Int>], step: Double,
    crossover: Double
  ) -> (height: [Double], zero: Double) {
    let count = load.count
    let square = step * step
    let scale = square * 1000 * PhysicalConstant.standardGravity / rest
    let follow = (crossover * step) * (crossover * step) * (crossover * step) * (crossover * step)
    let pull = (doubt.acceleration * square / lowDoubt.height)
    let hold = (doubt.acceleration * step / 2 / lowDoubt.speed)
    var diagonal = [Double](repeating: follow, count: count)
    var first = [Double](repeating: 0, count: count)
    var second = first
    var right = shift.map { follow * $0 }
    var unit = first
    for low in lows {
      for index in low {
        diagonal[index] += pull * pull
        guard index > 0, index + 1 < count else { continue }
        diagonal[index - 1] += hold * hold
        diagonal[index + 1] += hold * hold
        second[index - 1] -= hold * hold
      }
    }
    // Each row of the second difference and what it should be.
    for middle in 1..<(count - 1) {
      let wanted = scale * (load[middle] - rest)
      diagonal[middle - 1] += 1
      diagonal[middle] += 4
      diagonal[middle + 1] += 1
      first[middle - 1] -= 2
      first[middle] -= 2
      second[middle - 1] += 1
      for (offset, factor) in [(-1, 1.0), (0, -2.0), (1, 1.0)] {
        right[middle + offset] += factor * wanted
        unit[middle + offset] += factor * square
      }
    }
    let bands = Bands(diagonal, first, second)
    var height = bands.solve(right)
    let answer = bands.solve(unit)
    // The acceleration's own zero, in mm/s², is one more unknown.
    var numerator = 0.0
    let zeroDoubt = doubt.acceleration / doubt.zero * square
    var denominator = zeroDoubt * zeroDoubt
    for middle in 1..<(count - 1) {
      func bend(_ path: [Double]) -> Double {
        path[middle - 1] - 2 * path[middle] + path[middle + 1]
      }
      numerator += square * (bend(height) - scale * (load[middle] - rest))
      denominator += square * (square - bend(answer))
    }
    let zero = denominator > 0 ? numerator / denominator : 0
    for index in 0..<count { height[index] += zero * answer[index] }
    return (height, -zero)
  }
}

/// A symmetric positive system with two diagonals beside the main one, by Cholesky's decomposition
/// without roots.
private struct Bands {
  private var diagonal: [Double]
  private var first: [Double]
  private var second: [Double]

  init(_ diagonal: [Double], _ first: [Double], _ second: [Double]) {
    self.diagonal = diagonal
    self.first = first
    self.second = second
    for index in diagonal.indices {
      let (one, two) = (self.first[index], self.second[index])
      if index + 1 < diagonal.count {
        let share = one / self.diagonal[index]
        self.diagonal[index + 1] -= share * one
        self.first[index + 1] -= share * two
        self.first[index] = share
      }
      if index + 2 < diagonal.count {
        let share = two / self.diagonal[index]
        self.diagonal[index + 2] -= share * two
        self.second[index] = share
      }
    }
  }

  func solve(_ right: [Double]) -> [Double] {
    var values = right
    let count = values.count
    for index in 0..<count {
      if index + 1 < count { values[index + 1] -= first[index] * values[index] }
      if index + 2 < count { values[index + 2] -= second[index] * values[index] }
    }
    for index in stride(from: count - 1, through: 0, by: -1) {
      values[index] /= diagonal[index]
      if index + 1 < count { values[index] -= first[index] * values[index + 1] }
      if index + 2 < count { values[index] -= second[index] * values[index + 2] }
    }
    return values
  }
}
