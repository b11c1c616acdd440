import Samples
import Sensors
import SimulatedSensors
import Testing

/// A motion that tells the time: the force along x rises by 0.2 g each second from -3.5 g on.
private struct Ramp: InertialMotion {
  func state(at seconds: Double) -> InertialState {
    InertialState(
      specificForce: SIMD3((-3.5 + seconds / 5) * 9.80665, 0, 9.80665),
      angularVelocity: SIMD3(0, seconds / 100, 0))
  }

  /// The count that a converter shows at a moment.
  static func count(at seconds: Double, perG: Double) -> Int32 {
    Int32(((-3.5 + seconds / 5) * perG).rounded())
  }
}

/// The twins of controllers, decoded: what is true of every stream.
@Suite struct InputAccelerometerStreamTests {
  struct Condition: CustomTestStringConvertible, Sendable {
    var name: String
    var model: SimulatedController.Model
    var settings = SimulatedController.Settings()
    var testDescription: String { "\(model.rawValue), \(name)" }
  }

  private static let duration = 34.0
  private static let conditions = [SimulatedController.Model.joyCon, .dualSense].flatMap { model in
    func condition(
      _ name: String, _ change: (inout SimulatedController.Settings) -> Void
    ) -> Condition {
      var condition = Condition(name: name, model: model)
      change(&condition.settings)
      return condition
    }
    return [
      condition("ordinary") { _ in },
      condition("clock 2 % fast") { $0.errors.clockError = 20_000 },
      condition("clock 2 % slow") { $0.errors.clockError = -20_000 },
      condition("clock drifting") { $0.errors.clockDrift = 10 },
      condition("wrapping") { $0.clockAtStart = UInt32.max - 12_345_678 },
      condition("intervals counted twice") { $0.countsIntervalsTwice = true },
      condition("on time") { $0.delay = 0 },
      condition("held up") { $0.delay = 0.006 },
    ]
  }

  private func read(
    _ condition: Condition, fuzz: Int32 = 0
  ) throws -> [StreamElement<RawSample>] {
    var settings = condition.settings
    settings.fuzz = fuzz
    var source = try SimulatedControllerSource(
      condition.model, motion: Ramp(), duration: Self.duration, settings: settings)
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    return elements
  }

  /// The true time of each sample, by its clock's rate.
  private func truth(_ condition: Condition, count: Int) -> [Double] {
    let nominal = condition.model == .joyCon ? 0.015 : 0.004
    let each = condition.model == .joyCon ? 3 : 1
    var report = nominal
    var times: [Double] = []
    while times.count < count {
      let errors = condition.settings.errors
      let factor = 1 + (errors.clockError + errors.clockDrift * report) * 1e-6
      for index in 0..<each {
        times.append(report - Double(each - 1 - index) * nominal / Double(each) / factor)
      }
      report += nominal / factor
    }
    return times
  }

  @Test("every sample comes out once, in order, and there is no gap", arguments: conditions)
  func complete(condition: Condition) throws {
    let elements = try read(condition)
    let perG = condition.model == .joyCon ? 4096.0 : 8192
    let truth = truth(condition, count: elements.count)
    #expect((truth.last ?? 0) > Self.duration - 0.05)
    for (element, time) in zip(elements, truth) {
      guard case .sample(let sample) = element else {
        Issue.record("\(element)")
        return
      }
      #expect(abs(sample.counts[0] - Ramp.count(at: time, perG: perG)) <= 1)
    }
  }

