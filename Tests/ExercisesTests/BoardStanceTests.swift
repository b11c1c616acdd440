import Exercises
import Samples
import Testing

@Suite("Quiet stance on a balance board")
struct BoardStanceTests {
  @Test("sway is measured on the stance, without what comes right after and before the steps")
  func window() throws {
    var scene = BoardScene.steppingOn()
    let stance = scene.length
    scene.wait(20)
    scene.stepOff()
    let report = SessionRun(SessionConfiguration(exercise: .quietStance), scene.elements()).report
    let processing = try #require(report.sway?.processing)
    // Loaded from 2.0 s on, believed half a second later, and a second left out.
    #expect(abs(processing.windowStart - 3.5) < 0.3)
    #expect(processing.windowStart < stance)
    #expect(abs(processing.windowEnd - (scene.notes[0] - 0.5)) < 0.1)
    #expect(processing.signal == .centerOfPressure)
    #expect(processing.boardGeometry == BoardGeometry(mediolateral: 433, anteroposterior: 238))
    #expect(report.transitions.map(\.kind) == [.stepOn, .stepOff])
    #expect(report.holds.isEmpty)
  }

  @Test("of two stances the longer one is measured")
  func longest() throws {
    var scene = BoardScene.steppingOn()
    scene.wait(3)
    scene.stepOff()
    scene.move(load: 1, over: 0.5)
    let second = scene.length
    scene.wait(15)
    scene.stepOff()
    let report = SessionRun(SessionConfiguration(exercise: .quietStance), scene.elements()).report
    #expect(try #require(report.sway?.processing.windowStart) > second)
  }

  @Test("an empty board has no sway, and the report says why")
  func nobody() {
    var scene = BoardScene()
    scene.wait(15)
    let report = SessionRun(SessionConfiguration(exercise: .quietStance), scene.elements()).report
    #expect(report.sway == nil)
    #expect(report.unavailable.map(\.key) == ["sway"])
  }
}

@Suite("Calf raises on a balance board")
struct BoardCalfRaiseTests {
  private static func raises(_ count: Int) -> (scene: BoardScene, starts: [Double]) {
    var scene = BoardScene.steppingOn()
    scene.sway = (1.5, 0)
    var starts: [Double] = []
    for _ in 0..<count {
      starts.append(scene.length)
      scene.move(forward: 65, height: 60, over: 0.8)
      scene.wait(0.4)
      scene.move(forward: 0, height: 0, over: 0.9)
      scene.wait(0.9)
    }
    scene.wait(2)
    return (scene, starts)
  }

  @Test("are counted, and bounded by the height that the load shows", arguments: [40.0, 70, 120])
  func counted(mass: Double) throws {
    var (scene, starts) = Self.raises(6)
    scene.mass = mass
    let report = SessionRun(SessionConfiguration(exercise: .calfRaise), scene.elements()).report
    let found = report.sets.flatMap(\.repetitions)
    try #require(found.count == 6)
    for (repetition, start) in zip(found, starts) {
      #expect(abs(repetition.riseStart - (start + 0.8 * MinimumJerk.tenPercent)) < 0.15)
      #expect(abs(repetition.end - (start + 1.2 + 0.9 * MinimumJerk.ninetyPercent)) < 0.15)
      #expect(repetition.range == nil)
    }
    #expect(report.unavailable.contains { $0.key == "sets.repetitions.range_deg" })
  }

  @Test("stepping off ends the set")
  func stepOff() {
    var (scene, _) = Self.raises(3)
    scene.stepOff()
    let run = SessionRun(SessionConfiguration(exercise: .calfRaise), scene.elements())
    #expect(run.report.sets.map(\.repetitions.count) == [3])
    #expect(run.report.transitions.map(\.kind) == [.stepOn, .stepOff])
  }

  @Test("standing still isn't one")
  func still() {
    var scene = BoardScene.steppingOn()
    scene.sway = (6, 0)
    scene.wait(120)
    scene.intervals = 0.02...0.03
    let run = SessionRun(SessionConfiguration(exercise: .calfRaise), scene.elements())
    #expect(run.repetitions.isEmpty)
  }
}
