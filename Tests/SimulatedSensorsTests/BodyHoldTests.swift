import Exercises
import Samples
import Testing

@testable import SimulatedSensors

@Suite("Holds on a simulated body or balance trainer")
struct BodyHoldTests {
  /// One case: what the sensor is on, whether it has a gyroscope, and how the hold goes.
  struct Case: Sendable, CustomTestStringConvertible {
    var placement: Placement
    var hasGyroscope: Bool
    var rate: Double
    var seconds: Double
    var lurch: Double?
    var seed: UInt64
    var testDescription: String {
      "\(placement), \(hasGyroscope ? "six" : "three") axes, \(rate) Hz, \(seconds) s, seed \(seed)"
    }

    var scenario: Scenario {
      if placement == .platform {
        return Scenario(
          BosuHold(
            seconds: seconds, ending: seed.isMultiple(of: 2) ? .touchDown : .stepOff, lurch: lurch,
            sway: 1.5, mounting: .random(seed: seed), stillness: 5, seed: seed))
      }
      return Scenario(
        BodyHold(
          seconds: seconds, site: placement == .waist ? .waist : .shank, lurch: lurch, sway: 0.5,
          mounting: .random(seed: seed), stillness: 5, seed: seed), placement: placement)
    }

    func run(isStrict: Bool = false) -> (events: [SessionEvent], report: SessionReport) {
      var configuration = SessionConfiguration(exercise: .balanceHold, placement: placement)
      configuration.isStrict = isStrict
      var session = Session(configuration: configuration)
      var events: [SessionEvent] = []
      guard case .inertial(let motion) = scenario.motion else { return ([], session.report) }
      let samples = SampledMotion(
        motion, errors: .typical(seed: seed), rate: rate, hasGyroscope: hasGyroscope,
        duration: scenario.duration)
      for sample in samples { session.advance(sample) { events.append($0) } }
      session.finish { events.append($0) }
      return (events, session.report)
    }
  }

  /// Each place with and without a gyroscope, three times.
  static let cases: [Case] = (0..<18).map { index in
    let seconds = [8.0, 14, 31][index / 6]
    return Case(
      placement: [.waist, .shank, .platform][index % 3], hasGyroscope: index % 6 < 3,
      rate: [25, 50, 100, 200][index % 4], seconds: seconds, lurch: seconds > 10 ? 6 : nil,
      seed: UInt64(700 + index))
  }

  @Test("are found with their ends and the reason", arguments: cases)
  func found(_ body: Case) throws {
    let holds = body.run().report.holds
    try #require(holds.count == 1)
    let truth = try #require(body.scenario.truth.holds.first)
    #expect(abs(holds[0].start - truth.start) < 0.5)
    #expect(abs(holds[0].end - truth.end) < 0.5)
    #expect(holds[0].endedBy == truth.endedBy)
    #expect(holds[0].startBasis == .settled)
    #expect(holds[0].basis == .declared)
    #expect(holds[0].faults.allSatisfy { $0.kind == .lurch })
    if body.placement != .platform { #expect(holds[0].faults.count == truth.faults.count) }
  }

  @Test("have their sway from the whole scoring window", arguments: cases)
  func window(_ body: Case) throws {
    let hold = try #require(body.run().report.holds.first)
    let processing = try #require(hold.sway).processing
    // A sample is at most an interval from where the window begins and ends; the clock runs off by 1 %.
    let slack = 1.02 / body.rate + 0.02
    #expect(abs(processing.windowStart - (hold.start + HoldReport.leadIn)) < slack)
    #expect(abs(processing.windowEnd - (hold.end - HoldReport.leadOut)) < slack)
  }

  @Test("end with a lurch under --strict, and what follows is another", arguments: [true, false])
  func strict(hasGyroscope: Bool) throws {
    let body = Case(
      placement: .waist, hasGyroscope: hasGyroscope, rate: 100, seconds: 20, lurch: 8, seed: 77)
    let truth = try #require(body.scenario.truth.holds.first)
    let lurch = try #require(truth.faults.first)
    let holds = body.run(isStrict: true).report.holds
    try #require(holds.count == 2)
    #expect(abs(holds[0].end - lurch.start) < 0.5)
    #expect(holds[0].endedBy == .touchDown)
    #expect(holds[1].start >= holds[0].end)
    #expect(abs(holds[1].end - truth.end) < 0.5)
    #expect(holds.allSatisfy { $0.faults.isEmpty })
  }

  @Test("are told while they last, and a hold that was told is reported")
  func live() throws {
    let body = Case(
      placement: .waist, hasGyroscope: true, rate: 100, seconds: 20, lurch: 9, seed: 78)
    let (events, report) = body.run()
    let truth = try #require(body.scenario.truth.holds.first)
    let told = events.compactMap { event -> Double? in
      if case .holdStarted = event.kind { event.time } else { nil }
    }
    try #require(told.count == 1)
    #expect(told[0] > truth.start + 3 && told[0] < truth.start + 7)
    let faults = events.compactMap { event -> Double? in
      if case .fault = event.kind { event.time } else { nil }
    }
    try #require(faults.count == 1)
    #expect(faults[0] < truth.faults[0].end + 4)
    #expect(report.holds.count == 1)
    let ended = events.compactMap { event -> Double? in
      if case .holdEnded = event.kind { event.time } else { nil }
    }
    try #require(ended.count == 1)
    #expect(ended[0] > truth.end && ended[0] < truth.end + 8)
  }

  @Test("longer than what is kept are one, with the start that they had")
  func long() throws {
    let body = Case(
      placement: .waist, hasGyroscope: true, rate: 25, seconds: 1000, lurch: nil, seed: 79)
    let truth = try #require(body.scenario.truth.holds.first)
    let holds = body.run().report.holds
    try #require(holds.count == 1)
    #expect(abs(holds[0].start - truth.start) < 0.5)
    #expect(abs(holds[0].end - truth.end) < 0.5)
    // Ten minutes of it are measured, and the report says where they end.
    let processing = try #require(holds[0].sway).processing
    #expect(abs(processing.windowStart - holds[0].start - HoldReport.leadIn) < 0.1)
    #expect(processing.windowEnd > holds[0].start + 590)
    #expect(processing.windowEnd <= holds[0].start + 602)
  }
}
