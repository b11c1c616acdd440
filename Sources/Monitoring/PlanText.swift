import Exercises

// A plan, and how it was kept, in front of people.

extension TempoVerdict {
  /// The verdict on a phase: movements are fast or slow, pauses short or long.
  func words(of phase: Phase) -> String {
    switch (phase, self) {
    case (.rise, .tooFast), (.lower, .tooFast): "too fast"
    case (.rise, .tooSlow), (.lower, .tooSlow): "too slow"
    case (.top, .tooFast), (.bottom, .tooFast): "too short"
    case (.top, .tooSlow), (.bottom, .tooSlow): "too long"
    }
  }
}

extension TempoCall {
  /// As in `lower too fast, 3.0 s to take`.
  func words(in exercise: Exercise) -> String {
    "\(phase.word(in: exercise)) \(verdict.words(of: phase)), \(target.fixed(1)) s to take"
  }
}

extension StopRule {
  var words: String {
    switch self {
    case .height: "the heel isn't high enough"
    case .pace: "too late for the pace"
    }
  }
}

extension SetReport {
  /// How the plan was kept, a line for each thing that was asked.
  func planLines(of exercise: Exercise) -> [String] {
    var lines: [String] = []
    if let tempoReview {
      lines += tempoReview.lines(of: exercise)
      lines += offTargetLines(of: exercise)
    }
    if let metronome { lines.append(metronome.words) }
    if let endurance {
      let isHeightSeen = repetitions.contains { $0.height != nil || $0.range != nil }
      lines.append(endurance.words(isHeightSeen: isHeightSeen))
    }
    if let endWords { lines.append("  \(endWords)") }
    return lines
  }

  /// What ended the set; nil where that goes without saying: a rest, or the end of everything.
  var endWords: String? {
    switch endedBy {
    case .hand: "ended by hand"
    case .stepOff: "ended by stepping off"
    case .size: "ended by its size"
    case .rest, .stopped, .endOfRecording, nil: nil
    }
  }

  private func offTargetLines(of exercise: Exercise) -> [String] {
    repetitions.enumerated().filter { !$0.element.offTarget.isEmpty }.map { index, repetition in
      let phases = repetition.offTarget.map { off in
        "\(off.phase.word(in: exercise)) \(abs(off.seconds).fixed(1)) s "
          + off.verdict.words(of: off.phase)
      }
      return wrapped("  off    \(index + 1): \(phases.joined(separator: ", "))", indent: 9)
    }
  }
}

extension TempoReview {
  fileprivate func lines(of exercise: Exercise) -> [String] {
    let phases: [Phase] = [.lower, .bottom, .rise, .top]
    let off = phases.compactMap { phase -> String? in
      guard let seconds = deviation.seconds(of: phase) else { return nil }
      return "\(phase.word(in: exercise)) \(seconds < 0 ? "" : "+")\(seconds.fixed(1)) s"
    }
    let line = "  target \(target.notation), kept by \(kept) of \(counted(judged, "repetition"))"
    return off.isEmpty ? [line] : [line, "         medians \(off.joined(separator: " · "))"]
  }
}

extension MetronomeReview {
  fileprivate var words: String {
    var line =
      "  beat   \(beatsPerMinute.fixed(0)) a minute, \(targetPerMinute.fixed(1)) repetitions"
    if let deviationPercent {
      let way = deviationPercent < 0 ? "slower" : "faster"
      line += ": \(abs(deviationPercent).fixed(1)) % \(way)"
    }
    if let beatDrift { line += ", \(beatDrift.fixed(2)) s off" }
    if let missedBeats, missedBeats > 0 { line += ", \(missedBeats) missed" }
    return wrapped(line, indent: 9)
  }
}

extension EnduranceReport {
  fileprivate func words(isHeightSeen: Bool) -> String {
    let unseen =
      rules.heightPercent != nil && !isHeightSeen ? "; height isn't judged by this sensor" : ""
    let end =
      stop.map {
        "stopped after repetition \($0.afterRepetition) at \($0.time.fixed(1)) s: \($0.rule.words)"
      } ?? "not stopped"
    return wrapped(
      "  test   \(counted(count, "repetition")) by the rules \(rules.word), \(end)\(unseen)",
      indent: 9)
  }
}
