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

  /// Sway about one axis whose size in degrees is told second by second, on a force that may swing as well.
  private func sway(
    seconds: Int, steps: Double = 0, size: (Double) -> Double
  ) -> [StreamElement<Sample>] {
    var random = SeededGenerator(seed: 112)
    return (0..<(seconds * 100)).map { index in
      let time = Double(index) / 100
      let pulse = 2 * Double.pi * 0.5
      let angle = size(time) * .pi / 180 * sin(pulse * time)
      let rate = size(time) * .pi / 180 * pulse * cos(pulse * time)
      let length = 9.80665 + steps * sin(2 * .pi * 2 * time)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: length * SIMD3(-sin(angle), 0, cos(angle)) + random.normals(0.02),
            angularVelocity: SIMD3(0, rate, 0) + random.normals(0.0005))))
    }
  }

  @Test("one leg after the other, with a stance before and between, are two")
  func two() throws {
    let holds = holds(
      sway(seconds: 60) { time in
        switch time {
        case 8..<9, 24..<25, 35..<36, 52..<53: 6
        case 9..<24, 36..<52: 1.5
        default: 0.4
        }
      })
    try #require(holds.count == 2)
    for (hold, truth) in zip(holds, [(9.0, 24.0), (36, 52)]) {
      #expect(abs(hold.start - truth.0) < 0.6)
      #expect(abs(hold.end - truth.1) < 0.6)
    }
  }

  @Test("a stance of twelve minutes doesn't count towards the hold after it")
  func longStance() throws {
    let run = SessionRun(
      SessionConfiguration(exercise: .balanceHold, placement: .waist),
      sway(seconds: 780) { time in
        switch time {
        case 720..<721, 751..<752: 6
        case 721..<751: 1.5
        default: 0.4
        }
      })
    try #require(run.report.holds.count == 1)
    #expect(abs(run.report.holds[0].start - 721) < 0.6)
    #expect(abs(run.report.holds[0].end - 751) < 0.6)
  }

  @Test(
    "losses many times a second apart change neither what is found nor when it is told",
    arguments: [0.35, 0.9])
  func losses(every interval: Double) throws {
    let whole = sway(seconds: 60) { time in
      switch time {
      case 8..<9, 30..<31: 6
      case 9..<30: 1.5
      default: 0.4
      }
    }
    var elements: [StreamElement<Sample>] = []
    var next = interval
    var lost = Timestamp(microseconds: 0)
    for element in whole {
      guard case .sample(let sample) = element else { continue }
      let time = Double(sample.time.microseconds) / 1e6
      if time >= next {
        // Three samples.
        if time < next + 0.025 { continue }
        elements.append(.gap(Gap(start: lost, end: sample.time, cause: .noAnswer)))
        next += interval
      }
      lost = sample.time
      elements.append(element)
    }
    let run = SessionRun(
      SessionConfiguration(exercise: .balanceHold, placement: .waist), elements)
    try #require(run.report.holds.count == 1)
    #expect(abs(run.report.holds[0].start - 9) < 0.8)
    #expect(abs(run.report.holds[0].end - 30) < 0.8)
    let told = run.events.first { if case .holdStarted = $0.kind { true } else { false } }
    #expect(try #require(told).time < 20)
  }

  @Test("a hold that was told and turns out too short is taken back")
  func takenBack() {
    var configuration = SessionConfiguration(exercise: .balanceHold, placement: .waist)
    configuration.isStrict = true
    configuration.shortestHold = 6
    let run = SessionRun(
      configuration,
      sway(seconds: 40) { time in
        switch time {
        case 8..<9, 13..<13.5, 24..<25: 6
        case 9..<24: 1.5
        default: 0.4
        }
      })
    var open = 0
    for event in run.events {
      switch event.kind {
      case .holdStarted: open += 1
      case .holdEnded, .transition: open -= 1
      default: break
      }
      #expect(open == 0 || open == 1)
    }
    #expect(open == 0)
  }

  @Test("nothing but quiet sway is one hold: the exercise says so")
  func quiet() throws {
    let holds = holds(sway(seconds: 12) { _ in 0.4 })
    try #require(holds.count == 1)
    #expect(holds[0].start < 1)
    #expect(holds[0].endedBy == .endOfRecording)
  }

  @Test(
    "whoever walks all the while holds nothing, and neither does what lies on a table; the report says which",
    arguments: [(steps: 6.0, size: 4.0, word: "moved"), (0, 0, "still")])
  func neither(steps: Double, size: Double, word: String) throws {
    let report = SessionRun(
      SessionConfiguration(exercise: .balanceHold, placement: .waist),
      sway(seconds: 30, steps: steps) { _ in size }
    ).report
    #expect(report.holds.isEmpty)
    let reason = try #require(report.unavailable.first { $0.key == "holds" }).reason
    #expect(reason.contains(word))
  }
}
