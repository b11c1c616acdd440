import Exercises
import LinuxSensors
import Monitoring
import Recordings
import Samples
import Sensors

extension RecordingHeader {
  /// The header of a recording that begins now, or of a simulation, which always begins at the same time.
  init(
    _ description: SensorDescription, configuration: SessionConfiguration, isSimulated: Bool
  ) {
    var sensor = description
    sensor.calibration = configuration.calibration
    self.init(
      sensor: sensor, exercise: configuration.exercise, placement: configuration.placement,
      side: configuration.side, surface: configuration.surface,
      settings: SessionSettings(differing: configuration),
      wallTime: isSimulated ? WallTime.simulated : Self.wallTimeAtOrigin(),
      software: "soleus \(Soleus.version)")
  }

  /// The wall time at which the monotonic clock stood at 0, in ISO 8601; nil where the C library can't
  /// write it.
  private static func wallTimeAtOrigin() -> String? {
    WallTime.text(milliseconds: WallTime.milliseconds - MonotonicClock.now().microseconds / 1000)
  }
}
