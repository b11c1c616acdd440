import Exercises
import LinuxSensors
import Samples
import Sensors

/// Reads one sensor, or one of each leg, records them and feeds their sessions: everything that happens
/// while somebody exercises.
///
/// Two sensors share a clock. What they give is taken in the order of its time: strictly where the sources
/// wait for their reader, and turn by turn where they are live, so that a silent one holds nobody up. One
/// that goes away doesn't end the other. An end that a person asked for, or set by a time, is a mark in
/// every stream, at one moment: a hold under way ends as `stopped`, live and replayed.
public struct LiveSession: ~Copyable {
  private let lanes: [Lane]
  private var pace: Pace
  private let longest: Double?
  private let setEndIsAsked: () -> Bool
  private let begin = MonotonicClock.now()
  private var start: Timestamp?
  private var failureCount = 0
  private var refreshError: (any Error)?

  /// - Parameters:
  ///   - lanes: one, or one of each leg, all live or none.
  ///   - pace: for sources that aren't live.
  ///   - longest: seconds after which the session ends; nil for no end.
  ///   - setEndIsAsked: whether a person has ended the set since it was called last; called again and
  ///     again.
  public init(
    lanes: [Lane], pace: Pace = Pace(speed: nil), longest: Double? = nil,
    setEndIsAsked: @escaping () -> Bool = { false }
  ) {
    self.lanes = lanes
    self.pace = pace
    self.longest = longest
    self.setEndIsAsked = setEndIsAsked
  }

  /// Runs until the sources end, a person asks for the end, or the time is up.
  ///
  /// - Returns: an outcome a lane, in their order.
  /// - Throws: what the observer throws; a recording goes on to the end all the same.
  public consuming func run(observer: inout some SessionObserver) throws -> [LiveOutcome] {
    var isStopped = false
    reading: repeat {
      for lane in lanes { lane.read(telling: &observer) }
      while let lane = nextLane {
        guard isWanted(lane) else {
          isStopped = true
          break reading
        }
        lane.takeNext(telling: &observer)
      }
      finishEndedLanes(telling: &observer)
      if setEndIsAsked() {
        for lane in lanes where !lane.isFinished { lane.endSet(telling: &observer) }
      }
      if observerError == nil {
        do { try observer.refresh { lanes.map(\.status) } } catch { refreshError = error }
      }
      isStopped = isRunning && (StopRequest.isPending || isTimeUp)
    } while isRunning && !isStopped
      && (observerError == nil || lanes.contains(where: \.keepsRecording))

    if isStopped, let end = lanes.compactMap(\.lastTime).max() {
      for lane in lanes where !lane.isFinished { lane.stop(at: end, telling: &observer) }
    }
    for lane in lanes { lane.finish(endedByHand: isStopped, telling: &observer) }
    noteFailures()
    if let observerError { throw observerError }
    try observer.end(lanes.map(\.status))
    return lanes.map(\.outcome)
  }

  /// Whether more may come.
  private var isRunning: Bool { lanes.contains(where: \.isRunning) }

  /// What the observer threw; nil while all is well.
  private var observerError: (any Error)? {
    refreshError ?? lanes.lazy.compactMap(\.observerError).first
  }

  /// The lane whose next element is the earliest; nil where none is there, or where a source that waits
  /// for its reader must be read first, as it may have an earlier one.
  private var nextLane: Lane? {
    var next: (lane: Lane, time: Timestamp)?
    for lane in lanes {
      if let time = lane.nextTime {
        if next.map({ time < $0.time }) ?? true { next = (lane, time) }
      } else if lane.isRunning, !lane.isLive {
        return nil
      }
    }
    return next?.lane
  }

  /// Whether a lane's next element comes before the end that a person asked for; waits until it is due.
  private mutating func isWanted(_ lane: Lane) -> Bool {
    guard let time = lane.nextSampleTime else { return true }
    let start = start ?? time
    self.start = start
    if let longest, time.seconds(since: start) > longest { return false }
    return lane.isLive || pace.wait(for: time)
  }

  /// Whether the time is up for live sources that have fallen silent, by the clock that their samples
  /// have; some of them may be on their way for half a second.
  private var isTimeUp: Bool {
    guard let longest, lanes.contains(where: \.isLive) else { return false }
    return MonotonicClock.now().seconds(since: start ?? begin) > longest + 0.5
  }

  /// Completes the lanes that have ended while another goes on.
  private mutating func finishEndedLanes(telling observer: inout some SessionObserver) {
    noteFailures()
    guard isRunning else { return }
    for lane in lanes where !lane.isRunning && lane.nextTime == nil && !lane.isFinished {
      lane.finish(endedByHand: false, telling: &observer)
      if case .lost(let what)? = lane.outcome.sourceEnd {
        observer.warn("\(lane.side.prefix)the device is gone: \(what); the other sensor goes on")
      }
    }
  }

  /// Keeps in which order things went wrong.
  private mutating func noteFailures() {
    for lane in lanes where lane.outcome.hasFailed && lane.outcome.failuresBefore == nil {
      lane.noteFailure(after: failureCount)
      failureCount += 1
    }
  }
}
