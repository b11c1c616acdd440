public import Exercises
public import Recordings
public import Samples
public import Sensors

/// How a sensor's part of a live session went.
public struct LiveOutcome: Sendable {
  /// Which leg the sensor was on, where there was one on each; nil where it was the only one.
  public var side: Side?
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
  /// How many sensors of the session something had gone wrong with before this one; nil where all went
  /// well with it.
  public var failuresBefore: Int?
}
