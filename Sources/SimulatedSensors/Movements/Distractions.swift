/// Things people do around an exercise that are no part of it: each a short story of its own.
///
/// All begin and end with the foot flat and `stillness` seconds of standing.
public struct Distraction: InertialMotion {
  /// What can happen.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Up onto a step of 15 cm.
    case climbing
    /// Down from it, backwards.
    case steppingOff = "stepping-off"
    /// Weight from one foot to the other and back, three times.
    case shiftingWeight = "shifting-weight"
    /// Four taps of the toes with the heel on the ground.
    case tappingToes = "tapping-toes"
    /// Foot up, shoe pulled off and put down.
    case takingShoeOff = "taking-shoe-off"
  }

  /// When all is over, in seconds.
  public let duration: Double
  private let leg: LegMotion

  /// The given things one after the other.
  public init(
    _ kinds: [Kind], placement: LegPlacement = .foot, mounting: Mounting = .aligned,
    stillness: Double = 3, seed: UInt64
  ) {
    var leg = LegMotion(
      placement: placement, anatomy: LegAnatomy(), mounting: mounting, unsteadiness: .twoFeet,
      reach: 30, seed: seed)
    leg.rest(stillness)
    for kind in kinds {
      leg.act(kind)
      leg.rest(stillness)
    }
    duration = leg.clock
    self.leg = leg
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { leg.state(at: seconds) }
}

extension LegMotion {
  /// Adds one distraction at the clock.
  mutating func act(_ kind: Distraction.Kind) {
    switch kind {
    case .climbing: step(up: 0.15, forward: 0.3, strike: 12)
    case .steppingOff: step(up: -0.15, forward: -0.3, strike: 20)
    case .shiftingWeight: for _ in 0..<3 { shiftWeight() }
    case .tappingToes: for _ in 0..<4 { tapToes() }
    case .takingShoeOff: takeShoeOff()
    }
  }

  /// The foot is lifted, carried and put down elsewhere within 0.9 s.
  mutating func step(up rise: Double, forward way: Double, strike: Double) {
    let start = clock
    let clearance = max(rise, 0) + 0.06
    otherPitch.move(to: 30, at: start, over: 0.35)
    otherPitch.move(to: 0, at: start + 0.35, over: 0.5)
    shankTilt.move(to: 35, at: start, over: 0.4)
    shankTilt.move(to: 0, at: start + 0.4, over: 0.7)
    forward.move(to: forward.target + way, at: start + 0.2, over: 0.6)
    up.move(to: up.target + clearance, at: start + 0.2, over: 0.35)
    up.move(to: up.target + rise - clearance, at: start + 0.55, over: 0.28)
    strikes.append(Strike(start: start + 0.83, amplitude: strike, frequency: 20, decay: 0.03))
    rest(1.1)
  }

  private mutating func shiftWeight() {
    let start = clock
    roll.move(to: 2.5, at: start, over: 0.7)
    roll.move(to: 0, at: start + 1, over: 0.7)
    // The heel gives a little as the load comes off it.
    otherPitch.move(to: 1.5, at: start, over: 0.7)
    otherPitch.move(to: 0, at: start + 1, over: 0.7)
    shankTilt.move(to: 2, at: start, over: 0.7)
    shankTilt.move(to: 0, at: start + 1, over: 0.7)
    rest(2)
  }

  private mutating func tapToes() {
    let start = clock
    otherPitch.move(to: -16, at: start, over: 0.2)
    otherPitch.move(to: 0, at: start + 0.22, over: 0.15)
    // About the heel, so the ball of the foot goes up by 0.19 m times the sine of 16 degrees.
    up.move(to: up.target + 0.052, at: start, over: 0.2)
    up.move(to: up.target - 0.052, at: start + 0.22, over: 0.15)
    strikes.append(Strike(start: start + 0.36, amplitude: 6, frequency: 25, decay: 0.02))
    rest(0.5)
  }

  private mutating func takeShoeOff() {
    let start = clock
    otherPitch.move(to: 55, at: start, over: 0.8)
    up.move(to: up.target + 0.45, at: start, over: 1)
    heading.move(to: heading.target + 40, at: start + 0.2, over: 0.9)
    shankTilt.move(to: 70, at: start, over: 0.9)
    for tug in 0..<3 {
      let time = start + 1.2 + 0.5 * Double(tug)
      roll.move(to: 25, at: time, over: 0.22)
      roll.move(to: -10, at: time + 0.22, over: 0.25)
    }
    roll.move(to: 0, at: start + 2.8, over: 0.5)
    otherPitch.move(to: 0, at: start + 2.8, over: 0.9)
    heading.move(to: heading.target - 40, at: start + 2.8, over: 0.9)
    up.move(to: up.target - 0.45, at: start + 2.8, over: 0.9)
    shankTilt.move(to: 0, at: start + 2.8, over: 0.9)
    strikes.append(Strike(start: start + 3.7, amplitude: 15, frequency: 24, decay: 0.02))
    rest(4)
  }
}
