import Exercises
import Testing

@testable import SimulatedSensors

@Suite("Truth of holds")
struct HoldTruthTests {
  private let u20 = 0.32659793784141

  private func standing() -> Trajectory {
    var load = Trajectory()
    load.move(to: 1, at: 0.5, over: 0.5)
    return load
  }

  @Test("a hold runs from the raised foot's 10 % to its 10 %")
  func crossings() throws {
    var share = Trajectory(from: 0.5)
    share.move(to: 0, at: 5, over: 1)
    share.move(to: 0.5, at: 12, over: 2)
    let hold = try #require(
      HoldTruth.onBoard(raisedShare: share, load: standing(), during: 1...20))
    // 0.1 is reached 20 % of the way before either rest.
    #expect(abs(hold.start - (6 - u20)) < 1e-5)
    #expect(abs(hold.end - (12 + 2 * u20)) < 1e-5)
    #expect(hold.endedBy == .touchDown)
    #expect(hold.faults.isEmpty)
  }

  @Test("a short touch is a fault, a brush isn't, a long one ends the hold at first contact")
  func touches() throws {
    var share = Trajectory(from: 0.5)
    share.move(to: 0, at: 5, over: 1)
    for (start, stay) in [(8.0, 0.0), (10, 0.5), (14, 1.2)] {
      share.move(to: stay == 0 ? 0.11 : 0.3, at: start, over: 0.1)
      share.move(to: 0, at: share.end + stay, over: 0.1)
    }
    let hold = try #require(
      HoldTruth.onBoard(raisedShare: share, load: standing(), during: 1...20))
    #expect(hold.faults.map(\.kind) == [.otherFootTouch])
    #expect(abs(try #require(hold.faults.first).start - 10.04) < 0.01)
    #expect(hold.endedBy == .touchDown)
    #expect(abs(hold.end - 14.04) < 0.01)
  }

  @Test("a hop is a fault, and getting off ends the hold when 30 % are left")
  func unloading() throws {
    var share = Trajectory(from: 0.5)
    share.move(to: 0, at: 5, over: 1)
    var load = standing()
    load.move(to: 0, at: 9, over: 0.1)
    load.move(to: 1, at: 9.3, over: 0.1)
    load.move(to: 0, at: 15, over: 0.2)
    let hold = try #require(HoldTruth.onBoard(raisedShare: share, load: load, during: 1...20))
    #expect(hold.faults.map(\.kind) == [.hop])
    #expect(hold.endedBy == .stepOff)
    #expect(hold.end > 15.1 && hold.end < 15.15)
  }

  @Test("without half a second on two feet before it there is no hold")
  func needsTwoFeet() {
    var share = Trajectory()
    share.move(to: 0.5, at: 2, over: 0.1)
    share.move(to: 0, at: 2.3, over: 0.1)
    #expect(HoldTruth.onBoard(raisedShare: share, load: standing(), during: 1...20) == nil)
  }

  @Test("a heel lift counts from 3 degrees and 0.3 s, or from 10 mm where that comes first")
  func heelLifts() throws {
    var path = Trajectory()
    path.move(to: 2.8, at: 2, over: 0.3)
    path.move(to: 0, at: 4, over: 0.3)
    path.move(to: 8, at: 6, over: 0.1)
    path.move(to: 0, at: 6.15, over: 0.1)
    path.move(to: 8, at: 8, over: 0.3)
    path.move(to: 0, at: 9, over: 0.3)
    let short = LegAnatomy(footLever: 0.15, footLeverAngle: 0)
    let lifts = HoldTruth.heelLifts(in: path, anatomy: short, during: 0...12)
    #expect(lifts.count == 1)
    #expect(try #require(lifts.first).start > 8)
    // 2.8 degrees are 10.3 mm at 0.21 m.
    let long = LegAnatomy(footLever: 0.21, footLeverAngle: 0)
    #expect(HoldTruth.heelLifts(in: path, anatomy: long, during: 0...12).count == 2)
  }

  @Test("a stance has settled when its tilt rate falls under twice the hold's median")
  func settling() {
    // A rate that falls in a straight line from 10 at 5 s to 1 at 14 s and stays.
    let start = HoldTruth.settling(from: 5, steady: 15...30) { max(1, 15 - $0) }
    // The second around 13.0 s + has a root mean square of 2: about 12.46 s to 13.46 s.
    #expect(abs(start - 12.52) < 0.06)
  }
}
