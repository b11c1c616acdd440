import Glibc

/// A while in which the centre of pressure stays about one place.
struct StancePlateau: Hashable, Sendable {
  /// When it came there, and the end of what has been seen of it, in seconds.
  var start: Double
  var end: Double
  /// Mean medio-lateral place in mm, of the last seconds.
  var center: Double
  /// How restless its sway is, in mm/s (``PlateauFinder/unrest(of:)``), without its first moments.
  var unrest: Double
  /// The same at its quieter times: the lower quartile of what stretches of a second and a half had.
  var quietUnrest: Double

  /// Seconds.
  var duration: Double { end - start }
}

/// Where the centre of pressure was in a tenth of a second.
struct StanceBlock: Hashable, Sendable {
  /// Seconds of a block.
  static let length = 0.1

  /// Mean time in seconds, mean place in mm, and how many points they are of.
  var time: Double
  var x: Double
  var y: Double
  var count: Double
}

/// Finds the places where the centre of pressure comes to stay.
///
/// Works on blocks of a tenth of a second, so that neither repeated rows, nor bursts of them, nor a cell's
/// noise are taken for sway. A plateau is a while within ``radius`` of its own mean, along x. It ends when two
/// blocks in a row lie outside.
struct PlateauFinder: Sendable {
  /// Half the width of a plateau in mm: wider than the sway on one foot, narrower than half a narrow stance.
  static let radius = 30.0
  /// Seconds that make a plateau.
  static let length = 0.5
  /// Blocks that are kept: five seconds.
  private static let capacity = 50
  /// Blocks after the arrival that still belong to the way there.
  private static let arrival = 6
  /// Blocks in a stretch whose unrest is kept, every how many blocks, and how many of them.
  private static let stretch = (blocks: 15, every: 5, kept: 20)

  /// The plateau under way; nil between plateaus.
  private(set) var current: StancePlateau?
  private var open: StanceBlock?
  private var openStart = 0.0
  private var blocks: [StanceBlock] = []
  private var start = 0.0
  private var age = 0
  private var outside: StanceBlock?
  private var stretches: [Double] = []

  /// Takes a point; whether it completed a block.
  mutating func advance(_ point: PlanarPoint) -> Bool {
    guard var block = open else {
      open = StanceBlock(time: point.time, x: point.x, y: point.y, count: 1)
      openStart = point.time
      return false
    }
    guard point.time - openStart < StanceBlock.length else {
      take(block)
      open = StanceBlock(time: point.time, x: point.x, y: point.y, count: 1)
      openStart = point.time
      return true
    }
    block.count += 1
    block.time += (point.time - block.time) / block.count
    block.x += (point.x - block.x) / block.count
    block.y += (point.y - block.y) / block.count
    open = block
    return false
  }

  /// Forgets the plateau: nobody stands here, or samples were lost.
  mutating func reset() { self = PlateauFinder() }

  /// How restless the sway is along each axis, in mm/s: by how much its speed changes from one block to the
  /// next, from what a quarter of them goes beyond; for noise that is the root mean square (the third
  /// quartile of a Rayleigh distribution is √(2 ln 4) times that).
  ///
  /// Changes of speed rather than speed: weight that goes over slowly is fast without being restless, and a
  /// single foot is restless at 1 to 5 Hz, where two feet hardly are.
  static func unrest(of blocks: ArraySlice<StanceBlock>) -> Double {
    let speeds = zip(blocks, blocks.dropFirst()).map { one, next in
      SIMD2(next.x - one.x, next.y - one.y) / max(0.5 * StanceBlock.length, next.time - one.time)
    }
    let changes = zip(speeds, speeds.dropFirst()).map { one, next in
      hypot(next.x - one.x, next.y - one.y)
    }
    .sorted()
    guard !changes.isEmpty else { return 0 }
    return changes[(3 * changes.count) / 4] / (2 * log(4)).squareRoot()
  }

  private mutating func take(_ block: StanceBlock) {
    guard !blocks.isEmpty else { return restart(with: [block]) }
    let center = blocks.reduce(0) { $0 + $1.x } / Double(blocks.count)
    if abs(block.x - center) > Self.radius {
      guard current != nil, let outside else {
        if current == nil { restart(with: [block]) } else { self.outside = block }
        return
      }
      return restart(with: [outside, block])
    }
    outside = nil
    if blocks.count == Self.capacity { blocks.removeFirst() }
    blocks.append(block)
    age += 1
    let end = block.time + StanceBlock.length / 2
    guard end - start >= Self.length else { return }
    let settled = blocks.dropFirst(max(0, Self.arrival - (age - blocks.count)))
    let unrest = Self.unrest(of: settled)
    if settled.count >= Self.stretch.blocks, age.isMultiple(of: Self.stretch.every) {
      if stretches.count == Self.stretch.kept { stretches.removeFirst() }
      stretches.append(Self.unrest(of: settled.suffix(Self.stretch.blocks)))
    }
    let quiet = stretches.sorted()
    let place = settled.isEmpty ? blocks[...] : settled
    current = StancePlateau(
      start: start, end: end, center: place.reduce(0) { $0 + $1.x } / Double(place.count),
      unrest: unrest, quietUnrest: min(unrest, quiet.isEmpty ? unrest : quiet[quiet.count / 4]))
  }

  private mutating func restart(with first: [StanceBlock]) {
    current = nil
    outside = nil
    blocks.removeAll(keepingCapacity: true)
    blocks.append(contentsOf: first)
    stretches.removeAll(keepingCapacity: true)
    age = first.count
    start = (first.first?.time ?? 0) - StanceBlock.length / 2
  }
}
