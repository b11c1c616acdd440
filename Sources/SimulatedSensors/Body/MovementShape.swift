/// How a movement from one place to another shares its time between hurry and calm.
public enum MovementShape: Hashable, Sendable, CaseIterable {
  /// One free reach: the smoothest way from rest to rest.
  ///
  /// Source: Flash and Hogan 1985, J Neurosci 5:1688, equation for a rest-to-rest movement,
  /// 10 u³ - 15 u⁴ + 6 u⁵.
  case minimumJerk
  /// A slow movement to a count: even speed, with the first and the last fifth of the time spent on
  /// gathering and losing it.
  case steady

  /// The share of the way covered at the share `u` (0...1) of the time, with derivatives by `u`.
  public func progress(at u: Double) -> Jet {
    switch self {
    case .minimumJerk:
      let squared = u * u
      return Jet(
        squared * u * (10 + u * (-15 + 6 * u)),
        rate: 30 * squared * (1 - u) * (1 - u),
        acceleration: 60 * u * (1 - u) * (1 - 2 * u))
    case .steady:
      // The second half is the first one run backwards.
      return u <= 0.5 ? Self.steadyStart(at: u) : Jet(1) - Self.steadyStart(at: 1 - u).mirrored
    }
  }

  /// Speed gathers as 3 w² - 2 w³ over the first fifth and then stays.
  private static func steadyStart(at u: Double) -> Jet {
    let ramp = 0.2
    let speed = 1 / (1 - ramp)
    guard u < ramp else { return Jet(speed * (u - ramp / 2), rate: speed) }
    let w = u / ramp
    return Jet(
      speed * ramp * w * w * w * (1 - w / 2),
      rate: speed * w * w * (3 - 2 * w),
      acceleration: speed / ramp * 6 * w * (1 - w))
  }
}

extension Jet {
  /// The jet of f(-t), where this is the jet of f.
  fileprivate var mirrored: Jet { Jet(value, rate: -rate, acceleration: acceleration) }
}
