public import Exercises
public import Samples

extension SessionEvent {
  /// The event as one JSON object for a line of a pipe: `t_s`, `event`, then what belongs to it, under
  /// the keys that the report has for it. Events are provisional; the report may revise their times.
  ///
  ///     {"t_s":12.3,"event":"repetition","number":4,"rise_start_s":9.1,…}
  ///
  /// - Parameters:
  ///   - exercise: What is being done: it names the parts of a set's tempo.
  ///   - side: Which sensor noticed it, where there is one on each leg; nil where there is one, and then
  ///     there is no such key.
  public func json(of exercise: Exercise, side: Side? = nil) -> JSONValue {
    let (name, details) = kind.json(of: exercise)
    let opening: JSONValue = ["t_s": .number(time), "event": .string(name)]
    guard let side else { return .object(opening.members + details.members) }
    // A hold has a side of its own, the same: the session was told it.
    let others = details.members.filter { $0.key != "side" }
    return .object(
      opening.members + [JSONMember(key: "side", value: .string(side.rawValue))] + others)
  }
}

extension SessionEvent.Kind {
  /// The event's name and what belongs to it.
  fileprivate func json(of exercise: Exercise) -> (name: String, details: JSONValue) {
    switch self {
    case .neutralLearned: ("neutral-learned", .null)
    case .directionLearned: ("direction-learned", .null)
    case .setStarted(let start): ("set-started", ["start_s": .number(start)])
    case .phase(let phase, let start):
      ("phase", ["phase": .string(phase.rawValue), "start_s": .number(start)])
    case .repetition(let repetition, let number):
      (
        "repetition",
        .object([JSONMember(key: "number", value: JSONValue(number))] + repetition.json.members)
      )
    case .revised(let repetition, let number):
      (
        "repetition-revised",
        .object([JSONMember(key: "number", value: JSONValue(number))] + repetition.json.members)
      )
    case .practice(let repetition, let number):
      (
        "practice",
        .object([JSONMember(key: "number", value: JSONValue(number))] + repetition.json.members)
      )
    case .pacing(let call): ("pacing", call.json)
    case .prompt(let rule, let number):
      ("prompt", ["rule": .string(rule.rawValue), "after_repetition": JSONValue(number)])
    case .testEnded(let rule, let number):
      ("test-ended", ["rule": .string(rule.rawValue), "after_repetition": JSONValue(number)])
    case .recounted(let number): ("recounted", ["number": JSONValue(number)])
    case .partial(let repetition): ("partial", repetition.json)
    case .rejected(let rejected): ("rejected", rejected.json)
    case .setEnded(let set): ("set-ended", set.json(of: exercise))
    case .holdStarted(let start, let basis):
      ("hold-started", ["start_s": .number(start), "start_basis": .string(basis.rawValue)])
    case .fault(let fault): ("fault", fault.json)
    case .holdEnded(let hold): ("hold-ended", hold.json)
    case .holdSecond(let seconds): ("hold-second", ["seconds": JSONValue(seconds)])
    case .ladderStep(let step, let next):
      ("ladder-step", ["step_s": .number(step), "next_s": JSONValue(next)])
    case .transition(let transition): ("transition", transition.json)
    case .gap(let gap): ("gap", gap.json)
    case .mark(let label): ("mark", ["label": .string(label)])
    case .revision(let revision): ("revision", revision.json)
    }
  }
}
