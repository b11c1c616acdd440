/// Walking with turns, as a sensor on the foot or on the shank feels it: what must not be counted.
///
/// A gait cycle after textbook proportions (Perry and Burnfield 2010, Gait Analysis, chapter 1: foot flat
/// by 12 %, heel off at 31 %, toe off at 62 % of the stride), with heel strikes of several g.
public struct Walking: InertialMotion {
  /// When the person has stood still again for a while and all is over, in seconds.
  public let duration: Double
  private let leg: LegMotion

  /// `strides` strides of about `stride` seconds with `stillness` seconds of standing before and after;
  /// every tenth stride begins a right angle, left and right in turn.
  ///
  /// - Precondition: `stride` is positive.
  public init(
    strides: Int, stride: Double = 1.08, placement: LegPlacement = .foot,
    mounting: Mounting = .aligned, stillness: Double = 3, seed: UInt64
  ) {
    precondition(stride > 0, "a stride takes time")
    var leg = LegMotion(
      placement: placement, anatomy: LegAnatomy(), mounting: mounting, unsteadiness: .twoFeet,
      reach: 30, seed: seed)
    var generator = SeededGenerator(seed: seed ^ 0x3A17)
    leg.rest(stillness)
    for number in 0..<max(0, strides) {
      let turn = number % 10 >= 6 && number % 10 <= 8 ? 30.0 : 0
      leg.stride(
        over: generator.varied(stride, by: 0.04), length: generator.varied(1.3, by: 0.06),
        turn: (number / 10).isMultiple(of: 2) ? turn : -turn,
        strike: generator.uniform(25...55))
    }
    leg.comeToStand()
    leg.rest(stillness)
    duration = leg.clock
    self.leg = leg
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState { leg.state(at: seconds) }
}

extension LegMotion {
  /// One stride: push off, swing, strike with the heel, lie flat.
  ///
  /// - Parameters:
  ///   - period: seconds.
  ///   - length: metres.
  ///   - turn: degrees to the left.
  ///   - strike: the blow on the heel in m/s².
  mutating func stride(over period: Double, length: Double, turn: Double, strike: Double) {
    let start = clock
    func time(_ share: Double) -> Double { start + share * period }

    otherPitch.move(to: 50, at: time(0), over: 0.3 * period)
    otherPitch.move(to: -18, at: time(0.3), over: 0.36 * period)
    otherPitch.move(to: 0, at: time(0.69), over: 0.1 * period)
    shankTilt.move(to: 45, at: time(0), over: 0.31 * period)
    shankTilt.move(to: -16, at: time(0.31), over: 0.37 * period)
    shankTilt.move(to: 6, at: time(0.69), over: 0.3 * period)
    roll.move(to: 7, at: time(0.05), over: 0.35 * period)
    roll.move(to: -4, at: time(0.42), over: 0.25 * period)
    roll.move(to: 0, at: time(0.69), over: 0.12 * period)
    forward.move(to: forward.target + length, at: time(0.27), over: 0.42 * period)
    up.move(to: up.target + 0.09, at: time(0.27), over: 0.2 * period)
    // The ball comes down after the heel.
    up.move(to: up.target - 0.04, at: time(0.47), over: 0.21 * period)
    up.move(to: up.target - 0.05, at: time(0.69), over: 0.1 * period)
    if turn != 0 {
      heading.move(to: heading.target + turn, at: time(0.3), over: 0.38 * period)
    }
    strikes.append(Strike(start: time(0.69), amplitude: strike, frequency: 22, decay: 0.03))
    strikes.append(Strike(start: time(0.78), amplitude: 0.3 * strike, frequency: 18, decay: 0.03))
    clock = start + period
  }

  /// The shank straightens over the standing foot.
  mutating func comeToStand() {
    shankTilt.move(to: 0, at: clock, over: 0.5)
    rest(0.5)
  }
}
