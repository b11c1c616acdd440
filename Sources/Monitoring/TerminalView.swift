public import Exercises
import LinuxSensors
import Samples

/// Draws a session on a terminal, again and again in the same place: the count big enough to be read
/// from two metres away, the phase with its seconds, the tempo, the hold's clock and sway.
public struct TerminalView: SessionObserver {
  /// Seconds of the world between two drawings.
  private static let interval = 0.1

  private let output: TextOutput
  private let hasColor: Bool
  private var title = SessionTitle(exercise: .generic, source: "")
  private var drawnLines = 0
  private var lastDrawing: Timestamp?
  private var note = ""

  /// A view on `output`.
  ///
  /// - Parameter hasColor: whether bold and colours may be used (`NO_COLOR` isn't set).
  public init(output: TextOutput = .standard, hasColor: Bool) {
    self.output = output
    self.hasColor = hasColor
  }

  public mutating func begin(_ title: SessionTitle) throws {
    self.title = title
    try draw(SessionStatus())
  }

  public mutating func observe(_ event: SessionEvent) {
    switch event.kind {
    case .phase, .setStarted, .repetition, .holdStarted, .setEnded: break
    default: note = event.kind.words ?? note
    }
  }

  public mutating func refresh(_ status: () -> SessionStatus) throws {
    let now = MonotonicClock.now()
    if let lastDrawing, now.seconds(since: lastDrawing) < Self.interval { return }
    lastDrawing = now
    try draw(status())
  }

  public mutating func end(_ status: SessionStatus) throws {
    try draw(status)
    try output.write("\n")
  }

  // MARK: - Drawing

  private mutating func draw(_ status: SessionStatus) throws {
    let lines = [bold("soleus  \(title.exercise.rawValue)  \(title.source)"), ""]
      + body(status) + ["", dim("\(note)"), dim("\(status.time.fixed(1)) s   Ctrl-C ends")]
    // Back to the first line of the last drawing, then every line anew.
    var text = drawnLines > 0 ? "\u{1B}[\(drawnLines)A" : ""
    for line in lines { text += "\r\u{1B}[2K\(line)\n" }
    drawnLines = lines.count
    try output.write(text)
  }

  private func body(_ status: SessionStatus) -> [String] {
    switch title.exercise {
    case .calfRaise, .bandPress, .generic: repetitions(status)
    case .balanceHold, .quietStance, .wallStretch: hold(status)
    }
  }

  private func repetitions(_ status: SessionStatus) -> [String] {
    guard status.isNeutralKnown else {
      return BigDigits.lines("-") + ["", "  Stand still for a second.", "", ""]
    }
    let last = status.lastRepetition
    let phase = status.phase.map {
      "\($0.word(in: title.exercise))  \((status.time - status.phaseStart).fixed(1)) s"
    }
    let tempo = [("lower", last?.lower), ("rise", last?.rise), ("hold", last?.top)]
      .map { "\($0) \($1.map { $0.fixed(1) } ?? "-") s" }.joined(separator: " · ")
    return BigDigits.lines("\(status.repetitions)").map(accent) + [
      "",
      "  set \(max(1, status.sets))   \(bold(phase ?? "ready"))",
      "  last  \(last == nil ? "-" : tempo)",
      "  \(excursion(status))",
    ]
  }

  private func hold(_ status: SessionStatus) -> [String] {
    let clock: Double? = status.holdStart.map { max(0, status.time - $0) }
    let word =
      switch title.exercise {
      case .quietStance: clock == nil ? "step on" : "stand still"
      case .wallStretch: clock == nil ? "keep the back foot still" : "hold"
      default: clock == nil ? "ready" : "hold"
      }
    let last = status.lastHold.map {
      "last  \($0.duration.fixed(1)) s, ended by \($0.endedBy.rawValue)"
        + ($0.score.map { ", score \($0.fixed(0))" } ?? "")
    }
    let sway = status.swayVelocity.map { "sway  \($0.fixed(1)) mm/s" }
    let load = status.load.map { "load  \($0.fixed(1)) kg" }
    return BigDigits.lines(clock?.fixed(1) ?? "-").map(clock == nil ? { $0 } : accent) + [
      "",
      "  holds \(status.holds)   \(bold(word))",
      "  \(last ?? "last  -")",
      "  \([sway, load, excursionWords(status)].compactMap { $0 }.joined(separator: "   "))",
    ]
  }

  private func excursion(_ status: SessionStatus) -> String {
    [excursionWords(status), status.load.map { "load  \($0.fixed(1)) kg" }]
      .compactMap { $0 }.joined(separator: "   ")
  }

  private func excursionWords(_ status: SessionStatus) -> String? {
    let unit = status.load == nil ? "°" : " mm forward"
    return status.excursion.map { "angle  \($0.fixed(0))\(unit)" }
  }

  private func bold(_ text: String) -> String { styled(text, "1") }
  private func dim(_ text: String) -> String { styled(text, "2") }
  private func accent(_ text: String) -> String { styled(text, "1;36") }

  private func styled(_ text: String, _ code: String) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Phase {
  /// The phase in the words of an exercise.
  func word(in exercise: Exercise) -> String {
    switch self {
    case .rise: "rise"
    case .top: "hold"
    case .lower: "lower"
    case .bottom: exercise == .calfRaise ? "stretch" : "pause"
    }
  }
}

/// Digits of five lines, drawn with blocks.
enum BigDigits {
  /// The lines of `text`, of which only digits, `.` and `-` have a shape.
  static func lines(_ text: String) -> [String] {
    (0..<5).map { row in
      "  " + text.map { shapes[$0]?[row] ?? "      " }.joined(separator: "  ")
    }
  }

  private static let shapes: [Character: [String]] = [
    "0": ["██████", "██  ██", "██  ██", "██  ██", "██████"],
    "1": ["  ██  ", "████  ", "  ██  ", "  ██  ", "██████"],
    "2": ["██████", "    ██", "██████", "██    ", "██████"],
    "3": ["██████", "    ██", "██████", "    ██", "██████"],
    "4": ["██  ██", "██  ██", "██████", "    ██", "    ██"],
    "5": ["██████", "██    ", "██████", "    ██", "██████"],
    "6": ["██████", "██    ", "██████", "██  ██", "██████"],
    "7": ["██████", "    ██", "    ██", "    ██", "    ██"],
    "8": ["██████", "██  ██", "██████", "██  ██", "██████"],
    "9": ["██████", "██  ██", "██████", "    ██", "██████"],
    ".": ["  ", "  ", "  ", "  ", "██"],
    "-": ["      ", "      ", "██████", "      ", "      "],
  ]
}
