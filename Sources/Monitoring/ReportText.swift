public import Exercises
import Recordings
import Samples

extension SessionReport {
  /// The report for people: what was measured, in plain lines.
  ///
  /// - Parameter source: the device or file that it is about.
  public func text(of source: String) -> String {
    var lines = [heading(source), "  \(inputWords)"]
    if let calibration = input.calibration { lines.append("  \(calibration.words)") }
    lines += input.gaps.map { "  gap    \($0.words)" }
    lines += revisions.map { "  by hand: \($0.words)" }
    for (index, set) in sets.enumerated() { lines += [""] + set.lines(index + 1, of: exercise) }
    for (index, hold) in holds.enumerated() { lines += [""] + hold.lines(index + 1, told: side) }
    if let holdSummary { lines += holdSummary.lines(device: device) }
    if let sway { lines += [""] + sway.lines }
    if !transitions.isEmpty {
      lines += ["", "transitions"]
      lines += transitions.map {
        "  \(padded($0.start.fixed(1), to: 6)) to \(padded($0.end.fixed(1), to: 6)) s  "
          + $0.kind.words
      }
    }
    if !unavailable.isEmpty { lines += ["", "not known"] + unknownLines }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ source: String) -> String {
    let worn = [
      placement.map { "sensor on the \($0.rawValue)" }, side.map { "\($0.rawValue) leg" },
    ]
    let told = ([exercise.rawValue] + worn.compactMap { $0 }).joined(separator: ", ")
    let found: String? =
      switch exercise {
      case .calfRaise, .bandPress, .generic:
        counted(sets.reduce(0) { $0 + $1.repetitions.count }, "repetition") + " in "
          + counted(sets.count { !$0.repetitions.isEmpty }, "set")
      case .balanceHold, .wallStretch:
        counted(holds.count, "hold")
          + (bestHold.map { ", the longest \($0.fixed(1)) s" } ?? "")
      case .quietStance: nil
      }
    return "\(source): \(told)" + (found.map { "\n\($0)" } ?? "")
  }

  /// What came in, on one line: length, samples, rates, losses.
  public var inputWords: String {
    let rate = input.effectiveRate.map { "\($0.fixed(2)) Hz" } ?? "unknown rate"
    let nominal = input.nominalRate.map { " (nominal \($0.fixed(2)) Hz)" } ?? ""
    let gaps = input.gaps.isEmpty ? "no gaps" : counted(input.gaps.count, "gap")
    let dropouts =
      input.dropouts.map { $0 > 0 ? ", \(counted($0, "row")) with a cell out" : "" } ?? ""
    return
      "\(input.duration.fixed(1)) s, \(counted(input.samples, "sample")) at \(rate)\(nominal), "
      + gaps + dropouts
  }

  /// Families of sway measures of which some are known.
  private var knownFamilies: Set<String> {
    let measures = ([sway] + holds.map(\.sway)).flatMap { $0?.measures ?? [] }
    return Set(measures.filter { $0.value != nil }.map { MeasureText(key: $0.key).family })
  }

  /// Their words; more than three of one family by its name, where none of it is known.
  private func gathered(_ things: [MeasureText], known: Set<String>) -> [String] {
    var words: [String] = []
    for thing in things {
      let isOneOfMany =
        thing.family != MeasureText.noFamily && !known.contains(thing.family)
        && things.count { $0.family == thing.family } > 3
      let word = isOneOfMany ? thing.family : thing.words
      if !words.contains(word) { words.append(word) }
    }
    // What isn't known along either axis takes one word.
    for word in words where word.hasSuffix(" ML") {
      let name = word.dropLast(2)
      guard let place = words.firstIndex(of: word), let other = words.firstIndex(of: name + "AP")
      else { continue }
      words[place] = name + "ML and AP"
      words.remove(at: other)
    }
    return words
  }

  /// What isn't known, a line a reason.
  private var unknownLines: [String] {
    var reasons: [(reason: String, things: [MeasureText])] = []
    for unknown in unavailable {
      let thing = unknown.thing
      if let index = reasons.firstIndex(where: { $0.reason == unknown.reason }) {
        reasons[index].things.append(thing)
      } else {
        reasons.append((unknown.reason, [thing]))
      }
    }
    let known = knownFamilies
    return reasons.map {
      wrapped(
        "  \(gathered($0.things, known: known).joined(separator: ", ")): \($0.reason)", indent: 4)
    }
  }
}

extension Unavailable {
  /// What the key stands for: the last part of it that names something.
  fileprivate var thing: MeasureText {
    let name = key.split(separator: ".").last { $0 != "*" }.map(String.init) ?? key
    return MeasureText(key: name)
  }
}
