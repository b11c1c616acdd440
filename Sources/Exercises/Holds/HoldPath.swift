import Glibc

/// The likeliest way through a stream of what somebody did in each quarter of a second.
///
/// A hidden path over three states (Viterbi 1967, IEEE Trans Inf Theory 13:260): being calm, as in a stance on
/// both feet or an empty platform; unrest, as in getting on, a lurch, a foot put down; and holding. How much a person
/// tilts in a hold isn't known beforehand: each of some fifty rates, a tenth apart, has a path of its own, and
/// the likeliest path tells the rate as well. Nothing is decided for good before the whole is seen.
///
/// Per block it costs the rates times nine additions, and keeps a byte a rate.
struct HoldPath: Sendable {
  /// What somebody does.
  enum State: Int, Hashable, Sendable {
    case calm, unrest, hold
  }

  /// What a state makes of a block, and of the next one being in another state, as natural logarithms.
  ///
  /// Levels are logarithms of the tilt rate over the hold's. In simulated holds they scatter by 0.46 about the
  /// median; a stance lies 1.2 lower, getting on and lurches 1.2 and more higher.
  private enum Likelihood {
    static let holdWidth = 0.6
    /// Half of it as a stance's, half as anything calmer.
    static let calm = (level: -1.2, width: 0.45, range: 4.0)
    static let unrest = (level: 1.25, width: 0.5, range: 2.5)
    /// What each block of unrest costs: it is short.
    static let unrestCost = 1.2
    static let calmCost = 0.03
    /// From a state (row) to another: calm, unrest, hold. A hold ends, and begins, with unrest.
    static let change: [SIMD3<Double>] = [
      SIMD3(0, -3, -7), SIMD3(-3, 0, -2), SIMD3(-14, -4, 0),
    ]
    static let first = SIMD3<Double>(0, -2, -1)
    /// What a blow costs those who stand.
    static let blow = 8.0
    /// How far a rate that a hold before didn't have is behind, at most.
    static let surprise = 12.0
    /// How far any rate is behind, at most: a stance of an hour counts no more against the hold after it than
    /// one of a minute.
    static let farthest = 100.0

    static func logNormal(_ deviation: Double, width: Double) -> Double {
      -0.5 * (deviation / width) * (deviation / width) - log(width * (2 * .pi).squareRoot())
    }

    /// Even over a range, and falling off at its near end.
    static func logEven(_ beyond: Double, width: Double, range: Double) -> Double {
      let excess = max(0, beyond) / width
      return -0.5 * excess * excess - log(range + 0.5 * width * (2 * .pi).squareRoot())
    }

    static func states(at level: Double) -> SIMD3<Double> {
      let beyond = level - calm.level
      let calmer = logEven(beyond, width: calm.width, range: calm.range)
      let stance = logNormal(beyond, width: calm.width)
      return SIMD3(
        log(0.5 * exp(stance) + 0.5 * exp(calmer)) - calmCost,
        logEven(unrest.level - level, width: unrest.width, range: unrest.range) - unrestCost,
        logNormal(level, width: holdWidth))
    }
  }

  /// Natural logarithm of the ratio between one rate and the next.
  private static let step = 0.1
  /// Tilt rate in degrees per second that nothing is calmer than.
  private static let least = 0.02

  /// Tilt rate in degrees per second that nobody keeps an empty platform below; nil on a body.
  private let emptyRate: Double?
  /// Natural logarithms of the rates.
  private let rates: [Double]
  /// The best path's likelihood for each rate that ends in each state.
  private var scores: [SIMD3<Double>]
  /// For each block and rate, which state each state was reached from: two bits each.
  private var sources: [UInt8] = []

  /// - Parameters:
  ///   - rates: what somebody may tilt by in a hold, in degrees per second.
  ///   - emptyRate: what an empty platform keeps below; nil on a body.
  init(rates: ClosedRange<Double>, emptyRate: Double?) {
    self.emptyRate = emptyRate
    let range = log(rates.lowerBound)...log(rates.upperBound)
    self.rates = Array(stride(from: range.lowerBound, through: range.upperBound, by: Self.step))
    scores = []
    begin()
  }

  /// Begins anew with a stream of which nothing is known.
  mutating func begin() {
    scores = rates.map { _ in Likelihood.first }
    sources.removeAll(keepingCapacity: true)
  }

  /// Begins anew where a hold is over, or cut in two. What it told of the person's rate goes on, but for a person
  /// who holds otherwise the next time.
  mutating func begin(isHolding: Bool) {
    let likeliest = scores.map { $0.max() }
    let best = likeliest.max() ?? 0
    let first = isHolding ? SIMD3(0, 0, 0) : SIMD3(0, 0, -1e6)
    scores = likeliest.map { first + max(-Likelihood.surprise, $0 - best) }
    sources.removeAll(keepingCapacity: true)
  }

  /// Blocks that are kept.
  var count: Int { sources.count / rates.count }

  /// Takes a block.
  ///
  /// - Parameter isStruck: a blow came with it.
  mutating func advance(_ block: ActivityBlock, isStruck: Bool) {
    let logRate = log(max(Self.least, block.tiltRate))
    var common = SIMD3<Double>(repeating: 0)
    if isStruck { common -= SIMD3(Likelihood.blow, 0, Likelihood.blow) }
    if let emptyRate {
      let beyond = max(0, logRate - log(emptyRate)) / 0.3
      common.x -= min(20, 0.5 * beyond * beyond)
    }
    for index in rates.indices {
      let old = scores[index]
      var new = SIMD3<Double>(repeating: 0)
      var source: UInt8 = 0
      for state in 0..<3 {
        var best = 0
        var score = -Double.infinity
        for from in 0..<3 where old[from] + Likelihood.change[from][state] > score {
          score = old[from] + Likelihood.change[from][state]
          best = from
        }
        new[state] = score
        source |= UInt8(best) << (2 * state)
      }
      scores[index] =
        block.isEmpty ? new : new + common + Likelihood.states(at: logRate - rates[index])
      sources.append(source)
    }
    let best = scores.reduce(-Double.infinity) { max($0, $1.max()) }
    for index in scores.indices {
      scores[index] += max(0, best - scores[index].max() - Likelihood.farthest)
    }
  }

  /// Forgets the first blocks.
  mutating func removeFirst(_ blocks: Int) { sources.removeFirst(blocks * rates.count) }

  /// What the likeliest path was in, block by block.
  var states: [State] {
    guard let rate = rates.indices.max(by: { scores[$0].max() < scores[$1].max() }) else {
      return []
    }
    var state = (0..<3).max { scores[rate][$0] < scores[rate][$1] } ?? 0
    var states = [State](repeating: .calm, count: count)
    for block in states.indices.reversed() {
      states[block] = State(rawValue: state) ?? .calm
      state = Int(sources[block * rates.count + rate] >> (2 * UInt8(state))) & 3
    }
    return states
  }
}
