public import Exercises
import Recordings
import Samples

/// Prints a line an event: what a pipe, a log or a screen reader gets.
public struct EventLines: SessionObserver {
  private let output: TextOutput

  /// Lines on `output`.
  public init(output: TextOutput = .standard) {
    self.output = output
  }

  public mutating func begin(_ title: SessionTitle) throws {
    try output.writeLine("\(title.exercise.rawValue), \(title.source)")
  }

  public mutating func observe(_ event: SessionEvent) throws {
    guard let words = event.kind.words else { return }
    try output.writeLine("\(padded(event.time.fixed(2), to: 9)) s  \(words)")
  }

  public mutating func refresh(_ status: () -> SessionStatus) {}

  public mutating func end(_ status: SessionStatus) {}
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

  public mutating func begin(_ title: SessionTitle) {}

  public mutating func observe(_ event: SessionEvent) throws {
    try output.writeLine(event.json(of: exercise).text())
  }

  public mutating func refresh(_ status: () -> SessionStatus) {}

  public mutating func end(_ status: SessionStatus) {}
}

extension SessionEvent.Kind {
  /// The event in words, on one line.
  var words: String? {
    switch self {
    case .neutralLearned: "neutral learned"
    case .directionLearned: "direction learned: up is known now"
    case .setStarted: "set started"
    case .phase(let phase, _): "phase \(phase.rawValue)"
    case .repetition(let repetition, let number): "repetition \(number)  \(repetition.words)"
    case .partial(let repetition): "partial, not counted  \(repetition.words)"
    case .rejected(let rejected): "not counted: \(rejected.reason.rawValue)"
    case .setEnded(let set):
      "set ended, \(set.repetitions.count) repetitions"
        + (set.tempo.notation.map { ", tempo \($0)" } ?? "")
    case .holdStarted(let start, let basis):
      "hold started at \(start.fixed(2)) s (\(basis.rawValue))"
    case .fault(let fault):
      "fault: \(fault.kind.rawValue), \((fault.end - fault.start).fixed(2)) s"
    case .holdEnded(let hold):
      "hold ended after \(hold.duration.fixed(1)) s by \(hold.endedBy.rawValue)"
        + (hold.score.map { ", score \($0.fixed(0))" } ?? "")
    case .transition(let transition):
      "\(transition.kind.rawValue), \(transition.start.fixed(1)) to \(transition.end.fixed(1)) s"
    case .gap(let gap):
      "gap of \((gap.end - gap.start).fixed(2)) s: \(gap.cause.rawValue)"
    case .mark(let label): "mark: \(label)"
    }
  }
}

extension Repetition {
  /// Phase times and range, as far as they are known.
  fileprivate var words: String {
    let phases = [("lower", lower), ("rise", rise), ("hold", top)].compactMap { name, time in
      time.map { "\(name) \($0.fixed(1)) s" }
    }
    return (phases + (range.map { ["range \($0.fixed(0))°"] } ?? [])).joined(separator: " · ")
  }
}
