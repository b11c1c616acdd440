import Exercises
import Testing

@testable import SimulatedSensors

/// Truth is what the simulated body does: the crossings of its heels' angle, and of its pressure's way.
@Suite("Raises on a board, found by load and pressure")
struct BoardRaiseTests {
  /// One set out of the grid.
  struct Conditions: CustomTestStringConvertible {
    var seed: UInt64
    var mass: Double
    var standsOnLeft: Bool?
    /// Rise, top, lower, bottom in seconds.
    var phases: SIMD4<Double>
    var peak: Double
    var forwardShift = 80.0
    var lead = 0.15
    var lean = 0.0
    var fade = 0.0
    var heaving = 0.0
    var rate = 63.0
    var shape = MovementShape.minimumJerk

    var testDescription: String {
      "\(mass) kg, \(phases), \(peak) degrees, \(forwardShift) mm, \(rate) Hz, seed \(seed)"
    }

    func motion(repetitions: Int = 6, rests: [Double] = []) -> BoardCalfRaise {
      var transfer = WeightTransfer()
      transfer.forwardShift = forwardShift
      transfer.lead = lead
      return BoardCalfRaise(
        RaiseSchedule(
          repetitions: repetitions, rise: phases.x, top: phases.y, lower: phases.z,
          bottom: phases.w, peak: peak, variation: 0.05, fade: fade, shape: shape),
        standsOnLeft: standsOnLeft, transfer: transfer, rests: rests, lean: lean,
        heaving: heaving, mass: mass, seed: seed)
    }

    func reading() -> BoardReading {
      BoardReading(rate: rate, jitter: rate == 40 ? 0.01 : 0.2, seed: seed)
    }
  }

  static let quick: [Conditions] = [
    Conditions(seed: 1, mass: 40, phases: [0.5, 0, 0.5, 0], peak: 32, rate: 100),
    Conditions(seed: 2, mass: 40, standsOnLeft: true, phases: [1, 0.3, 1.5, 0.3], peak: 25),
    Conditions(
      seed: 3, mass: 55, phases: [1.5, 1.5, 1.5, 2], peak: 45, lead: 0, rate: 40, shape: .steady),
    Conditions(
      seed: 4, mass: 55, standsOnLeft: false, phases: [0.7, 0.7, 1, 0.7], peak: 40,
      forwardShift: 60, heaving: 0.02),
    Conditions(seed: 5, mass: 72, phases: [1, 1, 1, 1], peak: 15, forwardShift: 40, lead: 0.2),
    Conditions(seed: 6, mass: 72, phases: [1, 0.5, 1, 0.5], peak: 32, lean: 20, rate: 40),
    Conditions(
      seed: 7, mass: 72, standsOnLeft: true, phases: [1.5, 0.7, 1.5, 0], peak: 32, lean: -20,
      fade: 0.5, rate: 100),
    Conditions(
      seed: 8, mass: 95, phases: [0.5, 1.5, 0.7, 2], peak: 20, forwardShift: 100, shape: .steady),
    Conditions(seed: 9, mass: 120, standsOnLeft: false, phases: [1.5, 0, 1, 0.3], peak: 40),
    Conditions(seed: 10, mass: 150, phases: [0.7, 0.3, 0.7, 0.3], peak: 32, fade: 0.5, rate: 40),
    Conditions(
      seed: 11, mass: 150, standsOnLeft: true, phases: [1, 0.7, 1.5, 2], peak: 25, heaving: 0.02,
      rate: 100),
  ]

  static let slow: [Conditions] = [
    Conditions(seed: 21, mass: 40, phases: [2, 1.5, 3, 0.7], peak: 32),
    Conditions(
      seed: 22, mass: 72, standsOnLeft: true, phases: [3, 0.7, 3, 0.7], peak: 40, rate: 100),
    Conditions(seed: 23, mass: 72, phases: [4, 3, 4, 2], peak: 32, forwardShift: 100, rate: 40),
    Conditions(seed: 24, mass: 150, phases: [3, 0, 2, 0], peak: 40, shape: .steady),
  ]

  private func truths(of motion: BoardCalfRaise) -> (
    heel: [RepetitionTruth], pressure: [RepetitionTruth]
  ) {
    let span = motion.neutral.lowerBound...motion.standing
    return (
      RepetitionTruth.all(in: motion.heelAngle, during: span, scale: .degrees),
      RepetitionTruth.all(in: motion.excursion, during: span, scale: .forwardShift)
    )
  }

  @Test(
    "are counted, starts and ends within 250 ms of heel and pressure, tops within 150 ms",
    arguments: quick)
  func raises(_ conditions: Conditions) throws {
    let motion = conditions.motion()
    let truth = truths(of: motion)
    let (report, events) = conditions.reading().session(of: motion, duration: motion.duration)
    #expect(report.sets.count == 1)
    let found = report.sets.flatMap(\.repetitions)
    try #require(found.count == truth.heel.count)
    for (repetition, heel) in zip(found, truth.heel) {
      #expect(abs(repetition.riseStart - heel.riseStart) < 0.25)
      #expect(abs(repetition.end - heel.end) < 0.25)
      let topStart = try #require(repetition.topStart)
      let lowerStart = try #require(repetition.lowerStart)
      #expect(abs(topStart - heel.topStart) < 0.15)
      #expect(abs(lowerStart - heel.lowerStart) < 0.15)
      #expect(repetition.range == nil)
    }
    for (repetition, pressure) in zip(found, truth.pressure) {
      #expect(abs(repetition.riseStart - pressure.riseStart) < 0.25)
      #expect(abs(repetition.end - pressure.end) < 0.25)
    }
    // Told 0.35 s after the heel was down at the latest; the first, with the person's own height still
    // unknown, may take 0.5 s.
    let told = events.compactMap { event -> Double? in
      if case .repetition = event.kind { event.time } else { nil }
    }
    #expect(told.count == found.count)
    for (number, (time, heel)) in zip(told, truth.heel).enumerated() {
      #expect(time - heel.end < (number == 0 ? 0.5 : 0.35))
    }
  }

