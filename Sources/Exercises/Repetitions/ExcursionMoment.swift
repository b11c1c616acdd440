/// The levels that a movement is judged by while it happens: in the excursion's unit, up positive.
///
/// They are what the live count goes by. The boundaries in a report are measured afterwards, as crossings
/// of each movement's own travel.
public struct DetectionLevels: Hashable, Sendable {
  /// What a rise must pass to be a movement; nil while one is under way, or nothing is measured.
  public var rise: Double?
  /// Where the limb counts as back; nil while no movement is under way.
  public var back: Double?
  /// Median of the last five counted ranges: less than half of it is partial. Nil before the first.
  public var usualRange: Double?

  /// Levels; what isn't given isn't in force.
  public init(rise: Double? = nil, back: Double? = nil, usualRange: Double? = nil) {
    self.rise = rise
    self.back = back
    self.usualRange = usualRange
  }
}

/// What a session goes by at one sample while it looks for repetitions: for whoever wants to know why
/// something was counted, or wasn't.
public struct ExcursionMoment: Hashable, Sendable {
  /// The sample's time in seconds from the first.
  public var time: Double
  /// The lightly smoothed excursion in degrees (in mm of the body's height on a board), up positive as it is
  /// believed now; nil where none is measured, or the line of movement isn't known yet.
  public var excursion: Double?
  /// Seconds by which ``excursion`` lags behind the limb: the delay of the smoothing under it, twice the time
  /// constant of an ``SignalProcessing/ExponentialSmoother``.
  public var delay: Double
  /// The live phase; nil outside a set.
  public var phase: Phase?
  /// Which way up is believed to be: +1 along the line of movement, -1 against it. ``excursion`` times
  /// this is the way along the line, whatever is believed.
  public var sense: Double
  /// How that is known.
  public var direction: Direction
  /// What is in force if up is where it is believed to be.
  public var levels: DetectionLevels
  /// What would be if up were the other way, that way positive: both are followed until it is known.
  public var levelsOtherWay: DetectionLevels

  /// A moment.
  public init(
    time: Double, excursion: Double?, delay: Double, phase: Phase?, sense: Double,
    direction: Direction,
    levels: DetectionLevels, levelsOtherWay: DetectionLevels = DetectionLevels()
  ) {
    self.time = time
    self.excursion = excursion
    self.delay = delay
    self.phase = phase
    self.sense = sense
    self.direction = direction
    self.levels = levels
    self.levelsOtherWay = levelsOtherWay
  }
}

extension ExerciseAnalysis {
  func moment(at time: Double) -> ExcursionMoment? { nil }
}
