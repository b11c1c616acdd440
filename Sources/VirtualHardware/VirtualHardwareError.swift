import Glibc
import Sensors

/// Why virtual hardware can't be had, with what a reader needs to act on it.
public enum VirtualHardwareError: Error, Hashable, Sendable {
  /// The kernel has no such facility now; `modules` are those that bring it.
  case missing(path: String, modules: [String])
  /// Only root may make hardware.
  case permission(path: String)
  /// Every port of the virtual host controller is taken.
  case noFreePort
  /// Every address at which this chip can be is taken on the bus.
  case noFreeAddress(chip: String)
  /// The operating system failed at something else; `code` is errno.
  case system(path: String, operation: String, code: Int32)

  /// What it means that `path` couldn't be opened.
  init(path: String, modules: [String], _ error: SensorError) {
    switch error {
    case .permission: self = .permission(path: path)
    case .system(_, let operation, let code):
      self = .system(path: path, operation: operation, code: code)
    default: self = .missing(path: path, modules: modules)
    }
  }

  /// What a failed call on `path` means.
  init(path: String, operation: String, modules: [String], code: Int32) {
    switch code {
    case ENOENT, ENODEV, ENXIO: self = .missing(path: path, modules: modules)
    case EACCES, EPERM: self = .permission(path: path)
    default: self = .system(path: path, operation: operation, code: code)
    }
  }
}
