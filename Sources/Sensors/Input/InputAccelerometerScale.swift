public import Samples

/// What the kernel says of one axis (`struct input_absinfo`).
public struct InputAxis: Hashable, Sendable {
  /// The largest value that the driver announces.
  public var maximum: Int32
  /// Counts per unit; 0 where the driver says none.
  public var resolution: Int32

  /// An axis as it was read.
  public init(maximum: Int32, resolution: Int32) {
    self.maximum = maximum
    self.resolution = resolution
  }
}

/// Which axes of an accelerometer are read, in the order of the channels, and what a count is worth.
public struct InputAccelerometerScale: Hashable, Sendable {
  /// The columns of its stream.
  public let channels: Channels
  /// The axes' codes in the order of the channels.
  public let axisCodes: [UInt16]
  /// What a reader must be told of the scale; empty where the kernel says all.
  public let remarks: [String]

  /// The scale of a device of this kind; nil where a count's worth isn't known.
  ///
  /// - Parameters:
  ///   - kind: the device's kind.
  ///   - usesGyroscope: whether a gyroscope that is there is read.
  ///   - axis: what the kernel says of an axis; nil for one that the device doesn't have.
  public init?(
    of kind: InputAccelerometer, usesGyroscope: Bool, axis: (UInt16) -> InputAxis?
  ) {
    func resolution(from first: UInt16) -> Int32? {
      guard let x = axis(first), x.resolution > 0, axis(first + 1)?.resolution == x.resolution,
        axis(first + 2)?.resolution == x.resolution
      else { return nil }
      return x.resolution
    }
    var remarks: [String] = []
    let first = kind.firstAccelerationAxis
    let countsPerG: Int32
    if let told = resolution(from: first) {
      countsPerG = told
    } else if let assumed = kind.assumedResolution, axis(first)?.resolution == 0,
      axis(first)?.maximum == assumed.maximum
    {
      countsPerG = assumed.countsPerG
      remarks.append(
        "the kernel doesn't say the scale of a \(kind.name): \(countsPerG) counts per g are assumed, "
          + "uncalibrated, so that accelerations may be some percent off")
    } else {
      return nil
    }
    let accelerationScale = PhysicalConstant.standardGravity / Double(countsPerG)
    let acceleration = [first, first + 1, first + 2]

    let gyroscope = InputAccelerometer.AxisCode.rx
    guard usesGyroscope, gyroscope != first, axis(gyroscope) != nil else {
      self.init(.acceleration(scale: accelerationScale), acceleration, remarks)
      return
    }
    guard let countsPerDegree = resolution(from: gyroscope) else {
      remarks.append("the kernel doesn't say the gyroscope's scale: it isn't used")
      self.init(.acceleration(scale: accelerationScale), acceleration, remarks)
      return
    }
    self.init(
      .accelerationAndAngularVelocity(
        accelerationScale: accelerationScale,
        angularVelocityScale: .pi / 180 / Double(countsPerDegree)),
      acceleration + [gyroscope, gyroscope + 1, gyroscope + 2], remarks)
  }

  private init(_ channels: Channels, _ axisCodes: [UInt16], _ remarks: [String]) {
    self.channels = channels
    self.axisCodes = axisCodes
    self.remarks = remarks
  }
}
