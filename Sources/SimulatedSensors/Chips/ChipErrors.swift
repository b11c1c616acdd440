/// What is wrong with a broken chip, or with one that isn't what its identity says.
public enum ChipDefect: Hashable, Sendable {
  /// It samples, and measures nothing: all axes read 0.
  case asleep
  /// One axis of the accelerometer (0 to 2) always reads the same, in m/s².
  case stuckAxis(Int, reading: Double)
  /// The accelerometer reads this many times what is there: another range, or another chip's scale.
  case scale(Double)
}

/// How one specimen of a chip differs from its datasheet's ideal.
public struct ChipErrors: Hashable, Sendable {
  /// How fast its clock runs beyond nominal, in parts per million; negative where it is slow.
  public var clockError = 0.0
  /// What the clock error grows by each second, in parts per million.
  public var clockDrift = 0.0
  /// Noise density of the accelerometer in m/s² per √Hz.
  public var accelerationNoise = 0.0
  /// Noise density of the gyroscope in rad/s per √Hz.
  public var angularVelocityNoise = 0.0
  /// What the accelerometer reads at no force, in m/s².
  public var accelerationBias = SIMD3<Double>.zero
  /// What the gyroscope reads at rest, in rad/s.
  public var angularVelocityBias = SIMD3<Double>.zero
  /// How much too large each axis of the accelerometer reads, as a fraction.
  public var accelerationScaleError = SIMD3<Double>.zero
  /// How much of each other axis an axis of the accelerometer shows, as a fraction.
  public var crossAxis = 0.0
  /// What is broken; nil for a chip that works.
  public var defect: ChipDefect?
  /// Settles the noise.
  public var seed: UInt64 = 0

  /// A chip without errors; change what it should have.
  public init() {}

  /// A chip without errors.
  public static let none = ChipErrors()

  /// A specimen within the tolerances of an MPU-6050, other for each seed: clock 1 %, zero 50 mg and
  /// 5 degrees/s, sensitivity 3 %, cross axis 2 %, noise 400 µg/√Hz and 0.005 degrees/s/√Hz (Product
  /// Specification rev. 3.4, tables 6.1 to 6.3; the zero of the gyroscope is typical, its limit is 20).
  public static func typical(seed: UInt64) -> ChipErrors {
    var generator = SeededGenerator(seed: seed)
    func within(_ limit: Double) -> Double { (2 * generator.unit() - 1) * limit }
    func axes(within limit: Double) -> SIMD3<Double> {
      SIMD3(within(limit), within(limit), within(limit))
    }
    var errors = ChipErrors()
    errors.clockError = within(10_000)
    errors.accelerationNoise = 400e-6 * 9.80665
    errors.angularVelocityNoise = 0.005 * .pi / 180
    errors.accelerationBias = axes(within: 0.05 * 9.80665)
    errors.angularVelocityBias = axes(within: 5 * .pi / 180)
    errors.accelerationScaleError = axes(within: 0.03)
    errors.crossAxis = within(0.02)
    errors.seed = generator.next()
    return errors
  }
}

/// What moves a simulated chip and how it gets it wrong.
struct SensingElement: Sendable {
  private let motion: any InertialMotion
  private let errors: ChipErrors
  private var generator: SeededGenerator

  init(motion: any InertialMotion, errors: ChipErrors) {
    self.motion = motion
    self.errors = errors
    generator = SeededGenerator(seed: errors.seed)
  }

  /// How long a period that should take `nominal` seconds takes by this chip's clock at `seconds`.
  func period(nominal: Double, at seconds: Double) -> Double {
    nominal / (1 + (errors.clockError + errors.clockDrift * max(0, seconds)) * 1e-6)
  }

  /// Force and rotation as this chip would measure them with endless range and resolution.
  ///
  /// - Parameters:
  ///   - seconds: the moment; before 0 the body holds the pose it starts in.
  ///   - bandwidth: of the chip's filter in Hz, which lets so much of the noise through. The filter's
  ///     delay isn't simulated.
  mutating func measure(at seconds: Double, bandwidth: Double) -> InertialState {
    var state = motion.state(at: max(0, seconds))
    let force = state.specificForce
    let others = SIMD3(force.y + force.z, force.x + force.z, force.x + force.y)
    state.specificForce =
      force * (1 + errors.accelerationScaleError) + others * errors.crossAxis
      + errors.accelerationBias + noise(errors.accelerationNoise, bandwidth)
    state.angularVelocity += errors.angularVelocityBias
    state.angularVelocity += noise(errors.angularVelocityNoise, bandwidth)
    switch errors.defect {
    case .asleep: return InertialState(specificForce: .zero, angularVelocity: .zero)
    case .stuckAxis(let axis, let reading): state.specificForce[min(max(axis, 0), 2)] = reading
    case .scale(let factor): state.specificForce *= factor
    case nil: break
    }
    return state
  }

  private mutating func noise(_ density: Double, _ bandwidth: Double) -> SIMD3<Double> {
    guard density > 0 else { return .zero }
    let deviation = density * bandwidth.squareRoot()
    return SIMD3(generator.normal(), generator.normal(), generator.normal()) * deviation
  }
}
