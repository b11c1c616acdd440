public import Samples
public import Sensors

/// How a simulated host reads its sensor.
public struct HostConditions: Hashable, Sendable {
  /// How much the time between two polls varies, as a fraction of it either way: 0 to below 1.
  public var pollJitter = 0.0
  /// Stretches in seconds during which the host reads nothing.
  public var stalls: [ClosedRange<Double>] = []
  /// What goes wrong on the bus.
  public var faults: [BusFault] = []
  /// The longest read that one transfer can carry, in bytes.
  public var maximumReadLength = 4096
  /// Settles the jitter.
  public var seed: UInt64 = 0

  /// A host that polls to the microsecond, over a bus on which nothing goes wrong.
  public init() {}
}

/// An accelerometer that isn't there: a simulated chip, read by the driver that reads a real one.
///
/// Time is virtual and passes as fast as it is read. Setting the chip up comes before time 0, at which
/// the motion begins. Equal arguments give equal bytes.
public struct SimulatedAccelerometerSource: SampleSource, Sendable, ~Copyable {
  /// What a reader of the stream must know.
  public let description: SensorDescription
  /// Never: it waits for its reader.
  public var isLive: Bool { false }

  private var accelerometer: Accelerometer<SimulatedBus>
  private let clock: VirtualClock
  private let host: HostConditions
  private var generator: SeededGenerator
  private let duration: Double
  private var end: SourceEnd?

  /// A source that ends after `duration` seconds.
  ///
  /// - Parameters:
  ///   - model: the chip whose twin is read.
  ///   - identity: which member of its family answers; nil for the first.
  ///   - motion: what the chip feels.
  ///   - errors: how the chip differs from the ideal.
  ///   - settings: what is asked of the chip.
  ///   - host: how it is read.
  ///   - duration: seconds from the start of the motion to the end of the stream; not negative.
  /// - Throws: what ``Sensors/Accelerometer`` throws at its start, and ``SensorError/notFound(_:)`` for a
  ///   model without a twin.
  public init(
    model: AccelerometerModel = .mpu6050, identity: UInt8? = nil, motion: any InertialMotion,
    errors: ChipErrors = .none, settings: AccelerometerSettings = AccelerometerSettings(),
    host: HostConditions = HostConditions(), duration: Double
  ) throws(SensorError) {
    guard let twin = SimulatedTwin.of(model.name),
      let identity = identity ?? model.identities.first?.value, let address = model.addresses.first
    else { throw .notFound("a simulated \(model.name)") }
    let chip = twin.make(identity, motion, errors)
    let location = "sim \(address.hexadecimal)"

    func start(at clock: VirtualClock) throws(SensorError) -> Accelerometer<SimulatedBus> {
      try Accelerometer(
        model: model,
        bus: SimulatedBus(
          chip: chip, clock: clock, maximumReadLength: host.maximumReadLength,
          faults: host.faults),
        settings: settings, location: location, clock: .virtual,
        wait: { clock.advance(by: $0) })
    }
    // A rehearsal tells how long the set-up takes, so that it can end at time 0.
    let rehearsal = VirtualClock(seconds: -1000)
    _ = try start(at: rehearsal)
    let clock = VirtualClock(seconds: -1000 - rehearsal.seconds)
    let accelerometer = try start(at: clock)
    description = accelerometer.description
    self.accelerometer = accelerometer
    self.clock = clock
    generator = SeededGenerator(seed: host.seed)
    self.host = host
    self.duration = duration
  }

  /// Advances the virtual time to the next poll and appends what it finds. A chip that stops
  /// answering ends the stream; one whose samples can't be true does so with an error.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    let jitter = host.pollJitter * (2 * generator.unit() - 1)
    var next = clock.seconds + accelerometer.pollInterval * (1 + jitter)
    for stall in host.stalls where stall.contains(next) { next = stall.upperBound }
    next = min(next, duration)
    clock.advance(to: next)
    do {
      try accelerometer.poll(
        at: Timestamp(microseconds: 0).advanced(bySeconds: next), into: &elements)
    } catch {
      if case .implausible = error {
        _ = finish(.lost("what it measured can't be true"))
        throw error
      }
      return finish(.lost("\(accelerometer.description.device) stopped answering"))
    }
    return next < duration ? .running : finish(.complete)
  }

  /// Puts the chip to sleep.
  public mutating func close() {
    accelerometer.powerDown()
  }

  private mutating func finish(_ end: SourceEnd) -> SourceProgress {
    self.end = end
    accelerometer.powerDown()
    return .ended(end)
  }
}
