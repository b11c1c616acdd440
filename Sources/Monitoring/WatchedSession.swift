import Exercises
import Samples

/// A session and the observer's first error: what one of them meets doesn't stop the other in mid-step.
struct WatchedSession {
  private var session: Session
  /// The first thing that the observer threw; nil while all is well.
  private(set) var observerError: (any Error)?

  init(configuration: SessionConfiguration) {
    session = Session(configuration: configuration)
  }

  /// Everything found so far.
  var report: SessionReport { session.report }
  /// Where the session stands.
  var status: SessionStatus { session.status }

  /// Takes an element and tells the observer what it shows.
  mutating func advance(
    _ element: StreamElement<Sample>, telling observer: inout some SessionObserver
  ) {
    var failure = observerError
    session.advance(element) { event in
      do { try observer.observe(event) } catch { failure = failure ?? error }
    }
    observerError = failure
  }

  /// Lets the observer look at the status.
  mutating func refresh(_ observer: inout some SessionObserver) {
    guard observerError == nil else { return }
    do { try observer.refresh { session.status } } catch { observerError = error }
  }

  /// Ends what is open, tells it, and lets the observer go.
  ///
  /// - Throws: the first thing that the observer threw.
  mutating func finish(
    endedByHand: Bool, telling observer: inout some SessionObserver
  ) throws {
    var failure = observerError
    session.finish(endedByHand: endedByHand) { event in
      do { try observer.observe(event) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    try observer.end(session.status)
  }
}

extension Mark {
  private static let stopLabel = "stopped"

  /// The mark that a person's stop leaves in the stream, so that a replay ends as the session did.
  static func stop(at time: Timestamp) -> Mark { Mark(time: time, label: stopLabel) }

  /// Whether a person ended the stream here.
  var isStop: Bool { label == Self.stopLabel }
}
