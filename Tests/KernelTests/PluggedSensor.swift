import Foundation
import Testing

/// A simulated sensor of the HID sensor page that the kernel believes in, held by a
/// `soleus simulate --attach` of its own.
struct PluggedSensor {
  private let place: Workplace
  private let running: Workplace.Running
  /// Its name for `--device`, `iio:deviceN`.
  let device: String

  /// Attaches the simulation and waits for the IIO device, and for the rights to it.
  init(_ simulation: String = "resting,chip=HID-sensor", in place: Workplace) async throws {
    self.place = place
    let attached = try place.start(["simulate", "--attach", simulation], as: nil)
    running = attached
    _ = await Guest.wait { (try? attached.text().contains("--device")) ?? false }
    let errors = try String(contentsOf: attached.errors, encoding: .utf8)
    let line = try #require(attached.text().split(separator: "\n").first, "\(errors)")
    device = try #require(line.split(separator: " ").last.map(String.init))
    let last = "\(folder)/buffer/enable"
    _ = await Guest.wait { Guest.group(of: last) == "i2c" }
  }

  /// What sysfs has of it.
  var folder: String { "/sys/bus/iio/devices/\(device)" }

  /// An attribute as it is now.
  func attribute(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
  }

  /// Everything that a reader may change, by its name.
  func attributes() throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in [
      "in_accel_sampling_frequency", "in_accel_hysteresis", "current_timestamp_clock",
      "trigger/current_trigger", "buffer/length", "buffer/enable", "scan_elements/in_accel_x_en",
      "scan_elements/in_accel_y_en", "scan_elements/in_accel_z_en",
      "scan_elements/in_timestamp_en",
    ] { texts[name] = try attribute(name) }
    return texts
  }

  /// Unplugs it, and waits until it is gone.
  func pull() async throws {
    running.signal(SIGTERM)
    _ = try await place.finish(running)
    let folder = folder
    _ = await Guest.wait { !FileManager.default.fileExists(atPath: folder) }
  }
}
