/// One row of device counts, before any scale.
///
/// Raw counts and physical values never share a type; ``Channels`` leads from one to the other.
public struct RawSample: Hashable, Sendable {
  /// When the row was taken.
  public var time: Timestamp
  /// Counts in the order of ``Channels/names``; the elements past ``Channels/count`` are 0.
  public var counts: SIMD8<Int32>

  /// A row of counts in the order of ``Channels/names``.
  public init(time: Timestamp, counts: SIMD8<Int32>) {
    self.time = time
    self.counts = counts
  }
}

/// What the columns of a stream of counts are, and how a count becomes a physical value.
///
/// Live and replayed streams are scaled here and nowhere else, so their values are bit-identical.
public enum Channels: Hashable, Sendable {
  /// Three axes of specific force; the scale is m/s² per count.
  case acceleration(scale: Double)
  /// Three axes of specific force (m/s² per count), then three of angular velocity (rad/s per count).
  case accelerationAndAngularVelocity(accelerationScale: Double, angularVelocityScale: Double)
  /// Top left, top right, bottom left, bottom right load; the scale is kg per count.
  case boardLoads(scale: Double)

  /// How many columns there are.
  public var count: Int {
    switch self {
    case .acceleration: 3
    case .accelerationAndAngularVelocity: 6
    case .boardLoads: 4
    }
  }

  /// Column names in order, as a recording's header line has them.
  public var names: [String] {
    switch self {
    case .acceleration: ["ax", "ay", "az"]
    case .accelerationAndAngularVelocity: ["ax", "ay", "az", "gx", "gy", "gz"]
    case .boardLoads: ["tl", "tr", "bl", "br"]
    }
  }

  /// The row in physical units.
  public func decode(_ raw: RawSample) -> Sample { decode(raw, applying: nil) }

  /// The row in physical units, put right by a calibration's correction where there is one.
  ///
  /// A correction for another kind of channels changes nothing (``Correction/fits(_:)``).
  public func decode(_ raw: RawSample, applying correction: Correction?) -> Sample {
    let c = raw.counts
    switch self {
    case .acceleration(let scale):
      let sample = InertialSample(
        time: raw.time, acceleration: SIMD3(Double(c[0]), Double(c[1]), Double(c[2])) * scale)
      return .inertial(Self.corrected(sample, by: correction))
    case .accelerationAndAngularVelocity(let accelerationScale, let angularVelocityScale):
      let sample = InertialSample(
        time: raw.time,
        acceleration: SIMD3(Double(c[0]), Double(c[1]), Double(c[2])) * accelerationScale,
        angularVelocity: SIMD3(Double(c[3]), Double(c[4]), Double(c[5])) * angularVelocityScale)
      return .inertial(Self.corrected(sample, by: correction))
    case .boardLoads(let scale):
      let sample = BoardSample(
        time: raw.time,
        topLeft: Double(c[0]) * scale, topRight: Double(c[1]) * scale,
        bottomLeft: Double(c[2]) * scale, bottomRight: Double(c[3]) * scale)
      if case .board(let board)? = correction { return .board(board(sample)) }
      return .board(sample)
    }
  }

  private static func corrected(
    _ sample: InertialSample, by correction: Correction?
  ) -> InertialSample {
    if case .inertial(let inertial)? = correction { inertial(sample) } else { sample }
  }
}
