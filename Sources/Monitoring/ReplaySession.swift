public import Exercises
public import Recordings
import Samples

/// Feeds a session from a file: the very code that runs live.
public struct ReplaySession: ~Copyable {
  private var input: RecordingReader
  private var session: Session
  private var pace: Pace

  /// - Parameters:
  ///   - input: opened, nothing read yet.
  ///   - pace: nil speed is as fast as it can.
  public init(
    input: consuming RecordingReader, configuration: SessionConfiguration,
    pace: Pace = Pace(speed: nil)
  ) {
    self.input = input
    session = Session(configuration: configuration)
    self.pace = pace
  }

  /// Runs to the end of the file, or until a person asks for the end.
  ///
  /// - Throws: ``RecordingError``, or what the observer throws.
  public consuming func run(
    observer: inout some SessionObserver
  ) throws -> (report: SessionReport, notes: [RecordingNote]) {
    // A status is worked out for a live view, not for every sample of a fast replay.
    let refreshEvery = pace.speed == nil ? 4096 : 1
    var sinceRefresh = 0
    var observerError: (any Error)?
    var endedByHand = false
    while let element = try input.next() {
      if case .sample(let sample) = element, !pace.wait(for: sample.time) {
        endedByHand = true
        break
      }
      session.advance(element) { event in
        do { try observer.observe(event) } catch { observerError = observerError ?? error }
      }
      sinceRefresh += 1
      if sinceRefresh >= refreshEvery {
        sinceRefresh = 0
        try observer.refresh { session.status }
      }
      if let observerError { throw observerError }
    }
    session.finish(endedByHand: endedByHand) { event in
      do { try observer.observe(event) } catch { observerError = observerError ?? error }
    }
    if let observerError { throw observerError }
    try observer.end(session.status)
    return (session.report, input.notes)
  }
}
