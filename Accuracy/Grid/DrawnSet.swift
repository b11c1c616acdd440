import Glibc
import SimulatedSensors

/// One set of the grid: everything about it is drawn from its number, which makes it again.
struct DrawnSet: Sendable {
  /// Which set it is, from 0.
  let number: Int
  /// Samples a second.
  let rate: Double
  let hasGyroscope: Bool
  let movement: Movement
  let schedule: RaiseSchedule
  let unsteadiness: Unsteadiness
  let mountingSeed: UInt64
  let errors: ChipErrors
  /// Whether the session is told the foot's length, so that heights are the heel's; else the sensor's.
  var isFootLengthTold: Bool { number.isMultiple(of: 3) }

  /// What is done, and where the sensor sits.
  enum Movement: Sendable {
    /// Calf raises with the sensor on the foot or on the shank.
    case foot, shank
    /// Seated presses, sensor on the forefoot; leg raises, sensor above the ankle.
    case bandPress, legRaise
  }

  /// Rates of cheap chips, in Hz.
  static let rates = [25.0, 50, 100, 200, 1000]
  /// Ways to strap the sensor on.
  static let mountings = 100

  /// The set of this number. Every rate comes with and without a gyroscope and in every mounting; the
  /// rest is drawn.
  init(number: Int, movement: Movement) {
    self.number = number
    self.movement = movement
    rate = Self.rates[number % Self.rates.count]
    hasGyroscope = (number / Self.rates.count).isMultiple(of: 2)
    mountingSeed = UInt64(number / (2 * Self.rates.count) % Self.mountings)
    var generator = SeededGenerator(seed: UInt64(number) ^ 0x61D5)
    schedule = RaiseSchedule(
      using: &generator, isSeated: movement == .bandPress || movement == .legRaise)
    unsteadiness = [.twoFeet, .oneFoot, .tired][Int(generator.next() % 3)]
    errors = .typical(seed: generator.next())
  }

  /// The set as it is performed, with its truth.
  var scenario: Scenario {
    let seed = UInt64(number)
    let mounting = Mounting.random(seed: mountingSeed)
    switch movement {
    case .foot, .shank:
      return Scenario(
        CalfRaise(
          schedule, placement: movement == .foot ? .foot : .shank, mounting: mounting,
          unsteadiness: unsteadiness, seed: seed), seed: seed)
    case .bandPress:
      return Scenario(
        .bandPress(schedule, mounting: mounting, unsteadiness: unsteadiness, seed: seed),
        exercise: .bandPress, seed: seed)
    case .legRaise:
      return Scenario(
        .legRaise(schedule, mounting: mounting, unsteadiness: unsteadiness, seed: seed),
        exercise: .legRaise, seed: seed)
    }
  }
}

extension RaiseSchedule {
  /// Phases of 0.5 to 6 s, holds of 0 to 5 s, dips of 0 to 20 degrees, ranges of 12 to 50 degrees; one set
  /// in four fades by half. Who is seated has no dip.
  init(using generator: inout SeededGenerator, isSeated: Bool) {
    func chance(_ share: Double) -> Bool { generator.uniform(0...1) < share }
    /// Each doubling of a time is as likely as the next.
    func time(_ bounds: ClosedRange<Double>) -> Double {
      exp(generator.uniform(log(bounds.lowerBound)...log(bounds.upperBound)))
    }
    let range = generator.uniform(12...50)
    let dip = chance(0.3) || isSeated ? 0 : min(generator.uniform(0...20), range - 8)
    self.init(
      repetitions: 4 + Int(generator.next() % 7), rise: time(0.5...6),
      top: chance(0.25) ? 0.02 : generator.uniform(0...5), lower: time(0.5...6),
      bottom: chance(0.25) ? 0.02 : generator.uniform(0...5), peak: range - dip, dip: dip,
      neutralPause: dip > 3 && chance(0.2) ? generator.uniform(0.3...1.5) : nil,
      variation: generator.uniform(0...0.12), fade: chance(0.25) ? 0.5 : 0,
      shape: chance(0.5) ? .minimumJerk : .steady)
  }
}
