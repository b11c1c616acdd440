import Exercises
import Samples
import Testing

@Suite("Faults in a hold, and what --strict makes of them")
struct HoldFaultTests {
  private func run(_ scene: BoardScene, strict: Bool = false, turned: Bool = false) -> SessionReport
  {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.isStrict = strict
    configuration.isBoardTurned = turned
    return SessionRun(configuration, scene.elements()).report
  }

  /// A left-foot hold of 10 s with the other foot on the floor beside the board for `seconds`, bearing a
  /// third; when it touched.
  private func floorTouch(_ seconds: Double) -> (scene: BoardScene, at: Double) {
    var scene = BoardScene.steppingOn()
    scene.move(right: -BoardScene.foot, over: 0.6)
    scene.wait(5)
    let touch = scene.length
    scene.move(load: 0.67, over: 0.1)
    scene.wait(seconds - 0.2)
    scene.move(load: 1, over: 0.1)
    scene.wait(5)
    return (scene, touch)
  }

  @Test("a foot on the floor beside the board takes load away: a touch, and the hold goes on")
  func floor() throws {
    let (scene, touch) = floorTouch(0.6)
    let holds = run(scene).holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.map(\.kind) == [.otherFootTouch])
    #expect(abs(try #require(holds[0].faults.first).start - touch) < 0.15)
    #expect(holds[0].duration > 10)
  }

  @Test(
    "a second of it ends the hold at first contact, and the next one begins when it is up again")
  func longFloor() throws {
    let (scene, touch) = floorTouch(1.6)
    let holds = run(scene).holds
    try #require(holds.count == 2)
    #expect(holds[0].endedBy == .touchDown)
    #expect(abs(holds[0].end - touch) < 0.15)
    #expect(abs(holds[1].start - (touch + 1.6)) < 0.3)
  }

  @Test("under --strict any fault ends the hold at its first contact, as a touch-down")
  func strict() throws {
    let (scene, touch) = floorTouch(0.6)
    let report = run(scene, strict: true)
    let hold = try #require(report.holds.first)
    #expect(hold.endedBy == .touchDown)
    #expect(abs(hold.end - touch) < 0.15)
    #expect(hold.faults.isEmpty)
    #expect(report.isStrict == true)
  }

  @Test("a board that is turned round gives the same hold on the other side, unless it is told")
  func turned() throws {
    var scene = BoardScene.steppingOn()
    scene.stand(on: .left, for: 6)
    let plain = run(scene)
    let turned = run(scene, turned: true)
    #expect(plain.holds.map(\.side) == [.left])
    #expect(turned.holds.map(\.side) == [.right])
    #expect(turned.holds.map(\.start) == plain.holds.map(\.start))
    #expect(plain.input.isBoardTurned == false && turned.input.isBoardTurned == true)
    let rows = scene.rows().map { row in
      BoardSample(
        time: row.time, topLeft: row.bottomRight, topRight: row.bottomLeft,
        bottomLeft: row.topRight, bottomRight: row.topLeft)
    }
    var told = SessionConfiguration(exercise: .balanceHold)
    told.isBoardTurned = true
    let again = SessionRun(told, rows.map { .sample(.board($0)) }).report
    #expect(again.holds == plain.holds)
  }

  @Test("leaning to one side with both feet down is no hold", arguments: [45.0, 60, 75])
  func leaning(aside: Double) {
    var scene = BoardScene.steppingOn()
    scene.sway = (4, 0)
    for _ in 0..<4 {
      scene.move(right: aside, over: 0.8)
      scene.wait(6)
      scene.move(right: 0, over: 0.8)
      scene.wait(3)
    }
    #expect(run(scene).holds.isEmpty)
  }

  @Test("cells whose zero has drifted by kilograms change neither the hold nor its end")
  func drift() throws {
    var scene = BoardScene.steppingOn(mass: 30)
    scene.stand(on: .right, for: 6)
    scene.stepOff()
    let rows = scene.rows().map { row in
      var row = row
      row.topLeft += 3
      row.topRight += 3
      row.bottomLeft += 2
      row.bottomRight += 3
      return StreamElement<Sample>.sample(.board(row))
    }
    let report = SessionRun(SessionConfiguration(exercise: .balanceHold), rows).report
    try #require(report.holds.count == 1)
    #expect(abs(report.holds[0].start - scene.notes[0]) < 0.3)
    #expect(abs(report.holds[0].end - scene.notes[1]) < 0.3)
    #expect(report.transitions.map(\.kind) == [.stepOn, .stepOff])
  }
}

@Suite("Faults on a force plate")
struct PlateFaultTests {
  /// 77 kg for 30 s at 250 Hz, but `share` of it for `seconds` from 12 s on.
  private func report(share: Double, seconds: Double, strict: Bool = false) -> SessionReport {
    var configuration = SessionConfiguration(exercise: .balanceHold)
    configuration.isStrict = strict
    let elements = (0..<7500).map { index -> StreamElement<Sample> in
      let time = Double(index) / 250
      let load = time >= 12 && time < 12 + seconds ? share : 1
      return .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(index) * 4000),
            mediolateral: Double(index % 50) / 10, anteroposterior: 0,
            verticalForce: 77 * 9.80665 * load)))
    }
    return SessionRun(configuration, elements).report
  }

  @Test(
    "77 to 52 kg for half a second is the other foot's touch; the hold goes on, and is declared")
  func touch() throws {
    let holds = report(share: 52.0 / 77, seconds: 0.5).holds
    try #require(holds.count == 1)
    #expect(holds[0].basis == .declared)
    #expect(holds[0].endedBy == .endOfRecording)
    let fault = try #require(holds[0].faults.first)
    #expect(holds[0].faults.count == 1 && fault.kind == .otherFootTouch)
    #expect(abs(fault.start - 12) < 0.05 && abs(fault.end - 12.5) < 0.05)
  }

  @Test("for a second and more, or under --strict, it ends the hold at first contact")
  func ends() throws {
    for report in [
      report(share: 0.6, seconds: 1.5), report(share: 0.6, seconds: 0.5, strict: true),
    ] {
      try #require(report.holds.count == 2)
      #expect(report.holds[0].endedBy == .touchDown)
      #expect(abs(report.holds[0].end - 12) < 0.05)
      #expect(report.holds[1].startBasis == .footOff)
      #expect(report.holds.allSatisfy { $0.faults.isEmpty })
    }
  }

  @Test("less than a tenth of the load says nothing")
  func little() throws {
    let holds = report(share: 0.93, seconds: 0.6).holds
    try #require(holds.count == 1)
    #expect(holds[0].faults.isEmpty)
  }
}
