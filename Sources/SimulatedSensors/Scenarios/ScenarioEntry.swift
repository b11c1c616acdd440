/// One row of the catalogue: a scenario before its options are known.
struct ScenarioEntry: Sendable {
  /// Makes a performance from an amount (repetitions or seconds) and a seed.
  typealias Perform<Amount> = @Sendable (_ amount: Amount, _ seed: UInt64) -> ScenarioPerformance

  /// What there is more or less of, how much as it comes, and what is made of it.
  private enum Extent: Sendable {
    case repetitions(Int, perform: Perform<Int>)
    case seconds(Double, from: Double, perform: Perform<Double>)
  }

  let name: String
  let summary: String
  private let seed: UInt64
  private let extent: Extent

  private static let possibleRepetitions = 1...200
  private static let mostSeconds = 600.0

  /// Something done a number of times.
  init(
    name: String, summary: String, repetitions: Int, seed: UInt64, perform: @escaping Perform<Int>
  ) {
    self.name = name
    self.summary = summary
    self.seed = seed
    extent = .repetitions(repetitions, perform: perform)
  }

  /// Something kept up for a time, of which it takes at least `least` seconds.
  init(
    name: String, summary: String, seconds: Double, from least: Double, seed: UInt64,
    perform: @escaping Perform<Double>
  ) {
    self.name = name
    self.summary = summary
    self.seed = seed
    extent = .seconds(seconds, from: least, perform: perform)
  }

  /// The scenario as the options want it.
  func scenario(_ options: ScenarioOptions) throws(ScenarioError) -> Scenario {
    let seed = options.seed ?? seed
    let performance: ScenarioPerformance
    switch extent {
    case .repetitions(let usual, let perform):
      guard options.seconds == nil else { throw .noSeconds(name: name) }
      let repetitions = options.repetitions ?? usual
      guard Self.possibleRepetitions.contains(repetitions) else {
        throw .repetitions(repetitions, allowed: Self.possibleRepetitions)
      }
      performance = perform(repetitions, seed)
    case .seconds(let usual, let least, let perform):
      guard options.repetitions == nil else { throw .noRepetitions(name: name) }
      let seconds = options.seconds ?? usual
      let possible = least...Self.mostSeconds
      guard possible.contains(seconds) else { throw .seconds(seconds, allowed: possible) }
      performance = perform(seconds, seed)
    }
    return Scenario(
      name: name, summary: summary, duration: performance.duration, seed: seed,
      motion: performance.motion, truth: performance.truth)
  }
}
