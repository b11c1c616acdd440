import Exercises

/// One line of the live view with its weight; styled only after it has been cut to the terminal.
struct LiveLine: Hashable {
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    /// Bold and cyan.
    case accent = "1;36"
  }

  var text: String
  var style: Style = .plain
}

/// What the live view says of a status, from the count down to the last tempo.
struct LiveText {
  let exercise: Exercise
  /// Whether there is only half a terminal's width, or a narrow terminal.
  var isNarrow = false

  /// The lines for a status; as many for one as for another.
  func lines(_ status: SessionStatus) -> [LiveLine] {
    switch exercise {
    case .calfRaise, .bandPress, .generic: repetitions(status)
    case .balanceHold, .wallStretch: hold(status)
    case .quietStance: stance(status)
    }
  }

  private func repetitions(_ status: SessionStatus) -> [LiveLine] {
    guard status.isNeutralKnown else {
      return big("-", .dim) + [
        LiveLine(text: ""), LiveLine(text: "  Stand still for a second.", style: .bold),
        LiveLine(text: "  \(lead)-"), LiveLine(text: ""),
      ]
    }
    let phase = status.phase.map {
      "\($0.word(in: exercise))  \(max(0, status.time - status.phaseStart).fixed(1)) s"
    }
    let set = status.isPractice ? "practice" : "set \(max(1, status.sets))"
    let call = status.tempoCall.map {
      let name = $0.phase == status.phase ? "" : "\($0.phase.word(in: exercise)) "
      return "   \(name)\($0.verdict.words(of: $0.phase).uppercased())"
    }
    return big("\(status.repetitions)", .accent) + [
      LiveLine(text: ""),
      LiveLine(
        text: "  \(set)  \(phase ?? "ready")\(call ?? "")",
        style: call == nil ? .bold : .accent),
      LiveLine(text: "  \(lead)\(status.lastRepetition.map(tempo) ?? "-")"),
      LiveLine(text: "  \(measurements(status))"),
    ]
  }

  /// The phases of a repetition in the order of the notation; its bottom isn't over yet.
  private func tempo(_ repetition: Repetition) -> String {
    [("lower", repetition.lower), ("rise", repetition.rise), ("hold", repetition.top)]
      .map { "\($0) \($1.map { $0.fixed(1) } ?? "-")\(isNarrow ? "" : " s")" }
      .joined(separator: " · ")
  }

  /// What stands before the last repetition or hold.
  private var lead: String { isNarrow ? "" : "last   " }

  private func hold(_ status: SessionStatus) -> [LiveLine] {
    let ready = exercise == .wallStretch ? "keep the back foot still" : "ready"
    let word = status.holdStart == nil ? ready : holding(status)
    let last = status.lastHold.map {
      "\($0.duration.fixed(1)) s, \(isNarrow ? "" : "ended by ")\($0.endedBy.words)"
        + ($0.score.map { ", score \($0.fixed(0))\(isNarrow ? "" : " of 100")" } ?? "")
    }
    return clock(since: status.holdStart, in: status) + [
      LiveLine(text: ""),
      LiveLine(text: "  holds \(status.holds)  \(word)", style: .bold),
      LiveLine(text: "  \(lead)\(last ?? "-")"),
      LiveLine(text: "  \(measurements(status))"),
    ]
  }

  /// The hold under way, the step of the ladder that it has reached, and the next one.
  private func holding(_ status: SessionStatus) -> String {
    let reached = status.ladderStep.map { "\($0.fixed(0)) s reached" }
    let next = status.nextLadderStep.map { "next \($0.fixed(0)) s" }
    let hold = isNarrow && reached != nil ? nil : "hold"
    return [hold, reached, next].compactMap { $0 }.joined(separator: "  ")
  }

  private func stance(_ status: SessionStatus) -> [LiveLine] {
    clock(since: status.holdStart, in: status) + [
      LiveLine(text: ""),
      LiveLine(text: status.holdStart == nil ? "  step on" : "  stand still", style: .bold),
      LiveLine(text: "  \(measurements(status))"),
    ]
  }

  private func clock(since start: Double?, in status: SessionStatus) -> [LiveLine] {
    guard let start else { return big("-", .dim) }
    return big(max(0, status.time - start).fixed(1), .accent)
  }

  private func measurements(_ status: SessionStatus) -> String {
    let excursion = status.excursion.map {
      status.load == nil ? "angle  \($0.fixed(0))°" : "forward  \($0.fixed(0)) mm"
    }
    let height = status.lastRepetition?.height.map { "height  \($0.fixed(0)) mm" }
    let sway = status.swayVelocity.map { "sway  \($0.fixed(1)) mm/s" }
    let load = status.load.map { "load  \($0.fixed(1)) kg" }
    return [excursion, height, sway, load].compactMap { $0 }.joined(separator: "   ")
  }

  private func big(_ digits: String, _ style: LiveLine.Style) -> [LiveLine] {
    BigDigits.lines(digits).map { LiveLine(text: $0, style: style) }
  }
}
