/// How restless a limb is around the movement it means to make.
///
/// What a sensor feels of it is noise to a detector; truth is computed without it.
public struct Unsteadiness: Hashable, Sendable {
  /// Slow wander with the heel at its highest, 0.1 to 1.5 Hz: root mean square in degrees.
  public var wander: Double
  /// Tremor of the working muscle, 8 to 12 Hz, with the heel at its highest: root mean square in
  /// degrees. At 10 Hz and 0.17 m from the ball of the foot 0.01 degrees feel like 0.12 m/s².
  public var tremor: Double
  /// The share of both that is left with the foot flat on the ground, 0...1.
  public var flatShare: Double

  /// A restlessness.
  public init(wander: Double, tremor: Double, flatShare: Double = 0.1) {
    self.wander = wander
    self.tremor = tremor
    self.flatShare = flatShare
  }

  /// None: the pure movement.
  public static let none = Unsteadiness(wander: 0, tremor: 0)
  /// On both feet.
  public static let twoFeet = Unsteadiness(wander: 0.35, tremor: 0.02)
  /// On one foot.
  public static let oneFoot = Unsteadiness(wander: 0.8, tremor: 0.05)
  /// On one foot, with a calf that has had enough.
  public static let tired = Unsteadiness(wander: 1.1, tremor: 0.1, flatShare: 0.05)
}

/// The noises of one limb, drawn once.
struct LimbNoise: Sendable {
  private let pitchWander: BandNoise
  private let tremor: BandNoise
  private let rollWander: BandNoise
  private let yawWander: BandNoise
  private let flatShare: Double
  private let reach: Double

  /// Noises that are at their full size `reach` degrees away from neutral.
  init(_ unsteadiness: Unsteadiness, reach: Double, using generator: inout SeededGenerator) {
    let slow = 0.1...1.5
    pitchWander = BandNoise(rms: unsteadiness.wander, hertz: slow, slope: 1, using: &generator)
    // The ankle gives way sideways more easily than it turns under the body.
    rollWander = BandNoise(rms: 1.5 * unsteadiness.wander, hertz: slow, slope: 1, using: &generator)
    yawWander = BandNoise(rms: 0.5 * unsteadiness.wander, hertz: slow, slope: 1, using: &generator)
    tremor = BandNoise(rms: unsteadiness.tremor, hertz: 8...12, sines: 6, using: &generator)
    flatShare = unsteadiness.flatShare
    self.reach = reach
  }

  /// Restlessness in degrees at `seconds`, with the limb at `excursion` degrees.
  func jets(at seconds: Double, excursion: Jet) -> (pitch: Jet, roll: Jet, yaw: Jet) {
    let reached = (1 / reach) * excursion
    let gain = Jet(flatShare) + (1 - flatShare) * (reached * reached)
    return (
      gain * (pitchWander.jet(at: seconds) + tremor.jet(at: seconds)),
      gain * rollWander.jet(at: seconds), gain * yawWander.jet(at: seconds)
    )
  }
}
