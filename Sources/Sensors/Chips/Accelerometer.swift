import Glibc
import Samples

/// One accelerometer chip at work: any ``AccelerometerModel``, over any ``RegisterBus``.
///
/// Nothing is written before the identity is right, and whatever goes wrong the chip is left asleep.
/// Samples come from the chip's FIFO with times by ``SampleClock``, or else from its output registers,
/// each with the time of its read.
///
/// What a stream tells of its losses: a FIFO that ran over or a silence that lost samples is one
/// ``Gap``; a chip that lost power in mid-stream is set up again behind a gap; a chip that stays silent
/// ends the stream with an error, and so does one whose first second after a set-up can't be true
/// (``PlausibilityGate``).
public struct Accelerometer<Bus: RegisterBus & ~Copyable>: ~Copyable {
  /// What a reader of the stream must know.
  public let description: SensorDescription
  /// How many seconds should lie between polls: a fraction of what the FIFO holds, or half a period
  /// without one.
  public let pollInterval: Double

  let model: AccelerometerModel
  let program: AccelerometerProgram
  let location: String
  let wait: @Sendable (Double) -> Void
  var chip: ChipConnection<Bus>
  var stream: StreamState
  private var isPoweredDown = false

  /// Finds the chip, sets it up and starts it.
  ///
  /// - Parameters:
  ///   - model: the chip that should be there.
  ///   - bus: the bus at the chip's address, which belongs to this value from here on.
  ///   - settings: what is asked of the chip.
  ///   - location: how people name bus and address (`i2c-1 0x68`), for descriptions and errors.
  ///   - clock: the clock that the times of ``poll(at:into:)`` come from.
  ///   - wait: lets that many seconds pass. It is kept, for a chip that has to be set up again.
  /// - Throws: ``SensorError/wrongIdentity(location:register:found:expected:)`` and
  ///   ``SensorError/unsupportedSetting(name:asked:offered:)``, both before anything is written;
  ///   ``SensorError/bus(location:operation:_:)`` when a transfer fails, with the chip powered down as
  ///   far as it still answers.
  public init(
    model: AccelerometerModel, bus: consuming Bus, settings: AccelerometerSettings,
    location: String, clock: StreamClock, wait: @escaping @Sendable (Double) -> Void
  ) throws(SensorError) {
    var chip = ChipConnection(bus: bus)
    let identity = try Self.identify(model, on: &chip, location: location)
    var configuration = try model.configuration(for: settings, identity: identity)
    var remarks: [String] = []
    if identity.isLookAlike {
      remarks.append(
        "identity \(identity.value.hexadecimal): a look-alike of \(model.name) (\(identity.name))")
    }

    var program = model.program(configuration)
    let longestRead = max(program.output.byteCount, program.fifo?.frame.byteCount ?? 0)
    guard chip.canCarry(longestRead) else {
      throw .bus(
        location: location, operation: "reading whole samples",
        .unsupported("reads of \(longestRead) bytes"))
    }
    do throws(BusError) {
      try chip.setUp(model, program, wait: wait)
      if identity.isLookAlike, let fifo = program.fifo {
        let fault = try Self.fault(
          of: fifo, configuration: configuration, on: &chip, wait: wait)
        if let fault {
          remarks.append("its FIFO isn't used: \(fault); the newest sample is polled instead")
          configuration.usesFIFO = false
          program = model.program(configuration)
          try chip.setUp(model, program, wait: wait)
        } else {
          remarks.append("its FIFO proved itself")
          try chip.start(program, wait: wait)
        }
      }
    } catch {
      chip.writeIfPossible(model.powerDown)
      throw .bus(location: location, operation: "set-up", error)
    }

    description = SensorDescription(
      device: identity.name,
      identity: SensorDescription.identity(ofChipAt: location, byte: identity.value),
      channels: configuration.channels, nominalRate: configuration.rate.hertz, clock: clock,
      remarks: remarks)
    let period = program.period
    pollInterval = program.fifo.map { Self.pollInterval(of: $0, period: period) } ?? period / 2
    let setUpTime = (model.reset + program.setUp + program.start).reduce(period) { $0 + $1.settle }
    stream = StreamState(
      period: period, setUpTime: setUpTime, unsettledFrames: program.fifo?.unsettledFrames ?? 0,
      gate: PlausibilityGate(
        channels: configuration.channels,
        unusedLowBits: (program.fifo?.frame ?? program.output.frame).unusedLowBits))
    self.model = model
    self.program = program
    self.location = location
    self.wait = wait
    self.chip = chip
  }

  /// Puts the chip to sleep. Safe to call more than once; also done when the value goes away.
  public mutating func powerDown() {
    guard !isPoweredDown else { return }
    isPoweredDown = true
    chip.writeIfPossible(model.powerDown)
  }

  deinit {
    guard !isPoweredDown else { return }
    var chip = self.chip
    chip.writeIfPossible(model.powerDown)
  }
}

extension Accelerometer: Sendable where Bus: Sendable & ~Copyable {}

extension Accelerometer where Bus: ~Copyable {
  /// Reads the identity register and nothing else.
  private static func identify(
    _ model: AccelerometerModel, on chip: inout ChipConnection<Bus>, location: String
  ) throws(SensorError) -> ChipIdentity {
    let found: UInt8
    do {
      found = try chip.byte(at: model.identityRegister)
    } catch {
      throw .bus(location: location, operation: "reading the identity", error)
    }
    guard let identity = model.identities.first(where: { $0.value == found }) else {
      throw .wrongIdentity(
        location: location, register: model.identityRegister, found: found,
        expected: model.identities.map(\.value))
    }
    return identity
  }

  /// About 0.05 s, or a quarter of what the FIFO holds; and no whole number of periods, so that reads
  /// fall at all phases of the period, which ``SampleClock`` needs. The fraction is the golden one.
  private static func pollInterval(of fifo: FIFOLayout, period: Double) -> Double {
    let periods = min(0.05 / period, Double(fifo.frameCapacity / 4))
    return (max(1, periods.rounded(.down)) - 0.382) * period
  }

  /// What is wrong with the FIFO of a look-alike, or nil where it proves itself: within ten periods
  /// about ten whole frames must come, each of a force that a person holding the sensor can cause.
  private static func fault(
    of fifo: FIFOLayout, configuration: AccelerometerConfiguration,
    on chip: inout ChipConnection<Bus>, wait: (Double) -> Void
  ) throws(BusError) -> String? {
    let expected = min(10, fifo.frameCapacity / 2)
    wait(Double(expected) / configuration.rate.hertz)
    let level = try chip.level(of: fifo)
    let frames = level / fifo.frame.byteCount
    // A wait may take longer than it was asked to.
    guard level % fifo.frame.byteCount == 0, (expected / 2...expected * 3).contains(frames) else {
      return "it holds \(level) bytes after \(expected) samples"
    }
    let gravity = PhysicalConstant.standardGravity
    var strangest = gravity
    try chip.takeFrames(frames, from: fifo) { frame in
      let counts = frame ?? .zero
      let force = SIMD3(Double(counts[0]), Double(counts[1]), Double(counts[2]))
      let magnitude = ((force * force).sum()).squareRoot() * configuration.range.scale
      if abs(magnitude - gravity) > abs(strangest - gravity) { strangest = magnitude }
    }
    guard abs(strangest - gravity) < gravity / 2 else {
      let tenths = Int((strangest / gravity * 10).rounded())
      return "a frame of it shows \(tenths / 10).\(tenths % 10) g where 1 g is expected"
    }
    return nil
  }
}
