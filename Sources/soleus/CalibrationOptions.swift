import ArgumentParser
import Glibc
import Monitoring
import Recordings
import Samples
import Sensors

/// Which calibration puts the samples right.
struct CalibrationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A calibration's file, or none; left out, live the one stored for the device, replayed the one \
      that the recording keeps.
      """,
      valueName: "file|none"))
  var calibration: String?

  /// The calibration of a live device: the one that was named, or else the one that is stored for it. What
  /// is used is said.
  func calibration(for sensor: SensorDescription) throws -> SensorCalibration? {
    guard calibration != "none" else { return nil }
    let found: SensorCalibration?
    let path: String
    if let file = calibration {
      let named = try SensorCalibration(path: file)
      (found, path) = (named, file)
    } else {
      guard let identity = sensor.identity, let store = Environment.calibrations else { return nil }
      path = store.path(of: identity)
      do { found = try store.calibration(of: identity) } catch {
        // Somebody else's home, or none: that is no reason not to measure.
        guard case .system(_, EACCES) = error.problem else { throw error }
        say("note: \(error); without a calibration")
        return nil
      }
    }
    guard let found else { return nil }
    do { try found.check(sensor) } catch { throw RecordingError(file: path, problem: error) }
    say("note: \(found.words) (\(path)); --calibration none leaves it out")
    if sensor.isKnownByPlace { say("note: \(SensorDescription.placeNote)") }
    return found
  }

  /// Puts a recording right by what was asked for; left out, by what its header says.
  func apply(to input: inout RecordingReader) throws {
    guard let calibration else { return }
    try input.use(calibration == "none" ? nil : SensorCalibration(path: calibration))
  }
}

extension SensorDescription {
  /// Whether its identity is its place on a bus rather than a number of its own.
  var isKnownByPlace: Bool { isInertial && identity?.contains(" id 0x") == true }

  /// What that means for a calibration.
  static let placeNote =
    "a chip has no serial number: the calibration belongs to this place on the bus, "
    + "whichever chip of its kind sits there"
}
