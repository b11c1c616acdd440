/// How it is known which way is up.
public enum Direction: String, Hashable, Sendable {
  /// Learned from the lever that the sensor's own acceleration shows (docs/repetitions.md).
  case known
  /// Taken for granted: where the evidence points that isn't sure yet, else towards the larger tops.
  case assumed
}

/// One rise to a top and the lowering after it.
///
/// Boundaries are crossings of 10 and 90 % of each movement's own travel. Times are in seconds from the
/// stream's first sample. A time that the sensor cannot show is nil.
public struct Repetition: Hashable, Sendable {
  /// Last crossing of 10 % of the rise's travel before the top.
  public var riseStart: Double
  /// First crossing of 90 % of the rise's travel.
  public var topStart: Double?
  /// Last crossing of 90 % of the lowering's travel after the top.
  public var lowerStart: Double?
  /// First crossing of 10 % of the lowering's travel.
  public var end: Double
  /// Top minus the lowest angle since the previous top, in degrees; nil where no angle is measured.
  public var range: Double?
  /// Heel above neutral at the top, in mm; of what, says ``HeelRiseMeasures/heightBasis``.
  public var height: Double?
  /// Heel below neutral at the bottom after this repetition, in mm, positive downwards; nil for a dip of 3
  /// degrees or less.
  public var depth: Double?
  /// The whole lowering at constant speed: its crossing interval over 0.8, in seconds.
  public var lower: Double?
  /// What is left of the cycle at the bottom, up to the next rise; nil for the last of a set.
  public var bottom: Double?
  /// The whole rise at constant speed, in seconds.
  public var rise: Double?
  /// What is left of the cycle at the top, in seconds.
  public var top: Double?
  /// How it is known which way is up.
  public var direction: Direction
  /// Whether a person added it.
  public var byHand: Bool
  /// Phases that were off the tempo to be kept; empty where none was, or none was told.
  public var offTarget: [PhaseDeviation]
  /// The heel's way up from its lowest point since the previous top to this top, in mm.
  public var displacement: Double?
  /// Mean concentric velocity in mm/s: the heel's way up from the low before the rise over ``rise``.
  public var riseVelocity: Double?
  /// The same of the angle, in degrees/s; nil where no angle is measured.
  public var riseAngularVelocity: Double?

  /// A repetition with its boundaries; what isn't given isn't known.
  public init(
    riseStart: Double, topStart: Double?, lowerStart: Double?, end: Double, range: Double? = nil,
    height: Double? = nil, depth: Double? = nil, lower: Double? = nil, bottom: Double? = nil,
    rise: Double? = nil, top: Double? = nil, direction: Direction, byHand: Bool = false,
    offTarget: [PhaseDeviation] = [],
    displacement: Double? = nil, riseVelocity: Double? = nil, riseAngularVelocity: Double? = nil
  ) {
    self.riseStart = riseStart
    self.topStart = topStart
    self.lowerStart = lowerStart
    self.end = end
    self.range = range
    self.height = height
    self.depth = depth
    self.lower = lower
    self.bottom = bottom
    self.rise = rise
    self.top = top
    self.direction = direction
    self.byHand = byHand
    self.offTarget = offTarget
    self.displacement = displacement
    self.riseVelocity = riseVelocity
    self.riseAngularVelocity = riseAngularVelocity
  }
}

/// A movement that looked like a repetition and was not counted.
public struct RejectedRepetition: Hashable, Sendable {
  /// Seconds from the first sample.
  public var start: Double
  /// Seconds from the first sample.
  public var end: Double
  /// Why it doesn't count.
  public var reason: RejectionReason

  /// A rejected movement.
  public init(start: Double, end: Double, reason: RejectionReason) {
    self.start = start
    self.end = end
    self.reason = reason
  }
}

