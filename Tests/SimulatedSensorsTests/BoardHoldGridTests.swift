import Exercises
import Samples
import Testing

@testable import SimulatedSensors

@Suite("Holds on a simulated board over a bad link")
struct BoardHoldGridTests {
  /// One case: who stands how, and over what link.
  struct Case: Sendable, CustomTestStringConvertible {
    var mass: Double
    var footDistance: Double
    var sway: Double
    var change: Double
    var timing: BoardLink.Timing
    var rate: Double
    var testDescription: String {
      "\(mass) kg, feet \(footDistance) mm, sway \(sway), over in \(change) s, \(timing) \(rate) Hz"
    }
  }

  /// Twenty people, all unlike.
  static let cases: [Case] = (0..<20).map { index in
    Case(
      mass: [25, 40, 72, 110, 150][index % 5], footDistance: [150, 190, 240, 300][index % 4],
      sway: [0.5, 0.8, 1][index % 3], change: [0.3, 0.6, 0.8, 1.1][(index / 2) % 4],
      timing: BoardLink.Timing.allCases[index % 3], rate: [40, 66, 100][(index / 3) % 3])
  }

  private func run(
    _ story: BoardHoldSession, _ link: BoardLink, seed: UInt64, strict: Bool = false
  ) -> SessionReport {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.isStrict = strict
    configuration.isBoardTurned = link.isTurned
    var session = Session(configuration: configuration)
    for row in BluetoothBoardMotion(story, link: link, seed: seed, duration: story.duration) {
      session.advance(row) { _ in }
    }
    session.finish { _ in }
    return session.report
  }

  @Test("both feet's holds are found with ends, side and reason", arguments: cases)
  func found(_ body: Case) throws {
    var person = BoardHoldSession.Person()
    person.mass = body.mass
    person.footDistance = body.footDistance
    person.sway = body.sway
    person.ankleWork = body.sway
    let story = BoardHoldSession(
      [
        .wait(2), .stepOn(leftFirst: true), .wait(5),
        .raise(standingOnLeft: true, seconds: body.change), .wait(6),
        .putDown(seconds: body.change), .wait(4),
        .raise(standingOnLeft: false, seconds: body.change), .wait(9), .jumpOff, .wait(3),
      ], person: person, seed: UInt64(body.mass + body.footDistance))
    var link = BoardLink()
    link.timing = body.timing
    link.rate = body.rate
    link.dropoutsPerMinute = 10
    link.zero = SIMD4(0.5, -0.5, 1, 0.5)
    let holds = run(story, link, seed: 7).holds
    try #require(holds.count == 2 && story.holds.count == 2)
    for (hold, truth) in zip(holds, story.holds) {
      #expect(abs(hold.start - truth.start) < 0.3)
      #expect(abs(hold.end - truth.end) < 0.3)
      #expect(hold.endedBy == truth.endedBy)
      #expect(hold.side == truth.side)
      #expect(hold.faults.isEmpty)
    }
  }

  @Test(
    "a touch, a hop and a foot on the floor are faults with their kinds; the board may be turned")
  func faults() throws {
    let story = BoardHoldSession(
      [
        .wait(2), .stepOn(leftFirst: true), .wait(5), .raise(standingOnLeft: false, seconds: 0.7),
        .wait(5), .touch(seconds: 0.5, share: 0.4), .wait(3), .hop, .wait(4),
        .touchFloor(seconds: 0.5, share: 0.35), .wait(4), .putDown(seconds: 0.5), .wait(3),
      ], seed: 3)
    var link = BoardLink()
    link.isTurned = true
    let truth = try #require(story.holds.first)
    #expect(truth.faults.map(\.kind) == [.otherFootTouch, .hop, .otherFootTouch])
    let holds = run(story, link, seed: 5).holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.map(\.kind) == truth.faults.map(\.kind))
    for (fault, true0) in zip(holds[0].faults, truth.faults) {
      #expect(abs(fault.start - true0.start) < 0.2)
    }
    let strict = try #require(run(story, link, seed: 5, strict: true).holds.first)
    let strictTruth = try #require(story.strictHolds.first)
    #expect(strictTruth.end == truth.faults[0].start)
    #expect(abs(strict.end - strictTruth.end) < 0.3)
    #expect(strict.endedBy == .touchDown)
  }

  @Test("a link loses, repeats and delays rows, and says so where it was told to")
  func link() {
    let story = BoardHoldSession([.wait(2), .stepOn(leftFirst: true), .wait(50)], seed: 1)
    func rows(_ link: BoardLink) -> [StreamElement<Sample>] {
      Array(BluetoothBoardMotion(story, link: link, seed: 2, duration: story.duration))
    }
    var link = BoardLink()
    link.timing = .polled
    let times = rows(link).compactMap { element -> Int64? in
      guard case .sample(let sample) = element else { return nil }
      return sample.time.microseconds
    }
    #expect(times.allSatisfy { $0 % 10_000 == 0 })
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    link.timing = .bursts
    link.lossesPerMinute = 10
    let gaps = rows(link).filter { if case .gap = $0 { true } else { false } }
    #expect(!gaps.isEmpty)
    link.isLossTold = false
    let silent = rows(link)
    #expect(!silent.contains { if case .gap = $0 { true } else { false } })
    #expect(silent.count < 5400)
  }
}
