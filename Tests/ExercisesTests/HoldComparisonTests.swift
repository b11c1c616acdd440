import Samples
import Testing

@testable import Exercises

@Suite("A hold among the person's own earlier ones")
struct HoldComparisonTests {
  private let firm = HoldConditions(surface: .firm, sensor: "board", identity: "A")

  private func hold(
    _ seconds: Double, score: Double? = nil, side: Side? = .left, on conditions: HoldConditions
  ) -> EarlierHold {
    EarlierHold(
      conditions: conditions, side: side, duration: seconds, credited: seconds, score: score)
  }

  private func comparison(
    _ now: HoldConditions, _ earlier: [EarlierHold], and session: [EarlierHold] = []
  ) -> HoldComparison? {
    HoldComparison(hold(10, score: 50, on: now), among: earlier, and: session)
  }

  @Test("is told by median, range and rank")
  func standing() throws {
    let earlier = [(4.0, 40.0), (12, 60), (8, 45), (20, 48)].map {
      hold($0.0, score: $0.1, on: firm)
    }
    let comparison = try #require(self.comparison(firm, earlier))
    #expect(
      comparison.duration
        == HoldComparison.Standing(count: 4, median: 10, lowest: 4, highest: 20, below: 2))
    #expect(
      comparison.score
        == HoldComparison.Standing(count: 4, median: 46.5, lowest: 40, highest: 60, below: 3))
    #expect(comparison.warnings.isEmpty)
  }

  @Test("only the last ten count, those of this session among them")
  func lastTen() throws {
    let earlier = (1...12).map { hold(Double($0), on: firm) }
    #expect(try #require(self.comparison(firm, earlier)).duration?.lowest == 3)
    let session = [hold(100, on: firm), hold(101, on: firm)]
    let both = try #require(self.comparison(firm, earlier, and: session))
    #expect(both.duration?.count == 10)
    #expect(both.duration?.lowest == 5)
    #expect(both.duration?.highest == 101)
    #expect(both.score == nil)
  }

  @Test("another surface, kind of sensor, place or leg is never mixed in")
  func kinds() {
    var foam = firm
    foam.surface = .foam
    var plate = firm
    plate.sensor = "center-of-pressure"
    var waist = firm
    waist.placement = .waist
    #expect(comparison(firm, [foam, plate, waist].map { hold(9, on: $0) }) == nil)
    #expect(
      comparison(firm, [hold(9, side: .right, on: firm), hold(9, side: nil, on: firm)]) == nil)
    var dome = firm
    dome.surface = .bosuDome
    var platform = firm
    platform.surface = .bosuPlatform
    #expect(comparison(dome, [hold(9, on: platform)]) == nil)
    #expect(comparison(platform, [hold(9, on: dome)]) == nil)
  }

  @Test("another board, or one that isn't known, is compared with a warning")
  func devices() throws {
    var other = firm
    other.identity = "B"
    var unknown = firm
    unknown.identity = nil
    #expect(try #require(self.comparison(firm, [hold(9, on: other)])).warnings == [.otherDevice])
    #expect(
      try #require(self.comparison(firm, [hold(9, on: unknown)])).warnings == [.unknownDevice])
    #expect(
      try #require(self.comparison(unknown, [hold(9, on: unknown)])).warnings == [.unknownDevice])
    // In one session it is the same, whatever it is.
    #expect(
      try #require(self.comparison(unknown, [], and: [hold(9, on: unknown)])).warnings.isEmpty)
    var strict = firm
    strict.isStrict = true
    var lenient = firm
    lenient.isStrict = false
    #expect(
      try #require(self.comparison(strict, [hold(9, on: lenient)])).warnings == [.otherStrictness])
    #expect(try #require(self.comparison(strict, [hold(9, on: firm)])).warnings.isEmpty)
    var wide = firm
    wide.rectangle = BoardGeometry(mediolateral: 433, anteroposterior: 228)
    var usual = firm
    usual.rectangle = BoardGeometry()
    #expect(try #require(self.comparison(wide, [hold(9, on: usual)])).warnings == [.otherRectangle])
  }

  @Test(
    "on a balance trainer another ball, inflation or mass is left out, an unknown one warned of")
  func trainer() throws {
    let now = HoldConditions(
      surface: .bosuPlatform, sensor: "accelerometer+gyroscope", placement: .platform,
      identity: "A", trainer: BalanceTrainer(ball: "blue", inflation: "22 cm"), bodyMass: 70)
    func changed(_ change: (inout HoldConditions) -> Void) -> HoldConditions {
      var conditions = now
      change(&conditions)
      return conditions
    }
    let cases: [(HoldConditions, ComparisonWarning)] = [
      (changed { $0.trainer.ball = "red" }, .otherBall),
      (changed { $0.trainer.inflation = "20 cm" }, .otherInflation),
      (changed { $0.bodyMass = 73 }, .otherMass),
    ]
    for (conditions, warning) in cases {
      let comparison = try #require(self.comparison(now, [hold(9, on: conditions)]))
      #expect(comparison.duration == nil)
      #expect(comparison.leftOut == 1)
      #expect(comparison.warnings == [warning])
    }
    let unknown = changed {
      $0.trainer = BalanceTrainer()
      $0.bodyMass = nil
    }
    let doubtful = try #require(self.comparison(now, [hold(9, on: unknown)]))
    #expect(doubtful.duration?.count == 1)
    #expect(doubtful.warnings == [.unknownBall, .unknownInflation, .unknownMass])
    // Two kilograms are within a day's weight.
    let heavier = changed { $0.bodyMass = 71.5 }
    #expect(try #require(self.comparison(now, [hold(9, on: heavier)])).warnings.isEmpty)
    // On firm ground they say nothing about the numbers.
    var light = firm
    light.bodyMass = 50
    var heavy = firm
    heavy.bodyMass = 90
    #expect(try #require(self.comparison(light, [hold(9, on: heavy)])).warnings.isEmpty)
  }

  @Test("what a session has a use for is the last ten of a kind on its surface and on firm ground")
  func useful() {
    var foam = firm
    foam.surface = .foam
    var dome = firm
    dome.surface = .bosuDome
    let all = (1...15).flatMap { index in
      [hold(Double(index), on: firm), hold(Double(index), on: foam), hold(Double(index), on: dome)]
    }
    let useful = all.useful(on: .bosuDome)
    #expect(useful.count == 20)
    #expect(useful.map(\.duration) == (6...15).flatMap { [Double($0), Double($0)] })
    #expect(!useful.contains { $0.conditions.surface == .foam })
  }

  @Test("holds on another ball don't take the room of those on this one")
  func usefulOnTrainers() {
    func hold(_ seconds: Double, on ball: String) -> EarlierHold {
      let conditions = HoldConditions(
        surface: .bosuDome, sensor: "board", trainer: BalanceTrainer(ball: ball))
      return self.hold(seconds, on: conditions)
    }
    let blue = (1...3).map { hold(Double($0), on: "blue") }
    let red = (1...12).map { hold(Double($0), on: "red") }
    let useful = (blue + red).useful(on: .bosuDome)
    #expect(useful == blue + red.suffix(10))
    let comparison = HoldComparison(blue[0], among: useful, and: [])
    #expect(comparison?.duration?.count == 2)
    #expect(comparison?.leftOut == 10)
  }

  @Test("a session tells each hold against those before it")
  func session() throws {
    var scene = BoardScene.steppingOn()
    for seconds in [6.0, 9, 7] { scene.stand(on: .left, for: seconds) }
    scene.stand(on: .right, for: 8)
    scene.stepOff()
    let run = SessionRun(SessionConfiguration(exercise: .balanceHold), scene.elements())
    let holds = run.report.holds
    try #require(holds.map(\.side) == [.left, .left, .left, .right])
    #expect(holds[0].comparison == nil)
    #expect(holds[1].comparison?.duration?.below == 1)
    #expect(holds[2].comparison?.duration?.count == 2)
    #expect(holds[2].comparison?.duration?.below == 1)
    #expect(holds[3].comparison == nil)
    // The event said the same.
    let told = run.events.compactMap { event -> HoldReport? in
      if case .holdEnded(let hold) = event.kind { hold } else { nil }
    }
    #expect(told == holds)
  }
}
