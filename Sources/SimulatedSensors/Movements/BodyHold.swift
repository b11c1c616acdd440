import Exercises

/// A one-foot hold on the floor, as a sensor at the waist or on the standing shank feels it.
///
/// The body sways over the standing ankle as an inverted pendulum; weight goes over to that foot before
/// the other is lifted and comes back when it is put down.
public struct BodyHold: InertialMotion {
  /// Where the sensor sits.
  public enum Site: String, Hashable, Sendable, CaseIterable {
    /// At the waist.
    case waist
    /// On the shank of the standing leg.
    case shank

    /// Metres above the ankle.
    var height: Double {
      switch self {
      case .waist: 0.95
      case .shank: 0.25
      }
    }
  }

  /// When all is over, in seconds.
  public let duration: Double
  let hold: HoldTruth
  let neutral: ClosedRange<Double>
  private let body: PendulumMotion

  /// A hold of `seconds`, counted from the moment the other foot is off, which ends by its coming down.
  ///
  /// - Parameters:
  ///   - seconds: at least 5.
  ///   - lurch: seconds into the hold at which the person nearly falls; nil for never.
  ///   - sway: root mean square of the tilt about each axis on one foot, in degrees.
  public init(
    seconds: Double, site: Site = .waist, standsOnLeft: Bool = true, lurch: Double? = nil,
    sway: Double = 0.5, mounting: Mounting = .aligned, stillness: Double = 4, seed: UInt64
  ) {
    precondition(seconds >= 5, "a hold this short never settles")
    var body = PendulumMotion(
      sensor: SIMD3(site == .waist ? -0.1 : 0.04, 0, site.height), sway: sway, hertz: 0.15...2,
      slope: 1, restlessness: 0.3, mounting: mounting, seed: seed)
    let footOff = stillness + 1
    let end = footOff + seconds
    let side = standsOnLeft ? 1.0 : -1.0
    body.aside.move(to: 0.09 * side, at: stillness, over: 1)
    body.roll.move(to: -2 * side, at: stillness, over: 1)
    body.restlessness.move(to: 2.6, at: stillness, over: 1)
    body.restlessness.move(to: 1, at: footOff, over: 1.2)
    if let lurch { body.lurch(at: footOff + lurch, degrees: 3 * side) }
    body.aside.move(to: 0, at: end, over: 0.5)
    body.roll.move(to: 0, at: end, over: 0.5)
    body.restlessness.move(to: 0.3, at: end, over: 1)
    body.blows = [
      Ringing(
        start: end + 0.15, amplitude: site == .waist ? 2.5 : 6, frequency: 8, decay: 0.06)
    ]
    duration = end + stillness
    neutral = 0...stillness
    let settled = HoldTruth.settling(
      from: footOff, steady: (footOff + 1.2)...end, tiltRate: body.tiltRate)
    hold = HoldTruth(
      start: settled, end: end, endedBy: .touchDown, footOff: footOff,
      faults: lurch.map {
        [Fault(start: footOff + $0, end: footOff + $0 + 1.2, kind: .lurch)]
      } ?? [])
    self.body = body
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { body.state(at: seconds) }
}
