import LinuxSensors
public import Samples
public import Sensors

/// Reads a source until somebody has seen enough: nothing is recorded and no session runs.
public struct SampleWatch: ~Copyable {
  /// What there is to look at.
  public enum Moment: Hashable, Sendable {
    /// Something came, uncorrected, in SI units.
    case element(StreamElement<Sample>)
    /// Nothing came from a live source until now, on the clock of its samples.
    case silence(Timestamp)
  }

  /// Why it is over.
  public enum End: Hashable, Sendable {
    /// Enough was seen.
    case done
    /// The source came to its end, or the time was up.
    case ended
    /// A person stopped it.
    case stopped
    /// The device went away.
    case lost(String)
  }

  private var source: any SampleSource & ~Copyable
  private var pace: Pace
  private let longest: Double?

  /// - Parameters:
  ///   - source: read on this thread, and closed with this value's run.
  ///   - pace: for sources that aren't live.
  ///   - longest: seconds of stream after which it is over; nil for no end.
  public init(
    source: consuming any SampleSource & ~Copyable, pace: Pace = Pace(speed: nil),
    longest: Double? = nil
  ) {
    self.source = source
    self.pace = pace
    self.longest = longest
  }

  /// Shows every moment to `isEnough` until it says so.
  ///
  /// - Throws: what the source throws.
  public consuming func run(
    until isEnough: (Moment) -> Bool
  ) throws(SensorError) -> End {
    let description = source.description
    let isLive = source.isLive
    var elements: [StreamElement<RawSample>] = []
    var start: Timestamp?
    defer { source.close() }
    while true {
      elements.removeAll(keepingCapacity: true)
      let progress = try source.read(into: &elements)
      for element in elements {
        if case .sample(let sample) = element {
          let begin = start ?? sample.time
          start = begin
          if let longest, sample.time.seconds(since: begin) > longest { return .ended }
          if !isLive, !pace.wait(for: sample.time) { return .stopped }
        }
        if isEnough(.element(element.mapSample(description.channels.decode))) { return .done }
      }
      switch progress {
      case .running: break
      // It may come back, but what was begun with it is spoilt.
      case .away(let what), .ended(.lost(let what)): return .lost(what)
      case .ended(.complete): return .ended
      }
      if StopRequest.isPending { return .stopped }
      guard isLive, elements.isEmpty else { continue }
      let now = MonotonicClock.now()
      start = start ?? now
      if let longest, let start, now.seconds(since: start) > longest { return .ended }
      if isEnough(.silence(now)) { return .done }
    }
  }
}
