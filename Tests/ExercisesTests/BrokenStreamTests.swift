import Exercises
import Samples
import Testing

@Suite("Streams broken at random")
struct BrokenStreamTests {
  /// The elements with values that mean nothing, times that jump either way, and gaps strewn in.
  private func broken(
    _ elements: [StreamElement<Sample>], seed: UInt64
  ) -> [StreamElement<Sample>] {
    var random = SeededGenerator(seed: seed)
    let values = [Double.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, 1e-300, -40]
    var shift: Int64 = 0
    var result: [StreamElement<Sample>] = []
    for element in elements {
      guard case .sample(var sample) = element else { continue }
      if Int.random(in: 0..<150, using: &random) == 0 {
        let jumps: [Int64] = [-30_000_000, -5000, 400_000, 70_000_000, 86_400_000_000]
        shift += jumps.randomElement(using: &random) ?? 0
      }
      let time = Timestamp(microseconds: sample.time.microseconds &+ shift)
      let isWild = Int.random(in: 0..<60, using: &random) == 0
      let wild = values.randomElement(using: &random) ?? 0
      switch sample {
      case .inertial(var inertial):
        inertial.time = time
        if isWild { inertial.acceleration[Int.random(in: 0..<3, using: &random)] = wild }
        if isWild, Bool.random(using: &random) { inertial.angularVelocity = nil }
        sample = .inertial(inertial)
      case .board(var board):
        board.time = time
        if isWild { board.topLeft = wild }
        if isWild, Bool.random(using: &random) { board.bottomRight = wild }
        sample = .board(board)
      case .centerOfPressure: break
      }
      if Int.random(in: 0..<200, using: &random) == 0 {
        let cause = GapCause.allCases.randomElement(using: &random) ?? .timeJump
        result.append(.gap(Gap(start: time, end: time.advanced(bySeconds: 0.4), cause: cause)))
      }
      result.append(.sample(sample))
    }
    return result
  }

  @Test("never trap, and give the same report twice", arguments: Exercise.allCases)
  func neverTrap(exercise: Exercise) {
    let foot = HingeSensor(schedule: .calfRaises(4), rate: 50, seed: 121).elements()
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 6)
    scene.stepOff()
    let board = scene.elements()
    for seed in 1...4 as ClosedRange<UInt64> {
      for elements in [broken(foot, seed: seed), broken(board, seed: seed)] {
        let configuration = SessionConfiguration(
          exercise: exercise, swayFilter: seed.isMultiple(of: 2) ? nil : .lowpass(hertz: 5))
        let first = SessionRun(configuration, elements)
        let second = SessionRun(configuration, elements)
        #expect(first.report.input.samples > 0)
        // As text: a NaN is not equal to itself.
        #expect(String(describing: first.report) == String(describing: second.report))
      }
    }
  }
}
