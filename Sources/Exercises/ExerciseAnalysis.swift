import Samples

/// What a session does with one kind of sensor and one kind of exercise.
///
/// Times are in seconds from the first sample. An analysis tells events as they happen and keeps what
/// belongs into the report.
protocol ExerciseAnalysis: Sendable {
  /// Takes a sample at `time`.
  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void)

  /// Takes a loss of samples.
  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void)

  /// Ends what is still open; `time` is the last sample's.
  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void)

  /// Writes what it knows into a live status.
  func contribute(to status: inout SessionStatus)

  /// Writes what it found into a report.
  func contribute(to report: inout SessionReport)

  /// What it goes by at the sample at `time`, the last one; nil where it looks for no repetitions.
  func moment(at time: Double) -> ExcursionMoment?
}
