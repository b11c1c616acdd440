/// Why a sensor cannot be used, with what a reader needs to act on it.
///
/// The words for people are made in one place, by the program; these are the facts.
public enum SensorError: Error, Hashable, Sendable {
  /// Nothing was found where a device was named or looked for.
  case notFound(String)
  /// Another chip answered than the one asked for.
  case wrongIdentity(location: String, register: UInt8, found: UInt8, expected: [UInt8])
  /// The wire failed; `operation` says at which step.
  case bus(location: String, operation: String, BusError)
  /// The settings can't be had; `offered` lists what can.
  case unsupportedSetting(name: String, asked: String, offered: [String])
  /// The system refuses this user; `path` is the node.
  case permission(path: String)
  /// A kernel driver holds the address; `device` is the name by which it offers the chip, nil where it
  /// doesn't.
  case ownedByKernel(location: String, device: String? = nil)
  /// A board's calibration table is nonsense, as a half initialised board's is: reconnect it. `table`
  /// is the text as it was read from `path`.
  case implausibleCalibration(path: String, table: String, BalanceBoardCalibration.Fault)
  /// It answers, and what it measures can't be true.
  case implausible(location: String, PlausibilityFault)
  /// An accelerometer of which neither the kernel nor this program knows what a count is worth; `device`
  /// is its name.
  case unknownScale(path: String, device: String)
  /// The operating system failed at something else; `code` is errno.
  case system(path: String, operation: String, code: Int32)
}
