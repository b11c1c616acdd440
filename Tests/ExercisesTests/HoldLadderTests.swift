import Samples
import Testing

@testable import Exercises

@Suite("The ladder of hold times")
struct HoldLadderTests {
  private func ladder(_ credited: [Double]) -> HoldLadder {
    var ladder = HoldLadder()
    for seconds in credited { ladder.add(seconds) }
    return ladder
  }

  @Test("has the steps 3, 5, 10, 15, 20, 30 and 45 s")
  func steps() {
    #expect(HoldLadder.steps == [3, 5, 10, 15, 20, 30, 45])
    #expect(HoldLadder.step(reachedBy: 2.99) == nil)
    #expect(HoldLadder.step(reachedBy: 3) == 3)
    #expect(HoldLadder.step(reachedBy: 44.9) == 30)
    #expect(HoldLadder.step(reachedBy: 90) == 45)
    #expect(HoldLadder.step(after: 3) == 5)
    #expect(HoldLadder.step(after: 45) == nil)
  }

  @Test(
    "a step is mastered by three holds in a row that reach it",
    arguments: [
      ([], nil, 3, 0),
      ([4, 4], nil, 3, 2),
      ([4, 4, 4], 3, 5, 0),
      ([4, 4, 2, 4], nil, 3, 1),
      ([2.9, 3, 3, 3], 3, 5, 0),
      ([12, 16, 11], 10, 15, 0),
      ([12, 16, 11, 16, 16], 10, 15, 2),
      // What is mastered stays mastered.
      ([12, 16, 11, 1, 1], 10, 15, 0),
      ([50, 45, 60], 45, nil, 0),
    ] as [([Double], Double?, Double?, Int)])
  func mastered(credited: [Double], mastered: Double?, next: Double?, inARow: Int) {
    let ladder = ladder(credited)
    #expect(ladder.mastered == mastered)
    #expect(ladder.next == next)
    #expect(ladder.inARow == inARow)
  }

  private func hold(_ seconds: Double, faults: [Fault] = []) -> HoldReport {
    HoldReport(
      start: 10, end: 10 + seconds, side: .left, basis: .measured, startBasis: .footOff,
      endedBy: .touchDown, faults: faults, sway: nil)
  }

  @Test("a hold is credited up to the first touch or hop; a lurch that was caught is balance")
  func credit() {
    #expect(hold(12).creditedTime == 12)
    #expect(hold(12, faults: [Fault(start: 13, end: 14, kind: .lurch)]).creditedTime == 12)
    let touched = hold(
      12,
      faults: [
        Fault(start: 18, end: 18.4, kind: .hop),
        Fault(start: 14.5, end: 14.8, kind: .otherFootTouch),
      ])
    #expect(touched.creditedTime == 4.5)
  }

  private func configuration(_ surface: Surface, earlier: [(Surface, Double)])
    -> SessionConfiguration
  {
    var configuration = SessionConfiguration(
      exercise: .balanceHold, side: .left, surface: surface)
    configuration.holdPlan.earlier = earlier.map { surface, seconds in
      EarlierHold(
        conditions: HoldConditions(surface: surface, sensor: "board"), side: .left,
        duration: seconds, credited: seconds, score: nil)
    }
    return configuration
  }

  private func progress(
    _ surface: Surface, earlier: [(Surface, Double)], seconds: Double = 8
  ) throws -> LadderProgress {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: seconds)
    scene.stepOff()
    let run = SessionRun(configuration(surface, earlier: earlier), scene.elements())
    return try #require(run.report.holdSummary?.ladder.first)
  }

  @Test("goes on from earlier sessions, on the same surface only")
  func earlier() throws {
    let progress = try progress(.firm, earlier: [(.firm, 6), (.foam, 30), (.firm, 7)])
    #expect(progress.mastered == 5)
    #expect(progress.next == 10)
    #expect(progress.advice == .holdNextStep)
  }

  @Test("a balance trainer is never advised before 30 s on firm ground are mastered")
  func trainer() throws {
    #expect(try progress(.firm, earlier: [(.firm, 29), (.firm, 29)]).advice == .holdNextStep)
    let firm = [(Surface.firm, 31.0), (.firm, 30), (.firm, 40)]
    #expect(try progress(.firm, earlier: firm).advice == .trainerMayFollow)
    for surface in [Surface.bosuDome, .bosuPlatform] {
      #expect(try progress(surface, earlier: []).advice == .firmGroundFirst)
      #expect(
        try progress(surface, earlier: [(surface, 40), (surface, 40)]).advice == .firmGroundFirst)
      #expect(try progress(surface, earlier: firm).advice == .holdNextStep)
    }
    #expect(try progress(.foam, earlier: firm).advice == .holdNextStep)
  }
}

@Suite("The seconds of a hold")
struct HoldSecondsTests {
  private func run(_ scene: BoardScene, plan: HoldPlan = HoldPlan()) -> SessionRun {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.holdPlan = plan
    return SessionRun(configuration, scene.elements())
  }

  @Test("are called as they pass, and each step of the ladder when it is reached")
  func called() throws {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 12)
    scene.stepOff()
    let run = run(scene)
    let hold = try #require(run.report.holds.first)
    var seconds: [Int] = []
    var steps: [Double] = []
    for event in run.events {
      switch event.kind {
      case .holdSecond(let second):
        seconds.append(second)
        // The rows come every 10 to 25 ms; a start that is dated back has its first seconds late.
        let delay = event.time - hold.start - Double(second)
        #expect(delay >= 0 && delay < (second <= 1 ? 1 : 0.06))
      case .ladderStep(let step, let next):
        steps.append(step)
        #expect(next == HoldLadder.step(after: step))
        #expect(event.time - hold.start - step < 0.06)
      default: break
      }
    }
    // A touch-down is only told from a touch when it has lasted a second.
    #expect(seconds.starts(with: 1...Int(hold.duration)))
    #expect(seconds.count <= Int(hold.duration + 1))
    #expect(steps == [3, 5, 10])
  }

  @Test("no step is called after a touch of the other foot, but the seconds go on")
  func touch() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(4)
    scene.move(right: -BoardScene.foot / 3, over: 0.15)
    scene.wait(0.1)
    scene.move(right: -BoardScene.foot, over: 0.15)
    scene.wait(8)
    scene.stepOff()
    let run = run(scene)
    let hold = try #require(run.report.holds.first)
    try #require(hold.faults.map(\.kind) == [.otherFootTouch])
    #expect(hold.ladderStep == 3)
    let steps = run.events.compactMap { event -> Double? in
      if case .ladderStep(let step, _) = event.kind { step } else { nil }
    }
    #expect(steps == [3])
    #expect(run.events.contains { $0.kind == .holdSecond(12) })
  }

  @Test("a moment too short for a hold is called no further than it went")
  func tooShort() {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .right, for: 1.2)
    scene.wait(6)
    let run = run(scene)
    #expect(run.report.holds.isEmpty)
    #expect(
      !run.events.contains {
        if case .holdSecond(let second) = $0.kind { second > 2 } else { false }
      })
  }
}
