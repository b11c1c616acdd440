import Exercises
import Samples
import Testing

@testable import SimulatedSensors

@Suite("Scenarios")
struct ScenarioTests {
  private static let names = [
    "calf-raise", "calf-raise-fast", "calf-raise-single-tired", "calf-raise-shank",
    "calf-raise-board", "band-press", "wall-stretch", "bosu", "bosu-step-off", "balance-waist",
    "balance-board", "balance-board-step-off", "board-stance", "walking", "resting", "generic",
    "fidgeting", "six-poses", "board-tare",
  ]

  /// Everything the sensor gives at a time, in one row.
  private func row(_ scenario: Scenario, at time: Double) -> [Double] {
    switch scenario.motion {
    case .inertial(let motion):
      let state = motion.state(at: time)
      return (0..<3).map { state.specificForce[$0] } + (0..<3).map { state.angularVelocity[$0] }
    case .board(let motion):
      let loads = motion.loads(at: time)
      return [loads.topLeft, loads.topRight, loads.bottomLeft, loads.bottomRight]
    }
  }

  @Test("the catalogue has every promised name once")
  func catalogue() {
    #expect(Set(Scenario.names) == Set(Self.names))
    #expect(Scenario.names.count == Self.names.count)
    #expect(Scenario.catalogue.allSatisfy { !$0.summary.isEmpty && $0.summary.count < 90 })
  }

  @Test("the same seed makes the same session, another seed another", arguments: names)
  func determinism(name: String) throws {
    let (first, again) = (try Scenario.named(name), try Scenario.named(name))
    let other = try Scenario.make(name: name, options: ScenarioOptions(seed: 4711))
    #expect(first.truth == again.truth)
    var differs = false
    for time in stride(from: 0.0, to: first.duration, by: 0.71) {
      #expect(row(first, at: time) == row(again, at: time))
      differs = differs || row(first, at: time) != row(other, at: time)
    }
    #expect(differs)
  }

  @Test("every value is finite and possible at every time", arguments: names)
  func finite(name: String) throws {
    let scenario = try Scenario.named(name)
    // A cell of the board to be tared reads too little.
    let least = name == "board-tare" ? -0.3 : 0
    let lowest = if case .board = scenario.motion { least } else { -200.0 }
    // Coarser after the end, where nothing happens any more.
    let times =
      stride(from: 0.0, to: scenario.duration, by: 0.0473).map(\.self)
      + stride(from: scenario.duration, through: 600, by: 0.973)
    let impossible = times.first { time in
      row(scenario, at: time).contains { !($0.isFinite && (lowest...200).contains($0)) }
    }
    #expect(impossible == nil)
  }

  @Test("truth is in order and within the session", arguments: names)
  func truthInOrder(name: String) throws {
    let scenario = try Scenario.named(name)
    let truth = scenario.truth
    let neutral = try #require(truth.neutral)
    #expect(neutral.upperBound - neutral.lowerBound >= 2)
    var last = neutral.lowerBound
    for repetition in (truth.repetitions + truth.partial).sorted(by: { $0.end < $1.end }) {
      let times = [
        last, repetition.riseStart, repetition.topStart, repetition.lowerStart, repetition.end,
      ]
      #expect(times == times.sorted())
      last = repetition.end
    }
    for hold in truth.holds {
      #expect(hold.end - hold.start > 5)
      #expect(hold.faults.allSatisfy { hold.start <= $0.start && $0.end <= hold.end })
      last = max(last, hold.end)
    }
    #expect(last < scenario.duration)
  }

  @Test(
    "as many repetitions are there as were asked for",
    arguments: ["calf-raise", "calf-raise-fast", "calf-raise-shank", "band-press", "generic"])
  func repetitions(name: String) throws {
    let truth = try Scenario.make(name: name, options: ScenarioOptions(repetitions: 7)).truth
    #expect(truth.repetitions.count == 7)
    #expect(truth.partial.isEmpty)
    let board = try Scenario.make(
      name: "calf-raise-board", options: ScenarioOptions(repetitions: 7)
    ).truth
    #expect(board.repetitions.count == 7)
  }

