import Glibc

/// A quantity that changes with time, at one moment: its value, its rate and the rate of its rate.
///
/// Sums, products, sines and cosines of jets carry their derivatives along by the chain rule, so what
/// an accelerometer feels follows exactly from what a joint does. (A jet, to second order, in the sense
/// of differential geometry.)
public struct Jet: Hashable, Sendable {
  /// The value, in the quantity's own unit.
  public var value: Double
  /// The first derivative, per second.
  public var rate: Double
  /// The second derivative, per second squared.
  public var acceleration: Double

  /// A value with its derivatives; at rest unless told.
  public init(_ value: Double, rate: Double = 0, acceleration: Double = 0) {
    self.value = value
    self.rate = rate
    self.acceleration = acceleration
  }

  /// The sum.
  public static func + (left: Jet, right: Jet) -> Jet {
    Jet(
      left.value + right.value, rate: left.rate + right.rate,
      acceleration: left.acceleration + right.acceleration)
  }

  /// The difference.
  public static func - (left: Jet, right: Jet) -> Jet { left + -1 * right }

  /// A constant times a jet.
  public static func * (factor: Double, jet: Jet) -> Jet {
    Jet(factor * jet.value, rate: factor * jet.rate, acceleration: factor * jet.acceleration)
  }

  /// The product.
  public static func * (left: Jet, right: Jet) -> Jet {
    Jet(
      left.value * right.value,
      rate: left.rate * right.value + left.value * right.rate,
      acceleration: left.acceleration * right.value + 2 * left.rate * right.rate
        + left.value * right.acceleration)
  }

  /// The sine of a jet in radians.
  public static func sin(_ angle: Jet) -> Jet {
    let (s, c) = (Glibc.sin(angle.value), Glibc.cos(angle.value))
    return Jet(
      s, rate: c * angle.rate, acceleration: c * angle.acceleration - s * angle.rate * angle.rate)
  }

  /// The cosine of a jet in radians.
  public static func cos(_ angle: Jet) -> Jet {
    sin(angle + Jet(.pi / 2))
  }
}

extension Double {
  /// This many degrees in radians.
  var radians: Double { self * .pi / 180 }
}

extension Jet {
  /// A jet in degrees as one in radians.
  var radians: Jet { (Double.pi / 180) * self }
}
