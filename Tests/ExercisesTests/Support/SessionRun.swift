import Exercises
import Samples

/// A session over a whole stream: what it said, and what it found.
struct SessionRun {
  let events: [SessionEvent]
  let report: SessionReport
  let status: SessionStatus

  init(
    _ configuration: SessionConfiguration, _ elements: [StreamElement<Sample>],
    endedByHand: Bool = false
  ) {
    var session = Session(configuration: configuration)
    var events: [SessionEvent] = []
    for element in elements { session.advance(element) { events.append($0) } }
    session.finish(endedByHand: endedByHand) { events.append($0) }
    self.events = events
    report = session.report
    status = session.status
  }

  /// Calf raises with a sensor on the foot.
  init(calfRaises sensor: HingeSensor) {
    self.init(SessionConfiguration(exercise: .calfRaise, placement: .foot), sensor.elements())
  }

  /// Repetitions counted in all sets.
  var repetitions: [Repetition] { report.sets.flatMap(\.repetitions) }
}
