import Glibc
import Samples

/// A one-foot stance on a board while it lasts: tells touches, hops and its end.
///
/// The other foot shows in two ways: on the board it pulls the centre of pressure towards itself, beside the
/// board it takes load away. The standing foot's own sway moves the centre of pressure as well, but no further
/// than its sole reaches; so a touch must go clearly beyond the sway, and is dated back to where it began.
struct OneFootStance: Sendable {
  /// What a sample showed.
  enum Change: Hashable, Sendable {
    case fault(Fault)
    /// The raised foot came down to stay; it first touched at this time.
    case touchedDown(Double)
  }

  /// Share of the load on the raised foot at which it touches.
  static let contactShare = 0.1
  /// Share of the person's load under which something else carries the rest: the floor beside the board.
  static let bornShare = 0.9
  /// Seconds of contact that make a touch, and that end the stance.
  static let touch = 0.1
  static let touchDown = 1.0
  /// Half the width of a sole in mm: the standing foot alone takes the centre of pressure no further.
  private static let soleReach = 45.0
  /// Multiples of the sway's root mean square within which a contact is dated, beyond which it is sure, and
  /// beyond which its mean lies where the foot stays down.
  private static let sway = (dating: 2.0, sure: 3.5, staying: 2.5)
  /// Shares of the feet's distance beyond which none is put, and below which the last isn't.
  private static let farthest = (dating: 0.2, sure: 0.3, staying: 0.3)
  private static let leastStaying = 0.15
  /// Seconds of smoothing of a contact that stays.
  private static let stayingTime = 0.3
  /// Seconds within which a touch becomes sure.
  private static let onset = 0.6
  /// Seconds over which the standing foot's place and its sway are followed; after a hop for ``resettling``
  /// over ``hopFollowTime``, for it may have landed elsewhere.
  private static let followTime = 5.0
  /// In the first seconds, when it is known from a moment only, the place is followed faster.
  private static let youth = (until: 4.0, followTime: 2.0)
  private static let resettling = 0.6
  private static let hopFollowTime = 0.2
  /// Shares of the two-foot stance's half distance within which both feet carry.
  private static let twoFeetShare = 0.85

  /// Seconds before and after about which the way of the weight is looked at, and before that.
  private static let transfer = (before: 2.0, around: 1.0, after: 1.5)

  /// When the other foot left, in seconds.
  var start: Double
  /// The leg that carries.
  let side: Side
  /// Distance between the feet in mm: twice the way that the centre of pressure went.
  private(set) var footDistance: Double
  /// Faults so far.
  private(set) var faults: [Fault] = []
  /// The standing foot's place from side to side, in mm.
  private(set) var center: Double
  /// Mean square of the sway about it, in mm².
  private var variance: Double
  /// +1 where the standing foot is to the right of the two-foot stance.
  private let outward: Double
  private var contact: Contact?
  private var unloading = Unloading()
  private var lastTime: Double
  private var resettlingUntil = -Double.infinity

  /// What may be the raised foot on the board.
  private struct Contact: Hashable {
    var since: Double
    var isSure = false
    /// Seconds with both feet carrying.
    var twoFeet = 0.0
    /// Smoothed place towards the other foot, in mm.
    var mean = 0.0
  }

  /// A stance on the foot at `center` mm, the stance on both feet being at `twoFeet` mm.
  init(start: Double, now: Double, center: Double, twoFeet: Double) {
    self.start = start
    self.center = center
    let shift = center - twoFeet
    outward = shift < 0 ? -1 : 1
    side = shift < 0 ? .left : .right
    footDistance = 2 * abs(shift)
    // Of a healthy grown-up's foot; the stance's own is learned.
    variance = 81
    lastTime = now
  }

  /// Puts the standing foot where it is now known to be.
  mutating func move(to center: Double, twoFeet: Double) {
    self.center = center
    footDistance = 2 * abs(center - twoFeet)
  }

  /// The first moment of the track's last stretch with the raised foot clear; a stretch goes on until the
  /// other foot surely touches.
  func firstClear(
    in track: [(point: PlanarPoint, raw: PlanarPoint)], from earliest: Double, through end: Double
  ) -> Double {
    var since: Double?
    for (point, _) in track where point.time >= earliest && point.time <= end {
      let inward = inward(point.x)
      if inward > sureLevel {
        since = nil
      } else if since == nil, inward < datingLevel {
        since = point.time
      }
    }
    return since ?? start
  }

  /// When the raised foot came to carry less than a tenth, from the whole way of the weight about `time`.
  func lifted(
    in track: [(point: PlanarPoint, raw: PlanarPoint)], about time: Double, from earliest: Double
  ) -> Double {
    let first = max(earliest, time - Self.transfer.before - Self.transfer.around)
    let part = track.lazy.map { (time: $0.raw.time, share: self.nearness($0.raw.x)) }
      .filter { $0.time >= first && $0.time <= time + Self.transfer.after }
    let range = max(earliest, time - Self.transfer.before)...max(earliest, time + 0.5)
    let found = WeightTransfer(part, halfWay: range)?.time(
      reaching: 1 - 2 * Self.contactShare)
    return found.map { max(earliest, $0) } ?? time
  }

