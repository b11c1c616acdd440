public import Exercises
public import Recordings
import Samples
public import Sensors

/// How a live session went.
public struct LiveOutcome: Sendable {
  /// What was found.
  public var report: SessionReport
  /// Why the source ended; nil where a person ended it, or the time was up.
  public var sourceEnd: SourceEnd?
  /// What went wrong with the recording, whose rows up to there are good; nil where nothing did.
  public var recordingError: RecordingError?
  /// What went wrong with the sensor in mid-stream; nil where nothing did.
  public var sensorError: SensorError?
}

/// Reads a source, records it and feeds a session: everything that happens while somebody exercises.
///
/// The recorder gets the counts, the session the same counts scaled, in the same order, so that replaying
/// the recording gives the same events and report.
public struct LiveSession: ~Copyable {
  private var source: any SampleSource & ~Copyable
  private var recorder: RecordingWriter?
  private let channels: Channels
  private var session: Session
  private var pace: Pace
  private let longest: Double?

  /// - Parameters:
  ///   - source: read on this thread; a live one should come with a thread of its own.
  ///   - recorder: takes everything that the source gives; nil records nothing.
  ///   - pace: for sources that aren't live.
  ///   - longest: seconds of stream after which the session ends; nil for no end.
  public init(
    source: consuming any SampleSource & ~Copyable, configuration: SessionConfiguration,
    recorder: consuming RecordingWriter?, pace: Pace = Pace(speed: nil), longest: Double? = nil
  ) {
    channels = source.description.channels
    self.source = source
    self.recorder = recorder
    session = Session(configuration: configuration)
    self.pace = pace
    self.longest = longest
  }

  /// Runs until the source ends, a person asks for the end, or the time is up.
  ///
  /// - Throws: what the observer throws; the recording is complete all the same.
  public consuming func run(observer: inout some SessionObserver) throws -> LiveOutcome {
    var outcome = LiveOutcome(report: session.report)
    var elements: [StreamElement<RawSample>] = []
    var first: Timestamp?
    var observerError: (any Error)?
    var endedByHand = false

    reading: while true {
      elements.removeAll(keepingCapacity: true)
      let progress: SourceProgress
      do {
        progress = try source.read(into: &elements)
      } catch {
        outcome.sensorError = error
        progress = .ended(.lost("the sensor failed"))
      }
      for element in elements {
        if case .sample(let sample) = element {
          let start = first ?? sample.time
          first = start
          if let longest, sample.time.seconds(since: start) > longest { break reading }
          guard source.isLive || pace.wait(for: sample.time) else {
            endedByHand = true
            break reading
          }
        }
        record(element, in: &outcome)
        session.advance(element.mapSample(channels.decode)) { event in
          do { try observer.observe(event) } catch { observerError = observerError ?? error }
        }
      }
      if observerError == nil {
        do { try observer.refresh { session.status } } catch { observerError = error }
      }
      if case .ended(let end) = progress {
        outcome.sourceEnd = end
        break
      }
      if StopRequest.isPending {
        endedByHand = true
        break
      }
      if observerError != nil { break }
    }
    source.close()
    close(in: &outcome)
    session.finish(endedByHand: endedByHand) { event in
      do { try observer.observe(event) } catch { observerError = observerError ?? error }
    }
    outcome.report = session.report
    if let observerError { throw observerError }
    try observer.end(session.status)
    return outcome
  }

  private mutating func record(
    _ element: StreamElement<RawSample>, in outcome: inout LiveOutcome
  ) {
    guard outcome.recordingError == nil else { return }
    do { try recorder?.append(element) } catch { outcome.recordingError = error }
  }

  private mutating func close(in outcome: inout LiveOutcome) {
    do { try recorder?.close() } catch { outcome.recordingError = outcome.recordingError ?? error }
  }
}
