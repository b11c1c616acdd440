import Samples

/// A burst of movement between two calm stretches.
struct Burst: Hashable, Sendable {
  /// Seconds from the first sample.
  var start: Double
  var end: Double
  /// Greatest tilt rate of a block, in degrees per second.
  var peak: Double
  /// Greatest difference of the specific force from gravity, in m/s².
  var greatestForce: Double

  init(_ block: ActivityBlock, from start: Double) {
    self.start = start
    end = block.end
    peak = block.tiltRate
    greatestForce = block.greatestForceDeviation
  }

  mutating func append(_ block: ActivityBlock) {
    end = block.end
    peak = max(peak, block.tiltRate)
    greatestForce = max(greatestForce, block.greatestForceDeviation)
  }
}

/// Cuts blocks of activity into calm stretches with bursts between them.
struct CalmFinder: Sendable {
  /// Multiples of the present rate that make a burst.
  private static let burstShare = 2.7
  /// A force in m/s² beside gravity, and as a multiple of the present one, that a foot's landing makes; with it a
  /// smaller burst will do, by this share.
  private static let impact = (least: 0.5, share: 8.0)
  private static let struckShare = 0.7
  /// Share of a burst's peak under which it may be over.
  private static let calmShare = 0.5
  /// Seconds that a stretch lasts at least; what is shorter belongs to its burst.
  private static let least = 2.0
  /// Blocks that make a drop to another level without a burst.
  private static let dropBlocks = 12

  /// What a block showed.
  enum Change: Hashable, Sendable {
    /// A calm stretch is over.
    case broken(CalmStretch)
    /// A stretch has become calm after a burst; nil at the stream's beginning, or after a mere drop.
    case calmed(Burst?)
  }

  /// Tilt rate in degrees per second below which nothing is a burst.
  let floor: Double
  /// Tilt rate above which nothing is calm.
  let ceiling: Double
  /// Share of the present rate that makes a drop to another level.
  private let drop: Double
  /// The stretch under way, once it is long enough.
  var current: CalmStretch? { isSettled ? stretch : nil }
  private var stretch: CalmStretch?
  private var burst: Burst?
  private var isSettled = false
  /// The last blocks.
  private var recent: [ActivityBlock] = []
  private static let memory = 40

  init(floor: Double, ceiling: Double, drop: Double) {
    self.floor = floor
    self.ceiling = ceiling
    self.drop = drop
  }

  /// The same with its rates so many times as high, and nothing seen yet.
  func anew(times share: Double = 1) -> CalmFinder {
    CalmFinder(floor: share * floor, ceiling: share * ceiling, drop: drop)
  }

  /// How much more tilt an accelerometer alone shows, which takes the sway's own acceleration for tilt: at a
  /// height h by 1 + h (2 π f)² / g, about 4 at the waist and 1.5 on a platform for sway of 0.8 Hz.
  static func blindShare(on placement: Placement?) -> Double { placement == .platform ? 1.5 : 4 }

  /// The burst under way, which may be about to become calm; nil in a calm stretch.
  var openBurst: Burst? { isSettled ? nil : burst }

  /// Takes a block.
  mutating func advance(_ block: ActivityBlock) -> Change? {
    if recent.count == Self.memory { recent.removeFirst() }
    recent.append(block)
    guard var stretch else {
      burst?.append(block)
      if block.tiltRate < ceiling, burst.map({ block.tiltRate < Self.calmShare * $0.peak }) ?? true
      {
        self.stretch = CalmStretch(block)
      } else if burst == nil {
        burst = Burst(block, from: block.start)
      }
      return nil
    }
    let limit = max(floor, Self.burstShare * stretch.recentRate)
    let pair = (stretch.lastRate(1) + block.tiltRate) / 2
    let isStruck =
      block.tiltRate > Self.struckShare * limit
      && block.greatestForceDeviation > max(Self.impact.least, Self.impact.share * stretch.force)
    guard max(pair, block.tiltRate / 1.5) <= limit, block.tiltRate <= ceiling, !isStruck else {
      return breakOff(stretch, at: block, limit: limit)
    }
    // Not held twice while it grows, which would copy it.
    self.stretch = nil
    stretch.append(block)
    self.stretch = stretch
    if !isSettled, stretch.duration >= Self.least {
      if stretch.isDyingDown {
        self.stretch?.removeFirst(CalmStretch.settledBlocks)
        return nil
      }
      isSettled = true
      let approach = approach(to: stretch)
      self.stretch?.approach = approach
      let before = burst
      burst = nil
      return .calmed(before.map { ended($0, at: stretch.start) })
    }
    return checkDrop(stretch)
  }

  private mutating func breakOff(
    _ stretch: CalmStretch, at block: ActivityBlock, limit: Double
  ) -> Change? {
    var calm = stretch
    var start = block.start
    // The block before may have belonged to the burst already.
    if calm.lastRate(1) > limit {
      start -= TiltActivity.blockLength
      calm.removeLast(1)
    }
    let wasSettled = isSettled
    self.stretch = nil
    isSettled = false
    if wasSettled || burst == nil {
      burst = Burst(block, from: start)
    } else {
      burst?.append(block)
    }
    return wasSettled ? .broken(calm) : nil
  }

  /// A change to a much calmer level ends a stretch, too.
  private mutating func checkDrop(_ stretch: CalmStretch) -> Change? {
    let count = Self.dropBlocks
    guard isSettled, stretch.duration > 4, stretch.recentRate > 0.5,
      stretch.lastRate(count) < drop * stretch.recentRate
    else { return nil }
    var calm = stretch
    calm.removeLast(count)
    self.stretch = nil
    isSettled = false
    burst = nil
    return .broken(calm)
  }

  /// What lies between the peak of the burst and the stretch after it.
  private func approach(to stretch: CalmStretch) -> [ActivityBlock] {
    guard let burst else { return [] }
    let before = recent.filter { $0.start >= burst.start && $0.start < stretch.start }
    guard let peak = before.indices.max(by: { before[$0].tiltRate < before[$1].tiltRate }) else {
      return []
    }
    return Array(before[peak...])
  }

  private func ended(_ burst: Burst, at end: Double) -> Burst {
    var burst = burst
    burst.end = end
    return burst
  }
}
