import Glibc
import Samples

/// A one-foot stance on a board while it lasts: tells touches, hops and its end.
struct OneFootStance: Sendable {
  /// What a sample showed.
  enum Change: Hashable, Sendable {
    case fault(Fault)
    /// The raised foot came down to stay; it first touched at this time.
    case touchedDown(Double)
  }

  /// Share of the load on the raised foot at which it touches.
  static let contactShare = 0.1
  /// Sway of the standing foot alone, in mm, that is never a touch.
  static let leastContact = 20.0
  /// Seconds of contact that make a touch, and that end the stance.
  static let touch = 0.1
  static let touchDown = 1.0
  /// Shares of the person's load, and seconds, that make a hop.
  static let hopLoad = (low: 0.2, high: 1.2)
  static let hopLength = 0.1...0.5
  /// Seconds after landing within which the load overshoots.
  static let landing = 0.3
  /// Seconds over which the standing foot's place is followed.
  static let followTime = 5.0

  /// When the other foot left, in seconds.
  let start: Double
  /// The leg that carries.
  let side: Side
  /// The stance on both feet before it.
  let twoFoot: StancePlateau
  /// Faults so far.
  private(set) var faults: [Fault] = []
  /// The standing foot's place from side to side, in mm.
  private var center: Double
  /// +1 where the standing foot is to the right of the two-foot stance.
  private let outward: Double
  /// Distance between the feet in mm: twice the way that the centre of pressure went.
  private let footDistance: Double
  private var contactSince: Double?
  private var unloadedSince: Double?
  private var landed: (unloaded: Double, since: Double)?
  private var lastTime: Double

  init(start: Double, now: Double, plateau: StancePlateau, twoFoot: StancePlateau) {
    self.start = start
    self.twoFoot = twoFoot
    center = plateau.center
    let shift = plateau.center - twoFoot.center
    outward = shift < 0 ? -1 : 1
    side = shift < 0 ? .left : .right
    footDistance = 2 * abs(shift)
    lastTime = now
  }

  /// Whether the centre of pressure at `x` mm leaves less than a tenth of the load to the raised foot.
  static func isClear(_ x: Double, of plateau: StancePlateau, from twoFoot: StancePlateau) -> Bool {
    let shift = plateau.center - twoFoot.center
    return (plateau.center - x) * (shift < 0 ? -1 : 1) < contactShare * 2 * abs(shift)
  }

  /// Takes a smoothed point and its load as a share of the person's.
  mutating func advance(_ point: PlanarPoint, loadShare: Double) -> Change? {
    let step = point.time - lastTime
    lastTime = point.time
    if let hop = followHop(time: point.time, loadShare: loadShare) {
      faults.append(hop)
      return .fault(hop)
    }
    // In the air, or on the way off, the centre of pressure tells nothing about the other foot.
    guard loadShare > BoardLoadTracker.onShare else { return nil }
    let limit = max(Self.leastContact, Self.contactShare * footDistance)
    guard (center - point.x) * outward > limit else {
      center += min(1, step / Self.followTime) * (point.x - center)
      defer { contactSince = nil }
      guard let since = contactSince, point.time - since >= Self.touch else { return nil }
      let touch = Fault(start: since, end: point.time, kind: .otherFootTouch)
      faults.append(touch)
      return .fault(touch)
    }
    let since = contactSince ?? point.time
    contactSince = since
    return point.time - since >= Self.touchDown ? .touchedDown(since) : nil
  }

  /// The first contact that is still under way; nil where the raised foot is clear.
  var openContact: Double? { contactSince }

  private mutating func followHop(time: Double, loadShare: Double) -> Fault? {
    if loadShare < Self.hopLoad.low {
      unloadedSince = unloadedSince ?? time
      return nil
    }
    if let since = unloadedSince {
      landed = Self.hopLength.contains(time - since) ? (since, time) : nil
      unloadedSince = nil
    }
    guard let flight = landed else { return nil }
    if loadShare > Self.hopLoad.high {
      landed = nil
      return Fault(start: flight.unloaded, end: flight.since, kind: .hop)
    }
    if time - flight.since > Self.landing { landed = nil }
    return nil
  }
}
