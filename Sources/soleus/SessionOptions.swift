public import ArgumentParser
public import Exercises
import Recordings
public import Samples

extension Placement: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}
extension Surface: ExpressibleByArgument {}
extension SwayProfile: ExpressibleByArgument {}
extension SensorAxis: ExpressibleByArgument {}

/// What a person can tell about a session, live or replayed.
struct SessionOptions: ParsableArguments {
  @Option(help: "Where a body-worn sensor sits; a board needs none.")
  var placement: Placement?

  @Option(help: "The leg that works.")
  var side: Side?

  @Option(help: "What the person stands on.")
  var surface: Surface?

  @Option(
    name: .customLong("profile"),
    help: "The way that sway is measured: ours, or a published one to the last digit.")
  var swayProfile: SwayProfile?

  @Option(
    help: ArgumentHelp(
      "Filter for sway instead of our profile's own: none or lowpass:HZ (Butterworth run both ways).",
      valueName: "filter"),
    transform: SessionOptions.filter)
  var filter: SwayFilter?

  @Option(parsing: .unconditional, help: ArgumentHelp("Body mass in kg.", valueName: "kg"))
  var mass: Double?

  @Option(parsing: .unconditional, help: ArgumentHelp("Length of the foot in mm.", valueName: "mm"))
  var footLength: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A board's load-cell rectangle in mm, side to side x front to back (433x238).",
      valueName: "ml x ap"),
    transform: SessionOptions.rectangle)
  var boardRectangle: BoardGeometry?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The foot's outline in mm for the time to boundary, and its middle from the board's (0,0).",
      valueName: "ml x ap@x,y"),
    transform: SessionOptions.foot)
  var footRectangle: FootRectangle?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The body-worn sensor's axis that points forward: sway is told side to side and front to back by it.",
      valueName: "axis"))
  var forwardAxis: SensorAxis?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A set ends after this pause (8 s).", valueName: "s"))
  var setPause: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shorter one-foot moments are no holds (2 s).", valueName: "s"))
  var shortestHold: Double?

  @Flag(
    inversion: .prefixedNo,
    help: "Any fault ends a hold, at its first contact; else only a second of it does.")
  var strict: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "The board lies the wrong way round: its front button is at the toes.")
  var boardTurned: Bool?

  @OptionGroup var plan: PlanOptions
  @OptionGroup var holds: HoldOptions

  func validate() throws {
    let positive = [
      ("--mass", mass), ("--foot-length", footLength), ("--set-pause", setPause),
      ("--shortest-hold", shortestHold),
    ]
    for case (let name, let value?) in positive where !(value.isFinite && value > 0) {
      throw ValidationError("\(name) must be a number above 0, not \(value).")
    }
    if let swayProfile, swayProfile != .soleus, filter != nil {
      throw ValidationError(
        "--profile \(swayProfile.rawValue) has a filter of its own: leave --filter out.")
    }
    try Self.check(mass: mass)
    if let footLength, !(100...400).contains(footLength) {
      throw ValidationError("--foot-length is in mm, 100 to 400, not \(footLength).")
    }
  }

  /// The session that these options, and what a recording's header says, ask for. Options win.
  ///
  /// - Parameters:
  ///   - holdPlan: what ``holds`` tells; they read files, so it is asked for once.
  ///   - saysNotes: whether to say what isn't used; not again for a second sensor.
  func configuration(
    exercise: Exercise, header: RecordingHeader?, isInertial: Bool, nominalRate: Double?,
    holdPlan: HoldPlan, saysNotes: Bool = true
  ) -> SessionConfiguration {
    if let placement, !isInertial { sayUnused(placement) }
    var place = placement ?? header?.placement
    if isInertial, place == nil, let usual = exercise.usualPlacement {
      say("note: --placement isn't given; the sensor is taken to sit on the \(usual.rawValue)")
      place = usual
    }
    let told = header?.settings ?? SessionSettings()
    var ground = surface ?? header?.surface
    if ground == nil, exercise == .balanceHold, isInertial, place == .platform {
      say(
        "note: --surface isn't given; with the sensor on a platform it is taken to be bosu-platform"
      )
      ground = .bosuPlatform
    }
    var configuration = SessionConfiguration(
      exercise: exercise, placement: isInertial ? place : nil, side: side ?? header?.side,
      surface: ground ?? .firm, bodyMass: mass ?? told.bodyMass,
      footLength: footLength ?? told.footLength, nominalRate: nominalRate)
    // A filter asked for now belongs to our own profile, whatever was recorded.
    configuration.swayProfile = swayProfile ?? (filter == nil ? told.swayProfile : nil) ?? .soleus
    configuration.swayFilter = filter ?? (swayProfile == nil ? told.swayFilter : nil)
    configuration.boardGeometry =
      boardRectangle ?? told.boardGeometry ?? configuration.boardGeometry
    configuration.footRectangle = footRectangle ?? told.footRectangle
    configuration.forwardAxis = forwardAxis ?? told.forwardAxis
    if forwardAxis != nil, saysNotes, !isInertial || !exercise.isHeld {
      say("note: --forward-axis isn't used: it is for sway of a sensor on the body")
    }
    let usesMass =
      exercise == .balanceHold || exercise == .calfRaise && configuration.placement == .foot
    if mass != nil, saysNotes, !usesMass {
      say("note: --mass isn't used: work is reckoned for calf raises with a sensor on the foot")
    }
    configuration.setPause = setPause ?? told.setPause ?? configuration.setPause
    configuration.shortestHold = shortestHold ?? told.shortestHold ?? configuration.shortestHold
    configuration.isStrict = strict ?? told.isStrict ?? false
    configuration.isBoardTurned = boardTurned ?? told.isBoardTurned ?? false
    configuration.plan = plan.plan(completedBy: told.plan)
    if saysNotes, exercise == .balanceHold { holds.sayUnused(on: configuration.surface) }
    configuration.holdPlan = holdPlan.completed(by: told.holdPlan)
    let earlier = configuration.holdPlan.earlier
    configuration.holdPlan.earlier = earlier.useful(on: configuration.surface)
    if saysNotes, !earlier.isEmpty, configuration.holdPlan.earlier.isEmpty {
      say(
        "note: --earlier isn't used: no hold in it was on the surface \(configuration.surface.rawValue)"
      )
    }
    return configuration
  }

  /// Refuses what is nobody's mass in kg.
  static func check(mass: Double?) throws {
    if let mass, !(10...300).contains(mass) {
      throw ValidationError("--mass is in kg, 10 to 300, not \(mass).")
    }
  }

  private static func filter(_ text: String) throws -> SwayFilter {
    guard let filter = SwayFilter(word: text) else {
      throw ValidationError("use none or lowpass:HZ, for instance lowpass:10")
    }
    return filter
  }

  private static func foot(_ text: String) throws -> FootRectangle {
    guard let foot = FootRectangle(word: text) else {
      throw ValidationError(
        "use width x length in mm and the middle from the board's, for instance 100x260@-95,10")
    }
    return foot
  }

  private static func rectangle(_ text: String) throws -> BoardGeometry {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
    guard sides.count == 2, let width = sides[0], let length = sides[1],
      width.isFinite, length.isFinite, width > 0, length > 0
    else { throw ValidationError("use two lengths in mm, for instance 433x238") }
    return BoardGeometry(mediolateral: width, anteroposterior: length)
  }
}

/// Says that a sensor which isn't worn has no placement.
func sayUnused(_ placement: Placement) {
  say("note: --placement \(placement.rawValue) isn't used: this sensor isn't worn")
}

extension Exercise {
  /// Whether somebody stands still in it, so that sway can be measured.
  fileprivate var isHeld: Bool {
    switch self {
    case .balanceHold, .quietStance, .wallStretch: true
    case .calfRaise, .bandPress, .generic: false
    }
  }

  /// Where a sensor sits if nobody says; nil where any place will do.
  fileprivate var usualPlacement: Placement? {
    switch self {
    case .calfRaise, .bandPress, .wallStretch: .foot
    case .balanceHold, .quietStance: .waist
    case .generic: nil
    }
  }
}