  @Test("times stay within some ms of the truth and never jolt", arguments: conditions)
  func times(condition: Condition) throws {
    let elements = try read(condition)
    let truth = truth(condition, count: elements.count)
    let period = condition.model == .joyCon ? 0.005 : 0.004
    var previous: Timestamp?
    for (element, time) in zip(elements, truth) {
      guard case .sample(let sample) = element else { continue }
      let error = sample.time.seconds(since: Timestamp(microseconds: 0)) - time
      // Delays are 0.5 to 12.5 ms; a sample is at most two periods and that early or late.
      if time > 1 { #expect(abs(error) < 0.012, "at \(time) s") }
      if let previous {
        let step = sample.time.seconds(since: previous)
        #expect(step > 0)
        if time > 5 { #expect(abs(step - period) < 0.03 * period, "at \(time) s") }
      }
      previous = sample.time
    }
  }

  @Test("what is lost is told: no two samples without a gap between them are far apart")
  func losses() throws {
    for model in [SimulatedController.Model.joyCon, .dualSense] {
      var condition = Condition(name: "", model: model)
      condition.settings.silences = [8.0...8.1, 12.0...14.0, 20.0...20.05]
      let elements = try read(condition)
      let gaps = elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
      #expect(gaps.map(\.cause) == [.timeJump, .timeJump, .timeJump])
      for (gap, silence) in zip(gaps, condition.settings.silences) {
        let start = gap.start.seconds(since: Timestamp(microseconds: 0))
        let end = gap.end.seconds(since: Timestamp(microseconds: 0))
        #expect(abs(start - silence.lowerBound) < 0.03)
        #expect(abs(end - silence.upperBound) < 0.03)
      }
    }
  }

  @Test("a stall of the host is one gap, and the samples after it have their true times")
  func stall() throws {
    for model in SimulatedController.Model.allCases {
      var condition = Condition(name: "", model: model)
      condition.settings.hostStalls = [10.0...14.0]
      let elements = try read(condition)
      let gaps = elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
      #expect(gaps.map(\.cause) == [.eventsDropped])
      let perG = model == .joyCon ? 4096.0 : model == .dualSense ? 8192 : 104
      for case .sample(let sample) in elements.suffix(100) {
        let time = sample.time.seconds(since: Timestamp(microseconds: 0))
        // 12 ms of the ramp, and a count.
        #expect(
          abs(Double(sample.counts[0] - Ramp.count(at: time, perG: perG))) < 0.0024 * perG + 2)
      }
    }
  }

  @Test("fuzz left in force bends values, not their number, where the device has a clock")
  func fuzz() throws {
    let condition = Condition(name: "", model: .joyCon)
    let clean = try read(condition)
    let fuzzy = try read(condition, fuzz: 10)
    #expect(clean.count == fuzzy.count)
    for case (.sample(let left), .sample(let right)) in zip(clean, fuzzy) {
      #expect(left.time == right.time)
      #expect(abs(left.counts[0] - right.counts[0]) <= 10)
    }
  }

  @Test(
    "whatever events come, samples go forwards and none lies within a gap", arguments: 0..<30)
  func anything(seed: UInt64) {
    let timings: [InputAccelerometer.Timing] = [
      .eventTimes, .counted(samplesPerReport: 3, period: 0.005), .stamped(period: 0.004),
    ]
    for timing in timings {
      var generator = SeededGenerator(seed: seed)
      var decoder = InputAccelerometerDecoder(
        timing: timing, axisCodes: [0, 1, 2], startingFrom: SIMD8())
      var elements: [StreamElement<RawSample>] = []
      var time: Int64 = 0
      for _ in 0..<3000 {
        time += [1, 3, 900, 4000, 15_000, 3_000_000][Int(generator.next() % 6)]
        let kinds: [(UInt16, UInt16)] = [(3, 0), (3, 2), (4, 5), (4, 5), (0, 0), (0, 0), (0, 3)]
        let (type, code) = kinds[Int(generator.next() % 7)]
        let value = Int32(truncatingIfNeeded: generator.next() >> (generator.next() % 63))
        let event = InputEvent(
          time: Timestamp(microseconds: time), type: type, code: code, value: value)
        decoder.decode(event, into: &elements)
        if type == 0, code == 3, generator.next() % 4 > 0 { decoder.resynchronize(to: SIMD8()) }
      }
      decoder.finish(into: &elements)
      var last: Timestamp?
      var openGap: Gap?
      for element in elements {
        switch element {
        case .sample(let sample):
          if let last { #expect(sample.time > last) }
          if let openGap { #expect(openGap.end == sample.time || openGap.end == openGap.start) }
          (last, openGap) = (sample.time, nil)
        case .gap(let gap):
          #expect(gap.start == last && gap.start <= gap.end)
          openGap = gap
        case .mark: Issue.record("nobody pressed anything")
        }
      }
    }
  }
}
