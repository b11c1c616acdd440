/// A device as a person names it on a command line.
public enum DeviceName: Hashable, Sendable {
  /// Whatever is found first: a board, else a chip on any I2C adapter, else one of the kernel's, else the
  /// only controller.
  case any
  /// The first balance board.
  case board
  /// The only controller with an accelerometer.
  case controller
  /// A board's or an accelerometer's event node, `/dev/input/eventN` or a link to one.
  case eventNode(path: String)
  /// A chip at an address of an I2C adapter: `i2c-1:0x68`; without the address whatever answers first.
  case chip(adapter: Int, address: UInt8?)
  /// An accelerometer that a kernel driver owns: `iio:device0`; without the number, `iio`, the only one.
  case kernelAccelerometer(number: Int?)
  /// A simulated device: `sim:calf-raise`, with changes after commas.
  case simulation(SimulatedDevice)

  /// Reads a device's name.
  ///
  /// - Throws: ``DeviceNameError`` that says what would do.
  public init(_ text: String) throws(DeviceNameError) {
    if let simulated = text.dropping(prefix: "sim:") {
      let device = try SimulatedDevice(simulated)
      try device.checkItNeedsNoKernel()
      self = .simulation(device)
    } else if text == "board" {
      self = .board
    } else if text == "iio" {
      self = .kernelAccelerometer(number: nil)
    } else if let number = (text.dropping(prefix: "/dev/") ?? text[...])
      .dropping(prefix: "iio:device")
    {
      guard let number = Int(number), number >= 0 else { throw .unknown(text) }
      self = .kernelAccelerometer(number: number)
    } else if text == "controller" {
      self = .controller
    } else if text.hasPrefix("/dev/input/") {
      self = .eventNode(path: text)
    } else if let bus = (text.dropping(prefix: "/dev/") ?? text[...]).dropping(prefix: "i2c-") {
      let parts = bus.split(separator: ":", omittingEmptySubsequences: false)
      guard let adapter = parts.first.flatMap({ Int($0) }), adapter >= 0, parts.count <= 2 else {
        throw .unknown(text)
      }
      guard parts.count == 2 else {
        self = .chip(adapter: adapter, address: nil)
        return
      }
      guard let digits = parts[1].dropping(prefix: "0x"), let address = UInt8(digits, radix: 16),
        (0x08...0x77).contains(address)
      else { throw .badAddress(String(parts[1])) }
      self = .chip(adapter: adapter, address: address)
    } else {
      throw .unknown(text)
    }
  }
}

/// Why a device's name can't be read.
public enum DeviceNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no name of any kind of device.
  case unknown(String)
  /// It is no address of an I2C bus.
  case badAddress(String)
  /// A change to a simulated device that there isn't, or with a value that it can't have.
  case badSimulation(setting: String, reason: String)
  /// There is no such simulation, or not with these changes; the text says what would do.
  case unknownSimulation(String)

  /// For people: what is wrong and what would do.
  public var description: String {
    switch self {
    case .unknown(let text):
      "'\(text)' names no device; use board, controller, /dev/input/eventN, i2c-1:0x68, i2c-1, "
        + "iio:device0 or sim:NAME"
    case .badAddress(let text):
      "'\(text)' is no I2C address; use 0x08 to 0x77, as in i2c-1:0x68"
    case .badSimulation(let setting, let reason): "'\(setting)': \(reason)"
    case .unknownSimulation(let text): text
    }
  }
}

extension StringProtocol {
  /// What follows `prefix`; nil where the text doesn't begin with it.
  func dropping(prefix: String) -> SubSequence? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
