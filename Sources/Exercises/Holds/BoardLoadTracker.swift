/// Whether a person stands on a board, and how heavy that person is.
///
/// On: load above 60 % of the person's. Off: below 30 %. Each for half a second. The person's load is
/// learned: the first load that stays within a tenth of itself for half a second, then a slow mean of
/// the load while standing.
///
/// Cells whose zero has drifted show a load on an empty board: the lowest load that was steady, if it is
/// small. It is taken off before loads are compared; what is measured of a stance isn't changed by it.
struct BoardLoadTracker: Sendable {
  /// What a sample changed.
  enum Change: Hashable, Sendable {
    /// A person stands on the board since this time.
    case steppedOn(Double)
    /// Nobody stands on it since this time.
    case steppedOff(Double)
    /// Weight came and went between two times and never became a person standing.
    case tapped(Double, Double)
  }

  /// Load in kg at which a centre of pressure begins to mean something, and below which it ceases to.
  static let floor = (rising: 10.0, falling: 5.0)
  /// Shares of the person's load.
  static let onShare = 0.6
  static let offShare = 0.3
  /// Seconds that a state lasts before it is believed.
  static let settling = 0.5
  /// Greatest relative change of a load that stays.
  private static let steadiness = 0.1
  /// Seconds over which the person's load is averaged.
  private static let weightTime = 5.0

  /// What an empty board may show in kg, how steady that is, and for how many seconds.
  private static let zeroLimit = 15.0
  private static let zeroSteadiness = 0.15
  private static let zeroTime = 0.3

  /// The person's load in kg above ``zero``; nil before anybody stood still on the board.
  private(set) var bodyLoad: Double?
  /// Whether a person stands on the board.
  private(set) var isOn = false
  /// Whether there is enough load for a centre of pressure.
  private(set) var isLoaded = false
  private var loadedSince: Double?
  private var candidate: (since: Double, load: Double)?
  private var lowSince: Double?
  private var lastTime = 0.0
  private var firstTime: Double?
  /// What the empty board shows, in kg.
  private(set) var zero = 0.0
  private var isZeroKnown = false
  private var zeroCandidate: (since: Double, load: Double)?

  /// A load in kg as a share of the person's; nil before there is one.
  func share(of load: Double) -> Double? { bodyLoad.map { (load - zero) / $0 } }

  /// Takes the load in kg that the cells show at `time` seconds.
  mutating func advance(time: Double, load shown: Double) -> Change? {
    firstTime = firstTime ?? time
    if !isOn { learnZero(time: time, load: shown) }
    let load = shown - zero
    let step = time - lastTime
    lastTime = time
    let wasLoaded = isLoaded
    isLoaded = load >= (isLoaded ? Self.floor.falling : Self.floor.rising)
    if isLoaded, !wasLoaded { loadedSince = time }
    return isOn
      ? whileOn(time: time, load: load, step: step)
      : whileOff(time: time, load: load, wasLoaded: wasLoaded)
  }

  private mutating func learnZero(time: Double, load: Double) {
    guard load < Self.zeroLimit, !isZeroKnown || load < zero else { return zeroCandidate = nil }
    guard let held = zeroCandidate, abs(load - held.load) <= Self.zeroSteadiness else {
      return zeroCandidate = (time, load)
    }
    guard time - held.since >= Self.zeroTime else { return }
    zero = held.load
    isZeroKnown = true
    zeroCandidate = nil
  }

  private mutating func whileOff(time: Double, load: Double, wasLoaded: Bool) -> Change? {
    guard isLoaded else {
      defer {
        loadedSince = nil
        candidate = nil
      }
      // What lay there from the first row on never came: it was the cells' zero.
      guard wasLoaded, let since = loadedSince, since > firstTime ?? since else { return nil }
      return .tapped(since, time)
    }
    if let bodyLoad, load < Self.onShare * bodyLoad {
      candidate = nil
      return nil
    }
    guard let held = candidate, abs(load - held.load) <= Self.steadiness * held.load else {
      candidate = (time, load)
      return nil
    }
    guard time - held.since >= Self.settling else { return nil }
    isOn = true
    lowSince = nil
    candidate = nil
    if bodyLoad == nil { bodyLoad = held.load }
    return .steppedOn(loadedSince ?? held.since)
  }

  private mutating func whileOn(time: Double, load: Double, step: Double) -> Change? {
    guard let bodyLoad else { return nil }
    if load > Self.onShare * bodyLoad {
      lowSince = nil
      self.bodyLoad = bodyLoad + min(1, max(0, step) / Self.weightTime) * (load - bodyLoad)
      return nil
    }
    guard load < Self.offShare * bodyLoad else {
      lowSince = nil
      return nil
    }
    let since = lowSince ?? time
    lowSince = since
    guard time - since >= Self.settling else { return nil }
    isOn = false
    isLoaded = load >= Self.floor.rising
    loadedSince = nil
    return .steppedOff(since)
  }
}
