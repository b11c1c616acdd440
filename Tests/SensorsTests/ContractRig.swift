import Samples
import Sensors
import SimulatedSensors
import Testing

/// A body whose force and rotation change evenly, so that every true value tells its moment.
struct EvenMotion: InertialMotion {
  var force = SIMD3(0.0, 0, 9.80665)
  var forceRate = SIMD3<Double>.zero
  var rotation = SIMD3<Double>.zero

  func state(at seconds: Double) -> InertialState {
    InertialState(specificForce: force + forceRate * seconds, angularVelocity: rotation)
  }

  /// x rises by 1 m/s² each second.
  static let ramp = EvenMotion(force: SIMD3(-5, 0, 9), forceRate: SIMD3(1, 0, 0))
}

/// A chip that isn't there, and what goes on around it.
struct ContractRig {
  var model: AccelerometerModel
  var identity: UInt8
  var motion: any InertialMotion = EvenMotion()
  var settings = AccelerometerSettings()
  var faults: [BusFault] = []
  var maximumReadLength = 4096
  /// Another chip than the model's twin.
  var chip: (any SimulatedChip)?
  let clock = VirtualClock()
  let log = TransactionLog()

  init(_ model: AccelerometerModel, identity: UInt8? = nil) {
    self.model = model
    self.identity = identity ?? model.identities.first?.value ?? 0
    // Some chips have a FIFO for the accelerometer alone.
    settings.gyroscope = program?.fifo != nil
  }

  /// What the model makes of the settings.
  var program: AccelerometerProgram? {
    guard let identity = model.identities.first(where: { $0.value == identity }) else { return nil }
    return try? model.program(model.configuration(for: settings, identity: identity))
  }

  /// Samples a second: what the settings ask, or what the model offers nearest to 100.
  var rate: Double {
    let offered = model.rates.map(\.hertz)
    return settings.rate ?? offered.min { abs($0 - 100) < abs($1 - 100) } ?? 0
  }

  /// How many seconds the FIFO lasts.
  var fifoDuration: Double {
    Double(program?.fifo?.frameCapacity ?? 0) / rate
  }

  /// Where in the log frames were read from the FIFO.
  var fifoReads: [Int] {
    guard let fifo = program?.fifo else { return [] }
    return log.transactions.indices.filter { index in
      guard case .read(fifo.register, let count) = log.transactions[index] else { return false }
      return count >= fifo.frame.byteCount
    }
  }

  func start() throws -> Accelerometer<SimulatedBus> {
    guard let twin = SimulatedTwin.of(model.name) else {
      throw SensorError.notFound("a twin of \(model.name)")
    }
    let clock = clock
    return try Accelerometer(
      model: model,
      bus: SimulatedBus(
        chip: chip ?? twin.make(identity, motion, .none), clock: clock,
        maximumReadLength: maximumReadLength, faults: faults, log: log),
      settings: settings, location: "sim", clock: .virtual, wait: { clock.advance(by: $0) })
  }

  /// Polls at the chip's own interval for `duration` seconds.
  func run(
    _ accelerometer: inout Accelerometer<SimulatedBus>, for duration: Double,
    into elements: inout [StreamElement<RawSample>]
  ) throws {
    let end = clock.seconds + duration
    while clock.seconds < end {
      clock.advance(by: accelerometer.pollInterval)
      try accelerometer.poll(at: now, into: &elements)
    }
  }

  var now: Timestamp { Timestamp(microseconds: Int64(clock.seconds * 1e6)) }
  var writes: [Transaction] { log.transactions.filter(\.isWrite) }

  /// What a chip's power register reads while it sleeps: register, mask and value, typed again from
  /// the datasheets.
  private static let sleep: [String: (UInt8, UInt8, UInt8)] = [
    // PWR_MGMT_1 with SLEEP set.
    "MPU-6050": (0x6B, 0x40, 0x40),
    // CTRL_REG1 with ODR = 0.
    "LIS3DH": (0x20, 0xF0, 0x00),
    // POWER_CTL with Measure = 0.
    "ADXL345": (0x2D, 0x08, 0x00),
    // CTRL1_XL with ODR_XL = 0.
    "LSM6DS": (0x10, 0xF0, 0x00),
    // CTRL_REG6_XL with ODR_XL = 0.
    "LSM9DS1": (0x20, 0xE0, 0x00),
    // CTRL1 with ODR = 0.
    "LIS2DW12": (0x20, 0xF0, 0x00),
    // CMD with softreset, which suspends both sensors.
    "BMI160": (0x7E, 0xFF, 0xB6),
    // PWR_MGMT_1 with SLEEP set.
    "ICM-20948": (0x06, 0x40, 0x40),
    // CTRL_REG1 with ACTIVE = 0.
    "MMA8451": (0x2A, 0x01, 0x00),
  ]

  /// Whether the last write to the chip's power register left it asleep.
  var isAsleep: Bool {
    guard let (power, mask, asleep) = Self.sleep[model.name] else { return false }
    for case .write(let value, let register) in writes.reversed() where register == power {
      return value & mask == asleep
    }
    return false
  }
}

extension ContractRig {
  /// Whether the model allows the chip to leave this write unacknowledged.
  func mayGoUnanswered(_ transaction: Transaction) -> Bool {
    model.reset.contains {
      $0.mayGoUnanswered && transaction == .write(value: $0.value, register: $0.register)
    }
  }
}

extension Transaction {
  var isWrite: Bool {
    if case .write = self { return true }
    return false
  }
}

extension Array where Element == StreamElement<RawSample> {
  var samples: [RawSample] {
    compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
  }

  var gaps: [Gap] {
    compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
  }
}

extension Channels {
  /// The force of a row in m/s².
  func force(_ sample: RawSample) -> SIMD3<Double> {
    if case .inertial(let inertial) = decode(sample) { inertial.acceleration } else { .zero }
  }

  /// The rotation of a row in rad/s.
  func rotation(_ sample: RawSample) -> SIMD3<Double>? {
    if case .inertial(let inertial) = decode(sample) { inertial.angularVelocity } else { nil }
  }
}

/// A stream whose x tells when it was taken: each sample must be where its time says.
func expectOnRamp(
  _ elements: [StreamElement<RawSample>], _ channels: Channels, from earliest: Timestamp,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for sample in elements.samples where sample.time >= earliest {
    let x = channels.force(sample).x
    let truth = -5 + Double(sample.time.microseconds) / 1e6
    // Times are off by up to 1.5 periods of 10 ms, values by half a count of 4 mg.
    #expect(abs(x - truth) < 0.04, sourceLocation: sourceLocation)
    #expect(abs(channels.force(sample).z - 9) < 0.02, sourceLocation: sourceLocation)
  }
}

func expectIncreasing(_ elements: [StreamElement<RawSample>]) {
  let times = elements.samples.map(\.time)
  #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
}
