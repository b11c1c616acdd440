public import Samples

/// A lost stretch in seconds from the first sample.
public struct ReportedGap: Hashable, Sendable {
  /// The last moment known good.
  public var start: Double
  /// The first moment good again.
  public var end: Double
  /// Why it is missing.
  public var cause: GapCause

  /// A gap.
  public init(start: Double, end: Double, cause: GapCause) {
    self.start = start
    self.end = end
    self.cause = cause
  }
}

/// What came in.
public struct InputSummary: Hashable, Sendable {
  /// `accelerometer`, `accelerometer+gyroscope`, `board` or `center-of-pressure`; nil before a sample.
  public var sensor: String?
  /// From the first sample to the last, in seconds.
  public var duration: Double
  /// How many samples came.
  public var samples: Int
  /// Samples a second that were asked for; nil where there is no set rate.
  public var nominalRate: Double?
  /// (samples - 1) over the time they took, gaps taken out; nil for fewer than two.
  public var effectiveRate: Double?
  /// What was lost, in time order.
  public var gaps: [ReportedGap]
  /// Rows of a board left out because a cell dropped out for one or two of them; nil for other sensors.
  public var dropouts: Int?
  /// Whether the board was told to lie the wrong way round; nil for other sensors.
  public var isBoardTurned: Bool?
  /// What the samples were put right by; nil where nothing was.
  public var calibration: SensorCalibration?

  /// A summary.
  public init(
    sensor: String?, duration: Double, samples: Int, nominalRate: Double?, effectiveRate: Double?,
    gaps: [ReportedGap], dropouts: Int? = nil, calibration: SensorCalibration? = nil
  ) {
    self.sensor = sensor
    self.duration = duration
    self.samples = samples
    self.nominalRate = nominalRate
    self.effectiveRate = effectiveRate
    self.gaps = gaps
    self.dropouts = dropouts
    self.calibration = calibration
  }
}

/// A key of the report that is null, and why.
public struct Unavailable: Hashable, Sendable {
  /// The report's key.
  public var key: String
  /// Why it can't be known here, in words.
  public var reason: String

  /// A key with its reason.
  public init(key: String, reason: String) {
    self.key = key
    self.reason = reason
  }
}

/// Everything a session found.
public struct SessionReport: Hashable, Sendable {
  /// What was done.
  public var exercise: Exercise
  /// Where the sensor sat.
  public var placement: Placement?
  /// Which leg worked.
  public var side: Side?
  /// What the person stood on.
  public var surface: Surface
  /// What came in.
  public var input: InputSummary
  /// Sets in time order.
  public var sets: [SetReport]
  /// Holds in time order.
  public var holds: [HoldReport]
  /// Transitions in time order.
  public var transitions: [Transition]
  /// Sway over the whole stance (quiet-stance only).
  public var sway: SwayReport?
  /// Keys that are null, and why.
  public var unavailable: [Unavailable]
  /// Whether any fault ended a hold; nil where no holds with faults are looked for.
  public var isStrict: Bool?
  /// What a person changed by hand, in the order of doing it; empty for what the machine found.
  public var revisions: [ReportedRevision] = []
  /// Which device measured; nil where it isn't known.
  public var device: DeviceIdentity?
  /// What the holds come to; nil for other exercises than balance holds.
  public var holdSummary: HoldSummary?

  /// Length of the longest hold in seconds; nil without one.
  public var bestHold: Double? { holds.map(\.duration).max() }

  /// A report.
  public init(
    exercise: Exercise, placement: Placement?, side: Side?, surface: Surface, input: InputSummary,
    sets: [SetReport], holds: [HoldReport], transitions: [Transition], sway: SwayReport?,
    unavailable: [Unavailable]
  ) {
    self.exercise = exercise
    self.placement = placement
    self.side = side
    self.surface = surface
    self.input = input
    self.sets = sets
    self.holds = holds
    self.transitions = transitions
    self.sway = sway
    self.unavailable = unavailable
  }
}
