/// What a controller's sensors read at one moment, in digits of their converters, the controller's own
/// axes.
struct SensorDigits: Hashable, Sendable {
  var acceleration: SIMD3<Int16>
  /// 0 where there is no gyroscope.
  var angularVelocity: SIMD3<Int16>
}

/// What a controller sends over the air or the wire.
struct SimulatedControllerReport: Hashable, Sendable {
  /// When it arrives, in seconds from the motion's start.
  var seconds: Double
  /// How many reports the controller made before it, the lost ones included.
  var number: Int64
  /// What the sensors read, the newest last.
  var samples: [SensorDigits]
}

/// A simulated controller's reports in the order of their arrival, the lost ones left out.
///
/// A pure function of motion and settings: the same seed gives the same reports.
struct SimulatedControllerReports: Sendable {
  /// Which controller it is.
  let model: SimulatedController.Model
  /// How it behaves.
  let settings: SimulatedController.Settings

  private var sensing: SensingElement
  private var generator: SeededGenerator
  /// When the next report is made, and when it arrives, in seconds; it may be lost.
  private var nextMade: Double
  private(set) var nextArrival = -Double.infinity
  private var number: Int64 = 0

  init(
    _ model: SimulatedController.Model, motion: any InertialMotion,
    settings: SimulatedController.Settings
  ) {
    self.model = model
    self.settings = settings
    sensing = SensingElement(motion: motion, errors: settings.errors)
    generator = SeededGenerator(seed: settings.seed)
    nextMade = model.reportInterval
    send()
  }

  /// Whether the controller has gone by `seconds`.
  func isUnplugged(at seconds: Double) -> Bool {
    guard let unpluggedAt = settings.unpluggedAt else { return false }
    return seconds >= unpluggedAt
  }

  /// The next report that has arrived by `seconds`; nil where none has, or where the controller is gone.
  mutating func next(by seconds: Double) -> SimulatedControllerReport? {
    while nextArrival <= seconds, !isUnplugged(at: nextArrival) {
      let report = SimulatedControllerReport(
        seconds: nextArrival, number: number, samples: takeSamples())
      let isLost =
        generator.unit() * 1000 < settings.lostPerThousand
        || settings.silences.contains { $0.contains(report.seconds) }
      number += 1
      nextMade += sensing.period(nominal: model.reportInterval, at: nextMade)
      send()
      if !isLost { return report }
    }
    return nil
  }

  /// Puts the report that is made next on its way. None overtakes another.
  private mutating func send() {
    let travel = 0.0005 + settings.delay * (generator.unit() + generator.unit())
    nextArrival = max(nextMade + travel, nextArrival + 1e-4)
  }

  /// What the sensors read for the report that is made now.
  private mutating func takeSamples() -> [SensorDigits] {
    let period = sensing.period(nominal: model.samplePeriod, at: nextMade)
    return (0..<model.samplesPerReport).map { index in
      let age = Double(model.samplesPerReport - 1 - index) * period
      return model.digits(
        of: sensing.measure(at: nextMade - age, bandwidth: 1 / model.samplePeriod / 4))
    }
  }
}

extension SimulatedController.Model {
  /// Seconds from report to report by the controller's clock.
  var reportInterval: Double {
    switch self {
    case .joyCon: 0.015
    case .dualSense: 0.004
    case .wiiRemote: 0.01
    }
  }

  var samplesPerReport: Int { self == .joyCon ? 3 : 1 }

  /// Seconds from sample to sample by the controller's clock.
  var samplePeriod: Double { reportInterval / Double(samplesPerReport) }

  /// Digits per g, and per degree/s.
  ///
  /// - Joy-Con: ±8 g and 14.247 digits per degree/s in 16 bits (hid-nintendo.c, at `JC_IMU_ACCEL_RES_PER_G`
  ///   and `JC_IMU_GYRO_RES_PER_DPS`).
  /// - DualSense: so that 17694 digits are 1080 degrees/s and 16384 are 2 g; its calibration report says so.
  /// - Wii Remote: 26 of the upper eight of ten bits.
  private var digitsPerUnit: (acceleration: Double, angularVelocity: Double) {
    switch self {
    case .joyCon: (4096, 14.247)
    case .dualSense: (8192, 17_694.0 / 1080)
    case .wiiRemote: (104, 0)
    }
  }

  fileprivate func digits(of state: InertialState) -> SensorDigits {
    let scale = digitsPerUnit
    // Ten bits, 0x200 being no force; y and z lose their last.
    let range: ClosedRange<Int16> = self == .wiiRemote ? -512...511 : Int16.min...Int16.max
    var digits = SensorDigits(acceleration: SIMD3(), angularVelocity: SIMD3())
    for axis in 0..<3 {
      let force = saturated(
        state.specificForce[axis] / 9.80665 * scale.acceleration, within: range)
      digits.acceleration[axis] = self == .wiiRemote && axis > 0 ? force & ~1 : force
      digits.angularVelocity[axis] = saturated(
        state.angularVelocity[axis] * 180 / .pi * scale.angularVelocity, within: range)
    }
    return digits
  }
}
