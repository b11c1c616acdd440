public import Exercises
import Recordings
public import Samples

/// Prints a line an event: what a pipe, a log or a screen reader gets.
public struct EventLines: SessionObserver {
  private let output: TextOutput
  private var exercise = Exercise.generic

  /// Lines on `output`.
  public init(output: TextOutput = .standard) {
    self.output = output
  }

  /// Says what begins.
  public mutating func begin(_ title: SessionTitle) throws {
    exercise = title.exercise
    try output.writeLine("\(title.exercise.rawValue), \(title.source)")
  }

  /// Says the event.
  public mutating func observe(_ event: SessionEvent, of side: Side?) throws {
    let leg = side.map { filled($0.rawValue, to: 7) } ?? ""
    let words = event.kind.words(in: exercise)
    try output.writeLine("\(padded(event.time.fixed(2), to: 9)) s  \(leg)\(words)")
  }

  /// Nothing: only events are told.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) {}

  /// Nothing: the report follows.
  public mutating func end(_ statuses: [SessionStatus]) {}
}

/// Prints a JSON object an event.
public struct EventObjects: SessionObserver {
  private let output: TextOutput
  private let exercise: Exercise

  /// Objects on `output`, a line each.
  public init(exercise: Exercise, output: TextOutput = .standard) {
    self.exercise = exercise
    self.output = output
  }

  /// Nothing: the report says what it was.
  public mutating func begin(_ title: SessionTitle) {}

  /// Says the event.
  public mutating func observe(_ event: SessionEvent, of side: Side?) throws {
    try output.writeLine(event.json(of: exercise, side: side).text())
  }

  /// Nothing: only events are told.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) {}

  /// Nothing: the report follows.
  public mutating func end(_ statuses: [SessionStatus]) {}
}

extension SessionEvent.Kind {
  /// The event in words, on one line.
  func words(in exercise: Exercise) -> String {
    switch self {
    case .neutralLearned: "neutral learned"
    case .directionLearned: "direction learned: up is known now"
    case .setStarted: "set started"
    case .phase(let phase, _): phase.word(in: exercise)
    case .repetition(let repetition, let number): "repetition \(number)  \(repetition.words)"
    case .revised(let repetition, let number): "revised \(number)     \(repetition.words)"
    case .practice(let repetition, let number): "practice \(number)  \(repetition.words)"
    case .pacing(let call): call.words(in: exercise)
    case .prompt(let rule, let number): "prompt: \(rule.words), repetition \(number)"
    case .testEnded(let rule, let number):
      "test ended: \(rule.words), after repetition \(number)"
    case .recounted(let number):
      "recounted: \(counted(number, "repetition")) so far"
    case .partial(let repetition): "partial, not counted  \(repetition.words)"
    case .rejected(let rejected): "not counted: \(rejected.reason.words)"
    case .setEnded(let set):
      "set ended, \(counted(set.repetitions.count, "repetition"))"
        + (set.tempo.notation.map { ", tempo \($0)" } ?? "")
        + (set.endWords.map { ", \($0)" } ?? "")
    case .holdStarted(let start, let basis):
      "hold started at \(start.fixed(2)) s (\(basis.words))"
    case .fault(let fault):
      "fault: \(fault.kind.words), \((fault.end - fault.start).fixed(2)) s"
    case .holdEnded(let hold):
      "hold ended after \(hold.duration.fixed(1)) s by \(hold.endedBy.words)"
        + (hold.score.map { ", score \($0.fixed(0))" } ?? "")
        + (hold.ladderStep.map { ", step of \($0.fixed(0)) s" } ?? "")
    case .holdSecond(let seconds): "\(seconds) s"
    case .ladderStep(let step, let next):
      "step of \(step.fixed(0)) s reached"
        + (next.map { ", next \($0.fixed(0)) s" } ?? ", the top of the ladder")
    case .transition(let transition):
      "\(transition.kind.words), \(transition.start.fixed(1)) to \(transition.end.fixed(1)) s"
    case .gap(let gap): "gap \(gap.words)"
    case .mark(let label): "mark: \(label)"
    case .revision(let revision): "by hand: \(revision.words)"
    }
  }
}

extension Repetition {
  /// Phase times, range and height, as far as they are known.
  fileprivate var words: String {
    let phases = [("lower", lower), ("rise", rise), ("hold", top)].compactMap { name, time in
      time.map { "\(name) \($0.fixed(1)) s" }
    }
    // With its height the line would be too long for the word.
    let reached: [String] =
      switch (range, height) {
      case (let range?, let height?): ["\(range.fixed(0))°", "\(height.fixed(0)) mm"]
      case (let range?, nil): ["range \(range.fixed(0))°"]
      case (nil, let height?): ["height \(height.fixed(0)) mm"]
      case (nil, nil): []
      }
    return (phases + reached).joined(separator: " · ")
  }
}
