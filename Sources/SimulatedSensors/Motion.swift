/// What a sensor at one place on a body feels at one moment, in the sensor's own axes, before any fault
/// of a chip.
public struct InertialState: Hashable, Sendable {
  /// Specific force in m/s², gravity included.
  public var specificForce: SIMD3<Double>
  /// Angular velocity in rad/s, right-handed about each axis.
  public var angularVelocity: SIMD3<Double>

  /// A state in SI units.
  public init(specificForce: SIMD3<Double>, angularVelocity: SIMD3<Double>) {
    self.specificForce = specificForce
    self.angularVelocity = angularVelocity
  }
}

/// A movement as a body-worn sensor feels it: a pure function of time.
public protocol InertialMotion: Sendable {
  /// The state `seconds` after the start. Defined for every time from 0 on.
  func state(at seconds: Double) -> InertialState
}

/// What the four cells of a board carry at one moment, in kg, before any fault of a cell.
public struct BoardLoads: Hashable, Sendable {
  /// Top left: away from the power button, the person's left.
  public var topLeft: Double
  /// Top right.
  public var topRight: Double
  /// Bottom left.
  public var bottomLeft: Double
  /// Bottom right.
  public var bottomRight: Double

  /// Loads in kg.
  public init(topLeft: Double, topRight: Double, bottomLeft: Double, bottomRight: Double) {
    self.topLeft = topLeft
    self.topRight = topRight
    self.bottomLeft = bottomLeft
    self.bottomRight = bottomRight
  }
}

/// A movement as a balance board feels it: a pure function of time.
public protocol BoardMotion: Sendable {
  /// The loads `seconds` after the start. Defined for every time from 0 on.
  func loads(at seconds: Double) -> BoardLoads
}
