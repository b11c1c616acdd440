import Sensors

extension CheckUp {
  /// The bus, its speed, its module, and addresses that drivers hold.
  static func i2c(in system: SystemFiles) -> [Check] {
    let pieces = MissingPieces.forI2C(in: system)
    let adapters = I2CAdapters.numbers(in: "/sys/bus/i2c/devices", of: system)
    return [bus(adapters, pieces, in: system)]
      + adapters.compactMap { speed(ofAdapter: $0, in: system) }
      + modules(adapters, pieces, in: system) + heldAddresses(pieces)
  }

  private static func bus(
    _ adapters: [Int], _ pieces: [MissingPiece], in system: SystemFiles
  ) -> Check {
    for piece in pieces {
      switch piece {
      case .headerBusDisabled, .restartNeeded: return Check("i2c-bus", .problem(piece))
      default: continue
      }
    }
    guard !adapters.isEmpty else {
      return Check("i2c-bus", .notApplicable("this machine has no I2C adapter"))
    }
    return Check("i2c-bus", .fine(adapters.map { "i2c-\($0)" }.joined(separator: ", ")))
  }

  /// The bus's clock as the device tree has it; nil where it doesn't say, as on a PC.
  ///
  /// Source: Linux `Documentation/devicetree/bindings/i2c/i2c.txt`, `clock-frequency`: 32 bits, the high
  /// byte first.
  private static func speed(ofAdapter number: Int, in system: SystemFiles) -> Check? {
    let path = "/sys/bus/i2c/devices/i2c-\(number)/of_node/clock-frequency"
    guard let bytes = try? system.bytes(of: path, limit: 8), bytes.count == 4 else { return nil }
    let hertz = bytes.reduce(0) { $0 << 8 | Int($1) }
    let words = "i2c-\(number) at \(hertz / 1000) kHz"
    guard hertz < 400_000 else { return Check("i2c-speed", .fine("\(words) carries 1000 Hz")) }
    var advice = ""
    if RaspberryPi.isThere(in: system), RaspberryPi.headerBuses.contains(number) {
      advice =
        "; for more, dtparam=i2c_arm_baudrate=400000 in /boot/firmware/config.txt and a restart"
    }
    return Check("i2c-speed", .fine("\(words) carries 200 Hz\(advice)"))
  }

  private static func modules(
    _ adapters: [Int], _ pieces: [MissingPiece], in system: SystemFiles
  ) -> [Check] {
    guard !adapters.isEmpty else {
      return [Check("i2c-dev", .notApplicable("there is no adapter that needs it"))]
    }
    if pieces.contains(.i2cDeviceModuleNotLoaded) {
      return [Check("i2c-dev", .problem(.i2cDeviceModuleNotLoaded))]
    }
    // Only what was loaded as a module has a state.
    guard system.exists("/sys/module/i2c_dev/initstate") else {
      return [Check("i2c-dev", .fine("built into the kernel"))]
    }
    return [
      Check(
        "i2c-dev",
        isLoadedAtStart("i2c-dev", in: system)
          ? .fine("loaded, and at every start")
          : .problem(.moduleNotLoadedAtStart("i2c-dev")))
    ]
  }

  private static func heldAddresses(_ pieces: [MissingPiece]) -> [Check] {
    pieces.compactMap { piece in
      guard case .addressHeldByKernel(let adapter, let address, let driver, let device) = piece
      else { return nil }
      guard let device else { return Check("i2c-address", .problem(piece)) }
      return Check(
        "i2c-address",
        .fine(
          "\(driver) holds \(address.hexadecimal) of i2c-\(adapter); --device \(device) reads it"))
    }
  }

  /// Whether a list says so: `/etc/modules`, or a file of `modules-load.d(5)`.
  private static func isLoadedAtStart(_ module: String, in system: SystemFiles) -> Bool {
    let folders = ["/etc/modules-load.d", "/run/modules-load.d", "/usr/lib/modules-load.d"]
    let files = folders.flatMap { folder in
      system.names(in: folder).filter { $0.hasSuffix(".conf") }.map { "\(folder)/\($0)" }
    }
    return (["/etc/modules"] + files).contains { file in
      let text = (try? system.text(of: file, limit: 65_536)) ?? ""
      return text.split(separator: "\n").contains { line in
        // Both ways to write a module's name mean the same.
        let word = line.split { $0 == " " || $0 == "\t" }.first ?? ""
        return String(word.map { $0 == "_" ? "-" : $0 }) == module
      }
    }
  }
}
