import ArgumentParser
import LinuxSensors
import Monitoring
import Recordings

/// `soleus doctor`: everything that a sensor needs of the system, looked at in one go.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check what a sensor needs of the system; say what mends what is wrong.",
    discussion: """
      Looks at the I2C bus and its speed, modules, groups, udev rules, Bluetooth, a board's pairing and \
      its battery, and at last for a sensor that can be read. Each is ok, a problem with the command that \
      mends it, n/a where it doesn't matter here, or unknown. Nothing is changed.

      Exit status: 0 if there is something to measure with, whatever else is wrong; 69 if there is nothing.

      Examples:
        soleus doctor
        soleus doctor --json
        soleus doctor --rules | sudo tee /etc/udev/rules.d/70-soleus.rules
      """)

  @Flag(help: "One JSON object.")
  var json = false

  @Flag(help: "Print the udev rules of this version, and nothing else.")
  var rules = false

  func validate() throws {
    if rules, json { throw ValidationError("--rules and --json both want standard output.") }
  }

  func run() throws {
    try reportingFailure {
      if rules { return try TextOutput.standard.write(UdevRules.text) }
      let names = ConnectedDevices.find().readableNames
      let sensor: Check.Outcome =
        names.isEmpty
        ? .problem(.nothingToMeasureWith)
        : .fine(names.map { "--device \($0)" }.joined(separator: ", "))
      let checks = CheckUp.ofSystem() + [Check("sensor", sensor)]
      if json {
        let object: JSONValue = [
          "schema": "soleus.doctor/1", "can_measure": .bool(!names.isEmpty),
          "checks": .array(checks.map(\.json)),
        ]
        try TextOutput.standard.writeLine(object.text())
      } else {
        let lines = checks.flatMap(\.lines)
        try TextOutput.standard.write(lines.joined(separator: "\n") + "\n")
      }
      if names.isEmpty { throw ExitCode(Failure.Status.noDevice.rawValue) }
    }
  }
}

extension Check {
  /// Where the text begins, behind state and name.
  private static let indent = 23

  fileprivate var state: String {
    switch outcome {
    case .fine: "ok"
    case .problem: "problem"
    case .notApplicable: "not-applicable"
    case .unknown: "unknown"
    }
  }

  private var detail: String {
    switch outcome {
    case .fine(let text), .notApplicable(let text), .unknown(let text): text
    case .problem(let piece): piece.words
    }
  }

  private var piece: MissingPiece? {
    if case .problem(let piece) = outcome { piece } else { nil }
  }

  /// For people. A command isn't broken, so that it can be copied.
  fileprivate var lines: [String] {
    let margin = String(repeating: " ", count: Self.indent)
    let short = state == "not-applicable" ? "n/a" : state
    let start = (short + margin).prefix(9) + (name + margin).prefix(Self.indent - 9)
    var lines = [wrapped(start + detail, indent: Self.indent)]
    if let command = piece?.command { lines.append(margin + command) }
    if let advice = piece?.advice {
      lines.append(wrapped(margin + advice, indent: Self.indent))
    }
    return lines
  }

  fileprivate var json: JSONValue {
    [
      "check": .string(name), "state": .string(state), "detail": .string(detail),
      "command": JSONValue(piece?.command), "advice": JSONValue(piece?.advice),
    ]
  }
}
