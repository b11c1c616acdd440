public import Samples

/// What a person does in front of the sensor. Raw values are the words of the command line.
public enum Exercise: String, Hashable, Sendable, CaseIterable {
  /// Heels sink below the edge of a step, rise to tiptoe, hold, lower again.
  case calfRaise = "calf-raise"
  /// Seated: the toes press forward against a band and come back.
  case bandPress = "band-press"
  /// Back foot flat while leaning at a wall; a heel that lifts is a fault.
  case wallStretch = "wall-stretch"
  /// One-foot stance on a board, the floor or a balance trainer.
  case balanceHold = "balance-hold"
  /// Standing still on both feet: a sway test.
  case quietStance = "quiet-stance"
  /// Any repeated movement of the limb that carries the sensor.
  case generic
}

/// What the person stands on. Results on different surfaces don't compare.
public enum Surface: String, Hashable, Sendable, CaseIterable {
  /// A hard floor, or the board itself.
  case firm
  /// A foam pad.
  case foam
  /// A balance trainer, dome up.
  case bosuDome = "bosu-dome"
  /// A balance trainer, platform up.
  case bosuPlatform = "bosu-platform"

  /// Whether it is a ball, on which numbers depend, either way up.
  public var isBalanceTrainer: Bool { self == .bosuDome || self == .bosuPlatform }
}

/// The filter that sway measures are made with. Never applied silently: a report names it.
public enum SwayFilter: Hashable, Sendable {
  /// No filter and no resampling; time is the number of samples over the effective rate.
  case none
  /// Butterworth of order 2 run forward and backward; -3 dB at this frequency in Hz after both runs.
  case lowpass(hertz: Double)
}

extension SwayFilter {
  /// The filter as options and files name it: `none` or `lowpass:10.0`.
  public var word: String {
    switch self {
    case .none: "none"
    case .lowpass(let hertz): "lowpass:\(hertz)"
    }
  }

  /// Reads what ``word`` writes; nil for anything else.
  public init?(word: String) {
    if word == "none" {
      self = .none
      return
    }
    guard word.hasPrefix("lowpass:"), let hertz = Double(word.dropFirst("lowpass:".count)),
      hertz.isFinite, hertz > 0
    else { return nil }
    self = .lowpass(hertz: hertz)
  }
}

/// The rectangle between the centres of a board's four load cells.
public struct BoardGeometry: Hashable, Sendable {
  /// Distance between left and right cells in mm.
  public var mediolateral: Double
  /// Distance between top and bottom cells in mm.
  public var anteroposterior: Double

  /// A rectangle in mm.
  ///
  /// The default is the pair that was checked against a force plate (433 x 238); sources differ by 4 %
  /// along the antero-posterior side.
  public init(mediolateral: Double = 433, anteroposterior: Double = 238) {
    self.mediolateral = mediolateral
    self.anteroposterior = anteroposterior
  }
}

/// What a session must know before its first sample. Nothing in it changes while the session runs.
public struct SessionConfiguration: Hashable, Sendable {
  /// What is being done.
  public var exercise: Exercise
  /// Where a body-worn sensor sits; nil for a board or a plate.
  public var placement: Placement?
  /// The leg that works; nil where it wasn't told.
  public var side: Side?
  /// What the person stands on.
  public var surface: Surface
  /// The way that sway is measured.
  public var swayProfile: SwayProfile
  /// The filter for sway measures instead of the profile's own preparation; nil for that. Only our own
  /// profile takes one: a published one has its own.
  public var swayFilter: SwayFilter?
  /// Body mass in kg; nil where it wasn't told.
  public var bodyMass: Double?
  /// Length of the foot in mm, heel to longest toe; nil where it wasn't told.
  public var footLength: Double?
  /// The board's load-cell rectangle.
  public var boardGeometry: BoardGeometry
  /// The foot's outline on the board or plate, for the time to boundary; nil where it wasn't told.
  public var footRectangle: FootRectangle?
  /// The axis of a body-worn sensor that points forward, for sway side to side and front to back; nil where it wasn't
  /// told.
  public var forwardAxis: SensorAxis?
  /// Samples a second that the source was asked for; nil where it has no set rate. Only reported.
  public var nominalRate: Double?
  /// What the samples were put right by before they came here; nil where nothing was. Only reported.
  public var calibration: SensorCalibration?
  /// A set ends after this many seconds without a repetition.
  public var setPause: Double
  /// One-foot moments shorter than this many seconds are transitions, not holds.
  public var shortestHold: Double
  /// Whether any fault ends a hold at its first contact, as a touch-down.
  public var isStrict = false
  /// Whether the board lies the wrong way round: its front button at the person's toes.
  public var isBoardTurned = false
  /// What the person set out to do in repetitions.
  public var plan: RepetitionPlan
  /// What the person told of holds.
  public var holdPlan = HoldPlan()
  /// Which device measures; nil where it isn't known. Only reported, and told where holds are compared.
  public var device: DeviceIdentity?

  /// A configuration with the documented defaults.
  public init(
    exercise: Exercise, placement: Placement? = nil, side: Side? = nil, surface: Surface = .firm,
    swayProfile: SwayProfile = .soleus, swayFilter: SwayFilter? = nil, bodyMass: Double? = nil,
    footLength: Double? = nil,
    boardGeometry: BoardGeometry = BoardGeometry(), footRectangle: FootRectangle? = nil,
    nominalRate: Double? = nil,
    calibration: SensorCalibration? = nil, setPause: Double = 8, shortestHold: Double = 2,
    plan: RepetitionPlan = RepetitionPlan()
  ) {
    self.exercise = exercise
    self.placement = placement
    self.side = side
    self.surface = surface
    self.swayProfile = swayProfile
    self.swayFilter = swayFilter
    self.bodyMass = bodyMass
    self.footLength = footLength
    self.boardGeometry = boardGeometry
    self.footRectangle = footRectangle
    self.nominalRate = nominalRate
    self.calibration = calibration
    self.setPause = setPause
    self.shortestHold = shortestHold
    self.plan = plan
  }
}
