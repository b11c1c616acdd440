import Exercises
import Testing

@testable import SimulatedSensors

@Suite("A person on a board")
struct BoardMotionTests {
  /// Centre of pressure in mm by the formula every board program uses, typed again.
  private func centre(_ l: BoardLoads) -> SIMD2<Double> {
    let sum = total(l)
    return SIMD2(
      433 / 2 * (l.topRight + l.bottomRight - l.topLeft - l.bottomLeft) / sum,
      238 / 2 * (l.topRight + l.topLeft - l.bottomRight - l.bottomLeft) / sum)
  }

  private func total(_ l: BoardLoads) -> Double {
    l.topLeft + l.topRight + l.bottomLeft + l.bottomRight
  }

  /// Length of the centre's path over time in mm/s at 100 samples a second.
  private func pathSpeed(_ motion: any BoardMotion, _ span: ClosedRange<Double>) -> Double {
    var length = 0.0
    var before = centre(motion.loads(at: span.lowerBound))
    for time in stride(from: span.lowerBound, through: span.upperBound, by: 0.01) {
      let now = centre(motion.loads(at: time))
      length += ((now - before) * (now - before)).sum().squareRoot()
      before = now
    }
    return length / (span.upperBound - span.lowerBound)
  }

  @Test("the cells' centre of pressure is the one put in, and no cell lifts")
  func corners() {
    for x in stride(from: -216.0, through: 216, by: 24) {
      for y in stride(from: -119.0, through: 119, by: 17) {
        let loads = BoardLoads(total: 81.5, mediolateral: x, anteroposterior: y)
        #expect(abs(total(loads) - 81.5) < 1e-9)
        #expect(abs(centre(loads).x - x) < 1e-9)
        #expect(abs(centre(loads).y - y) < 1e-9)
        #expect(
          min(loads.topLeft, loads.topRight, loads.bottomLeft, loads.bottomRight) >= 0)
      }
    }
    #expect(BoardLoads(total: -3, mediolateral: 0, anteroposterior: 0) == .none)
    // Off to the top right: all on that cell.
    #expect(
      BoardLoads(total: 10, mediolateral: 900, anteroposterior: 900)
        == BoardLoads(topLeft: 0, topRight: 10, bottomLeft: 0, bottomRight: 0))
  }

  @Test("the board is empty before and after, and carries the person in between")
  func loads() {
    let stance = BoardStance(seconds: 20, mass: 61, seed: 3)
    for time in [0, 1.9, stance.duration - 2, stance.duration, 600] {
      #expect(stance.loads(at: time) == .none)
    }
    for time in stride(from: 5.0, to: 20, by: 0.3) {
      #expect(abs(total(stance.loads(at: time)) - 61) < 1e-9)
    }
  }

  @Test("quiet stance sways 8 to 15 mm/s, one foot 30 to 50", arguments: UInt64(0)..<8)
  func speeds(seed: UInt64) throws {
    let stance = BoardStance(seconds: 60, seed: seed)
    #expect((8...15).contains(pathSpeed(stance, 6...60)))
    let hold = BoardOneFootHold(seconds: 60, ending: .touchDown, seed: seed)
    let truth = try #require(hold.hold)
    #expect((30...50).contains(pathSpeed(hold, (truth.start + 1)...(truth.end - 0.5))))
  }

  @Test("in a hold the pressure stays under the standing foot", arguments: [true, false])
  func underTheFoot(standsOnLeft: Bool) throws {
    let motion = BoardOneFootHold(
      seconds: 30, ending: .stepOff, standsOnLeft: standsOnLeft, seed: 8)
    let truth = try #require(motion.hold)
    #expect(truth.endedBy == .stepOff)
    for time in stride(from: truth.start + 0.5, to: truth.end - 0.3, by: 0.05) {
      let place = centre(motion.loads(at: time))
      #expect(abs(place.x - (standsOnLeft ? -95 : 95)) < 40)
      #expect(abs(place.y) < 90)
    }
  }

  @Test("a touch and a hop are faults of the hold they happen in")
  func faults() throws {
    let motion = BoardOneFootHold(
      seconds: 30, ending: .touchDown, mishaps: [.touch(at: 8, seconds: 0.6), .hop(at: 16)],
      seed: 2)
    let truth = try #require(motion.hold)
    #expect(truth.faults.map(\.kind) == [.otherFootTouch, .hop])
    #expect(truth.endedBy == .touchDown)
    #expect(abs(truth.end - truth.start - 30.2) < 0.2)
    #expect(total(motion.loads(at: truth.faults[1].start + 0.1)) == 0)
  }

  @Test("a rise carries the pressure forward and presses on the board before it lifts off it")
  func rise() {
    let schedule = RaiseSchedule(
      repetitions: 1, rise: 0.8, top: 1.5, lower: 0.8, bottom: 1, peak: 30)
    let motion = BoardCalfRaise(schedule, mass: 70, seed: 5)
    // On at 2 s, still from 4 to 7 s, the rise from 7 to 7.8 s.
    let quiet = stride(from: 4.5, to: 6.5, by: 0.05).map { centre(motion.loads(at: $0)).y }
    let top = stride(from: 8.0, to: 9, by: 0.05).map { centre(motion.loads(at: $0)).y }
    let shift =
      top.reduce(0, +) / Double(top.count) - quiet.reduce(0, +) / Double(quiet.count)
    #expect(abs(shift - 80) < 20)
    #expect(total(motion.loads(at: 7.15)) > 72)
    #expect(total(motion.loads(at: 7.65)) < 68)
    // What is gained is lost again: the mean load over the rise is the weight.
    let loads = stride(from: 7.0, to: 7.8, by: 0.001).map { total(motion.loads(at: $0)) }
    #expect(abs(loads.reduce(0, +) / Double(loads.count) - 70) < 0.1)
  }

  @Test("a set on one foot is done over that foot", arguments: [true, false])
  func oneFoot(standsOnLeft: Bool) {
    let schedule = RaiseSchedule(
      repetitions: 3, rise: 1, top: 0.5, lower: 1, bottom: 0.5, peak: 30)
    let motion = BoardCalfRaise(schedule, standsOnLeft: standsOnLeft, seed: 5)
    for time in stride(from: motion.neutral.lowerBound, to: motion.standing, by: 0.1) {
      #expect(abs(centre(motion.loads(at: time)).x - (standsOnLeft ? -95 : 95)) < 40)
    }
    #expect(motion.loads(at: motion.duration) == .none)
  }
}
