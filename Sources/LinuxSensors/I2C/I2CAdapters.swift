public import Sensors

/// One of the machine's I2C adapters.
public struct I2CAdapter: Hashable, Sendable {
  /// Its number, N of `/dev/i2c-N`.
  public var number: Int
  /// What the kernel calls it, for instance `bcm2835 (i2c@7e804000)`; nil where it doesn't say.
  public var name: String?

  /// Its node.
  public var path: String { "/dev/i2c-\(number)" }

  /// An adapter.
  public init(number: Int, name: String?) {
    self.number = number
    self.name = name
  }
}

/// What the machine has of I2C. Everything but ``probe(_:addresses:)`` is from sysfs: nothing is opened
/// and nothing goes over a wire.
public enum I2CAdapters {
  /// The adapters that a program can reach (`i2c-dev` is loaded), in the order of their numbers.
  public static func list(in system: SystemFiles = .machine) -> [I2CAdapter] {
    numbers(in: "/sys/class/i2c-dev", of: system).map { number in
      I2CAdapter(
        number: number, name: try? system.text(of: "/sys/class/i2c-dev/i2c-\(number)/name"))
    }
  }

  /// The kernel driver that holds an address; nil where none does.
  public static func driver(
    ofAdapter number: Int, address: UInt8, in system: SystemFiles = .machine
  ) -> String? {
    system.linkTarget(of: "\(deviceFolder(ofAdapter: number, address: address))/driver")
  }

  /// Asks who answers on an adapter, by reads of identity registers alone: no register is written.
  ///
  /// - Parameter addresses: where to ask, by default wherever a known chip may be.
  /// - Returns: one finding an address, in the order of `addresses`.
  /// - Throws: what ``I2CBus`` throws when the adapter itself can't be used.
  public static func probe(
    _ adapter: I2CAdapter, addresses: [UInt8] = KnownChip.addresses
  ) throws(SensorError) -> [ProbeResult] {
    var results: [ProbeResult] = []
    for address in addresses {
      do throws(SensorError) {
        var bus = try I2CBus(path: adapter.path, address: address)
        results.append(ProbeResult.probe(address, on: &bus, named: "i2c-\(adapter.number)"))
      } catch .ownedByKernel {
        results.append(
          ProbeResult(
            bus: "i2c-\(adapter.number)", address: address, verdict: .ownedByKernel))
      }
    }
    return results
  }

  /// The kernel's folder for the device at an address, whether there is one or not.
  static func deviceFolder(ofAdapter number: Int, address: UInt8) -> String {
    let digits = String(address, radix: 16)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return "/sys/bus/i2c/devices/\(number)-\(padded)"
  }

  /// The numbers of the `i2c-N` in a folder.
  static func numbers(in folder: String, of system: SystemFiles) -> [Int] {
    system.names(in: folder).compactMap { name in
      name.hasPrefix("i2c-") ? Int(name.dropFirst(4)) : nil
    }.sorted()
  }
}
