/// How many of the samples that follow each point of a track stay within `radius` of it, until the first that
/// doesn't.
///
/// Samples are grouped in boxes of 2, 4, 8... that lie wholly within reach or are looked into, so that a track
/// that never leaves costs O(n log n) as well.
/// - Precondition: as many values of y as of x.
public func stayLengths(x: [Double], y: [Double], radius: Double) -> [Int] {
  precondition(x.count == y.count)
  let boxes = Boxes(x: x, y: y)
  return x.indices.map { boxes.firstOutside(from: $0, squaredRadius: radius * radius) - $0 - 1 }
}

/// The smallest rectangles around 1, 2, 4... samples in a row, level by level.
private struct Boxes {
  /// Smallest and largest x, then y.
  private typealias Box = SIMD4<Double>

  private let levels: [[Box]]
  private let count: Int

  init(x: [Double], y: [Double]) {
    count = x.count
    var levels = [x.indices.map { Box(x[$0], x[$0], y[$0], y[$0]) }]
    while let last = levels.last, last.count > 1 {
      // What is left over at the end has no pair and no box: it is looked at one by one.
      levels.append(
        (0..<(last.count / 2)).map { pair in
          let (one, other) = (last[2 * pair], last[2 * pair + 1])
          return Box(
            min(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]),
            max(one[3], other[3]))
        })
    }
    self.levels = levels
  }

  /// The first sample after `index` that is farther from it than the radius; the count where there is none.
  func firstOutside(from index: Int, squaredRadius: Double) -> Int {
    let (x, y) = (levels[0][index][0], levels[0][index][2])
    var next = index + 1
    var level = 0
    while next < count {
      // A box begins here and lies within: over it, and on with larger ones.
      if next & ((1 << level) - 1) == 0, next >> level < levels[level].count {
        let box = levels[level][next >> level]
        let dx = max(abs(box[0] - x), abs(box[1] - x))
        let dy = max(abs(box[2] - y), abs(box[3] - y))
        if dx * dx + dy * dy <= squaredRadius {
          next += 1 << level
          if level + 1 < levels.count { level += 1 }
          continue
        }
        if level == 0 { return next }
      }
      level = level > 0 ? level - 1 : 0
    }
    return count
  }
}
