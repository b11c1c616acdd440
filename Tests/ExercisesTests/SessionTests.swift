import Exercises
import Samples
import Testing

@Suite("A session as a state machine")
struct SessionTests {
  private static let calfRaise = SessionConfiguration(exercise: .calfRaise, placement: .foot)

  @Test("an empty stream gives an empty report", arguments: Exercise.allCases)
  func empty(exercise: Exercise) {
    let run = SessionRun(SessionConfiguration(exercise: exercise), [])
    #expect(run.events.isEmpty)
    #expect(run.report.input.samples == 0)
    #expect(run.report.input.sensor == nil)
    #expect(run.report.input.effectiveRate == nil)
    #expect(run.report.sets.isEmpty && run.report.holds.isEmpty && run.report.sway == nil)
  }

  @Test("a single sample of any kind gives a report without findings", arguments: Exercise.allCases)
  func single(exercise: Exercise) {
    let time = Timestamp(microseconds: 9)
    let samples: [Sample] = [
      .inertial(InertialSample(time: time, acceleration: SIMD3(0, 0, 9.8))),
      .inertial(
        InertialSample(
          time: time, acceleration: SIMD3(0, 0, 9.8), angularVelocity: SIMD3(0, 0, 0))),
      .board(BoardSample(time: time, topLeft: 20, topRight: 20, bottomLeft: 20, bottomRight: 20)),
      .centerOfPressure(CenterOfPressureSample(time: time, mediolateral: 0, anteroposterior: 0)),
    ]
    for sample in samples {
      let report = SessionRun(SessionConfiguration(exercise: exercise), [.sample(sample)]).report
      #expect(report.input.samples == 1)
      #expect(report.input.duration == 0)
      #expect(report.sets.isEmpty)
      #expect(report.holds.allSatisfy { $0.sway == nil && $0.score == nil })
      #expect(report.sway == nil)
    }
  }

  @Test("what no sensor can mean neither traps nor counts", arguments: Exercise.allCases)
  func nonsense(exercise: Exercise) {
    let values = [Double.nan, .infinity, -.infinity, 0, 1e300, -1e300, 1e-300]
    let moments: [Int64] = [0, 10_000, 10_000, 5_000, .max, .min, 20_000]
    var inertial: [StreamElement<Sample>] = []
    var board: [StreamElement<Sample>] = []
    var pressure: [StreamElement<Sample>] = []
    for index in 0..<700 {
      let time = Timestamp(microseconds: moments[index / 50 % moments.count] &+ Int64(index))
      let a = values[index % 7]
      let b = values[index / 7 % 7]
      inertial.append(
        .sample(
          .inertial(
            InertialSample(
              time: time, acceleration: SIMD3(a, b, 9.8), angularVelocity: SIMD3(b, a, 0)))))
      board.append(
        .sample(
          .board(
            BoardSample(time: time, topLeft: a, topRight: b, bottomLeft: 20, bottomRight: 20))))
      pressure.append(
        .sample(
          .centerOfPressure(
            CenterOfPressureSample(time: time, mediolateral: a, anteroposterior: b))))
    }
    for elements in [inertial, board, pressure] {
      let run = SessionRun(
        SessionConfiguration(exercise: exercise, swayFilter: .lowpass(hertz: 10)), elements)
      #expect(run.report.input.samples == 700)
      #expect(run.repetitions.isEmpty)
    }
  }

  @Test("events come in time order, those that finishing tells included")
  func order() {
    let run = SessionRun(calfRaises: HingeSensor(schedule: .calfRaises(5), seed: 81))
    #expect(run.events.count > 15)
    for (one, next) in zip(run.events, run.events.dropFirst()) { #expect(one.time <= next.time) }
  }

  @Test("the same stream gives the same events and the same report, byte for byte")
  func determinism() {
    let elements = HingeSensor(schedule: .calfRaises(4), seed: 82, jitter: 0.3).elements()
    let first = SessionRun(Self.calfRaise, elements)
    let second = SessionRun(Self.calfRaise, elements)
    #expect(String(describing: first.events) == String(describing: second.events))
    #expect(String(describing: first.report) == String(describing: second.report))
  }

  @Test("where the stream's clock starts changes nothing")
  func origin() {
    var sensor = HingeSensor(schedule: .calfRaises(3), seed: 83)
    let first = SessionRun(calfRaises: sensor)
    sensor.origin = -7_000_000_000_000
    let second = SessionRun(calfRaises: sensor)
    #expect(first.events == second.events)
    #expect(first.report == second.report)
  }

  @Test("looking at status and report changes nothing")
  func observation() {
    let elements = HingeSensor(schedule: .calfRaises(3), seed: 84).elements()
    var session = Session(configuration: Self.calfRaise)
    var events: [SessionEvent] = []
    for (index, element) in elements.enumerated() {
      session.advance(element) { events.append($0) }
      if index.isMultiple(of: 50) {
        #expect(session.status.time == session.report.input.duration)
      }
    }
    session.finish { events.append($0) }
    let undisturbed = SessionRun(Self.calfRaise, elements)
    #expect(events == undisturbed.events)
    #expect(session.report == undisturbed.report)
  }

  @Test("a mark is told as it is")
  func marks() {
    var elements = HingeSensor(schedule: .calfRaises(1), seed: 85).elements()
    elements.insert(
      .mark(Mark(time: Timestamp(microseconds: 6_000_000), label: "button")), at: 101)
    let run = SessionRun(Self.calfRaise, elements)
    let marks = run.events.filter { $0.kind == .mark("button") }
    #expect(marks.map(\.time) == [1])
    #expect(run.repetitions.count == 1)
  }
}
