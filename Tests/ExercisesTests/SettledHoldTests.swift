import Exercises
import Foundation
import Samples
import Testing

@Suite("Holds with a sensor on waist or platform")
struct SettledHoldTests {
  /// Tilt about one axis: 20 degrees to and fro until `settled`, a degree of sway until `over`, and a last
  /// second of either a landing's blow or the first movement again.
  private func elements(
    settled: Double, over: Double, blow: Double, hasGyroscope: Bool = true, lurch: Double? = nil
  ) -> [StreamElement<Sample>] {
    var random = SeededGenerator(seed: 111)
    return (0..<Int((over + 3) * 100)).map { index in
      let time = Double(index) / 100
      let isLurching = lurch.map { time >= $0 && time < $0 + 0.5 } ?? false
      let isCalm = time >= settled && time < over && !isLurching
      let (amplitude, turns) = isCalm ? (1.0, 0.5) : (isLurching ? (3, 1.5) : (20, 1))
      let angle = amplitude * .pi / 180 * sin(2 * .pi * turns * time)
      let rate = amplitude * .pi / 180 * 2 * .pi * turns * cos(2 * .pi * turns * time)
      let length = 9.80665 + (time >= over && time < over + 0.3 ? blow : 0)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: length * SIMD3(-sin(angle), 0, cos(angle)) + random.normals(0.02),
            angularVelocity: hasGyroscope ? SIMD3(0, rate, 0) + random.normals(0.002) : nil)))
    }
  }

  private func holds(_ elements: [StreamElement<Sample>], side: Side? = nil) -> [HoldReport] {
    SessionRun(
      SessionConfiguration(exercise: .balanceHold, placement: .waist, side: side), elements
    ).report.holds
  }

  @Test("start with the first calm second and end with the unrest", arguments: [true, false])
  func found(hasGyroscope: Bool) throws {
    let holds = holds(
      elements(settled: 4, over: 20, blow: 0, hasGyroscope: hasGyroscope), side: .left)
    try #require(holds.count == 1)
    #expect(abs(holds[0].start - 4) < 0.6)
    #expect(abs(holds[0].end - 20) < 0.6)
    #expect(holds[0].basis == .declared)
    #expect(holds[0].startBasis == .settled)
    #expect(holds[0].side == .left)
    #expect(holds[0].endedBy == .touchDown)
    // A speed, and with it a score, takes a gyroscope.
    #expect((holds[0].score != nil) == hasGyroscope)
    #expect(try #require(holds[0].sway).processing.signal == .acceleration)
  }

  @Test("a blow at the end is a step-off")
  func stepOff() throws {
    let hold = try #require(holds(elements(settled: 3, over: 15, blow: 8)).first)
    #expect(hold.endedBy == .stepOff)
    #expect(abs(hold.end - 15) < 0.6)
  }

  @Test("a lurch of half a second is a fault and the hold goes on")
  func lurch() throws {
    let holds = holds(elements(settled: 3, over: 20, blow: 8, lurch: 12))
    try #require(holds.count == 1)
    #expect(holds[0].faults.map(\.kind) == [.lurch])
    #expect(abs(try #require(holds[0].faults.first).start - 12) < 0.3)
    #expect(holds[0].duration > 15)
  }

  @Test("unrest throughout is no hold")
  func unrest() {
    #expect(holds(elements(settled: 10, over: 10, blow: 0)).isEmpty)
  }
}
