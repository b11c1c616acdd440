import Exercises
import Samples
import Testing

@Suite("Holds on a balance board")
struct BoardHoldTests {
  private let configuration = SessionConfiguration(exercise: .balanceHold)

  private func run(_ scene: BoardScene) -> SessionRun {
    SessionRun(configuration, scene.elements())
  }

  @Test(
    "each foot's hold is found with its side, its ends and its cause, from 25 to 150 kg",
    arguments: [25.0, 50, 70, 110, 150])
  func bothSides(mass: Double) throws {
    var scene = BoardScene.steppingOn(mass: mass)
    scene.stand(on: .left, for: 10)
    scene.stand(on: .right, for: 6)
    scene.stepOff()
    let report = run(scene).report
    try #require(report.holds.count == 2)
    #expect(report.holds.map(\.side) == [.left, .right])
    #expect(report.holds.allSatisfy { $0.basis == .measured && $0.startBasis == .footOff })
    #expect(report.holds.allSatisfy { $0.endedBy == .touchDown && $0.faults.isEmpty })
    let ends = report.holds.flatMap { [$0.start, $0.end] }
    for (found, truth) in zip(ends, scene.notes) { #expect(abs(found - truth) < 0.3) }
    #expect(report.transitions.map(\.kind) == [.stepOn, .stepOff])
    let stepOff = try #require(report.transitions.last)
    #expect(abs(stepOff.start - scene.notes[4]) < 0.1)
  }

  @Test("the rate may wander between 40 and 100 Hz", arguments: 1...5 as ClosedRange<UInt64>)
  func irregular(seed: UInt64) throws {
    var scene = BoardScene.steppingOn()
    scene.seed = seed
    scene.stand(on: .right, for: 8)
    let hold = try #require(run(scene).report.holds.first)
    #expect(abs(hold.start - scene.notes[0]) < 0.3)
    #expect(abs(hold.end - scene.notes[1]) < 0.3)
  }

  @Test("getting off from one foot ends the hold by step-off")
  func stepOff() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(5)
    scene.stepOff()
    let hold = try #require(run(scene).report.holds.first)
    #expect(hold.endedBy == .stepOff)
    #expect(abs(hold.end - scene.notes[0]) < 0.3)
  }

