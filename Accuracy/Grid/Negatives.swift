import Exercises
import Samples
import SimulatedSensors

/// Something in which nothing is to be counted.
struct NegativeCase: Sendable {
  let name: String
  let motion: any InertialMotion
  let duration: Double
  let placement: Placement
  let rate: Double
  let hasGyroscope: Bool
  let errors: ChipErrors

  /// Every distraction, walks, and ten minutes of rest, on foot and shank, with and without a gyroscope, with
  /// a cheap chip's errors.
  static func all(seeds: Int) -> [NegativeCase] {
    (0..<UInt64(seeds)).flatMap { seed in
      [LegPlacement.foot, .shank].flatMap { placement in
        [true, false].flatMap { hasGyroscope in
          some(seed: seed, placement: placement, hasGyroscope: hasGyroscope)
        }
      }
    }
  }

  private static func some(
    seed: UInt64, placement: LegPlacement, hasGyroscope: Bool
  ) -> [NegativeCase] {
    let mounting = Mounting.random(seed: seed)
    func make(_ name: String, _ motion: any InertialMotion, _ duration: Double) -> NegativeCase {
      NegativeCase(
        name: name, motion: motion, duration: duration,
        placement: placement == .foot ? .foot : .shank,
        rate: DrawnSet.rates[Int(seed) % DrawnSet.rates.count], hasGyroscope: hasGyroscope,
        errors: .typical(seed: seed))
    }
    let walk = Walking(strides: 30, placement: placement, mounting: mounting, seed: seed)
    let rest = Resting(placement: placement, mounting: mounting, seed: seed)
    return Distraction.Kind.allCases.map { kind in
      let motion = Distraction([kind, kind], placement: placement, mounting: mounting, seed: seed)
      return make(kind.rawValue, motion, motion.duration)
    } + [make("walking", walk, walk.duration), make("ten minutes of rest", rest, 600)]
  }

  /// What calf-raise makes of it.
  func outcome() -> NegativeOutcome {
    var session = Session(
      configuration: SessionConfiguration(exercise: .calfRaise, placement: placement))
    let samples = SampledMotion(
      motion, errors: errors, rate: rate, hasGyroscope: hasGyroscope, duration: duration)
    for sample in samples { session.advance(sample) { _ in } }
    session.finish { _ in }
    let sets = session.report.sets
    return NegativeOutcome(
      name: name, placement: placement, hasGyroscope: hasGyroscope,
      counted: sets.reduce(0) { $0 + $1.repetitions.count + $1.partial.count },
      rejected: sets.flatMap(\.rejected).map(\.reason))
  }
}

/// What was counted where nothing was to be.
struct NegativeOutcome: Sendable {
  let name: String
  let placement: Placement
  let hasGyroscope: Bool
  let counted: Int
  let rejected: [RejectionReason]
}

/// Ghosts by what was done.
struct NegativeTable {
  let outcomes: [NegativeOutcome]

  func print() {
    Swift.print("## Nothing to count\n")
    Swift.print("| what was done | sensor | recordings | counted | rejected, by reason |")
    Swift.print("|---|---|---|---|---|")
    var names: [String] = []
    for outcome in outcomes where !names.contains(outcome.name) { names.append(outcome.name) }
    for name in names {
      for placement in [Placement.foot, .shank] {
        for hasGyroscope in [true, false] {
          row(name, placement, hasGyroscope)
        }
      }
    }
    Swift.print()
  }

  private func row(_ name: String, _ placement: Placement, _ hasGyroscope: Bool) {
    let part = outcomes.filter {
      $0.name == name && $0.placement == placement && $0.hasGyroscope == hasGyroscope
    }
    let reasons = RejectionReason.allCases.compactMap { reason -> String? in
      let count = part.reduce(0) { $0 + $1.rejected.count { $0 == reason } }
      return count > 0 ? "\(reason.rawValue) \(count)" : nil
    }
    let sensor = "\(placement.rawValue), " + (hasGyroscope ? "six axes" : "accelerometer only")
    let counted = part.reduce(0) { $0 + $1.counted }
    Swift.print(
      "| \(name) | \(sensor) | \(part.count) | \(counted) "
        + "| \(reasons.isEmpty ? "–" : reasons.joined(separator: ", ")) |")
  }
}
