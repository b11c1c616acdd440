import Sensors

/// An accelerometer that a kernel driver owns and offers through Linux IIO.
public struct IIODevice: Hashable, Sendable {
  /// N of `iio:deviceN`.
  public var number: Int
  /// What the driver calls it, the chip's name mostly: `adxl345`, `lsm6ds3_accel`; nil where it doesn't
  /// say.
  public var name: String?
  /// What the machine's maker calls it; nil where nobody did.
  public var label: String?
  /// Whether it has a gyroscope, too.
  public var hasGyroscope: Bool
  /// Whether it has a buffer, so that samples can come with their times.
  public var hasBuffer: Bool
  /// The number of the I2C adapter that it sits on; nil where it sits on something else.
  public var adapter: Int?
  /// Its address there.
  public var address: UInt8?
  /// The kernel driver; nil where the system doesn't tell.
  public var driver: String?
  /// A gyroscope of the same chip that the kernel shows as a device of its own; nil where there is none.
  public var separateGyroscope: String?

  /// Its name for `--device`, `iio:deviceN`.
  public var deviceName: String { "iio:device\(number)" }

  /// The node that its buffer is read from.
  public var path: String { "/dev/\(deviceName)" }

  /// What tells it from others: its name, and its place where it has one.
  public var identity: String { [deviceName, location].compactMap { $0 }.joined(separator: " ") }

  /// What tells the HID device that it belongs to from its likes; nil where it belongs to none, or to one
  /// that doesn't say.
  package func identity(in system: SystemFiles) -> String? {
    // A sensor is a device of its own below the HID device (hid-sensor-hub.c, `sensor_hub_probe`).
    let text = try? system.text(of: "\(IIODevices.folder(of: number))/../../uevent")
    return text?.split(separator: "\n").first { $0.hasPrefix("HID_UNIQ=") }
      .map { String($0.dropFirst("HID_UNIQ=".count)) }
  }

  /// Where it sits, for instance `i2c-1 0x53`; nil where that isn't an I2C bus.
  public var location: String? {
    guard let adapter, let address else { return nil }
    return "i2c-\(adapter) \(address.lowercaseHexadecimal)"
  }
}

/// The machine's IIO accelerometers, from sysfs: nothing is opened and no chip is asked.
///
/// Soleus reads sysfs itself. libiio does it too, and brings libusb, libxml2 and Avahi along onto a
/// machine that may be a Pi Zero.
public enum IIODevices {
  /// All of them, in the order of their numbers.
  public static func accelerometers(in system: SystemFiles = .machine) -> [IIODevice] {
    numbers(in: system).compactMap { device($0, in: system) }
  }

  /// The accelerometer that sits at an address of an I2C adapter; nil where there is none.
  public static func accelerometer(
    onAdapter adapter: Int, address: UInt8, in system: SystemFiles = .machine
  ) -> IIODevice? {
    accelerometers(in: system).first { $0.adapter == adapter && $0.address == address }
  }

  /// The kernel's folder for a device.
  static func folder(of number: Int) -> String { "\(root)/iio:device\(number)" }

  /// The trigger that a device brings along for its own samples; nil where there is none.
  ///
  /// Some chips have more than one, for motion and the like. Source: the names that the drivers under
  /// Linux `drivers/iio` give to `devm_iio_trigger_alloc`.
  static func ownTrigger(of number: Int, name: String?, in system: SystemFiles) -> String? {
    guard let name else { return nil }
    let parent = parent(of: "iio:device\(number)", in: system)
    let names = system.names(in: root).filter { $0.hasPrefix("trigger") }
      .filter { self.parent(of: $0, in: system) == parent }
      .compactMap { try? system.text(of: "\(root)/\($0)/name") }
    return ["\(name)-dev\(number)", "\(name)-trigger", "\(name)-new-data"].first(
      where: names.contains)
  }

  /// The kernel's folder for the trigger of this name; nil where there is none.
  static func folder(ofTrigger name: String, in system: SystemFiles) -> String? {
    system.names(in: root).filter { $0.hasPrefix("trigger") }.map { "\(root)/\($0)" }
      .first { (try? system.text(of: "\($0)/name")) == name }
  }

  private static let root = "/sys/bus/iio/devices"

  private static func numbers(in system: SystemFiles) -> [Int] {
    system.names(in: root).compactMap { name in
      name.hasPrefix("iio:device") ? Int(name.dropFirst(10)) : nil
    }.sorted()
  }

  private static func device(_ number: Int, in system: SystemFiles) -> IIODevice? {
    let folder = folder(of: number)
    guard has(IIOFrameLayout.accelerationNames, in: folder, of: system) else { return nil }
    let parent = parent(of: "iio:device\(number)", in: system)
    let place = parent.flatMap(i2cPlace)
    return IIODevice(
      number: number, name: text(of: "\(folder)/name", in: system),
      label: text(of: "\(folder)/label", in: system),
      hasGyroscope: has(IIOFrameLayout.angularVelocityNames, in: folder, of: system),
      hasBuffer: system.exists("\(folder)/buffer/enable")
        && system.exists("\(folder)/scan_elements/in_accel_x_en"),
      adapter: place?.adapter, address: place?.address,
      driver: system.linkTarget(of: "\(folder)/../driver"),
      separateGyroscope: parent.flatMap { gyroscope(beside: number, under: $0, in: system) })
  }

  /// A device of the same parent that is a gyroscope and nothing more.
  private static func gyroscope(
    beside number: Int, under parent: String, in system: SystemFiles
  ) -> String? {
    let other = numbers(in: system).first { other in
      other != number && self.parent(of: "iio:device\(other)", in: system) == parent
        && has(IIOFrameLayout.angularVelocityNames, in: folder(of: other), of: system)
        && !has(IIOFrameLayout.accelerationNames, in: folder(of: other), of: system)
    }
    return other.map { "iio:device\($0)" }
  }

  private static func has(_ names: [String], in folder: String, of system: SystemFiles) -> Bool {
    names.allSatisfy { system.exists("\(folder)/in_\($0)_raw") }
  }

  /// What the device belongs to, for instance `1-0053`; nil where the system doesn't tell.
  private static func parent(of device: String, in system: SystemFiles) -> String? {
    system.linkParts(of: "\(root)/\(device)").dropLast().last
  }

  /// What `1-0053` says: adapter 1, address 0x53.
  private static func i2cPlace(_ name: String) -> (adapter: Int, address: UInt8)? {
    let parts = name.split(separator: "-")
    guard parts.count == 2, parts[1].count == 4, let adapter = Int(parts[0]),
      let address = UInt8(parts[1], radix: 16)
    else { return nil }
    return (adapter, address)
  }

  private static func text(of path: String, in system: SystemFiles) -> String? {
    guard let text = try? system.text(of: path), !text.isEmpty else { return nil }
    return text
  }
}
