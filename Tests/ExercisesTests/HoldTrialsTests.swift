import Samples
import Testing

@testable import Exercises

@Suite("Trials and left against right")
struct HoldTrialsTests {
  private let firm = HoldConditions(surface: .firm, sensor: "board")

  private func trials(left: [Double], right: [Double]) -> [HoldTrials] {
    let holds = left.map { (Side.left, $0) } + right.map { (.right, $0) }
    return HoldTrials.each(
      of: holds.map {
        EarlierHold(
          conditions: firm, side: $0, duration: $1, credited: $1, score: $1 > 10 ? 60 : 40)
      })
  }

  @Test("are the best and the mean of each leg")
  func each() {
    #expect(
      trials(left: [8, 12, 10], right: [20]) == [
        HoldTrials(side: .left, count: 3, best: 12, mean: 10, bestScore: 60, meanScore: 140.0 / 3),
        HoldTrials(side: .right, count: 1, best: 20, mean: 20, bestScore: 60, meanScore: 60),
      ])
  }

  @Test("the limb symmetry index is involved over uninvolved, or else weaker over stronger")
  func symmetry() throws {
    let trials = trials(left: [12, 15], right: [20])
    #expect(
      try LimbSymmetry(trials, involved: .left) == LimbSymmetry(percent: 75, basis: .involved))
    let right = try LimbSymmetry(trials, involved: .right)
    #expect(abs(right.percent - 400.0 / 3) < 1e-9)
    #expect(try LimbSymmetry(trials, involved: nil) == LimbSymmetry(percent: 75, basis: .weaker))
  }

  @Test("there is no index of one leg, nor where both reached the cap of 45 s")
  func missing() throws {
    #expect(throws: LimbSymmetry.Missing.oneLeg(.left)) {
      try LimbSymmetry(trials(left: [12], right: []), involved: .left)
    }
    #expect(throws: LimbSymmetry.Missing.capped) {
      try LimbSymmetry(trials(left: [46, 3], right: [45]), involved: .left)
    }
    #expect(throws: LimbSymmetry.Missing.noHolds) { try LimbSymmetry([], involved: nil) }
    let unknown = HoldTrials.each(
      of: [EarlierHold(conditions: firm, side: nil, duration: 9, credited: 9, score: nil)])
    #expect(throws: LimbSymmetry.Missing.unknownLeg) { try LimbSymmetry(unknown, involved: nil) }
    // Beyond the cap nothing counts.
    #expect(try LimbSymmetry(trials(left: [36], right: [90]), involved: .left).percent == 80)
  }

  /// Earlier holds of the right leg, one for each time.
  private func earlier(_ seconds: [Double], on conditions: HoldConditions) -> [EarlierHold] {
    seconds.map {
      EarlierHold(
        conditions: conditions, side: .right, duration: $0, credited: $0, score: nil,
        endedBy: .touchDown)
    }
  }

  @Test("where one leg held, the other's last ten earlier holds of the kind stand for it")
  func earlierLeg() throws {
    var foam = firm
    foam.surface = .foam
    let left = trials(left: [12, 15], right: [])
    // The oldest, of 40 s, is the eleventh; the one on foam is no hold of the kind.
    let before =
      earlier([40] + Array(repeating: 18, count: 9) + [20], on: firm) + earlier([44], on: foam)
    let symmetry = try LimbSymmetry(left, involved: .left, conditions: firm, earlier: before)
    #expect(symmetry.percent == 75)
    #expect(symmetry.earlier?.side == .right)
    #expect(symmetry.earlier?.count == 10)
    #expect(symmetry.earlier?.best == 20)
    #expect(symmetry.warnings == [.unknownDevice])
    // Where both legs held now, nothing earlier counts.
    let now = try LimbSymmetry(
      trials(left: [15], right: [30]), involved: .left, conditions: firm, earlier: before)
    #expect(now == LimbSymmetry(percent: 50, basis: .involved))
    #expect(throws: LimbSymmetry.Missing.oneLeg(.left)) {
      try LimbSymmetry(
        left, involved: nil, conditions: firm, earlier: earlier([44], on: foam))
    }
  }

  @Test("a hold that was stopped, or that its recording ended, warns of its index")
  func cutShort() throws {
    func trials(_ side: Side, _ seconds: Double, _ end: HoldEnd) -> [HoldTrials] {
      [
        HoldTrials(
          side: side, count: 1, best: seconds, bestEndedBy: end, mean: seconds, bestScore: nil,
          meanScore: nil)
      ]
    }
    let cases: [(HoldEnd, HoldEnd, [ComparisonWarning])] = [
      (.touchDown, .stepOff, []), (.touchDown, .endOfRecording, [.cutShort]),
      (.stopped, .touchDown, [.cutShort]), (.endOfRecording, .endOfRecording, [.cutShort]),
    ]
    for (left, right, warnings) in cases {
      let symmetry = try LimbSymmetry(
        trials(.left, 15, left) + trials(.right, 30, right), involved: .left)
      #expect(symmetry.percent == 50)
      #expect(symmetry.warnings == warnings)
    }
    // What the cap ends is no matter of who stopped it.
    let capped = try LimbSymmetry(
      trials(.left, 36, .touchDown) + trials(.right, 60, .stopped), involved: .left)
    #expect(capped == LimbSymmetry(percent: 80, basis: .involved))
  }

  @Test("dome and platform, and two balls, never share an index or a ladder")
  func trainers() throws {
    func conditions(_ surface: Surface, _ ball: String?) -> HoldConditions {
      HoldConditions(
        surface: surface, sensor: "accelerometer+gyroscope", placement: .platform,
        trainer: BalanceTrainer(ball: ball, inflation: "22 cm"), bodyMass: 70)
    }
    let left = trials(left: [10], right: [])
    let blue = conditions(.bosuPlatform, "blue")
    #expect(throws: LimbSymmetry.Missing.oneLeg(.left)) {
      try LimbSymmetry(
        left, involved: nil, conditions: blue,
        earlier: earlier([20], on: conditions(.bosuDome, "blue")))
    }
    #expect(throws: LimbSymmetry.Missing.unlikeEarlier(.left)) {
      try LimbSymmetry(
        left, involved: nil, conditions: blue,
        earlier: earlier([20], on: conditions(.bosuPlatform, "red")))
    }
    let untold = try LimbSymmetry(
      left, involved: nil, conditions: blue,
      earlier: earlier([20], on: conditions(.bosuPlatform, nil)))
    #expect(untold.percent == 50)
    #expect(untold.warnings == [.unknownDevice, .unknownBall])

    let own = earlier([6], on: blue)
    let others =
      earlier([6, 6, 6], on: conditions(.bosuDome, "blue"))
      + earlier([6, 6, 6], on: conditions(.bosuPlatform, "red"))
    let ladder = LadderProgress.each(of: own, after: others, conditions: blue)
    #expect(ladder.map(\.mastered) == [nil])
    #expect(ladder.map(\.inARow) == [1])
    let alike = LadderProgress.each(
      of: own, after: earlier([6.2, 6.5], on: blue), conditions: blue)
    #expect(alike.map(\.mastered) == [5])
    // The report of a session that is told again is not earlier: one hold is no three.
    let again = LadderProgress.each(of: own, after: own + own, conditions: blue)
    #expect(again.map(\.mastered) == [nil])
  }

  @Test("earlier holds of which none is of the kind are said to be of no use")
  func useless() {
    func keys(_ earlier: [EarlierHold]) -> [String] {
      var configuration = SessionConfiguration(exercise: .balanceHold)
      configuration.holdPlan.earlier = earlier
      var unavailable: [Unavailable] = []
      _ = HoldSummary(
        [], conditions: firm, configuration: configuration, unavailable: &unavailable)
      return unavailable.map(\.key)
    }
    var waist = firm
    waist.placement = .waist
    #expect(keys(earlier([9], on: waist)).contains("holds.earlier"))
    #expect(!keys(earlier([9], on: waist) + earlier([9], on: firm)).contains("holds.earlier"))
    #expect(!keys([]).contains("holds.earlier"))
  }

  @Test("what wasn't told of a balance trainer is said, on it only")
  func untold() {
    var conditions = HoldConditions(surface: .bosuDome, sensor: "board")
    #expect(conditions.untold == ["ball", "inflation", "body_mass_kg"])
    conditions.trainer.ball = "blue"
    conditions.bodyMass = 70
    #expect(conditions.untold == ["inflation"])
    #expect(firm.untold.isEmpty)
  }

  @Test("one session with both legs has an index, one with one leg says why not")
  func session() throws {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 6)
    scene.stand(on: .right, for: 9)
    scene.stepOff()
    let both = SessionRun(SessionConfiguration(exercise: .balanceHold), scene.elements()).report
    let summary = try #require(both.holdSummary)
    let trials = summary.trials
    try #require(trials.map(\.side) == [.left, .right])
    let symmetry = try #require(summary.symmetry)
    #expect(abs(symmetry.percent - 100 * trials[0].best / trials[1].best) < 1e-9)
    var one = BoardScene.steppingOn()
    one.stand(on: .left, for: 6)
    let report = SessionRun(SessionConfiguration(exercise: .balanceHold), one.elements()).report
    #expect(report.holdSummary?.symmetry == nil)
    #expect(report.unavailable.contains { $0.key == "limb_symmetry_percent" })
    #expect(report.unavailable.contains { $0.key == "smallest_change_s" })
  }

  @Test("several sessions go together only where they are of one kind")
  func series() throws {
    func report(_ surface: Surface, _ side: Side, _ seconds: Double) -> SessionReport {
      var scene = BoardScene.steppingOn()
      scene.stand(on: side, for: seconds)
      scene.stepOff()
      let configuration = SessionConfiguration(exercise: .balanceHold, surface: surface)
      return SessionRun(configuration, scene.elements()).report
    }
    var series = HoldSeries()
    series.add(report(.firm, .left, 6))
    series.add(report(.firm, .right, 9))
    #expect(series.trials.map(\.side) == [.left, .right])
    #expect(!series.isMixed)
    #expect(series.warnings == [.unknownDevice])
    // One hold of each leg: both reached 3 s once of the three times that master it.
    #expect(series.ladder.map(\.side) == [.left, .right])
    #expect(series.ladder.map(\.inARow) == [1, 1])
    guard case .success(let symmetry) = series.symmetry else {
      Issue.record("no index")
      return
    }
    #expect(symmetry.percent > 60 && symmetry.percent < 75)
    series.add(report(.foam, .right, 9))
    #expect(series.isMixed)
  }

  @Test("norms are those that the sources have, in whole seconds, and end with them")
  func norms() {
    // Best and mean of three: Springer 2007 as prehabguys and Physiopedia pass it on; 60 and more: the
    // abstract of Bohannon 2006.
    let table: [(Int, [Double])] = [
      (17, []), (18, [44, 43]), (39, [44, 43]), (45, [41, 40]), (59, [41, 37]), (60, [32, 27, 27]),
      (75, [21, 15, 17.2]), (80, [9, 6, 8.5]), (99, [9, 6, 8.5]), (100, []),
    ]
    for (age, seconds) in table { #expect(AgeNorm.norms(at: age).map(\.seconds) == seconds) }
  }
}
