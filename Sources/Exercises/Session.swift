public import Samples

/// The one place where samples become events and a report: live and replayed alike.
///
/// A pure state machine: no clock, no I/O, no randomness. Feed it elements in time order, then call
/// ``finish(emit:)`` once.
public struct Session {
  /// What the session was told.
  public let configuration: SessionConfiguration

  /// A session before its first sample.
  public init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  /// Takes one element and tells what it shows through `emit`, in time order. Allocates nothing for a
  /// sample that shows nothing.
  public mutating func advance(
    _ element: StreamElement<Sample>, emit: (SessionEvent) -> Void
  ) {}

  /// Ends what is still open (sets, holds) and tells it through `emit`.
  public mutating func finish(endedByHand: Bool = false, emit: (SessionEvent) -> Void) {}

  /// Where the session stands now.
  public var status: SessionStatus { SessionStatus() }

  /// Everything found; complete after ``finish(endedByHand:emit:)``.
  public var report: SessionReport {
    SessionReport(
      exercise: configuration.exercise, placement: configuration.placement,
      side: configuration.side, surface: configuration.surface,
      input: InputSummary(
        sensor: nil, duration: 0, samples: 0, nominalRate: configuration.nominalRate,
        effectiveRate: nil, gaps: []),
      sets: [], holds: [], transitions: [], sway: nil, unavailable: [])
  }
}
