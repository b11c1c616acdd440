public import Exercises
import LinuxSensors
public import Recordings
public import Samples
public import Sensors

/// How a live session went.
public struct LiveOutcome: Sendable {
  /// What was found.
  public var report: SessionReport
  /// The time of the first sample; nil where none came.
  public var start: Timestamp?
  /// Why the source ended; nil where a person ended it, or the time was up.
  public var sourceEnd: SourceEnd?
  /// What went wrong with the recording, whose rows up to there are good; nil where nothing did. The
  /// observer has been told.
  public var recordingError: RecordingError?
  /// What went wrong with the sensor in mid-stream; nil where nothing did.
  public var sensorError: SensorError?
}

/// Reads a source, records it and feeds a session: everything that happens while somebody exercises.
///
/// The recorder gets the counts, the session the same counts scaled, in the same order, so that replaying
/// the recording gives the same events and report. An end that a person asked for, or set by a time, is
/// a mark in both: a hold under way ends as `stopped`, live and replayed.
public struct LiveSession: ~Copyable {
  private var source: any SampleSource & ~Copyable
  private var recorder: RecordingWriter?
  private let needsRecording: Bool
  private let hasRecorder: Bool
  private let channels: Channels
  private let correction: Correction?
  private let isLive: Bool
  private var session: WatchedSession
  private var gate: PlausibilityGate
  private var pace: Pace
  private let longest: Double?
  private let begin = MonotonicClock.now()
  private var outcome: LiveOutcome
  private var lastTime: Timestamp?

  /// - Parameters:
  ///   - source: read on this thread; a live one should come with a thread of its own.
  ///   - configuration: its calibration puts the samples right, and not the rows of the recording.
  ///   - recorder: takes everything that the source gives; nil records nothing.
  ///   - needsRecording: whether a recording that fails ends the session.
  ///   - pace: for sources that aren't live.
  ///   - longest: seconds after which the session ends; nil for no end.
  public init(
    source: consuming any SampleSource & ~Copyable, configuration: SessionConfiguration,
    recorder: consuming RecordingWriter?, needsRecording: Bool = false,
    pace: Pace = Pace(speed: nil), longest: Double? = nil
  ) {
    channels = source.description.channels
    correction = configuration.calibration?.correction
    // Fuzz takes noise off, and a simulated chip may have none.
    gate = PlausibilityGate(
      channels: channels, correction: correction,
      hidesNoise: (source.description.fuzz ?? 0) > 0 || source.description.clock == .virtual)
    isLive = source.isLive
    self.source = source
    hasRecorder = recorder != nil
    self.recorder = recorder
    self.needsRecording = needsRecording
    session = WatchedSession(configuration: configuration)
    self.pace = pace
    self.longest = longest
    outcome = LiveOutcome(report: session.report)
  }

  /// Runs until the source ends, a person asks for the end, or the time is up.
  ///
  /// - Throws: what the observer throws; a recording goes on to the end all the same.
  public consuming func run(observer: inout some SessionObserver) throws -> LiveOutcome {
    var elements: [StreamElement<RawSample>] = []
    var isStopped = false
    reading: repeat {
      elements.removeAll(keepingCapacity: true)
      read(into: &elements)
      for element in elements {
        guard isWanted(element) else {
          isStopped = true
          break reading
        }
        take(element, telling: &observer)
      }
      // A board that nobody touches falls silent: what it has said goes to the disk meanwhile.
      if elements.isEmpty, isLive { flushRecording(telling: &observer) }
      session.refresh(&observer)
      isStopped = outcome.sourceEnd == nil && (StopRequest.isPending || isTimeUp)
    } while outcome.sourceEnd == nil && !isStopped
      && (session.observerError == nil || keepsRecording)
      && !(needsRecording && outcome.recordingError != nil)

    if isStopped, let lastTime { take(.mark(.stop(at: lastTime)), telling: &observer) }
    source.close()
    closeRecording(telling: &observer)
    try session.finish(endedByHand: isStopped, telling: &observer)
    outcome.report = session.report
    return outcome
  }

  /// Whether a recording goes on although nobody can watch any more.
  private var keepsRecording: Bool { hasRecorder && outcome.recordingError == nil }

  private mutating func read(into elements: inout [StreamElement<RawSample>]) {
    do {
      if case .ended(let end) = try source.read(into: &elements) { outcome.sourceEnd = end }
    } catch {
      outcome.sensorError = error
      outcome.sourceEnd = .lost("the sensor failed")
    }
  }

  /// Whether an element comes before the end that a person asked for; waits until it is due.
  private mutating func isWanted(_ element: StreamElement<RawSample>) -> Bool {
    guard case .sample(let sample) = element else { return true }
    let start = outcome.start ?? sample.time
    outcome.start = start
    if let longest, sample.time.seconds(since: start) > longest { return false }
    return isLive || pace.wait(for: sample.time)
  }

  /// Whether the time is up for a live source that has fallen silent, by the clock that its samples have;
  /// some of them may be on their way for half a second.
  private var isTimeUp: Bool {
    guard let longest, isLive else { return false }
    return MonotonicClock.now().seconds(since: outcome.start ?? begin) > longest + 0.5
  }

  /// Hands an element to the recording and to the session.
  private mutating func take(
    _ element: StreamElement<RawSample>, telling observer: inout some SessionObserver
  ) {
    if outcome.recordingError == nil {
      do { try recorder?.append(element) } catch { fail(error, telling: &observer) }
    }
    switch element {
    case .sample(let sample):
      lastTime = sample.time
      // What can't be true the source itself ends with.
      if case .doubt(let doubt)? = gate.take(sample) { observer.warn(doubt.words) }
    case .gap(let gap):
      lastTime = gap.end
      if gap.cause == .unplugged { gate.restart() }
    case .mark: break
    }
    session.advance(
      element.mapSample { channels.decode($0, applying: correction) }, telling: &observer)
  }

  private mutating func flushRecording(telling observer: inout some SessionObserver) {
    guard outcome.recordingError == nil else { return }
    do { try recorder?.flush() } catch { fail(error, telling: &observer) }
  }

  private mutating func closeRecording(telling observer: inout some SessionObserver) {
    guard outcome.recordingError == nil else { return }
    do { try recorder?.close() } catch { fail(error, telling: &observer) }
  }

  private mutating func fail(
    _ error: RecordingError, telling observer: inout some SessionObserver
  ) {
    outcome.recordingError = error
    if error.problem != .closedPipe { observer.warn("\(error)") }
  }
}