  @Test("a hold that the stream ends in was stopped, or ran to the end of the recording")
  func stopped() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(5)
    let elements = scene.elements()
    let ended = SessionRun(configuration, elements).report
    #expect(ended.holds.map(\.endedBy) == [.endOfRecording])
    #expect(abs(try #require(ended.holds.first).end - scene.length) < 0.05)
    let stopped = SessionRun(configuration, elements, endedByHand: true).report
    #expect(stopped.holds.map(\.endedBy) == [.stopped])
  }

  @Test("a touch of the other foot under a second is a fault and the hold goes on")
  func touch() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(4)
    let touch = scene.length
    scene.move(right: -50, over: 0.2)
    scene.wait(0.2)
    scene.move(right: -BoardScene.foot, over: 0.2)
    scene.wait(4)
    let end = scene.length
    scene.move(right: 0, over: 0.6)
    scene.wait(2)
    let holds = run(scene).report.holds
    try #require(holds.count == 1)
    #expect(abs(holds[0].end - end) < 0.4)
    #expect(holds[0].faults.map(\.kind) == [.otherFootTouch])
    let fault = try #require(holds[0].faults.first)
    #expect(abs(fault.start - touch) < 0.25)
    #expect(abs(fault.end - (touch + 0.6)) < 0.25)
  }

  @Test("a touch of more than a second ends the hold at first contact")
  func longTouch() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(4)
    let touch = scene.length
    scene.move(right: -40, over: 0.3)
    scene.wait(2)
    let hold = try #require(run(scene).report.holds.first)
    #expect(hold.endedBy == .touchDown)
    #expect(abs(hold.end - touch) < 0.3)
    #expect(hold.faults.isEmpty)
  }

  @Test(
    "a hop is a fault and the hold goes on, also where the load goes from one row to the next",
    arguments: [0.08, 0])
  func hop(takeOffTime: Double) throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: BoardScene.foot, over: 0.6)
    scene.wait(4)
    let takeOff = scene.length
    scene.move(load: 0, over: takeOffTime)
    scene.wait(0.2)
    scene.move(load: 1.6, over: takeOffTime)
    scene.wait(0.05)
    scene.move(load: 1, over: 0.1)
    scene.wait(4)
    let holds = run(scene).report.holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.map(\.kind) == [.hop])
    #expect(abs(try #require(holds[0].faults.first).start - takeOff) < 0.1)
    #expect(holds[0].duration > 7.5)
  }

  @Test("a cell that drops out for one or two rows changes nothing but the count of dropouts")
  func dropouts() throws {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 10)
    var rows = scene.rows()
    let clean = SessionRun(configuration, rows.map { .sample(.board($0)) }).report
    for index in stride(from: 350, to: 800, by: 60) {
      rows[index].topLeft = 0
      if index.isMultiple(of: 120) { rows[index + 1].topLeft = 0 }
    }
    let zeroed = rows.count { $0.topLeft == 0 }
    let report = SessionRun(configuration, rows.map { .sample(.board($0)) }).report
    #expect(report.input.dropouts == zeroed)
    #expect(clean.input.dropouts == 0)
    try #require(report.holds.count == 1 && clean.holds.count == 1)
    #expect(report.holds[0].faults.isEmpty)
    #expect(abs(report.holds[0].start - clean.holds[0].start) < 0.05)
    #expect(abs(report.holds[0].end - clean.holds[0].end) < 0.05)
    let path = try #require(report.holds[0].sway?["path_mm"])
    let cleanPath = try #require(clean.holds[0].sway?["path_mm"])
    #expect(abs(path / cleanPath - 1) < 0.02)
  }

  @Test("a second of lost rows in a hold is a gap in the report, not the hold's end")
  func gap() throws {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .right, for: 8)
    let rows = scene.rows()
    let origin = try #require(rows.first).time
    let kept = rows.filter { !(8...9).contains($0.time.seconds(since: origin)) }
    let index = try #require(kept.firstIndex { $0.time.seconds(since: origin) > 9 })
    var elements = kept.map { StreamElement<Sample>.sample(.board($0)) }
    elements.insert(
      .gap(Gap(start: kept[index - 1].time, end: kept[index].time, cause: .eventsDropped)),
      at: index)
    let report = SessionRun(configuration, elements).report
    #expect(report.input.gaps.map(\.cause) == [.eventsDropped])
    try #require(report.holds.count == 1)
    #expect(abs(report.holds[0].start - scene.notes[0]) < 0.3)
    #expect(abs(report.holds[0].end - scene.notes[1]) < 0.3)
    #expect(report.holds[0].faults.isEmpty)
  }

  @Test("a tap on the board is a transition")
  func tap() {
    var scene = BoardScene()
    scene.wait(1)
    scene.move(load: 0.3, over: 0.1)
    scene.wait(0.2)
    scene.move(load: 0, over: 0.1)
    scene.wait(2)
    let report = run(scene).report
    #expect(report.transitions.map(\.kind) == [.tap])
    #expect(report.holds.isEmpty)
  }

  @Test("landing on one foot and bringing up the other is no hold, and the hold after it is one")
  func landing() throws {
    var scene = BoardScene()
    scene.wait(1)
    scene.move(right: -BoardScene.foot, over: 0.1)
    scene.move(load: 1, over: 0.4)
    scene.wait(1.2)
    scene.move(right: 0, over: 0.5)
    scene.wait(2.5)
    scene.stand(on: .right, for: 5)
    let report = run(scene).report
    try #require(report.holds.count == 1)
    #expect(report.holds[0].side == .right)
    #expect(abs(report.holds[0].start - scene.notes[0]) < 0.3)
    #expect(report.transitions.map(\.kind) == [.stepOn, .oneFoot])
  }

  @Test("less than two seconds on one foot is a transition; the limit is a setting")
  func shortHold() {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 1)
    let elements = scene.elements()
    let report = SessionRun(configuration, elements).report
    #expect(report.holds.isEmpty)
    #expect(report.transitions.map(\.kind) == [.stepOn, .oneFoot])
    let strict = SessionConfiguration(exercise: .balanceHold, shortestHold: 0.8)
    #expect(SessionRun(strict, elements).report.holds.count == 1)
  }

  @Test("two feet that stand off the board's middle, and move there, are no hold")
  func besideTheMiddle() {
    var scene = BoardScene()
    scene.wait(1)
    scene.move(right: 55, over: 0.1)
    scene.move(load: 1, over: 0.5)
    scene.wait(5)
    scene.move(right: 0, over: 1)
    scene.wait(5)
    scene.stepOff()
    let report = run(scene).report
    #expect(report.holds.isEmpty)
  }

  @Test("shifting weight within a stance is no hold")
  func weightShift() {
    var scene = BoardScene.steppingOn()
    for _ in 0..<4 {
      scene.move(right: 30, over: 0.8)
      scene.wait(1.5)
      scene.move(right: -5, over: 0.8)
      scene.wait(1.5)
    }
    #expect(run(scene).report.holds.isEmpty)
  }

  @Test("the side that was told stands in the report")
  func toldSide() {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 4)
    let told = SessionConfiguration(exercise: .balanceHold, side: .left)
    #expect(SessionRun(told, scene.elements()).report.holds.map(\.side) == [.left])
  }

  @Test("events come in time order and end with what the report has")
  func events() {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 5)
    scene.stand(on: .right, for: 5)
    scene.stepOff()
    let run = run(scene)
    for (one, next) in zip(run.events, run.events.dropFirst()) { #expect(one.time <= next.time) }
    let ended = run.events.compactMap { event -> HoldReport? in
      guard case .holdEnded(let hold) = event.kind else { return nil }
      return hold
    }
    #expect(ended == run.report.holds)
    #expect(ended.count == 2)
  }

  @Test("while a hold lasts the status tells its start and a speed of sway")
  func status() throws {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(5)
    var session = Session(configuration: configuration)
    for element in scene.elements() { session.advance(element) { _ in } }
    let start = try #require(session.status.holdStart)
    #expect(abs(start - (4.5 + 0.6 * 0.66)) < 0.3)
    #expect(try #require(session.status.swayVelocity) > 0)
    #expect(abs(try #require(session.status.load) - 70) < 1)
  }
}
