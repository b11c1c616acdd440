/// What is particular to a Raspberry Pi.
enum RaspberryPi {
  /// The bus on the pin header: 1, and 0 on the very first boards.
  static let headerBuses = 0...1

  /// Whether the machine is one.
  static func isThere(in system: SystemFiles) -> Bool {
    (try? system.text(of: "/proc/device-tree/model"))?.hasPrefix("Raspberry Pi") ?? false
  }

  /// The firmware's configuration, if it switches the header's bus on; nil where it doesn't.
  ///
  /// Sections for single models aren't told apart. Source: Raspberry Pi documentation, config.txt and the
  /// firmware's `overlays/README`, parameter `i2c_arm`.
  static func configurationFile(enablingI2CIn system: SystemFiles) -> String? {
    ["/boot/firmware/config.txt", "/boot/config.txt"].first { file in
      guard let text = try? system.text(of: file, limit: 65_536) else { return false }
      return text.split(separator: "\n").contains { line in
        let line = line.filter { $0 != " " && $0 != "\t" && $0 != "\r" }
        guard line.hasPrefix("dtparam=") else { return false }
        return line.dropFirst(8).split(separator: ",").contains { word in
          ["i2c_arm", "i2c_arm=on", "i2c", "i2c=on"].contains(String(word))
        }
      }
    }
  }
}
