import Glibc
import Samples
import SignalProcessing

/// A hold as a path of blocks shows it.
struct HeldStretch: Hashable, Sendable {
  /// Places in the list of blocks; the second is the first one after it.
  var blocks: Range<Int>
  /// Whether it begins with what is kept: nothing before it shows that it began there.
  var isFirst: Bool
  /// Seconds from the first sample: when it had settled (`settled`).
  var start: Double
  /// Seconds from the first sample: the first block of what ended it, or the last block's end.
  var end: Double
  /// Median tilt rate of its blocks in degrees per second.
  var rate: Double
  /// Mean direction of up in the sensor's axes.
  var up: SIMD3<Double>
  /// Lurches after its start.
  var lurches: [Fault]
}

/// What a path of blocks says of holds: the same while it goes on and when all is known.
struct HoldReview: Sendable {
  /// How much livelier a hold is than a stance, at least.
  private static let liveliness = 1.8
  private static let firstLiveliness = 1.5
  /// Seconds at a stream's beginning in which somebody may come to rest before anything begins.
  private static let gettingReady = 8.0
  /// Seconds of a hold at least, here; the settings may want more.
  private static let least = 2.0
  /// Seconds of unrest that a hold survives, and seconds of holding after it that show it did; at a stream's
  /// beginning what is shorter hasn't settled.
  private static let longestUnrest = 4.0
  private static let leastAfter = 3.0
  /// Seconds of calm in it that it survives.
  private static let longestLull = 2.0
  /// Seconds of unrest, or of calm without unrest before it, at the stream's end that don't end a hold without a
  /// blow.
  private static let shortestEnd = (unrest: 2.5, calm: 3.0)
  /// Seconds of calm, of unrest or of another hold after which a hold is over for good.
  private static let certainEnd = (
    usual: (calm: 4.0, unrest: 5.0, another: 10.0), first: (calm: 20.0, unrest: 30.0, another: 10.0)
  )
  /// Quarters of blocks before the path's hold in which it may have settled already, and after its begin.
  private static let settling = (before: 8, after: 32)
  /// Multiples of the median second's rate under which a second is settled.
  private static let settled = 2.0
  /// A lurch is a quarter of a second so many times as lively as nine tenths of the hold's; what shows again
  /// within so many seconds is the same one.
  private static let lurchShare = 1.85
  private static let lurchLength = 1.0
  /// Degrees by which a platform leans on its rim after a touch-down.
  private static let rimAngle = 6.0

  private struct Run {
    var state: HoldPath.State
    var blocks: Range<Int>
    var seconds: Double { Double(blocks.count) * ActivityBlock.length }
  }

  private let blocks: [ActivityBlock]
  private let isPlatform: Bool
  private let blow: Double
  /// Tilt rate in degrees per second that an empty platform keeps below; nil on a body.
  private let emptyRate: Double?
  /// Tilt rate in degrees per second of the hold before these blocks; nil for none.
  private let lastRate: Double?
  /// Sums of the mean squares of quarters of blocks before each quarter.
  private let sums: [Double]
  private var runs: [Run] = []

  init(
    _ blocks: [ActivityBlock], states: [HoldPath.State], placement: Placement?,
    emptyRate: Double?, lastRate: Double?
  ) {
    self.lastRate = lastRate
    self.blocks = blocks
    isPlatform = placement == .platform
    blow = Self.blow(on: placement)
    self.emptyRate = emptyRate
    var sums = [0.0]
    sums.reserveCapacity(4 * blocks.count + 1)
    for block in blocks {
      for quarter in 0..<4 {
        // A quarter without a sample stands for the rest of its block.
        let square =
          block.weights[quarter] > 0 ? block.squares[quarter] : block.tiltRate * block.tiltRate
        sums.append(sums[sums.count - 1] + square)
      }
    }
    self.sums = sums
    runs = runs(of: leveled(states))
  }

  /// Whether a hold is over for good: calm has followed it, long unrest, or another hold. What a stream begins
  /// with may turn out to be the stance before a hold; that takes longer.
  func isOver(_ stretch: HeldStretch, next: HeldStretch?) -> Bool {
    let (calm, unrest, another) = stretch.isFirst ? Self.certainEnd.first : Self.certainEnd.usual
    if let next, Self.seconds(next.blocks) >= another { return true }
    let after = runs.filter { $0.blocks.lowerBound >= stretch.blocks.upperBound }
    return after.contains { $0.state == .calm && $0.seconds >= calm }
      || after.first.map { $0.state == .unrest && $0.seconds >= unrest } ?? false
  }

  /// Seconds for which it has been calm at the end; nil where it isn't.
  var calmAtEnd: Double? { runs.last.flatMap { $0.state == .calm ? $0.seconds : nil } }

