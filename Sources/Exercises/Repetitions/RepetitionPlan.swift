public import Samples

/// What somebody set out to do in a session of repetitions; what isn't told isn't asked.
public struct RepetitionPlan: Hashable, Sendable {
  /// The tempo to keep.
  public var tempo: TempoTarget?
  /// How far a phase may be off it; nil is as usual.
  public var tolerance: TempoTolerance?
  /// Beats a minute of a metronome, two beats a repetition: up on one, down on the next.
  public var metronome: Double?
  /// Repetitions after which a set is over.
  public var setSize: Int?
  /// How many repetitions at the session's start are practice.
  public var practice: Int?
  /// When a heel-rise endurance test is over.
  public var stopRules: StopRules?

  /// Beats a minute that a metronome can have.
  public static let metronomes = 10.0...300

  /// A plan; what isn't given isn't asked.
  public init(
    tempo: TempoTarget? = nil, tolerance: TempoTolerance? = nil, metronome: Double? = nil,
    setSize: Int? = nil, practice: Int? = nil, stopRules: StopRules? = nil
  ) {
    self.tempo = tempo
    self.tolerance = tolerance
    self.metronome = metronome
    self.setSize = setSize
    self.practice = practice
    self.stopRules = stopRules
  }

  /// This plan, and what it doesn't tell from another.
  public func completed(by other: RepetitionPlan) -> RepetitionPlan {
    RepetitionPlan(
      tempo: tempo ?? other.tempo, tolerance: tolerance ?? other.tolerance,
      metronome: metronome ?? other.metronome, setSize: setSize ?? other.setSize,
      practice: practice ?? other.practice, stopRules: stopRules ?? other.stopRules)
  }

  /// Seconds from one repetition to the next by the metronome; nil without one.
  var beatPeriod: Double? { metronome.map { 120 / $0 } }
}

/// Why a set is over.
public enum SetEnd: String, Hashable, Sendable, CaseIterable {
  /// Nothing was repeated for the set pause.
  case rest
  /// A person ended the set.
  case hand
  /// The person stepped off the board.
  case stepOff = "step-off"
  /// As many repetitions as were asked for.
  case size
  /// A person ended the session, or its time was up.
  case stopped
  /// The stream ended in it.
  case endOfRecording = "end-of-recording"
}

extension Mark {
  /// The label of a mark that ends the set under way.
  public static let setEndLabel = "set-end"

  /// The mark of a person who ends the set under way.
  public static func setEnd(at time: Timestamp) -> Mark { Mark(time: time, label: setEndLabel) }
}

extension Exercise {
  /// Whether it is made of repetitions, and not of holds.
  public var hasRepetitions: Bool {
    switch self {
    case .calfRaise, .bandPress, .generic: true
    case .wallStretch, .balanceHold, .quietStance: false
    }
  }
}
