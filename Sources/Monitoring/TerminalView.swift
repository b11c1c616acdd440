public import Exercises
import LinuxSensors
public import Samples

/// Draws a session on a terminal, again and again in the same place: the count big enough to be read
/// from two metres away, the phase with its seconds, the tempo, the hold's clock and sway. Two sensors
/// stand beside each other.
///
/// Lines are cut to the terminal's width and their number to its height, blank lines first.
public struct TerminalView: SessionObserver {
  /// Seconds of the world between two drawings.
  private static let interval = 0.1
  /// Seconds of the stream for which a note stays.
  private static let noteTime = 6.0
  /// Columns under which words are left out, rather than cut off.
  private static let narrowWidth = 60

  private let output: TextOutput
  private let hasColor: Bool
  private var title = SessionTitle(exercise: .generic, source: "")
  private var note: (time: Double, text: String)?
  private var warning: String?
  private var absences: [Side?: String] = [:]
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
    try draw([])
  }

  /// Keeps what the status doesn't show as a note.
  public mutating func observe(_ event: SessionEvent, of side: Side?) {
    switch event.kind {
    case .phase, .setStarted, .repetition, .revised, .holdStarted, .holdSecond: break
    default: note = (event.time, side.prefix + event.kind.words(in: title.exercise))
    }
  }

  /// Draws anew, unless the last drawing is quite fresh.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) throws {
    let now = MonotonicClock.now()
    if let lastDrawing, now.seconds(since: lastDrawing) < Self.interval { return }
    lastDrawing = now
    try draw(statuses())
  }

  /// Keeps the trouble in view to the end.
  public mutating func warn(_ trouble: String) { warning = trouble }

  /// Keeps it in view until the device is back.
  public mutating func observe(absence: String?, of side: Side?) {
    absences[side] = absence.map { Self.words(for: $0, of: side) }
  }

  /// Leaves the last drawing where it is.
  public mutating func end(_ statuses: [SessionStatus]) throws {
    try draw(statuses)
    try output.write("\n")
  }

  private mutating func draw(_ statuses: [SessionStatus]) throws {
    let size = output.terminalSize ?? TerminalSize()
    // Back to the first line of the last drawing, unless another width has broken its lines anew.
    var text = drawnLines > 0 ? "\u{1B}[\(drawnLines)A\r" : ""
    if let drawnSize, drawnSize != size { text = "\u{1B}[H\u{1B}[2J" }
    let lines = Self.fit(self.lines(statuses, columns: size.columns), to: size)
    for line in lines { text += "\(styled(line))\u{1B}[K\n" }
    try output.write(text + "\u{1B}[J")
    drawnLines = lines.count
    drawnSize = size
  }

  private func lines(_ statuses: [SessionStatus], columns: Int) -> [LiveLine] {
    let time = statuses.map(\.time).max() ?? 0
    let recent = note.flatMap { time - $0.time <= Self.noteTime ? $0.text : nil }
    let absence = absences.values.sorted().joined(separator: "; ")
    let trouble = absence.isEmpty ? warning : absence
    return [
      LiveLine(text: "soleus  \(title.exercise.rawValue)  \(title.source)", style: .bold),
      LiveLine(text: ""),
    ] + Self.sessions(statuses, of: title, columns: columns) + [
      LiveLine(text: trouble.map { "  \($0)" } ?? "", style: .bold),
      LiveLine(text: "  \(recent ?? "")", style: .dim),
      LiveLine(
        text:
          "  \(time.fixed(1)) s   \(title.endsSetsByKey ? "Enter ends the set · " : "")Ctrl-C ends",
        style: .dim),
    ]
  }

  /// What the sessions' statuses say: one over the whole width, or one beside the other.
  static func sessions(
    _ statuses: [SessionStatus], of title: SessionTitle, columns: Int
  ) -> [LiveLine] {
    let usual = SessionStatus()
    guard title.sides.count == 2 else {
      let text = LiveText(exercise: title.exercise, isNarrow: columns < narrowWidth)
      return text.lines(statuses.first ?? usual)
    }
    let text = LiveText(exercise: title.exercise, isNarrow: true)
    let halves = title.sides.indices.map { index in
      [LiveLine(text: "  \(title.sides[index].rawValue)", style: .bold)]
        + text.lines(statuses.indices.contains(index) ? statuses[index] : usual)
    }
    let width = max(1, (columns - 1) / 2)
    return zip(halves[0], halves[1]).map { left, right in
      LiveLine(
        text: filled(String(left.text.prefix(width)), to: width) + right.text,
        style: left.style == right.style ? left.style : .bold)
    }
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
