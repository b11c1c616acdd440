import SignalProcessing

/// A while in which the centre of pressure stays about one place.
struct StancePlateau: Hashable, Sendable {
  /// When it came there, and the end of what has been seen of it, in seconds.
  var start: Double
  var end: Double
  /// Mean medio-lateral place in mm, of the last seconds.
  var center: Double
  /// How restless its sway is, in mm/s (``PlateauFinder/unrest(of:)``), without its first moments.
  var unrest: Double
  /// The same for each stretch of a second and a half of it, the last ones.
  var stretches: [Double]

  /// The unrest of its stretches; before there is one, that of its whole, unless it has hardly begun.
  var evidence: [Double] {
    guard stretches.isEmpty else { return stretches }
    return duration >= PlateauFinder.arrivalTime + 1 ? [unrest] : []
  }

  /// How restless it is at its quieter times: the lower quartile; nil where it has hardly begun.
  var quietUnrest: Double? {
    let evidence = evidence.sorted()
    return evidence.isEmpty ? nil : evidence[evidence.count / 4]
  }

  /// How many times as restless it is as a quiet stance of so many mm/s, 0.5 at least: nobody on both feet is
  /// below that, as far as a board can see. Nil where none is known.
  func unrest(over quiet: Double?) -> Double? { quiet.map { unrest / max(0.5, $0) } }

  /// Seconds.
  var duration: Double { end - start }
}

/// Where the centre of pressure was in a tenth of a second.
struct StanceBlock: Hashable, Sendable {
  /// Seconds of a block.
  static let length = 0.1

  /// Mean time in seconds, and median place in mm: a cell that drops out for a row doesn't move it.
  var time: Double
  var x: Double
  var y: Double

  /// Of one point or more.
  fileprivate init(_ points: [PlanarPoint]) {
    let count = Double(points.count)
    time = points.reduce(0) { $0 + $1.time } / count
    x = median(of: points.map(\.x)) ?? 0
    y = median(of: points.map(\.y)) ?? 0
  }
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
  /// The same in seconds.
  static let arrivalTime = Double(arrival) * StanceBlock.length
  /// Blocks in a stretch whose unrest is kept, every how many blocks, and how many of them.
  private static let stretch = (blocks: 15, every: 5, kept: 20)

  /// The plateau under way; nil between plateaus.
  private(set) var current: StancePlateau?
  /// The points of the block under way.
  private var open: [PlanarPoint] = []
  private var blocks: [StanceBlock] = []
  private var start = 0.0
  private var age = 0
  private var outside: StanceBlock?
  private var stretches: [Double] = []

  /// Takes a point; whether it completed a block.
  mutating func advance(_ point: PlanarPoint) -> Bool {
    guard let first = open.first, point.time - first.time >= StanceBlock.length else {
      open.append(point)
      return false
    }
    take(StanceBlock(open))
    open.removeAll(keepingCapacity: true)
    open.append(point)
    return true
  }

  /// Takes no block for one that goes on over lost samples.
  mutating func breakOff() { open.removeAll(keepingCapacity: true) }

  /// Forgets the plateau: nobody stands here, or samples were lost for long.
  mutating func reset() { self = PlateauFinder() }

  /// How restless the sway is, in mm/s: by how much its speed along AP changes from one block to the next, on
  /// average.
  ///
  /// Changes of speed rather than speed, because a single foot is restless at 1 to 5 Hz, where two feet
  /// hardly are. Along AP, because there a single foot works as hard as along ML, and weight that goes from one
  /// foot to the other leaves it alone.
  static func unrest(of blocks: ArraySlice<StanceBlock>) -> Double {
    guard blocks.count >= 3 else { return 0 }
    let speeds = zip(blocks, blocks.dropFirst()).map { one, next in
      (next.y - one.y) / max(0.5 * StanceBlock.length, next.time - one.time)
    }
    let changes = zip(speeds, speeds.dropFirst()).map { abs($1 - $0) }
    return changes.reduce(0, +) / Double(changes.count)
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
    let place = settled.isEmpty ? blocks[...] : settled
    current = StancePlateau(
      start: start, end: end, center: place.reduce(0) { $0 + $1.x } / Double(place.count),
      unrest: unrest, stretches: stretches)
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
