public import Exercises
public import Recordings
public import Samples
public import Sensors

/// One sensor of a live session: its source, its recording and its own ``Exercises/Session``.
///
/// The recorder gets the counts, the session the same counts scaled, in the same order, so that replaying
/// the recording gives the same events and report.
public final class Lane {
  /// What the source says of itself.
  public let description: SensorDescription
  /// What the session was told.
  public let configuration: SessionConfiguration
  /// Which leg the sensor is on, where there is one on each; nil where it is the only one.
  public let side: Side?
  let isLive: Bool

  private var source: any SampleSource & ~Copyable
  private var recorder: RecordingWriter?
  private var needsRecording = false
  private let channels: Channels
  private let correction: Correction?
  private var session: WatchedSession
  private var gate: PlausibilityGate
  private var elements: [StreamElement<RawSample>] = []
  private var position = 0
  /// What was seen when the device went away; nil while it is there.
  private var absence: String?
  private(set) var isFinished = false
  private(set) var outcome: LiveOutcome
  private(set) var lastTime: Timestamp?

  /// - Parameters:
  ///   - source: read on the session's thread; a live one should come with a thread of its own.
  ///   - configuration: its calibration puts the samples right, and not the rows of the recording.
  ///   - side: nil for an only sensor.
  public init(
    source: consuming any SampleSource & ~Copyable, configuration: SessionConfiguration,
    side: Side? = nil
  ) {
    description = source.description
    isLive = source.isLive
    channels = description.channels
    correction = configuration.calibration?.correction
    // Fuzz takes noise off, and a simulated chip may have none.
    gate = PlausibilityGate(
      channels: channels, correction: correction,
      hidesNoise: (description.fuzz ?? 0) > 0 || description.clock == .virtual)
    self.source = consume source
    self.configuration = configuration
    self.side = side
    session = WatchedSession(configuration: configuration, side: side)
    outcome = LiveOutcome(side: side, report: session.report)
  }

  /// Has everything recorded that the source gives from now on.
  ///
  /// - Parameter isNeeded: whether a recording that fails ends the lane.
  public func record(with recorder: consuming RecordingWriter, isNeeded: Bool) {
    self.recorder = consume recorder
    needsRecording = isNeeded
  }

  /// Where the session stands.
  var status: SessionStatus { session.status }
  /// The first thing that the observer threw here; nil while all is well.
  var observerError: (any Error)? { session.observerError }

  /// Whether a recording goes on although nobody can watch any more.
  var keepsRecording: Bool {
    !isFinished && recorder != nil && outcome.recordingError == nil
  }

  /// Whether more may come.
  var isRunning: Bool {
    outcome.sourceEnd == nil && !(needsRecording && outcome.recordingError != nil)
  }

  /// The time of the next element that was read and not yet taken; nil where there is none.
  var nextTime: Timestamp? { position < elements.count ? elements[position].end : nil }

  /// The next sample's time, where a sample is next.
  var nextSampleTime: Timestamp? {
    guard position < elements.count, case .sample(let sample) = elements[position] else {
      return nil
    }
    return sample.time
  }

  /// Lets the source take a turn, unless something is left from the last one.
  func read(telling observer: inout some SessionObserver) {
    guard isRunning, position == elements.count else { return }
    elements.removeAll(keepingCapacity: true)
    position = 0
    let before = absence
    do {
      switch try source.read(into: &elements) {
      case .running: absence = nil
      case .away(let what): absence = what
      case .ended(let end): outcome.sourceEnd = end
      }
    } catch {
      outcome.sensorError = error
      outcome.sourceEnd = .lost("the sensor failed")
    }
    if absence != before { observer.observe(absence: absence, of: side) }
    // A board that nobody touches falls silent: what it has said goes to the disk meanwhile.
    if elements.isEmpty, isLive { flushRecording(telling: &observer) }
  }

  /// Hands the next element to the recording and to the session.
  func takeNext(telling observer: inout some SessionObserver) {
    let element = elements[position]
    position += 1
    take(element, telling: &observer)
  }

  /// Leaves the mark of a set that a person ends in the stream, after what has come so far.
  func endSet(telling observer: inout some SessionObserver) {
    guard let lastTime else { return }
    take(.mark(.setEnd(at: lastTime)), telling: &observer)
  }

  /// Leaves the mark of a person's end in the stream.
  func stop(at time: Timestamp, telling observer: inout some SessionObserver) {
    if absence != nil, let lastTime {
      let end = Gap(start: lastTime, end: lastTime, cause: .unplugged)
      take(.gap(end), telling: &observer)
    }
    take(.mark(.stop(at: time)), telling: &observer)
  }

  /// Lets go of the device, completes the recording and ends what is open in the session, once.
  func finish(endedByHand: Bool, telling observer: inout some SessionObserver) {
    guard !isFinished else { return }
    source.close()
    if outcome.recordingError == nil {
      do { try recorder?.close() } catch { fail(error, telling: &observer) }
    }
    session.finish(endedByHand: endedByHand, telling: &observer)
    outcome.report = session.report
    isFinished = true
  }

  /// Notes that something went wrong here, after so many other sensors.
  func noteFailure(after count: Int) { outcome.failuresBefore = count }

  private func take(
    _ element: StreamElement<RawSample>, telling observer: inout some SessionObserver
  ) {
    if outcome.recordingError == nil {
      do { try recorder?.append(element) } catch { fail(error, telling: &observer) }
    }
    switch element {
    case .sample(let sample):
      outcome.start = outcome.start ?? sample.time
      lastTime = sample.time
      // What can't be true the source itself ends with.
      if case .doubt(let doubt)? = gate.take(sample) {
        observer.warn("\(side.prefix)\(doubt.words)")
      }
    case .gap(let gap):
      lastTime = gap.end
      if gap.cause == .unplugged { gate.restart() }
    case .mark: break
    }
    session.advance(
      element.mapSample { channels.decode($0, applying: correction) }, telling: &observer)
  }

  private func flushRecording(telling observer: inout some SessionObserver) {
    guard outcome.recordingError == nil else { return }
    do { try recorder?.flush() } catch { fail(error, telling: &observer) }
  }

  private func fail(_ error: RecordingError, telling observer: inout some SessionObserver) {
    outcome.recordingError = error
    if error.problem != .closedPipe { observer.warn("\(error)") }
  }
}

extension LiveOutcome {
  /// Whether something went wrong with the sensor or with its recording.
  var hasFailed: Bool {
    if recordingError != nil || sensorError != nil { return true }
    if case .lost? = sourceEnd { return true }
    return false
  }
}