  @Test("every body does what it was asked for", arguments: UInt64(0)..<6)
  func everyBody(seed: UInt64) throws {
    for name in ["calf-raise", "calf-raise-fast", "calf-raise-board", "band-press", "generic"] {
      for number in [1, 4] {
        let options = ScenarioOptions(seed: seed, repetitions: number)
        let truth = try Scenario.make(name: name, options: options).truth
        #expect(truth.repetitions.count == number && truth.partial.isEmpty, "\(name)")
      }
    }
    for name in ["bosu", "bosu-step-off", "balance-waist", "balance-board", "wall-stretch"] {
      for seconds in [12.0, 40] {
        let options = ScenarioOptions(seed: seed, seconds: seconds)
        let hold = try #require(try Scenario.make(name: name, options: options).truth.holds.first)
        // Settling takes up to 1.8 s of it; a foot put down or lifted takes half a second more.
        #expect((seconds - 1.9...seconds + 0.5).contains(hold.end - hold.start), "\(name)")
      }
    }
  }

  @Test("the tired set has two partial repetitions and twelve others")
  func tired() throws {
    let truth = try Scenario.named("calf-raise-single-tired").truth
    #expect(truth.repetitions.count == 12)
    #expect(truth.partial.count == 2)
    #expect(truth.side == .right)
  }

  @Test("what must not be counted has nothing to count")
  func negatives() throws {
    for name in [
      "walking", "resting", "fidgeting", "board-stance", "six-poses", "board-tare",
    ] {
      let truth = try Scenario.named(name).truth
      #expect(truth.repetitions.isEmpty && truth.partial.isEmpty && truth.holds.isEmpty)
    }
  }

  @Test("holds end and err as their names say")
  func holds() throws {
    let ends = [
      ("bosu", HoldEnd.touchDown), ("bosu-step-off", .stepOff), ("balance-waist", .touchDown),
      ("balance-board", .touchDown), ("balance-board-step-off", .stepOff),
      ("wall-stretch", .touchDown),
    ]
    for (name, end) in ends {
      let truth = try Scenario.named(name).truth
      #expect(truth.holds.map(\.endedBy) == [end], "\(name)")
    }
    let stretch = try Scenario.named("wall-stretch").truth
    #expect(stretch.holds.flatMap(\.faults).map(\.kind) == [.heelLift])
    let touch = try Scenario.named("balance-board").truth.holds[0].faults
    #expect(touch.map(\.kind) == [.otherFootTouch])
  }

  @Test("walking strikes with several g and turns")
  func walking() throws {
    let scenario = try Scenario.named("walking")
    var highest = 0.0
    for time in stride(from: 0.0, to: scenario.duration, by: 0.002) {
      highest = max(highest, row(scenario, at: time)[0..<3].map { $0 * $0 }.reduce(0, +))
    }
    #expect((3...9).contains(highest.squareRoot() / 9.80665))
  }

  @Test("what can't be made says why")
  func errors() {
    #expect(throws: ScenarioError.unknownName("calf-rise")) {
      try Scenario.named("calf-rise")
    }
    #expect(throws: ScenarioError.noRepetitions(name: "bosu")) {
      try Scenario.make(name: "bosu", options: ScenarioOptions(repetitions: 3))
    }
    #expect(throws: ScenarioError.noSeconds(name: "walking")) {
      try Scenario.make(name: "walking", options: ScenarioOptions(seconds: 30))
    }
    #expect(throws: ScenarioError.repetitions(0, allowed: 1...200)) {
      try Scenario.make(name: "generic", options: ScenarioOptions(repetitions: 0))
    }
    #expect(throws: ScenarioError.seconds(.infinity, allowed: 12...600)) {
      try Scenario.make(name: "bosu", options: ScenarioOptions(seconds: .infinity))
    }
    #expect(ScenarioError.unknownName("x").description.contains("calf-raise, "))
  }
}
