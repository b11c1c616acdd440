public import Samples

/// The one place where samples become events and a report: live and replayed alike.
///
/// A pure state machine: no clock, no I/O, no randomness. Feed it elements in time order, then call
/// ``finish(endedByHand:emit:)`` once. Memory doesn't grow with the length of the stream, results and one
/// bounded window aside (``MotionBuffer/span``, ``SwayWindow/capacity``, ``TiltTrack/capacity``).
public struct Session: Sendable {
  /// What the session was told.
  public let configuration: SessionConfiguration
  private var input = InputAccount()
  /// Chosen with the first sample, which tells what kind of sensor there is.
  private var analysis: (any ExerciseAnalysis)?
  private var now = 0.0

  /// A session before its first sample.
  public init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  /// Takes one element and tells what it shows through `emit`, in time order. Allocates nothing for a
  /// sample that shows nothing.
  public mutating func advance(
    _ element: StreamElement<Sample>, emit: (SessionEvent) -> Void
  ) {
    switch element {
    case .sample(let sample):
      now = input.advance(sample)
      if analysis == nil { analysis = makeAnalysis(for: sample) }
      analysis?.advance(time: now, sample: sample, emit: emit)
    case .gap(let gap):
      guard let reported = input.advance(gap) else { return }
      now = max(now, reported.end)
      emit(SessionEvent(time: now, kind: .gap(reported)))
      analysis?.advance(gap: reported, emit: emit)
    case .mark(let mark):
      now = max(now, input.seconds(mark.time))
      emit(SessionEvent(time: now, kind: .mark(mark.label)))
      if mark.label == Mark.setEndLabel { analysis?.endSetByHand(time: now, emit: emit) }
    }
  }

  /// Ends what is still open (sets, holds) and tells it through `emit`.
  ///
  /// - Parameter endedByHand: whether a person stopped the session, rather than the stream's end.
  public mutating func finish(endedByHand: Bool = false, emit: (SessionEvent) -> Void) {
    analysis?.finish(time: now, endedByHand: endedByHand, emit: emit)
  }

  /// Where the session stands now.
  public var status: SessionStatus {
    var status = SessionStatus()
    status.time = now
    analysis?.contribute(to: &status)
    return status
  }

  /// What the last sample was judged by; nil where the exercise and the sensor show no repetitions.
  ///
  /// Only read: nothing is kept for it, and it costs nothing unless asked for.
  public var moment: ExcursionMoment? { analysis?.moment(at: now) }

  /// Everything found; complete after ``finish(endedByHand:emit:)``.
  public var report: SessionReport {
    var report = SessionReport(
      exercise: configuration.exercise, placement: configuration.placement,
      side: configuration.side, surface: configuration.surface,
      input: input.summary(nominalRate: configuration.nominalRate),
      sets: [], holds: [], transitions: [], sway: nil, unavailable: [])
    report.input.calibration = configuration.calibration
    report.device = configuration.device
    analysis?.contribute(to: &report)
    report.unavailable += report.missingMeasures
    if !(analysis is UnsuitedSensor) {
      report.unavailable += configuration.exercise.notMeasuredYet
    }
    return report
  }

  private func makeAnalysis(for sample: Sample) -> any ExerciseAnalysis {
    switch (configuration.exercise, sample) {
    case (.quietStance, _): StanceSway(configuration: configuration)
    case (.balanceHold, _):
      FollowedHolds(holdDetector(for: sample), configuration: configuration, sample: sample)
    case (.wallStretch, .inertial): StretchHolds(configuration: configuration)
    case (.calfRaise, .board): BoardRepetitions(configuration: configuration)
    case (_, .inertial(let inertial)):
      LimbRepetitions(
        configuration: configuration, hasGyroscope: inertial.angularVelocity != nil)
    case (_, .board), (_, .centerOfPressure):
      UnsuitedSensor(exercise: configuration.exercise, sample: sample)
    }
  }

  private func holdDetector(for sample: Sample) -> any ExerciseAnalysis {
    switch sample {
    case .board: BoardHolds(configuration: configuration)
    case .inertial: SettledHolds(configuration: configuration)
    case .centerOfPressure: DeclaredHold(configuration: configuration)
    }
  }
}

extension Exercise {
  /// What people want to know of the exercise and no session tells yet.
  fileprivate var notMeasuredYet: [Unavailable] {
    guard self == .calfRaise else { return [] }
    return [
      Unavailable(
        key: "limb_symmetry_percent", reason: "one leg at a time: compare the reports of both")
    ]
  }
}
