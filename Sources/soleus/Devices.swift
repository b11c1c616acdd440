import ArgumentParser
import LinuxSensors
import Monitoring
import Recordings
import Sensors

/// `soleus devices`: what is connected, what each chip answers, what is missing and how to mend it.
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what is connected, what each chip answers, and what is missing.",
    discussion: """
      Identity registers are read; nothing is written to any chip. What stands in the way (a module \
      that isn't loaded, a missing group, a kernel driver that holds an address) is named with the \
      command that mends it.

      Examples:
        soleus devices
        soleus devices --json
      """)

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    try reportingFailure {
      let devices = ConnectedDevices.find()
      if json {
        try TextOutput.standard.writeLine(devices.json.text())
      } else {
        try TextOutput.standard.write(devices.text)
      }
    }
  }
}

extension ConnectedDevices {
  fileprivate var text: String {
    var lines: [String] = []
    for board in boards {
      lines.append(
        "board  \(board.path)  \(board.name)" + (board.identity.map { "  \($0)" } ?? ""))
    }
    for adapter in adapters {
      lines.append("bus    i2c-\(adapter.number)" + (adapter.name.map { "  \($0)" } ?? ""))
      for chip in chips where chip.bus == "i2c-\(adapter.number)" {
        lines.append(
          "       \(chip)" + (deviceName(of: chip).map { "  -> --device \($0)" } ?? ""))
      }
      for closed in closedAdapters where closed.adapter.number == adapter.number {
        lines.append("       \(Failure(closed.error).message ?? "can't be opened")")
      }
      if !chips.contains(where: { $0.bus == "i2c-\(adapter.number)" }),
        !closedAdapters.contains(where: { $0.adapter.number == adapter.number })
      {
        lines.append("       no answer at any address where a sensor can be")
      }
    }
    for accelerometer in kernelAccelerometers {
      lines.append(
        "kernel \(accelerometer.words)  -> --device \(accelerometer.deviceName)")
    }
    for controller in controllers {
      lines.append("sensor \(controller.path)  \(controller.name)")
      let facts = [controller.accelerometer?.name, controller.identity].compactMap { $0 }
      lines.append(
        "       " + facts.joined(separator: "  ") + "  -> --device \(controller.path)")
    }
    if boards.isEmpty { lines.append("board  none") }
    if adapters.isEmpty { lines.append("bus    no I2C adapter") }
    if !missing.isEmpty {
      lines += ["", "missing"]
      for piece in missing {
        lines.append("  \(piece.words)")
        if let command = piece.command { lines.append("    \(command)") }
        if let advice = piece.advice {
          lines.append("    " + wrapped(advice, width: 76, indent: 4))
        }
      }
    }
    lines += ["", "Without hardware: soleus simulate --list, then --device sim:NAME."]
    return lines.joined(separator: "\n") + "\n"
  }

  fileprivate var json: JSONValue {
    [
      "schema": "soleus.devices/1",
      "boards": .array(
        boards.map {
          [
            "path": .string($0.path), "name": .string($0.name), "identity": JSONValue($0.identity),
          ]
        }),
      "controllers": .array(
        controllers.map {
          [
            "path": .string($0.path), "name": .string($0.name), "identity": JSONValue($0.identity),
            "kind": JSONValue($0.accelerometer?.name), "device": .string($0.path),
          ]
        }),
      "adapters": .array(
        adapters.map { adapter in
          [
            "bus": .string("i2c-\(adapter.number)"), "name": JSONValue(adapter.name),
            "error": JSONValue(
              closedAdapters.first { $0.adapter.number == adapter.number }
                .flatMap { Failure($0.error).message }),
          ]
        }),
      "chips": .array(
        chips.map {
          [
            "bus": .string($0.bus), "address": .string($0.address.hexadecimal),
            "register": JSONValue($0.register.map(\.hexadecimal)),
            "identity": JSONValue($0.byte.map(\.hexadecimal)),
            "verdict": .string("\($0)"), "device": JSONValue(deviceName(of: $0)),
          ]
        }),
      "kernel_accelerometers": .array(
        kernelAccelerometers.map {
          [
            "device": .string($0.deviceName), "name": JSONValue($0.name),
            "label": JSONValue($0.label), "location": JSONValue($0.location),
            "driver": JSONValue($0.driver), "gyroscope": .bool($0.hasGyroscope),
            "buffer": .bool($0.hasBuffer),
          ]
        }),
      "missing": .array(
        missing.map {
          [
            "what": .string($0.words), "command": JSONValue($0.command),
            "advice": JSONValue($0.advice),
          ]
        }),
    ]
  }
}

extension IIODevice {
  /// What it is and where, on one line.
  fileprivate var words: String {
    let facts = [name ?? deviceName, label, location, driver.map { "driver \($0)" }]
    return facts.compactMap { $0 }.joined(separator: "  ")
  }
}