  /// The greatest force beside gravity in m/s² in the unrest after a hold.
  func force(after stretch: HeldStretch) -> Double {
    let next = runs.first { $0.blocks.lowerBound >= stretch.blocks.upperBound }
    guard let next else { return 0 }
    let end = next.state == .unrest ? next.blocks.upperBound : next.blocks.lowerBound
    return blocks[max(0, stretch.blocks.upperBound - 1)..<end].map(\.force).max() ?? 0
  }

  /// Why a hold ended. A platform that comes to rest on its rim was left by the other foot's touch-down; one
  /// that comes back to level was left altogether. On the body a jump's force tells.
  func cause(of stretch: HeldStretch) -> HoldEnd {
    guard isPlatform else { return force(after: stretch) >= blow ? .stepOff : .touchDown }
    let after = blocks[stretch.blocks.upperBound...]
    let rest = after.prefix(20).suffix(8).reduce(.zero) { $0 + $1.up }
    return isLeaning(stretch.up, rest.normalized) ? .touchDown : .stepOff
  }

  /// Force in m/s² beside gravity that no lurch makes: a step, a landing, the platform's rim on the floor.
  static func blow(on placement: Placement?) -> Double { placement == .platform ? 5 : 4 }

  // MARK: - Runs

  /// What is much calmer than the liveliest hold is a stance.
  private func leveled(_ states: [HoldPath.State]) -> [HoldPath.State] {
    var states = states
    if let first = runs(of: states).first, first.state == .hold, first.seconds < Self.gettingReady,
      first.blocks.count < blocks.count, isDyingDown(first)
    {
      // Whoever comes to rest at a stream's beginning gets ready.
      for place in first.blocks { states[place] = .unrest }
    }
    let held = runs(of: states).filter { $0.state == .hold }
    let rates = held.map { rate(of: $0.blocks) }
    let liveliest = zip(held, rates).filter { $0.0.seconds >= Self.least }.map(\.1)
      .reduce(lastRate ?? 0, max)
    for (run, rate) in zip(held, rates)
    where rate < emptyRate ?? .infinity {
      // What a stream begins with is a stance more often than what comes later.
      let share = run.blocks.lowerBound == 0 ? Self.firstLiveliness : Self.liveliness
      guard rate < liveliest / share else { continue }
      for place in run.blocks { states[place] = .calm }
    }
    return states
  }

  private func runs(of states: [HoldPath.State]) -> [Run] {
    var runs: [Run] = []
    for (place, state) in states.enumerated() {
      if let last = runs.last, last.state == state {
        runs[runs.count - 1].blocks = last.blocks.lowerBound..<(place + 1)
      } else {
        runs.append(Run(state: state, blocks: place..<(place + 1)))
      }
    }
    return runs
  }

  /// The holds in order.
  func stretches() -> [HeldStretch] {
    var found: [(unrest: Int, blocks: Range<Int>)] = []
    var last: Range<Int>?
    for (number, run) in runs.enumerated() where run.state == .hold {
      let before = number > 0 ? runs[number - 1] : nil
      let unrest = before?.state == .unrest ? before?.blocks.lowerBound : nil
      if let earlier = found.last?.blocks,
        goesOn(from: earlier, over: earlier.upperBound..<run.blocks.lowerBound, to: run)
      {
        found[found.count - 1].blocks = earlier.lowerBound..<run.blocks.upperBound
      } else if Self.seconds(run.blocks) >= (number == 0 ? Self.leastAfter : Self.least),
        !(last.map { isWayOff(run, after: $0) } ?? false)
      {
        found.append((unrest ?? run.blocks.lowerBound, run.blocks))
      }
      last = found.last?.blocks
    }
    return found.map { stretch(from: $0.unrest, $0.blocks) }
  }

  /// Whether a hold survived a spell of unrest, or a lull.
  private func goesOn(from earlier: Range<Int>, over spell: Range<Int>, to later: Run) -> Bool {
    let isCalm = runs.contains {
      $0.state == .calm && spell.contains($0.blocks.lowerBound) && $0.seconds >= Self.longestLull
    }
    return !isCalm && Self.seconds(spell) <= Self.longestUnrest
      && !blocks[spell].contains { $0.force >= blow }
      && !isLeaning(up(of: earlier), up(of: later.blocks))
      && (later.seconds >= Self.leastAfter || later.blocks.upperBound == blocks.count)
  }

  /// Whether what passes for a hold after one is a platform that swings until it lies still, or that leans.
  private func isWayOff(_ run: Run, after hold: Range<Int>) -> Bool {
    if isLeaning(up(of: hold), up(of: run.blocks)) { return true }
    return run.seconds < 4 && isDyingDown(run)
  }

  /// Whether the last second moves less than half as fast as the first.
  private func isDyingDown(_ run: Run) -> Bool {
    rms(of: run.blocks.suffix(4)) < 0.5 * rms(of: run.blocks.prefix(4))
  }