  /// When the raised foot came to carry more than a tenth again, from the whole way of the weight about `time`.
  func landed(
    in track: [(point: PlanarPoint, raw: PlanarPoint)], about time: Double
  ) -> Double {
    // On the floor beside the board it moves no pressure.
    guard !unloading.isOpen else { return time }
    let first = max(start, time - Self.transfer.after)
    let part = track.lazy.filter { $0.raw.time >= first }.reversed().map {
      (time: -$0.raw.time, share: self.nearness($0.raw.x))
    }
    let range = (-time - 1)...(-time + 0.5)
    let found = WeightTransfer(part, halfWay: range)?.time(
      reaching: 1 - 2 * Self.contactShare)
    return found.map { max(start, -$0) } ?? time
  }

  /// How near the pressure is to the standing foot, 0 being half way between the feet.
  private func nearness(_ x: Double) -> Double { 1 - 2 * inward(x) / footDistance }

  /// The same foot again after a touch-down.
  func resumed(from start: Double, now: Double) -> OneFootStance {
    var next = self
    next.start = start
    next.lastTime = now
    next.faults = []
    next.contact = nil
    next.unloading = Unloading()
    return next
  }

  /// How far the centre of pressure may be towards the other foot, in mm, with that foot in the air.
  var datingLevel: Double {
    let tenth = Self.contactShare * footDistance
    return max(
      tenth, min(Self.sway.dating * variance.squareRoot(), Self.farthest.dating * footDistance))
  }

  private var sureLevel: Double {
    let sway = min(Self.soleReach, Self.sway.sure * variance.squareRoot())
    return max(datingLevel + 1, min(sway, Self.farthest.sure * footDistance))
  }

  /// Whether a place in mm is the standing foot's own.
  func isClear(_ x: Double) -> Bool { inward(x) < datingLevel }

  /// Whether a place in mm shows both feet carrying.
  func isOnBothFeet(_ x: Double) -> Bool {
    !isClear(x) && inward(x) < Self.twoFeetShare * footDistance
  }

  private func inward(_ x: Double) -> Double { (center - x) * outward }

  /// Takes a smoothed point and its load as a share of the person's.
  mutating func advance(_ point: PlanarPoint, loadShare: Double) -> Change? {
    let step = point.time - lastTime
    lastTime = point.time
    switch unloading.advance(time: point.time, share: loadShare) {
    case .hop(let hop)?:
      contact = nil
      resettlingUntil = point.time + Self.resettling
      faults.append(hop)
      return .fault(hop)
    case .touch(let touch)?:
      faults.append(touch)
      return .fault(touch)
    case .down(let since)?: return .touchedDown(since)
    case nil: break
    }
    // In the air, or on the way off, the centre of pressure tells nothing about the other foot.
    guard loadShare > BoardLoadTracker.onShare, !unloading.isOpen else { return nil }
    return follow(point, step: step)
  }

  /// Takes a load, as a share of the person's, that is too little for a centre of pressure: in the air, or on
  /// the way off. What it was shows at the landing.
  mutating func advance(time: Double, unloaded loadShare: Double) {
    _ = unloading.advance(time: time, share: loadShare)
  }

  private mutating func follow(_ point: PlanarPoint, step: Double) -> Change? {
    let inward = inward(point.x)
    let isResettling = point.time < resettlingUntil && abs(inward) < Self.soleReach
    if contact?.isSure != true || inward < datingLevel {
      learn(inward, step: step, isResettling: isResettling)
    }
    guard inward > datingLevel, !isResettling else {
      defer { contact = nil }
      guard let contact, contact.isSure, point.time - contact.since >= Self.touch else {
        return nil
      }
      let touch = Fault(start: contact.since, end: point.time, kind: .otherFootTouch)
      faults.append(touch)
      return .fault(touch)
    }
    var open = contact ?? Contact(since: point.time)
    if inward < Self.twoFeetShare * footDistance { open.twoFeet += step }
    if !open.isSure, inward > sureLevel {
      open.isSure = true
      // Before that it was sway which happened to lean that way.
      open.since = max(open.since, point.time - Self.onset)
    }
    open.mean += min(1, step / Self.stayingTime) * (inward - open.mean)
    contact = open
    let staying = max(
      Self.leastStaying * footDistance,
      min(Self.sway.staying * variance.squareRoot(), Self.farthest.staying * footDistance))
    guard open.isSure, open.mean > staying, point.time - open.since >= Self.touchDown else {
      return nil
    }
    return .touchedDown(open.since)
  }

  /// Follows the standing foot's place and its sway; what goes beyond the sway counts no more than that, to
  /// either side.
  private mutating func learn(_ inward: Double, step: Double, isResettling: Bool) {
    let isYoung = lastTime - start < Self.youth.until
    let time = isResettling ? Self.hopFollowTime : isYoung ? Self.youth.followTime : Self.followTime
    let limit = isResettling ? Self.soleReach : sureLevel
    let kept = max(-limit, min(limit, inward))
    center -= min(1, max(0, step) / time) * kept * outward
    variance += min(1, max(0, step) / Self.followTime) * (kept * kept - variance)
  }

  /// The first contact that is still under way; nil where the raised foot is clear.
  var openContact: Double? { contact.flatMap { $0.isSure ? $0.since : nil } }

  /// Seconds of the contact under way in which both feet carried.
  var twoFeet: Double { unloading.isOpen ? Self.touchDown : contact?.twoFeet ?? 0 }
}
