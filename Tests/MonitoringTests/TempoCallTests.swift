import Exercises
import Samples
import Sensors
import SimulatedSensors
import Testing

/// What is called while repetitions are under way, against what a simulated body does: even speeds, of which
/// a movement of T seconds is 0.64 T from crossing to crossing and so counts as 0.8 T.
struct TempoCallTests {
  private static let target = TempoTarget(lower: 3, bottom: 1, rise: 2, top: 1)
  /// Movements for 3 and 2 s, and pauses that leave 1 s beside a tenth of both movements.
  private static func kept(
    _ repetitions: Int = 8, dip: Double = 0, neutralPause: Double? = nil, variation: Double = 0.06
  ) -> RaiseSchedule {
    RaiseSchedule(
      repetitions: repetitions, rise: 2.5, top: 0.4, lower: 3.75, bottom: 0.4, peak: 35, dip: dip,
      neutralPause: neutralPause, variation: variation, shape: .steady)
  }

  private struct Run {
    var calls: [(time: Double, call: TempoCall)] = []
    var report: SessionReport
    /// The rises and lowerings above neutral, in time order.
    var movements: [Trajectory.Movement]

    var lowerings: [Trajectory.Movement] { movements.filter { $0.target < $0.origin } }
    var rises: [Trajectory.Movement] { movements.filter { $0.target > $0.origin } }

    /// Calls of a phase while a movement lasts, or after it until the next one is well under way.
    func calls(of phase: Phase, in span: ClosedRange<Double>) -> [(time: Double, call: TempoCall)] {
      calls.filter { $0.call.phase == phase && span.contains($0.time) }
    }
  }

  private func run(
    _ schedule: RaiseSchedule, target: TempoTarget = Self.target, seed: UInt64,
    exercise: Exercise = .calfRaise, gyroscope: Bool = true
  ) throws -> Run {
    let motion: any InertialMotion
    let excursion: Trajectory
    let duration: Double
    if exercise == .calfRaise {
      let raise = CalfRaise(schedule, mounting: .random(seed: seed), seed: seed)
      (motion, excursion, duration) = (raise, raise.excursion, raise.duration)
    } else {
      let press = LimbSwing.bandPress(schedule, mounting: .random(seed: seed), seed: seed)
      (motion, excursion, duration) = (press, press.excursion, press.duration)
    }
    let (calls, report) = try watch(
      motion, for: duration, exercise: exercise, target: target, seed: seed, gyroscope: gyroscope)
    return Run(
      calls: calls, report: report,
      movements: excursion.movements.filter { max($0.origin, $0.target) > 20 })
  }

  /// A session over what a cheap chip feels of a motion: what was called when, and the report.
  private func watch(
    _ motion: any InertialMotion, for duration: Double, exercise: Exercise, target: TempoTarget,
    seed: UInt64, gyroscope: Bool = true
  ) throws -> (calls: [(time: Double, call: TempoCall)], report: SessionReport) {
    var source = try SimulatedAccelerometerSource(
      motion: motion, errors: .typical(seed: seed),
      settings: AccelerometerSettings(rate: 100, gyroscope: gyroscope), duration: duration)
    let channels = source.description.channels
    var session = Session(
      configuration: SessionConfiguration(
        exercise: exercise, placement: .foot, plan: RepetitionPlan(tempo: target)))
    var calls: [(time: Double, call: TempoCall)] = []
    func take(_ event: SessionEvent) {
      if case .pacing(let call) = event.kind { calls.append((event.time, call)) }
    }
    var elements: [StreamElement<RawSample>] = []
    reading: while true {
      elements.removeAll()
      let progress = try source.read(into: &elements)
      for element in elements {
        session.advance(element.mapSample { channels.decode($0) }) { take($0) }
      }
      if case .ended = progress { break reading }
    }
    session.finish { take($0) }
    return (calls, session.report)
  }

