/// A stance on both feet, as far as is known, between getting on or a touch-down and the next hold.
struct TwoFootStance: Sendable {
  /// Seconds on both feet that a hold must follow.
  static let least = 0.5
  /// Seconds after a touch-down within which the same foot is looked for in the same place.
  private static let sameFoot = 6.0
  /// Seconds after which a first place is no landing any more.
  private static let landing = 3.0
  /// Seconds of earlier places that count towards the mean place.
  private static let memory = 10.0
  /// Stretches of earlier places whose unrest counts.
  private static let stretches = 60

  /// Where both feet press, and how restless they are at their quietest; nil before anybody came to rest.
  private(set) var place: StancePlateau?
  /// Whether this may still be one foot's: the first place after the step-on.
  private(set) var isLanding = true
  /// The mean of the places before, how many seconds it is of, and the unrest of their stretches.
  private var earlier: (center: Double, seconds: Double, stretches: [Double])?
  /// The one-foot stance before it, and when its end was known.
  private var last: (stance: OneFootStance, since: Double)?
  /// Seconds on both feet so far.
  private var twoFeet = 0.0
  /// Since when only the last stance's foot carries again.
  private var clearSince: Double?
  /// The last moment at which the other foot was on the floor beside the board; the centre of pressure doesn't
  /// tell when it left.
  private(set) var lastBorne = -Double.infinity
  private var lastTime: Double?
  private var current: StancePlateau?

  /// After getting on.
  init() {}

  /// After a touch-down: both feet stand again where they stood before; no stance where it may have been none.
  init(place: StancePlateau?, after stance: OneFootStance?, now: Double, twoFeet: Double) {
    self.place = place
    earlier = place.map { ($0.center, min(Self.memory, $0.duration), $0.evidence) }
    isLanding = false
    last = stance.map { ($0, now) }
    lastTime = now
    self.twoFeet = twoFeet
  }

  /// Whether both feet have stood for long enough for a hold to follow.
  var isLongEnough: Bool { twoFeet >= Self.least }

  /// Takes a point; the last stance's foot alone again in the same place, which is a new hold that needn't be
  /// looked for.
  mutating func resumed(at point: PlanarPoint, loadShare: Double) -> OneFootStance? {
    let step = lastTime.map { point.time - $0 } ?? 0
    lastTime = point.time
    guard let (stance, since) = last else { return nil }
    if point.time - since > Self.sameFoot { last = nil }
    // The other foot is down on the board, or on the floor beside it.
    let isBorne = loadShare < OneFootStance.bornShare
    if isBorne { lastBorne = point.time }
    guard stance.isClear(point.x), !isBorne else {
      if isBorne || stance.isOnBothFeet(point.x) { twoFeet += step }
      clearSince = nil
      return nil
    }
    let clear = clearSince ?? point.time
    clearSince = clear
    guard point.time - clear >= Self.least else { return nil }
    guard isLongEnough else {
      // Too short a touch to be a stance, and it is over.
      twoFeet = 0
      return nil
    }
    return stance.resumed(from: clear, now: point.time)
  }

  /// Whether a place is the last stance's, with the other foot bearing a part.
  func isTouch(_ plateau: StancePlateau) -> Bool {
    last?.stance.isOnBothFeet(plateau.center) ?? false
  }

  /// Too much was lost to say that anybody still stands as before.
  mutating func breakOff() {
    last = nil
    lastTime = nil
    clearSince = nil
  }

  /// Both feet stand here.
  mutating func settle(on plateau: StancePlateau) {
    if let current, current.start != plateau.start { keep(current) }
    current = plateau
    twoFeet = max(twoFeet, plateau.duration)
    if plateau.duration > Self.landing { isLanding = false }
    var mean = plateau
    if let earlier {
      let seconds = min(plateau.duration, Self.memory)
      mean.center =
        (earlier.center * earlier.seconds + plateau.center * seconds) / (earlier.seconds + seconds)
      mean.stretches = (earlier.stretches + plateau.stretches).suffix(Self.stretches)
    }
    place = mean
  }

  /// Both feet stand here, and what came before was no stance on both.
  mutating func restart(on plateau: StancePlateau) {
    earlier = nil
    current = nil
    lean(on: plateau)
  }

  /// Both feet stand here too: a lean to one side.
  mutating func lean(on plateau: StancePlateau) {
    isLanding = false
    settle(on: plateau)
  }

  private mutating func keep(_ plateau: StancePlateau) {
    let seconds = min(plateau.duration, Self.memory)
    guard let before = earlier else {
      earlier = (plateau.center, seconds, plateau.evidence)
      return
    }
    let all = before.seconds + seconds
    earlier = (
      (before.center * before.seconds + plateau.center * seconds) / all, min(Self.memory, all),
      (before.stretches + plateau.stretches).suffix(Self.stretches)
    )
  }
}
