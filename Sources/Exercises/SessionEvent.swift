/// Something a session noticed, said at `time`, which may lie a little after what it tells of.
///
/// Events are provisional: the report may revise their times with a bounded look-ahead.
public struct SessionEvent: Hashable, Sendable {
  /// When it was said, in seconds from the first sample: the time of the sample that told it.
  public var time: Double
  /// What was noticed.
  public var kind: Kind

  /// An event.
  public init(time: Double, kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What a session can notice.
  public enum Kind: Hashable, Sendable {
    /// A second of stillness was found: this pose is 0 degrees from here on.
    case neutralLearned
    /// It is known which way is up.
    case directionLearned
    /// The first movement of a set, noticed at `start` seconds; the report dates it back.
    case setStarted(start: Double)
    /// A phase, noticed at `start` seconds.
    case phase(Phase, start: Double)
    /// A repetition counts; `number` counts within its set, from 1. Its bottom isn't over yet.
    case repetition(Repetition, number: Int)
    /// A repetition that was told before, measured again now that its lowering is over.
    case revised(Repetition, number: Int)
    /// So many repetitions count in the set so far: up is the other way than was believed, or a movement
    /// was judged again.
    case recounted(Int)
    /// A practice repetition; `number` counts from 1 over the session.
    case practice(Repetition, number: Int)
    /// A phase is off the tempo that was to be kept, told while it lasts.
    case pacing(TempoCall)
    /// A stop rule was broken: the one prompt. `afterRepetition` is the number of the set's last one.
    case prompt(StopRule, afterRepetition: Int)
    /// Prompted, and twice not answered: the endurance test is over. The set goes on.
    case testEnded(StopRule, afterRepetition: Int)
    /// A movement of less than half the usual range.
    case partial(Repetition)
    /// A movement that doesn't count.
    case rejected(RejectedRepetition)
    /// A set is over; this is how the report will have it.
    case setEnded(SetReport)
    /// A hold began at `start`.
    case holdStarted(start: Double, basis: HoldStartBasis)
    /// A fault in the hold.
    case fault(Fault)
    /// A hold is over; this is how the report will have it.
    case holdEnded(HoldReport)
    /// So many whole seconds of the hold under way have passed.
    case holdSecond(Int)
    /// The hold under way has reached a step of the ladder, in seconds; `next` is nil at the top.
    case ladderStep(Double, next: Double?)
    /// A transition is over.
    case transition(Transition)
    /// Samples were lost.
    case gap(ReportedGap)
    /// A person marked this moment.
    case mark(String)
    /// A person changed the report by hand, after the stream's end.
    case revision(ReportedRevision)
  }
}

/// Where a session stands: what a live view draws.
public struct SessionStatus: Hashable, Sendable {
  /// Seconds since the first sample.
  public var time: Double
  /// Whether neutral is known; a session that needs a second of stillness asks for it until then.
  public var isNeutralKnown: Bool
  /// Repetitions counted in the current set, or in the last one between sets.
  public var repetitions: Int
  /// Whether the next repetition is practice.
  public var isPractice: Bool
  /// A phase that was off its tempo in the last two seconds; nil where none was.
  public var tempoCall: TempoCall?
  /// Sets begun.
  public var sets: Int
  /// The current phase; nil outside a set.
  public var phase: Phase?
  /// Start of the current phase in seconds.
  public var phaseStart: Double
  /// The last repetition counted.
  public var lastRepetition: Repetition?
  /// The excursion now, in degrees (in mm of the body's height on a board); nil where none is measured.
  public var excursion: Double?
  /// Start of the hold under way, in seconds; nil outside a hold.
  public var holdStart: Double?
  /// Holds finished.
  public var holds: Int
  /// The last hold finished.
  public var lastHold: HoldReport?
  /// Mean sway speed over the hold or stance so far, in mm/s, from a board or a plate; nil elsewhere.
  public var swayVelocity: Double?
  /// The ladder's step that the hold under way has reached, in seconds; nil for none.
  public var ladderStep: Double?
  /// The step that it can reach next, in seconds; nil for none.
  public var nextLadderStep: Double?
  /// Load on a board in kg; nil elsewhere.
  public var load: Double?

  /// Nothing yet.
  public init() {
    time = 0
    isNeutralKnown = false
    repetitions = 0
    isPractice = false
    tempoCall = nil
    sets = 0
    phase = nil
    phaseStart = 0
    lastRepetition = nil
    excursion = nil
    holdStart = nil
    holds = 0
    lastHold = nil
    swayVelocity = nil
    ladderStep = nil
    nextLadderStep = nil
    load = nil
  }
}
