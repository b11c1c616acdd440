import ArgumentParser
import Exercises

/// What an option asks for, or that nothing be asked: `none` switches off what a recording has kept.
enum Asked<Value> {
  case off
  case on(Value)

  /// What is asked for; nil where nothing is.
  var value: Value? {
    if case .on(let value) = self { value } else { nil }
  }

  /// Reads `none`, or what `read` reads.
  static func parsing(
    _ read: @escaping @Sendable (String) throws -> Value
  ) -> @Sendable (String) throws -> Asked {
    { text in text == "none" ? .off : .on(try read(text)) }
  }
}

extension Asked: Sendable where Value: Sendable {}

/// What a person sets out to do in repetitions: a tempo, a metronome, sets, practice, stop rules.
struct PlanOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The tempo to keep: lower-bottom-rise-top in seconds, as in 3-1-2-1; three parts have no pause at the \
      top; X is as fast as possible. Live it is told which phase is too fast or too slow while it lasts. \
      Here, as for the metronome, sets and stop rules, none leaves out what a recording has kept.
      """, valueName: "tempo"),
    transform: Asked.parsing(PlanOptions.tempo))
  var tempo: Asked<TempoTarget>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How far a phase may be off: percent of its target or seconds, whichever is more (25%,0.4); one alone \
      leaves the other as it is.
      """,
      valueName: "tolerance"),
    transform: PlanOptions.tolerance)
  var tempoTolerance: TempoTolerance?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Beats a minute of a metronome, two beats a repetition: 60 asks for 30 repetitions a minute.",
      valueName: "beats"),
    transform: Asked.parsing(PlanOptions.beats))
  var metronome: Asked<Double>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A set is over after so many repetitions.", valueName: "n"),
    transform: Asked.parsing(PlanOptions.size))
  var setSize: Asked<Int>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The session's first repetitions are practice: listed apart, not counted.", valueName: "n"))
  var practice: Int?

  @Option(
    help: ArgumentHelp(
      """
      Stop rules of a heel-rise endurance test: height=70%,pace=25%, or one of them. Height: percent of the \
      first three repetitions' that each must reach; pace: percent by which one may come later than the \
      metronome, or than the first three did. One prompt; the test is over after two unanswered.
      """, valueName: "rules"),
    transform: Asked.parsing(PlanOptions.stopRules))
  var stopWhen: Asked<StopRules>?

  /// The plan that these options tell.
  var plan: RepetitionPlan {
    RepetitionPlan(
      tempo: tempo?.value, tolerance: tempoTolerance, metronome: metronome?.value,
      setSize: setSize?.value, practice: practice, stopRules: stopWhen?.value)
  }

  /// The plan that these options tell, and what they say nothing of from a recording's.
  func plan(completedBy recorded: RepetitionPlan) -> RepetitionPlan {
    var rest = recorded
    if case .off = tempo {
      rest.tempo = nil
      rest.tolerance = nil
    }
    if case .off = metronome { rest.metronome = nil }
    if case .off = setSize { rest.setSize = nil }
    if case .off = stopWhen { rest.stopRules = nil }
    return plan.completed(by: rest)
  }

  func validate() throws {
    if let practice, practice < 0 {
      throw ValidationError("--practice must be a whole number from 0 on, not \(practice).")
    }
  }

  /// Says what an exercise makes no use of.
  func sayUnused(for exercise: Exercise) {
    guard !exercise.hasRepetitions else { return }
    let told = [
      ("--tempo", tempo != nil), ("--tempo-tolerance", tempoTolerance != nil),
      ("--metronome", metronome != nil), ("--set-size", setSize != nil),
      ("--practice", practice != nil), ("--stop-when", stopWhen != nil),
    ].filter(\.1).map(\.0)
    guard !told.isEmpty else { return }
    say(
      "note: not used, as \(exercise.rawValue) has no repetitions: \(told.joined(separator: ", "))")
  }

  private static func tempo(_ text: String) throws -> TempoTarget {
    do { return try TempoTarget(parsing: text) } catch { throw ValidationError("\(error)") }
  }

  private static func beats(_ text: String) throws -> Double {
    guard let beats = Double(text), RepetitionPlan.metronomes.contains(beats) else {
      throw ValidationError("use beats a minute, 10 to 300, or none")
    }
    return beats
  }

  private static func size(_ text: String) throws -> Int {
    guard let size = Int(text), size >= 1 else {
      throw ValidationError("use a whole number from 1 on, or none")
    }
    return size
  }

  private static func tolerance(_ text: String) throws -> TempoTolerance {
    guard let tolerance = TempoTolerance(word: text) else {
      throw ValidationError("use percent, seconds or both, for instance 25%,0.4 or 0.5")
    }
    return tolerance
  }

  private static func stopRules(_ text: String) throws -> StopRules {
    guard let rules = StopRules(word: text) else {
      throw ValidationError(
        "use height=70%,pace=25%, or one of them (height 1 to 100 %, pace 1 to 500 %)")
    }
    return rules
  }
}

extension RepetitionPlan {
  /// Says what means nothing without another part of the plan.
  func sayUnused() {
    if tolerance != nil, tempo == nil {
      say("note: --tempo-tolerance isn't used: no --tempo is told")
    }
  }
}
