import Glibc
public import Samples

/// How steady a hold was, 0 to 100, free of the hold's length.
///
/// S = 100 * 2^(-v / v0), v being the median of the one-second means of a speed in the scoring window
/// (``SecondMeans``). A speed of v0 scores 50, standing still scores 100, twice v0 scores 25. Median and
/// blocks keep a single lurch from making the number; faults stand beside it. Our own definition: no norms
/// go with it, and scores of other surfaces, sensors and places of a sensor don't compare.
public struct StabilityScore: Hashable, Sendable {
  /// What moved at the speed.
  public var quantity: SecondQuantity
  /// v, in the quantity's unit.
  public var speed: Double
  /// v0, in the quantity's unit.
  public var halfSpeed: Double

  /// The score of a speed.
  public init(quantity: SecondQuantity, speed: Double, halfSpeed: Double) {
    self.quantity = quantity
    self.speed = speed
    self.halfSpeed = halfSpeed
  }

  /// S, 0 to 100.
  public var value: Double { 100 * exp2(-speed / halfSpeed) }

  /// The formula as a report prints it.
  public static let formula = "100 * 2^(-v / v0)"

  /// The score of a window's seconds; nil where no half speed is set.
  init?(_ seconds: SecondMeans?, on surface: Surface, placement: Placement?) {
    guard let seconds,
      let halfSpeed = Self.halfSpeed(
        of: seconds.quantity, on: surface, placement: placement)
    else { return nil }
    self.init(quantity: seconds.quantity, speed: seconds.median, halfSpeed: halfSpeed)
  }

  /// v0, the speed that scores 50; nil where none is set.
  ///
  /// A ruler of ours, not a norm: fixed once, so that the score is the speed told on a scale from 0 to
  /// 100. A centre of pressure has 50 mm/s, the same on every surface, so that no invented factor says how
  /// much harder foam or a balance trainer should be. Tilt has a ruler for each place of the sensor: a round
  /// number of the size that this project's simulated holds have, 8 to 10 degrees per second on a platform
  /// and 1.4 at the waist. No recordings of people stand behind those.
  /// An acceleration is no speed and has none.
  public static func halfSpeed(
    of quantity: SecondQuantity, on surface: Surface, placement: Placement?
  ) -> Double? {
    switch (quantity, placement) {
    case (.pressureSpeed, _): 50
    // Dome up, the platform lies on the floor.
    case (.tiltRate, .platform?): surface == .bosuPlatform ? 10 : nil
    case (.tiltRate, .waist?), (.tiltRate, .shank?): 2
    case (.tiltRate, .foot?), (.tiltRate, nil), (.acceleration, _): nil
    }
  }
}
