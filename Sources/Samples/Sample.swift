/// What an accelerometer, with or without a gyroscope, says at one moment, in the sensor's own axes.
///
/// The axes are those printed on the chip; how it was strapped on is not known here.
public struct InertialSample: Hashable, Sendable {
  /// When the sample was taken.
  public var time: Timestamp
  /// Specific force in m/s², gravity included: a sensor lying still reads +9.8 along its upward axis.
  public var acceleration: SIMD3<Double>
  /// Angular velocity in rad/s, right-handed about each axis; nil without a gyroscope.
  public var angularVelocity: SIMD3<Double>?

  /// A sample in SI units.
  public init(
    time: Timestamp, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>? = nil
  ) {
    self.time = time
    self.acceleration = acceleration
    self.angularVelocity = angularVelocity
  }
}

/// What the four load cells of a balance board carry at one moment.
///
/// "Top" is the edge away from the power button, where the toes of a person point who faces away
/// from it; left and right are that person's.
public struct BoardSample: Hashable, Sendable {
  /// When the four loads were reported together.
  public var time: Timestamp
  /// Load on the top left cell in kg.
  public var topLeft: Double
  /// Load on the top right cell in kg.
  public var topRight: Double
  /// Load on the bottom left cell in kg.
  public var bottomLeft: Double
  /// Load on the bottom right cell in kg.
  public var bottomRight: Double

  /// Loads in kg.
  public init(
    time: Timestamp, topLeft: Double, topRight: Double, bottomLeft: Double, bottomRight: Double
  ) {
    self.time = time
    self.topLeft = topLeft
    self.topRight = topRight
    self.bottomLeft = bottomLeft
    self.bottomRight = bottomRight
  }

  /// Load on all four cells in kg.
  public var total: Double { topLeft + topRight + bottomLeft + bottomRight }
}

/// Where the ground's reaction acts at one moment, as a force plate reports it.
public struct CenterOfPressureSample: Hashable, Sendable {
  /// When the sample was taken.
  public var time: Timestamp
  /// Medio-lateral position in mm, positive to the subject's right.
  public var mediolateral: Double
  /// Antero-posterior position in mm, positive forward.
  public var anteroposterior: Double
  /// Vertical force in N; nil where the file doesn't have it.
  public var verticalForce: Double?

  /// A position in mm with the vertical force in N where it is known.
  public init(
    time: Timestamp, mediolateral: Double, anteroposterior: Double, verticalForce: Double? = nil
  ) {
    self.time = time
    self.mediolateral = mediolateral
    self.anteroposterior = anteroposterior
    self.verticalForce = verticalForce
  }
}

/// One measurement of whatever kind the source gives, in SI units (mm for centres of pressure).
public enum Sample: Hashable, Sendable {
  /// An accelerometer's, with or without a gyroscope.
  case inertial(InertialSample)
  /// A balance board's four loads.
  case board(BoardSample)
  /// A force plate's centre of pressure.
  case centerOfPressure(CenterOfPressureSample)

  /// When the sample was taken.
  public var time: Timestamp {
    switch self {
    case .inertial(let sample): sample.time
    case .board(let sample): sample.time
    case .centerOfPressure(let sample): sample.time
    }
  }
}
