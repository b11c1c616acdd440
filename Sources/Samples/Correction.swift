/// What a calibration takes off and multiplies: from what a device says to what is there.
///
/// Applied with the scale, in ``Channels/decode(_:applying:)``; recordings hold counts as they came.
public enum Correction: Hashable, Sendable {
  /// An accelerometer's, with or without a gyroscope.
  case inertial(InertialCorrection)
  /// A balance board's.
  case board(BoardCorrection)

  /// Whether it is one for such channels.
  public func fits(_ channels: Channels) -> Bool {
    switch (self, channels) {
    case (.board, .boardLoads), (.inertial, .acceleration),
      (.inertial, .accelerationAndAngularVelocity):
      true
    default: false
    }
  }
}

/// Bias and scale of each axis on its own: (reading - bias) times scale.
public struct InertialCorrection: Hashable, Sendable {
  /// What each axis reads at no force, in m/s².
  public var accelerationBias: SIMD3<Double>
  /// What a reading less its bias is multiplied by, without a unit.
  public var accelerationScale: SIMD3<Double>
  /// What the gyroscope reads at rest, in rad/s; nil where it wasn't measured, and nothing is taken off.
  public var angularVelocityBias: SIMD3<Double>?

  /// A correction; by default one that changes nothing.
  public init(
    accelerationBias: SIMD3<Double> = .zero,
    accelerationScale: SIMD3<Double> = SIMD3(repeating: 1),
    angularVelocityBias: SIMD3<Double>? = nil
  ) {
    self.accelerationBias = accelerationBias
    self.accelerationScale = accelerationScale
    self.angularVelocityBias = angularVelocityBias
  }

  /// The sample as it would be without the errors.
  public func callAsFunction(_ sample: InertialSample) -> InertialSample {
    var sample = sample
    sample.acceleration = (sample.acceleration - accelerationBias) * accelerationScale
    if let rotation = sample.angularVelocity, let bias = angularVelocityBias {
      sample.angularVelocity = rotation - bias
    }
    return sample
  }
}

/// A tare for each cell, and a straight line for each coordinate of the centre of pressure.
public struct BoardCorrection: Hashable, Sendable {
  /// What each cell reads with nothing on the board, in kg: top left, top right, bottom left, bottom
  /// right. Taken off, so that a cell may come to carry a little less than nothing.
  public var tare: SIMD4<Double>
  /// Side to side; nil changes nothing.
  public var mediolateral: Line?
  /// Front to back; nil changes nothing.
  public var anteroposterior: Line?

  /// One coordinate of the centre of pressure: scale times measured, plus offset.
  ///
  /// Source: Leach et al. 2014, Sensors 14:18244, which calibrates the two coordinates apart.
  public struct Line: Hashable, Sendable {
    /// What the measured coordinate is multiplied by.
    public var scale: Double
    /// What is added then, in mm.
    public var offset: Double
    /// The distance in mm between the cells that the line was found with.
    public var cellDistance: Double

    /// A line.
    public init(scale: Double, offset: Double, cellDistance: Double) {
      self.scale = scale
      self.offset = offset
      self.cellDistance = cellDistance
    }

    /// How many kg go from each of the two cells on one side to each on the other, so that the centre
    /// of pressure moves and the weight stays.
    func shift(difference: Double, total: Double) -> Double {
      ((scale - 1) * difference + 2 * offset / cellDistance * total) / 4
    }
  }

  /// A correction; by default one that changes nothing.
  public init(
    tare: SIMD4<Double> = .zero, mediolateral: Line? = nil, anteroposterior: Line? = nil
  ) {
    self.tare = tare
    self.mediolateral = mediolateral
    self.anteroposterior = anteroposterior
  }

  /// The sample as it would be without the errors.
  public func callAsFunction(_ sample: BoardSample) -> BoardSample {
    var sample = sample
    sample.topLeft -= tare[0]
    sample.topRight -= tare[1]
    sample.bottomLeft -= tare[2]
    sample.bottomRight -= tare[3]
    guard mediolateral != nil || anteroposterior != nil else { return sample }
    let total = sample.total
    let right = sample.topRight + sample.bottomRight - sample.topLeft - sample.bottomLeft
    let top = sample.topLeft + sample.topRight - sample.bottomLeft - sample.bottomRight
    let toRight = mediolateral?.shift(difference: right, total: total) ?? 0
    let toTop = anteroposterior?.shift(difference: top, total: total) ?? 0
    sample.topLeft += toTop - toRight
    sample.topRight += toTop + toRight
    sample.bottomLeft -= toTop + toRight
    sample.bottomRight += toRight - toTop
    return sample
  }
}
