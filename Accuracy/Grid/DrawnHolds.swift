import Exercises
import Glibc
import Samples
import SimulatedSensors

/// Holds on a balance board, drawn from a number: who, how, and over what link.
struct DrawnHolds: Sendable {
  let number: Int
  let person: BoardHoldSession.Person
  let link: BoardLink
  /// Seconds in which the weight goes over to one foot.
  let change: Double
  let session: BoardHoldSession
  let isStrict: Bool

  /// The holds of this number: one to four of 3 to 60 s, with faults or not.
  init(number: Int) {
    self.number = number
    var generator = SeededGenerator(seed: UInt64(number) ^ 0x401D5)
    person = .drawn(using: &generator)
    link = .drawn(using: &generator)
    change = generator.spread(0.2...2)
    isStrict = generator.uniform(0...1) < 0.15
    var steps: [BoardHoldSession.Step] = [
      .wait(generator.uniform(1.5...3)), .stepOn(leftFirst: generator.next() % 2 == 0),
      .wait(generator.uniform(2...6)),
    ]
    let count = 1 + Int(generator.next() % 4)
    for index in 0..<count {
      steps += Self.hold(change: change, isLast: index == count - 1, using: &generator)
    }
    session = BoardHoldSession(steps + [.wait(3)], person: person, seed: UInt64(number))
  }

  private static func hold(
    change: Double, isLast: Bool, using generator: inout SeededGenerator
  ) -> [BoardHoldSession.Step] {
    var left = generator.spread(3.5...60)
    var steps: [BoardHoldSession.Step] = [
      .raise(standingOnLeft: generator.next() % 2 == 0, seconds: change)
    ]
    // Under --strict a touch of half a second is a stance to begin from again: keep away from that.
    func touchTime() -> Double {
      generator.next() % 2 == 0 ? generator.uniform(0.3...0.5) : generator.uniform(0.72...0.85)
    }
    // Faults lie 1.5 s apart and as far from either end.
    while left > 6, generator.uniform(0...1) < 0.35 {
      let pause = generator.uniform(1.5...(left - 4))
      steps.append(.wait(pause))
      left -= pause
      switch generator.next() % 5 {
      case 0: steps.append(.hop)
      case 1:
        steps.append(
          .touchFloor(seconds: touchTime(), share: generator.uniform(0.2...0.45)))
      case 2:
        // Long enough to end it; with the foot up again the next one begins.
        steps.append(
          .touch(seconds: generator.uniform(1.4...3), share: generator.uniform(0.25...0.5)))
      default:
        steps.append(.touch(seconds: touchTime(), share: generator.uniform(0.2...0.5)))
      }
    }
    steps.append(.wait(left))
    let ending = isLast ? generator.next() % 4 : 0
    switch ending {
    case 1: steps.append(.jumpOff)
    case 2: steps.append(.stepDown(seconds: generator.uniform(0.3...0.8)))
    default:
      steps += [.putDown(seconds: change), .wait(generator.uniform(1...5))]
      if isLast { steps.append(.stepOff(leftFirst: generator.next() % 2 == 0)) }
    }
    return steps
  }

  /// What a session makes of it.
  func outcome() -> HoldOutcome {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.isStrict = isStrict
    configuration.isBoardTurned = link.isTurned
    var session = Session(configuration: configuration)
    let rows = BluetoothBoardMotion(
      self.session, link: link, seed: UInt64(number), duration: self.session.duration)
    for row in rows { session.advance(row) { _ in } }
    session.finish { _ in }
    return HoldOutcome(
      name: "\(number)", found: session.report.holds,
      truths: isStrict ? self.session.strictHolds : self.session.holds)
  }
}

extension DrawnHolds {
  /// Who and how, in short.
  var words: String {
    func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
    return "\(short(person.mass)) kg, feet \(short(person.footDistance)) mm, sway "
      + "\(short(person.ankleWork)), over in \(short(change)) s, \(link.timing.rawValue) "
      + "\(short(link.rate)) Hz, losses \(short(link.lossesPerMinute)), dropouts "
      + "\(short(link.dropoutsPerMinute)), zero \(short(link.zero.sum())) kg"
      + (isStrict ? ", strict" : "")
  }
}

extension BoardHoldSession.Person {
  /// 25 to 150 kg, feet 100 to 300 mm apart, tiny to very large sway.
  static func drawn(using generator: inout SeededGenerator) -> Self {
    var person = Self()
    person.mass = generator.spread(25...150)
    person.footDistance = generator.spread(100...300)
    person.aside = generator.uniform(-20...20)
    let steadiness = generator.spread(0.4...2)
    person.sway = steadiness * generator.spread(0.8...1.25)
    person.ankleWork = steadiness * generator.spread(0.8...1.25)
    person.heaving = generator.spread(0.01...0.25)
    return person
  }
}

extension BoardLink {
  /// 40 to 100 Hz in every way that rows come; a third of the links lose rows, a third has dropouts, half
  /// has zeros that drifted by up to 3 kg a cell.
  static func drawn(using generator: inout SeededGenerator) -> BoardLink {
    var link = BoardLink()
    link.timing = Timing.allCases[Int(generator.next() % 3)]
    link.rate = generator.uniform(40...100)
    if generator.next() % 3 == 0 { link.lossesPerMinute = generator.uniform(1...8) }
    link.isLossTold = generator.next() % 2 == 0
    if generator.next() % 3 == 0 { link.dropoutsPerMinute = generator.uniform(2...40) }
    if generator.next() % 2 == 0 {
      for cell in 0..<4 { link.zero[cell] = generator.uniform(-3...3) }
    }
    link.isTurned = generator.next() % 8 == 0
    return link
  }
}

extension SeededGenerator {
  /// Between the bounds, each doubling as likely as the next.
  mutating func spread(_ bounds: ClosedRange<Double>) -> Double {
    exp(uniform(log(bounds.lowerBound)...log(bounds.upperBound)))
  }
}
