public import Exercises
import Recordings
import Samples

extension SessionReport {
  /// The report for people: what was measured, in plain lines.
  ///
  /// - Parameter source: the device or file that it is about.
  public func text(of source: String) -> String {
    var lines = [heading(source), "  \(inputWords)"]
    lines += input.gaps.map {
      "  gap  \($0.start.fixed(2)) to \($0.end.fixed(2)) s: \($0.cause.rawValue)"
    }
    for (number, set) in sets.enumerated() { lines += set.lines(number + 1, of: exercise) }
    for (number, hold) in holds.enumerated() { lines += hold.lines(number + 1) }
    if !transitions.isEmpty {
      lines += ["", "transitions"]
      lines += transitions.map {
        "  \(padded($0.start.fixed(1), to: 7)) to \(padded($0.end.fixed(1), to: 6)) s  "
          + $0.kind.rawValue
      }
    }
    if let sway { lines += ["", "sway"] + sway.lines }
    if !unavailable.isEmpty {
      lines += ["", "not known"]
      lines += unavailable.map { "  \($0.key): \($0.reason)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ source: String) -> String {
    let place = [exercise.rawValue, placement?.rawValue, side?.rawValue].compactMap { $0 }
    let repetitions = sets.reduce(0) { $0 + $1.repetitions.count }
    let found: String? =
      switch exercise {
      case .calfRaise, .bandPress, .generic:
        counted(repetitions, "repetition") + " in " + counted(sets.count, "set")
      case .balanceHold, .wallStretch:
        counted(holds.count, "hold")
          + (holds.map(\.duration).max().map { ", the longest \($0.fixed(1)) s" } ?? "")
      case .quietStance: nil
      }
    return (["\(source): " + place.joined(separator: ", ")] + [found].compactMap { $0 })
      .joined(separator: "; ")
  }

  /// What came in, on one line: length, samples, rates, losses.
  public var inputWords: String {
    let rate = input.effectiveRate.map { "\($0.fixed(2)) Hz" } ?? "unknown rate"
    let nominal = input.nominalRate.map { " (nominal \($0.fixed(2)) Hz)" } ?? ""
    let gaps = input.gaps.isEmpty ? "no gaps" : counted(input.gaps.count, "gap")
    let dropouts = input.dropouts > 0 ? ", \(counted(input.dropouts, "row")) with a cell out" : ""
    return "\(input.duration.fixed(1)) s, \(counted(input.samples, "sample")) at \(rate)\(nominal), "
      + gaps + dropouts
  }
}

extension SetReport {
  fileprivate func lines(_ number: Int, of exercise: Exercise) -> [String] {
    var head = "set \(number)  \(start.fixed(1)) to \(end.fixed(1)) s, "
      + counted(repetitions.count, "repetition")
    if let cadencePerMinute { head += ", \(cadencePerMinute.fixed(1)) a minute" }
    if let rangeLossPercent { head += ", range lost \(rangeLossPercent.fixed(0)) %" }
    var lines = ["", head]
    if let notation = tempo.notation, let words = tempo.words(for: exercise) {
      lines.append("  tempo \(notation)  (\(words))")
    }
    if !repetitions.isEmpty {
      let bottom = exercise == .calfRaise ? "stretch" : "pause"
      lines.append(
        "    #   start s" + ["lower s", "\(bottom) s", "rise s", "hold s", "range °"]
          .map { padded($0, to: 11) }.joined())
    }
    for (index, repetition) in repetitions.enumerated() {
      lines.append("  \(padded("\(index + 1)", to: 3))" + repetition.columns)
    }
    lines += partial.map { "  partial" + $0.columns.dropFirst(4) }
    lines += rejected.map {
      "  not counted: \($0.reason.rawValue), \($0.start.fixed(1)) to \($0.end.fixed(1)) s"
    }
    if repetitions.contains(where: { $0.direction == .assumed }) {
      lines.append("  which way is up is taken for granted: the larger movement")
    }
    return lines
  }
}

extension Repetition {
  fileprivate var columns: String {
    func cell(_ value: Double?, _ decimals: Int) -> String {
      padded(value.map { $0.fixed(decimals) } ?? "-", to: 11)
    }
    return padded(riseStart.fixed(2), to: 10) + cell(lower, 2) + cell(bottom, 2) + cell(rise, 2)
      + cell(top, 2) + cell(range, 1)
  }
}

extension HoldReport {
  fileprivate func lines(_ number: Int) -> [String] {
    var head = "hold \(number)  \(duration.fixed(2)) s, from \(start.fixed(2)) "
      + "(\(startBasis.rawValue)) to \(end.fixed(2)) s, ended by \(endedBy.rawValue)"
    if let side { head += ", \(side.rawValue) foot" }
    if basis == .declared { head += "; one foot is declared, not seen" }
    var lines = ["", head]
    lines += faults.map {
      "  fault  \($0.kind.rawValue), \($0.start.fixed(2)) to \($0.end.fixed(2)) s"
    }
    if let score { lines.append("  stability score  \(score.fixed(1)) of 100") }
    return lines + (sway?.lines ?? [])
  }
}

extension SwayReport {
  fileprivate var lines: [String] {
    let filter =
      switch processing.filter {
      case .none: "no filter"
      case .lowpass(let hertz): "low-pass \(hertz.fixed(1)) Hz"
      }
    let window = "\(processing.windowStart.fixed(2)) to \(processing.windowEnd.fixed(2)) s"
    return [
      "  sway of the \(processing.signal.rawValue), \(window), "
        + "\(counted(processing.samples, "sample")) at \(processing.rate.fixed(2)) Hz, \(filter)"
    ] + measures.map { "    \($0.key)  \($0.value.map { $0.fixed(3) } ?? "-")" }
  }
}

/// `1 gap`, `2 gaps`.
private func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
