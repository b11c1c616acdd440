import Exercises
import Samples

/// A session and the observer's first error: what one of them meets doesn't stop the other in mid-step.
struct WatchedSession {
  private let side: Side?
  private var session: Session
  /// The first thing that the observer threw; nil while all is well.
  private(set) var observerError: (any Error)?

  /// - Parameter side: what events are told with, where there is a sensor on each leg.
  init(configuration: SessionConfiguration, side: Side? = nil) {
    self.side = side
    session = Session(configuration: configuration)
  }

  /// Everything found so far.
  var report: SessionReport { session.report }
  /// Where the session stands.
  var status: SessionStatus { session.status }

  /// What the last sample was judged by.
  var moment: ExcursionMoment? { session.moment }

  /// Takes an element and tells the observer what it shows.
  mutating func advance(
    _ element: StreamElement<Sample>, telling observer: inout some SessionObserver
  ) {
    // Copied: the session is being changed while events are told.
    let side = side
    var failure = observerError
    session.advance(element) { event in
      do { try observer.observe(event, of: side) } catch { failure = failure ?? error }
    }
    observerError = failure
  }

  /// Ends what is open and tells it.
  mutating func finish(endedByHand: Bool, telling observer: inout some SessionObserver) {
    // Copied: the session is being changed while events are told.
    let side = side
    var failure = observerError
    session.finish(endedByHand: endedByHand) { event in
      do { try observer.observe(event, of: side) } catch { failure = failure ?? error }
    }
    observerError = failure
  }
}

extension Mark {
  private static let stopLabel = "stopped"

  /// The mark that a person's stop leaves in the stream, so that a replay ends as the session did.
  static func stop(at time: Timestamp) -> Mark { Mark(time: time, label: stopLabel) }

  /// Whether a person ended the stream here.
  var isStop: Bool { label == Self.stopLabel }
}
