public import Exercises
public import Samples

/// What really happens in a simulated session.
///
/// Times are in seconds of the motion's own time, which a report matches when the sensor's first sample
/// is taken at 0.
public struct Truth: Hashable, Sendable {
  /// What is done.
  public var exercise: Exercise
  /// Where the sensor sits; nil for a board.
  public var placement: Placement?
  /// Which leg works; nil where both do.
  public var side: Side?
  /// What the person stands on.
  public var surface: Surface
  /// The stillness before the exercise from which neutral can be learned; nil where there is none.
  public var neutral: ClosedRange<Double>?
  /// What counts, in time order.
  public var repetitions: [RepetitionTruth]
  /// What reaches less than half the usual range and doesn't count.
  public var partial: [RepetitionTruth]
  /// Holds, in time order.
  public var holds: [HoldTruth]
  /// The foot's length in mm, that a report of the heel's height must be told; nil for a limb without a
  /// heel to raise.
  public var footLength: Double?

  /// A truth; nothing happens unless told.
  public init(
    exercise: Exercise, placement: Placement?, side: Side? = nil, surface: Surface = .firm,
    neutral: ClosedRange<Double>? = nil, repetitions: [RepetitionTruth] = [],
    partial: [RepetitionTruth] = [], holds: [HoldTruth] = [], footLength: Double? = nil
  ) {
    self.exercise = exercise
    self.placement = placement
    self.side = side
    self.surface = surface
    self.neutral = neutral
    self.repetitions = repetitions
    self.partial = partial
    self.holds = holds
    self.footLength = footLength
  }
}

/// One true repetition.
public struct RepetitionTruth: Hashable, Sendable {
  /// Last crossing of 10 % of the rise's travel before the top, in seconds.
  public var riseStart: Double
  /// First crossing of 90 % of the rise's travel.
  public var topStart: Double
  /// Last crossing of 90 % of the lowering's travel after the top.
  public var lowerStart: Double
  /// First crossing of 10 % of the lowering's travel.
  public var end: Double
  /// Top minus the lowest since the previous top, in the excursion's unit: degrees of the limb that
  /// moves (the foot's, also for a sensor on the shank), or mm of forward shift on a board.
  public var range: Double
  /// Sensor above its neutral place at the top in mm; nil for a limb without a heel to raise.
  public var height: Double?
  /// Sensor below it in the dip before the next repetition, in mm; nil for 3 degrees or less.
  public var depth: Double?
  /// Heel above neutral at the top in mm; nil for a limb without a heel to raise.
  public var heelHeight: Double?
  /// Heel below neutral in the dip before the next repetition, in mm; nil for 3 degrees or less.
  public var heelDepth: Double?
}

/// One true hold.
public struct HoldTruth: Hashable, Sendable {
  /// When the hold starts by the definition for its sensor, in seconds.
  ///
  /// Board: the raised foot carries under 10 %. Platform, waist, standing shank: after the
  /// other foot is off, the first second begins whose tilt rate has a root mean square under twice
  /// the hold's median. Wall stretch: the
  /// back foot lies still.
  public var start: Double
  /// When it ends, in seconds.
  public var end: Double
  /// Why it ends.
  public var endedBy: HoldEnd
  /// When the other foot has left the ground; nil for a wall stretch.
  public var footOff: Double?
  /// What goes wrong in it, in time order.
  public var faults: [Fault]
  /// Which leg carries; nil where the story doesn't say.
  public var side: Side?
}
