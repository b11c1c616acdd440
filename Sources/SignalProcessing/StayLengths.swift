/// How many of the samples that follow each point of a track stay within `radius` of it, until the first that
/// doesn't.
///
/// Samples are grouped in boxes of 8, 64, 512... that lie wholly within reach or are looked into, so that a track
/// that never leaves costs O(n log n) as well.
/// - Precondition: as many values of y as of x.
public func stayLengths(x: [Double], y: [Double], radius: Double) -> [Int] {
  precondition(x.count == y.count)
  let boxes = Boxes(x: x, y: y)
  return x.indices.map { boxes.firstOutside(after: $0, squaredRadius: radius * radius) - $0 - 1 }
}

/// The same of the samples before each point and of those that follow it, added up.
/// - Precondition: as many values of y as of x.
public func stayLengthsToBothSides(x: [Double], y: [Double], radius: Double) -> [Int] {
  precondition(x.count == y.count)
  let boxes = Boxes(x: x, y: y)
  let square = radius * radius
  return x.indices.map {
    boxes.firstOutside(after: $0, squaredRadius: square)
      - boxes.lastOutside(before: $0, squaredRadius: square) - 2
  }
}

/// The smallest rectangles around 1, 8, 64... samples in a row, level by level.
private struct Boxes {
  /// Largest x, smallest x with its sign changed, then y.
  private typealias Box = SIMD4<Double>

  /// A box holds two to the power of this many of the level below.
  private static let shift = 3

  /// Of all levels, one after the other.
  private var boxes: [Box]
  /// Where each level begins in ``boxes``, and where the last ends. What is left over at a level's end and fills no box
  /// has none: it is looked at one by one.
  private var starts = [0]
  private let count: Int

  init(x: [Double], y: [Double]) {
    count = x.count
    boxes = []
    boxes.reserveCapacity(count + count / 4)
    for index in x.indices { boxes.append(Box(x[index], -x[index], y[index], -y[index])) }
    starts.append(boxes.count)
    var length = count >> Self.shift
    while length > 0 {
      let below = starts[starts.count - 2]
      for box in 0..<length {
        let first = below + box << Self.shift
        var whole = boxes[first]
        for part in (first + 1)..<(first + 1 << Self.shift) {
          whole = pointwiseMax(whole, boxes[part])
        }
        boxes.append(whole)
      }
      starts.append(boxes.count)
      length >>= Self.shift
    }
  }

  private var levels: Int { starts.count - 1 }

  /// The square of the distance to the box's farthest corner from the point whose box is `point`.
  @inline(__always)
  private static func reach(of box: Box, from point: Box) -> Double {
    // A point's box has -x where x is wanted: their sum is the way to each side.
    let ways = box + SIMD4(point[1], point[0], point[3], point[2])
    let (dx, dy) = (Swift.max(ways[0], ways[1]), Swift.max(ways[2], ways[3]))
    return dx * dx + dy * dy
  }

  /// The first sample after `index` that is farther from it than the radius; the count where there is none.
  func firstOutside(after index: Int, squaredRadius: Double) -> Int {
    let point = boxes[index]
    var next = index + 1
    var level = 0
    while next < count {
      let samples = level * Self.shift
      let place = starts[level] + (next &>> samples)
      // No box begins here, or the last ones fill none: by smaller ones.
      guard next & ((1 &<< samples) - 1) == 0, place < starts[level + 1] else {
        level -= 1
        continue
      }
      if Self.reach(of: boxes[place], from: point) <= squaredRadius {
        // It lies within: over it, and on with larger ones where one begins.
        next += 1 &<< samples
        let larger = samples + Self.shift
        if next & ((1 &<< larger) - 1) == 0, level + 1 < levels { level += 1 }
      } else if level == 0 {
        return next
      } else {
        level -= 1
      }
    }
    return count
  }

  /// The last sample before `index` that is farther from it than the radius; -1 where there is none.
  func lastOutside(before index: Int, squaredRadius: Double) -> Int {
    let point = boxes[index]
    // What is looked at next lies before this.
    var end = index
    var level = 0
    while end > 0 {
      let samples = level * Self.shift
      guard end & ((1 &<< samples) - 1) == 0 else {
        level -= 1
        continue
      }
      let place = starts[level] + (end &>> samples) - 1
      // Among the samples that fill no box.
      guard place < starts[level + 1] else {
        level -= 1
        continue
      }
      if Self.reach(of: boxes[place], from: point) <= squaredRadius {
        end -= 1 &<< samples
        let larger = samples + Self.shift
        if end & ((1 &<< larger) - 1) == 0, level + 1 < levels { level += 1 }
      } else if level == 0 {
        return end - 1
      } else {
        level -= 1
      }
    }
    return -1
  }
}
