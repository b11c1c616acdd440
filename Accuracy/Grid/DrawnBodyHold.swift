import Exercises
import Samples
import SimulatedSensors

/// One hold as a sensor on the body or on a balance trainer's platform feels it, drawn from a number.
struct DrawnBodyHold: Sendable {
  /// Where the sensor sits, and how the hold ends.
  enum Site: String, CaseIterable, Sendable {
    case waist
    case shank = "shank of the standing leg"
    case platform = "platform, foot down"
    case leftPlatform = "platform, jumped off"
  }

  let number: Int
  let site: Site
  let hasGyroscope: Bool
  let rate: Double
  let hasLurch: Bool
  let scenario: Scenario
  private let errors: ChipErrors

  /// Holds of 5 to 60 s, half of them with a lurch, at 25 to 200 Hz in any mounting.
  init(number: Int) {
    self.number = number
    site = Site.allCases[number % 4]
    hasGyroscope = (number / 4).isMultiple(of: 2)
    rate = [25.0, 50, 100, 200][(number / 8) % 4]
    var generator = SeededGenerator(seed: UInt64(number) ^ 0xB0D1)
    errors = .typical(seed: generator.next())
    let seconds = generator.spread(5...60)
    hasLurch = seconds > 10 && generator.next() % 2 == 0
    let lurch = hasLurch ? generator.uniform(4...(seconds - 4)) : nil
    let stillness = generator.uniform(4...7)
    let isLeft = generator.next() % 2 == 0
    let mounting = Mounting.random(seed: generator.next())
    let seed = generator.next()
    switch site {
    case .waist, .shank:
      scenario = Scenario(
        BodyHold(
          seconds: seconds, site: site == .waist ? .waist : .shank, standsOnLeft: isLeft,
          lurch: lurch, sway: generator.spread(0.3...1), mounting: mounting, stillness: stillness,
          seed: seed), placement: site == .waist ? .waist : .shank)
    case .platform, .leftPlatform:
      scenario = Scenario(
        BosuHold(
          seconds: seconds, ending: site == .platform ? .touchDown : .stepOff, lurch: lurch,
          sway: generator.spread(1...3), mounting: mounting, stillness: stillness, seed: seed))
    }
  }

  /// What a session makes of it.
  func outcome() -> HoldOutcome {
    var session = Session(
      configuration: SessionConfiguration(
        exercise: .balanceHold, placement: scenario.truth.placement))
    if case .inertial(let motion) = scenario.motion {
      let samples = SampledMotion(
        motion, errors: errors, rate: rate, hasGyroscope: hasGyroscope,
        duration: scenario.duration)
      for sample in samples { session.advance(sample) { _ in } }
    }
    session.finish { _ in }
    return HoldOutcome(
      name: "\(number)", found: session.report.holds, truths: scenario.truth.holds)
  }

  /// Where and how, in short.
  var words: String {
    "\(site.rawValue), \(hasGyroscope ? "six axes" : "accelerometer only"), \(Int(rate)) Hz"
      + (hasLurch ? ", a lurch" : "")
  }
}
