import Glibc

/// Where things are on a lower leg, in metres and degrees, with the foot flat on the ground.
public struct LegAnatomy: Hashable, Sendable {
  /// From the ball of the foot to a sensor on the foot.
  public var footLever: Double
  /// How high that lever points back over the horizontal, in degrees.
  public var footLeverAngle: Double
  /// From the ball of the foot to the ankle joint.
  public var ankleLever: Double
  /// How high that lever points back over the horizontal, in degrees.
  public var ankleLeverAngle: Double
  /// From the ankle joint up the shank to a sensor there.
  public var shankLever: Double
  /// From the heel to the longest toe.
  public var footLength: Double

  /// From the heel to the ball of the foot as a share of the foot's length: 194.75 over 263.03 mm, the
  /// means of ANSUR II (Gordon et al. 2014, NATICK/TR-15/007).
  public static let shareBehindBall = 0.74

  /// The leg of a grown-up of middle height; the foot's sensor sits in the heel of the shoe.
  public init(
    footLever: Double = 0.17, footLeverAngle: Double = 15, ankleLever: Double = 0.14,
    ankleLeverAngle: Double = 38, shankLever: Double = 0.12, footLength: Double = 0.26
  ) {
    self.footLever = footLever
    self.footLeverAngle = footLeverAngle
    self.ankleLever = ankleLever
    self.ankleLeverAngle = ankleLeverAngle
    self.shankLever = shankLever
    self.footLength = footLength
  }

  /// How far in mm the foot's sensor is above its neutral place with the foot turned by `excursion`
  /// degrees about the ball: r (sin(θ + α) - sin α). Negative below neutral.
  public func height(at excursion: Double) -> Double {
    let alpha = footLeverAngle.radians
    return 1000 * footLever * (sin(excursion.radians + alpha) - sin(alpha))
  }

  /// How far in mm the heel, on the ground in neutral as the ball is, is above it with the foot turned
  /// by `excursion` degrees. Negative below neutral.
  public func heelHeight(at excursion: Double) -> Double {
    1000 * Self.shareBehindBall * footLength * sin(excursion.radians)
  }

  /// The foot's sensor from the ball, foot axes.
  var footSensor: SIMD3<Double> { Self.lever(footLever, footLeverAngle) }

  /// The ankle joint from the ball, foot axes.
  var ankle: SIMD3<Double> { Self.lever(ankleLever, ankleLeverAngle) }

  private static func lever(_ length: Double, _ angle: Double) -> SIMD3<Double> {
    length * SIMD3(-cos(angle.radians), 0, sin(angle.radians))
  }
}