/// Why a movement is no repetition.
public enum RejectionReason: String, Hashable, Sendable, CaseIterable {
  /// The foot was thrown about as in walking or running.
  case locomotion
  /// The limb was carried somewhere instead of turning about one point.
  case carried
  /// The limb turned about another axis than the exercise's.
  case otherAxis = "other-axis"
  /// The limb bounced after a much larger movement.
  case rebound
  /// It never came back to the low it left.
  case incomplete
  /// Samples were lost in it.
  case gap
  /// Too quick to be done on purpose.
  case tooFast = "too-fast"
  /// Too small for this exercise.
  case tooSmall = "too-small"
  /// The weight went forward and back, and the body didn't go up: the heels stayed down.
  case lean
}

/// The phase that a repetition is in.
public enum Phase: String, Hashable, Sendable, CaseIterable {
  /// Concentric: from the low to the top.
  case rise
  /// The pause at the top.
  case top
  /// Eccentric: from the top to the low.
  case lower
  /// The pause at the low, a dip below neutral included.
  case bottom
}

/// The tempo of a set: medians over its repetitions, in seconds.
public struct Tempo: Hashable, Sendable {
  /// Eccentric.
  public var lower: Double?
  /// Pause at the bottom.
  public var bottom: Double?
  /// Concentric.
  public var rise: Double?
  /// Pause at the top.
  public var top: Double?

  /// A tempo in seconds.
  public init(lower: Double?, bottom: Double?, rise: Double?, top: Double?) {
    self.lower = lower
    self.bottom = bottom
    self.rise = rise
    self.top = top
  }

  /// Whole seconds in the field's order, eccentric - bottom - concentric - top, as in `3-1-2-0`; nil
  /// unless all but the bottom are known (an unknown bottom is written 0).
  public var notation: String? {
    guard let lower, let rise, let top else { return nil }
    return [lower, bottom ?? 0, rise, top].map { String(Int($0.rounded())) }.joined(separator: "-")
  }
}

/// Repetitions without a rest between them.
public struct SetReport: Hashable, Sendable {
  /// Start of the first movement, in seconds from the first sample.
  public var start: Double
  /// End of the last movement, in seconds from the first sample.
  public var end: Double
  /// What counts, in time order.
  public var repetitions: [Repetition]
  /// Repetitions of less than half the usual range: listed, not counted.
  public var partial: [Repetition]
  /// What doesn't count, and why.
  public var rejected: [RejectedRepetition]
  /// What counted until a person struck it, with the numbers that it had; in time order.
  public var struck: [Repetition] = []
  /// Medians over ``repetitions``.
  public var tempo: Tempo
  /// Repetitions a minute between the first and the last rise; nil for fewer than two.
  public var cadencePerMinute: Double?
  /// Range lost from the best to the mean of the last three repetitions, in percent; nil for fewer
  /// than four or where no range is measured.
  public var rangeLossPercent: Double?
  /// Why the set is over; nil while it goes on.
  public var endedBy: SetEnd?
  /// Practice: listed, neither counted nor in any number of the set.
  public var practice: [Repetition]
  /// How the tempo was kept; nil where none was to be.
  public var tempoReview: TempoReview?
  /// How a metronome was kept; nil where there was none.
  public var metronome: MetronomeReview?
  /// How an endurance test went; nil where there were no stop rules.
  public var endurance: EnduranceReport?
  /// Heights, work and velocities over ``repetitions``.
  public var heelRise: HeelRiseMeasures

  /// A set.
  public init(
    start: Double, end: Double, repetitions: [Repetition], partial: [Repetition],
    rejected: [RejectedRepetition], tempo: Tempo, cadencePerMinute: Double?,
    rangeLossPercent: Double?, endedBy: SetEnd? = nil, practice: [Repetition] = [],
    tempoReview: TempoReview? = nil, metronome: MetronomeReview? = nil,
    endurance: EnduranceReport? = nil, heelRise: HeelRiseMeasures = HeelRiseMeasures()
  ) {
    self.start = start
    self.end = end
    self.repetitions = repetitions
    self.partial = partial
    self.rejected = rejected
    self.tempo = tempo
    self.cadencePerMinute = cadencePerMinute
    self.rangeLossPercent = rangeLossPercent
    self.endedBy = endedBy
    self.practice = practice
    self.tempoReview = tempoReview
    self.metronome = metronome
    self.endurance = endurance
    self.heelRise = heelRise
  }
}
