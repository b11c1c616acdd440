public import Exercises
import LinuxSensors
import Samples

/// Draws a session on a terminal, again and again in the same place: the count big enough to be read
/// from two metres away, the phase with its seconds, the tempo, the hold's clock and sway.
///
/// Lines are cut to the terminal's width and their number to its height, blank lines first.
public struct TerminalView: SessionObserver {
  /// Seconds of the world between two drawings.
  private static let interval = 0.1
  /// Seconds of the stream for which a note stays.
  private static let noteTime = 6.0

  private let output: TextOutput
  private let hasColor: Bool
  private var title = SessionTitle(exercise: .generic, source: "")
  private var note: (time: Double, text: String)?
  private var warning: String?
  private var absence: String?
  private var lastDrawing: Timestamp?
  private var drawnLines = 0
  private var drawnSize: TerminalSize?

  /// A view on `output`.
  ///
  /// - Parameter hasColor: whether bold and colours may be used (`NO_COLOR` isn't set).
  public init(output: TextOutput = .standard, hasColor: Bool) {
    self.output = output
    self.hasColor = hasColor
  }

  /// Draws for the first time.
  public mutating func begin(_ title: SessionTitle) throws {
    self.title = title
    try draw(SessionStatus())
  }

  /// Keeps what the status doesn't show as a note.
  public mutating func observe(_ event: SessionEvent) {
    switch event.kind {
    case .phase, .setStarted, .repetition, .revised, .holdStarted: break
    default: note = (event.time, event.kind.words(in: title.exercise))
    }
  }

  /// Draws anew, unless the last drawing is quite fresh.
  public mutating func refresh(_ status: () -> SessionStatus) throws {
    let now = MonotonicClock.now()
    if let lastDrawing, now.seconds(since: lastDrawing) < Self.interval { return }
    lastDrawing = now
    try draw(status())
  }

  /// Keeps the trouble in view to the end.
  public mutating func warn(_ trouble: String) { warning = trouble }

  /// Keeps it in view until the device is back.
  public mutating func observe(absence: String?) {
    self.absence = absence.map { Self.words(for: $0) }
  }

  /// Leaves the last drawing where it is.
  public mutating func end(_ status: SessionStatus) throws {
    try draw(status)
    try output.write("\n")
  }

  private mutating func draw(_ status: SessionStatus) throws {
    let size = output.terminalSize ?? TerminalSize()
    // Back to the first line of the last drawing, unless another width has broken its lines anew.
    var text = drawnLines > 0 ? "\u{1B}[\(drawnLines)A\r" : ""
    if let drawnSize, drawnSize != size { text = "\u{1B}[H\u{1B}[2J" }
    let lines = Self.fit(self.lines(status), to: size)
    for line in lines { text += "\(styled(line))\u{1B}[K\n" }
    try output.write(text + "\u{1B}[J")
    drawnLines = lines.count
    drawnSize = size
  }

  private func lines(_ status: SessionStatus) -> [LiveLine] {
    let recent = note.flatMap { status.time - $0.time <= Self.noteTime ? $0.text : nil }
    return [
      LiveLine(text: "soleus  \(title.exercise.rawValue)  \(title.source)", style: .bold),
      LiveLine(text: ""),
    ] + LiveText(exercise: title.exercise).lines(status) + [
      LiveLine(text: (absence ?? warning).map { "  \($0)" } ?? "", style: .bold),
      LiveLine(text: "  \(recent ?? "")", style: .dim),
      LiveLine(text: "  \(status.time.fixed(1)) s   Ctrl-C ends", style: .dim),
    ]
  }

  /// The lines that there is room for; the cursor needs one more.
  static func fit(_ lines: [LiveLine], to size: TerminalSize) -> [LiveLine] {
    let room = max(1, size.rows - 1)
    let isTight = lines.count > room
    return lines.filter { !isTight || $0.text.contains { $0 != " " } }.prefix(room).map { line in
      LiveLine(text: String(line.text.prefix(max(1, size.columns - 1))), style: line.style)
    }
  }

  private func styled(_ line: LiveLine) -> String {
    guard hasColor, line.style != .plain, !line.text.isEmpty else { return line.text }
    return "\u{1B}[\(line.style.rawValue)m\(line.text)\u{1B}[0m"
  }
}
