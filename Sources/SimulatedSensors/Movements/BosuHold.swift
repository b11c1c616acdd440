import Exercises

/// A one-foot hold on a balance trainer, dome down, as a sensor on its platform feels it.
///
/// The platform lies still; the person gets on with both feet and wrestles it level; one foot is lifted;
/// the sway comes down to that of the hold, with a lurch or not; the hold ends.
public struct BosuHold: InertialMotion {
  /// When all is over, in seconds.
  public let duration: Double
  let hold: HoldTruth
  let neutral: ClosedRange<Double>
  private let platform: PendulumMotion

  /// A hold of `seconds`, counted from the moment the other foot is off.
  ///
  /// - Parameters:
  ///   - seconds: at least 5.
  ///   - lurch: seconds into the hold at which the person nearly falls; nil for never.
  ///   - sway: root mean square of the platform's tilt about each axis in the hold, in degrees.
  public init(
    seconds: Double, ending: HoldEnding, lurch: Double? = nil, sway: Double = 1.8,
    mounting: Mounting = .aligned, stillness: Double = 3, seed: UInt64
  ) {
    precondition(seconds >= 5, "a hold this short never settles")
    // The dome rolls on the floor; the platform's middle is 0.2 m above, the sensor near the rim.
    var platform = PendulumMotion(
      sensor: SIMD3(0.1, 0.2, 0.2), sway: sway, hertz: 0.3...1, slope: 0, restlessness: 0,
      mounting: mounting, seed: seed)
    let footOff = stillness + 4.5
    let end = footOff + seconds
    // First the near side goes down under one foot, then it rocks to and fro under both.
    platform.roll.move(to: 12, at: stillness, over: 0.5)
    for (index, tilt) in [-11.0, 10, -11, 10, -8, 0].enumerated() {
      platform.roll.move(to: tilt, at: stillness + 0.6 + 0.66 * Double(index), over: 0.62)
    }
    platform.blows.append(Ringing(start: stillness, amplitude: 12, frequency: 9, decay: 0.08))
    platform.blows.append(
      Ringing(start: stillness + 1, amplitude: 8, frequency: 9, decay: 0.08))
    platform.restlessness.move(to: 2, at: stillness, over: 1.5)
    // One foot alone has to find its balance first.
    platform.restlessness.move(to: 4, at: footOff - 0.7, over: 0.5)
    platform.restlessness.move(to: 1, at: footOff + 0.2, over: 1.6)
    if let lurch { platform.lurch(at: footOff + lurch, degrees: 7) }

    switch ending {
    case .touchDown:
      // The foot lands beside the middle, and the platform tips onto its rim under it.
      platform.roll.move(to: -14, at: end, over: 0.35)
      platform.blows.append(Ringing(start: end + 0.15, amplitude: 20, frequency: 12, decay: 0.06))
      platform.restlessness.move(to: 2.5, at: end, over: 0.4)
      platform.restlessness.move(to: 0.1, at: end + 1.6, over: 1)
    case .stepOff:
      platform.restlessness.move(to: 0, at: end, over: 0.3)
      platform.blows.append(Ringing(start: end, amplitude: 25, frequency: 10, decay: 0.07))
      platform.swings = [
        (.roll, Ringing(start: end, amplitude: 14, frequency: 1.4, decay: 1)),
        (.pitch, Ringing(start: end, amplitude: -9, frequency: 1.5, decay: 1)),
      ]
    }
    duration = end + 5
    neutral = 0...stillness
    let settled = HoldTruth.settling(
      from: footOff, steady: (footOff + 1.8)...end, tiltRate: platform.tiltRate)
    hold = HoldTruth(
      start: settled, end: end, endedBy: ending.reported, footOff: footOff,
      faults: lurch.map {
        [Fault(start: footOff + $0, end: footOff + $0 + 1.2, kind: .lurch)]
      } ?? [])
    self.platform = platform
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { platform.state(at: seconds) }
}