  @Test("slow ones are counted, with the top's boundaries right or left out", arguments: slow)
  func slowRaises(_ conditions: Conditions) throws {
    let motion = conditions.motion(repetitions: 4)
    let truth = truths(of: motion)
    let (report, _) = conditions.reading().session(of: motion, duration: motion.duration)
    let found = report.sets.flatMap(\.repetitions)
    try #require(found.count == truth.heel.count)
    for (repetition, heel) in zip(found, truth.heel) {
      #expect(abs(repetition.riseStart - heel.riseStart) < 0.25)
      #expect(abs(repetition.end - heel.end) < 0.25)
      if let top = repetition.topStart { #expect(abs(top - heel.topStart) < 0.15) }
      if let lower = repetition.lowerStart { #expect(abs(lower - heel.lowerStart) < 0.15) }
    }
  }

  @Test("two sets with a rest between them are two, and stepping off ends the second")
  func sets() {
    let conditions = Conditions(
      seed: 31, mass: 72, standsOnLeft: true, phases: [1, 0.5, 1, 0.5], peak: 35)
    let motion = conditions.motion(repetitions: 5, rests: [12])
    let (report, _) = conditions.reading().session(of: motion, duration: motion.duration)
    #expect(report.sets.map(\.repetitions.count) == [5, 5])
    #expect(report.transitions.map(\.kind).suffix(1) == [.stepOff])
  }

  static let fidgets: [(String, [BoardFidgeting.Step])] = [
    ("standing", [.stand(seconds: 60)]),
    (
      "shifting the weight",
      (0..<4).flatMap {
        [
          .shiftWeight(toLeft: $0 % 2 == 0, seconds: 0.6), .stand(seconds: 1.5), .putFootDown,
          .stand(seconds: 1),
        ] as [BoardFidgeting.Step]
      }
    ),
    (
      "stepping off and on",
      (0..<3).flatMap { _ in [.stand(seconds: 3), .leave(seconds: 2)] as [BoardFidgeting.Step] }
    ),
    ("leaning quickly", lean(60, over: 0.7, stay: 0.5)),
    ("leaning", lean(60, over: 1.5, stay: 1)),
    ("leaning slowly", lean(80, over: 3, stay: 2)),
  ]

  private static func lean(
    _ forward: Double, over seconds: Double, stay: Double
  ) -> [BoardFidgeting.Step] {
    (0..<3).flatMap { _ in
      [.lean(forward: forward, seconds: seconds, stay: stay), .stand(seconds: 2)]
        as [BoardFidgeting.Step]
    }
  }

  @Test("aren't made of what else people do on a board", arguments: 0..<fidgets.count, [40.0, 120])
  func fidgeting(index: Int, mass: Double) {
    let motion = BoardFidgeting(Self.fidgets[index].1, mass: mass, seed: UInt64(index) + 40)
    let (report, _) = BoardReading(seed: 3).session(of: motion, duration: motion.duration)
    #expect(
      report.sets.flatMap { $0.repetitions + $0.partial }.isEmpty, "\(Self.fidgets[index].0)")
  }

  @Test("aren't made of a hold on one foot, nor of a hop")
  func hold() {
    let motion = BoardOneFootHold(
      seconds: 40, ending: .stepOff, mishaps: [.touch(at: 8, seconds: 0.6), .hop(at: 16)], seed: 5)
    let (report, _) = BoardReading(seed: 4).session(of: motion, duration: motion.duration)
    #expect(report.sets.flatMap { $0.repetitions + $0.partial }.isEmpty)
  }

  @Test("aren't lost where a cell drops out for a row or two")
  func dropouts() {
    let conditions = Conditions(seed: 51, mass: 72, phases: [1, 0.5, 1, 0.5], peak: 32)
    let motion = conditions.motion()
    var reading = conditions.reading()
    reading.dropouts = 5
    let (report, _) = reading.session(of: motion, duration: motion.duration)
    #expect(report.sets.map(\.repetitions.count) == [6])
    #expect((report.input.dropouts ?? 0) > 5)
  }

  @Test("are given up where half a second is lost in them, and the others stay")
  func gap() throws {
    let conditions = Conditions(seed: 52, mass: 72, phases: [1, 1, 1, 2.5], peak: 32)
    let motion = conditions.motion()
    let third = try #require(truths(of: motion).heel.dropFirst(2).first)
    var reading = conditions.reading()
    reading.gap = (third.topStart + 0.2)...(third.topStart + 0.7)
    let (report, _) = reading.session(of: motion, duration: motion.duration)
    #expect(report.sets.flatMap(\.repetitions).count == 5)
    #expect(report.sets.flatMap(\.rejected).contains { $0.reason == .gap })
  }
}