  @Test(
    "who keeps the tempo isn't told anything",
    arguments: [(0, nil), (10, nil), (10, 0.5)] as [(Double, Double?)], [true, false])
  func kept(flat: (dip: Double, neutralPause: Double?), gyroscope: Bool) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let schedule = Self.kept(dip: flat.dip, neutralPause: flat.neutralPause)
      var target = Self.target
      // With a dip of its own the pause at the bottom is as long as that takes.
      if flat.neutralPause != nil { target.bottom = 3.5 }
      let run = try run(schedule, target: target, seed: seed, gyroscope: gyroscope)
      // After the last one nobody can know that the set is over.
      let end = try #require(run.lowerings.last).end
      let calls = run.calls.filter { $0.time < end }
      #expect(calls.isEmpty, "seed \(seed): \(calls)")
    }
  }

  @Test("a lowering of half its time is called well before it is over", arguments: [true, false])
  func fastLowering(gyroscope: Bool) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var schedule = Self.kept()
      schedule.lower = 1.875
      let run = try run(schedule, seed: seed, gyroscope: gyroscope)
      #expect(run.report.sets.first?.repetitions.count == 8)
      for lowering in run.lowerings.dropFirst(2) {
        let span = lowering.start...lowering.end
        let calls = run.calls(of: .lower, in: span)
        #expect(calls.map(\.call.verdict) == [.tooFast], "seed \(seed) at \(lowering.start)")
        let share = (try #require(calls.first).time - lowering.start) / lowering.duration
        #expect(share < 0.7)
      }
      #expect(run.calls.allSatisfy { $0.call.phase != .rise })
    }
  }

  @Test("a slow lowering is called as soon as its time is up, and before it is over")
  func slowLowering() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var schedule = Self.kept()
      schedule.lower = 7.5
      let run = try run(schedule, seed: seed)
      for lowering in run.lowerings.dropFirst(2) {
        let calls = run.calls(of: .lower, in: lowering.start...lowering.end)
        #expect(calls.map(\.call.verdict) == [.tooSlow])
        // 0.18 of an even movement lie before its 10 % crossing; 3.75 s are allowed, from crossing to
        // crossing 0.8 of that.
        let due = lowering.start + 0.18 * lowering.duration + 0.8 * 3.75
        #expect(abs(try #require(calls.first).time - due) < 0.25)
      }
    }
  }

  @Test("a rise too fast and a rise too slow are called while they last")
  func rises() throws {
    for (seconds, verdict) in [(1.25, TempoVerdict.tooFast), (5, .tooSlow)] {
      var schedule = Self.kept()
      schedule.rise = seconds
      let run = try run(schedule, seed: 4)
      for rise in run.rises.dropFirst(2) {
        let calls = run.calls(of: .rise, in: rise.start...rise.end)
        #expect(calls.map(\.call.verdict) == [verdict], "\(seconds) s at \(rise.start)")
      }
    }
  }

  @Test("a pause is called too long while it lasts, too short when it ends")
  func pauses() throws {
    var long = Self.kept()
    // All alike, so that it is known when a top is told.
    long.variation = 0
    long.top = 3
    long.bottom = 3
    let slow = try run(long, seed: 5)
    for (rise, lowering) in zip(slow.rises, slow.lowerings).dropFirst(3) {
      let top = slow.calls(of: .top, in: rise.end...lowering.start)
      #expect(top.map(\.call.verdict) == [.tooSlow])
      // The rise crosses 90 % 0.18 of 2.5 s before its end and reaches 0.2 s of the pause past that: it has
      // lasted 1.4 s, the target and what is allowed, 1.15 s after the rise; a phase is told within
      // 0.2 s of its crossing, and the top wavers.
      #expect(abs(try #require(top.first).time - (rise.end + 1.15)) < 0.3)
      let bottom = slow.calls(of: .bottom, in: (rise.start - 3)...rise.start)
      #expect(bottom.map(\.call.verdict) == [.tooSlow])
    }
    // A pause can't be shorter than the movements' own ends, a tenth of either: 0.6 s here.
    var short = Self.kept()
    short.top = 0
    short.bottom = 0
    let target = TempoTarget(lower: 3, bottom: 2, rise: 2, top: 2)
    let quick = try run(short, target: target, seed: 6)
    for lowering in quick.lowerings.dropFirst(3) {
      let top = quick.calls(of: .top, in: lowering.start...lowering.end)
      #expect(top.map(\.call.verdict) == [.tooFast])
    }
    for rise in quick.rises.dropFirst(3) {
      #expect(quick.calls(of: .bottom, in: rise.start...rise.end).map(\.call.verdict) == [.tooFast])
    }
  }

  @Test("walking and fidgeting aren't told to keep a tempo", arguments: ["walking", "fidgeting"])
  func noExercise(scenario: String) throws {
    let walk = try Scenario.named(scenario)
    guard case .inertial(let motion) = walk.motion else { return }
    let (calls, report) = try watch(
      motion, for: walk.duration, exercise: .calfRaise, target: Self.target, seed: 1)
    #expect(calls.isEmpty)
    #expect(report.sets.allSatisfy { $0.repetitions.isEmpty })
  }

  @Test("as fast as possible is never judged")
  func fastest() throws {
    for seconds in [0.6, 5] {
      var schedule = Self.kept()
      schedule.rise = seconds
      let target = TempoTarget(lower: 3, bottom: 1, rise: nil, top: 1)
      let run = try run(schedule, target: target, seed: 7)
      #expect(run.calls.allSatisfy { $0.call.phase != .rise })
      #expect(run.report.sets.first?.tempoReview?.deviation.rise == nil)
    }
  }

  @Test("a band press that is too fast is called")
  func bandPress() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var schedule = Self.kept()
      schedule.lower = 1.875
      let run = try run(schedule, seed: seed, exercise: .bandPress)
      for lowering in run.lowerings.dropFirst(2) {
        let calls = run.calls(of: .lower, in: lowering.start...lowering.end)
        #expect(calls.map(\.call.verdict) == [.tooFast])
      }
      #expect(!run.report.unavailable.contains { $0.key.hasSuffix("too_fast") })
    }
  }

  @Test("the report agrees with the calls: which repetitions were off, and by how much")
  func report() throws {
    var schedule = Self.kept(variation: 0)
    schedule.lower = 1.875
    let run = try run(schedule, seed: 8)
    let set = try #require(run.report.sets.first)
    let review = try #require(set.tempoReview)
    #expect(review.kept == 0)
    #expect(review.judged == 8)
    #expect(abs(try #require(review.deviation.lower) - -1.5) < 0.1)
    #expect(abs(try #require(review.deviation.rise)) < 0.1)
    for repetition in set.repetitions {
      #expect(repetition.offTarget.map(\.phase) == [.lower])
    }
  }
}