  // MARK: - One hold

  private func stretch(from unrest: Int, _ held: Range<Int>) -> HeldStretch {
    var held = held
    // Too little is left to tell a lurch or a lull from the end, and the exercise says hold.
    if let last = runs.last, last.blocks.lowerBound == held.upperBound,
      last.state == .unrest && last.seconds < Self.shortestEnd.unrest
        || last.state == .calm && last.seconds < Self.shortestEnd.calm,
      !blocks[last.blocks].contains(where: { $0.force >= blow / 4 })
    {
      held = held.lowerBound..<last.blocks.upperBound
    }
    let median = medianSecond(of: held)
    let start = settled(from: unrest, held, median: median)
    // The first second is settling yet, and in the last half the end begins.
    let last = max(start, 4 * held.upperBound - Self.second / 2)
    let quarters = min(start + Self.second, last)..<last
    return HeldStretch(
      blocks: held, isFirst: held.lowerBound == 0, start: time(of: start),
      end: blocks[held.upperBound - 1].end, rate: rate(of: held), up: up(of: held),
      lurches: lurches(in: quarters))
  }

  /// The first quarter of a block that begins a second under twice the median second's rate, after the foot went
  /// up: that is in the middle of the loudest second about there, or after the last that isn't settled.
  private func settled(from unrest: Int, _ held: Range<Int>, median: Double) -> Int {
    let first = 4 * held.lowerBound
    let last = 4 * held.upperBound - Self.second
    let limit = Self.settled * median * Self.settled * median
    var from = first
    if held.lowerBound > 0 {
      let lower = max(0, min(4 * unrest, first - Self.settling.before))
      let upper = min(first + Self.settling.after, last)
      let levels = lower < upper ? (lower..<upper).map { square($0, Self.second) } : []
      let loudest = levels.indices.max { levels[$0] < levels[$1] } ?? 0
      let unsettled = levels.lastIndex { $0 >= limit } ?? 0
      from = lower + max(loudest + Self.second / 2, unsettled + 1)
    }
    return (from..<max(from, last)).first { square($0, Self.second) < limit } ?? first
  }

  /// Where a quarter of a second is far livelier than all but the liveliest tenth of them.
  private func lurches(in quarters: Range<Int>) -> [Fault] {
    let length = Self.second / 4
    guard quarters.count > 4 * length else { return [] }
    let firsts = quarters.lowerBound...(quarters.upperBound - length)
    let levels = firsts.map { square($0, length) }
    let lively = levels.sorted()[levels.count * 9 / 10]
    let limit = Self.lurchShare * Self.lurchShare * lively
    var faults: [Fault] = []
    for (first, level) in zip(firsts, levels) where level >= limit {
      let end = time(of: first) + ActivityBlock.length
      if let last = faults.last, time(of: first) - last.end < Self.lurchLength {
        faults[faults.count - 1].end = end
      } else {
        faults.append(Fault(start: time(of: first), end: end, kind: .lurch))
      }
    }
    return faults
  }

  // MARK: - Levels

  /// Quarters of blocks in a second.
  private static let second = 16

  private static func seconds(_ blocks: Range<Int>) -> Double {
    Double(blocks.count) * ActivityBlock.length
  }

  private func time(of quarter: Int) -> Double {
    let block = blocks[min(quarter / 4, blocks.count - 1)]
    return block.start + Double(quarter - 4 * min(quarter / 4, blocks.count - 1))
      * ActivityBlock.quarterLength
  }

  /// Mean square of the tilt rate over some quarters of blocks, in (degrees per second)².
  private func square(_ first: Int, _ count: Int) -> Double {
    (sums[first + count] - sums[first]) / Double(count)
  }

  private func rms(of places: Range<Int>) -> Double {
    places.isEmpty ? 0 : square(4 * places.lowerBound, 4 * places.count).squareRoot()
  }

  /// Median tilt rate of blocks in degrees per second.
  private func rate(of places: Range<Int>) -> Double {
    median(of: blocks[places].map(\.tiltRate)) ?? 0
  }

  /// The median of the root mean squares of its seconds, in degrees per second.
  private func medianSecond(of places: Range<Int>) -> Double {
    let firsts = stride(
      from: 4 * places.lowerBound, through: 4 * places.upperBound - Self.second, by: Self.second)
    return median(of: firsts.map { square($0, Self.second).squareRoot() }) ?? rms(of: places)
  }

  private func up(of places: Range<Int>) -> SIMD3<Double> {
    blocks[places].reduce(.zero) { $0 + $1.up }.normalized
  }

  /// Whether a platform lies on its rim, as it doesn't in a hold.
  private func isLeaning(_ one: SIMD3<Double>, _ other: SIMD3<Double>) -> Bool {
    isPlatform && acos(max(-1, min(1, one.dot(other)))) * 180 / .pi >= Self.rimAngle
  }
}
