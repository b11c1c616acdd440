/// One chip on its bus: what a model says, done as transfers.
///
/// A transfer that nobody acknowledged is tried again at once, because it moved nothing: a chip can
/// refuse its address or a byte written to it, but never a byte read from it. Any other failure leaves
/// open how far a transfer came, and is passed on.
struct ChipConnection<Bus: RegisterBus & ~Copyable>: ~Copyable {
  /// How often a transfer is tried before it counts as failed.
  static var attempts: Int { 3 }

  private var bus: Bus
  /// What one transfer brings; as long as the longest of them.
  private var buffer: [UInt8]

  init(bus: consuming Bus) {
    // More than any FIFO holds gains nothing.
    buffer = [UInt8](repeating: 0, count: max(1, min(bus.maximumReadLength, 4096)))
    self.bus = bus
  }

  /// Whether so many bytes fit into one read.
  func canCarry(_ byteCount: Int) -> Bool { byteCount <= buffer.count }

  mutating func byte(at register: UInt8) throws(BusError) -> UInt8 {
    try read(1, from: register)
    return buffer[0]
  }

  /// Carries out the steps in order, with their waits.
  mutating func write(_ steps: [RegisterWrite], wait: (Double) -> Void) throws(BusError) {
    for step in steps {
      do {
        try write(step)
      } catch {
        guard step.mayGoUnanswered, case .noAcknowledge = error else { throw error }
      }
      if step.settle > 0 { wait(step.settle) }
    }
  }

  /// Resets the chip and sets it up, then starts it.
  mutating func setUp(
    _ model: AccelerometerModel, _ program: AccelerometerProgram, wait: (Double) -> Void
  ) throws(BusError) {
    try write(model.reset, wait: wait)
    try write(program.setUp, wait: wait)
    try start(program, wait: wait)
  }

  /// Starts sampling, so that what comes next was taken with the settings in force and after this.
  mutating func start(
    _ program: AccelerometerProgram, wait: (Double) -> Void
  ) throws(BusError) {
    try write(program.start, wait: wait)
    if program.fifo == nil {
      // What the registers hold may be of another range.
      wait(program.period)
      _ = try newestSample(in: program.output)
    }
  }

  /// Does as much of it as the chip takes, because there is nothing left to do about the rest.
  mutating func writeIfPossible(_ steps: [RegisterWrite]) {
    for step in steps {
      do { try write(step) } catch { continue }
    }
  }

  /// How many bytes wait in the FIFO.
  mutating func level(of fifo: FIFOLayout) throws(BusError) -> Int {
    try read(fifo.level.byteCount, from: fifo.level.register)
    return fifo.level.bytesWaiting(buffer.span)
  }

  /// Takes `count` frames out of the FIFO, in pieces that the bus can carry, and hands over each one's
  /// counts; nil for bytes that aren't a frame.
  mutating func takeFrames(
    _ count: Int, from fifo: FIFOLayout, each body: (SIMD8<Int32>?) -> Void
  ) throws(BusError) {
    let size = fifo.frame.byteCount
    let longest = max(1, min(buffer.count / size, fifo.framesPerRead ?? .max))
    var remaining = count
    while remaining > 0 {
      let frames = min(remaining, longest)
      try read(frames * size, from: fifo.register)
      for index in 0..<frames {
        body(fifo.frame.counts(in: buffer.span, at: index * size))
      }
      remaining -= frames
    }
  }

  /// The newest sample's counts, or nil where it has been read before.
  mutating func newestSample(in output: OutputRegisters) throws(BusError) -> SIMD8<Int32>? {
    guard let frameRegister = output.frameRegister else {
      try read(output.byteCount, from: output.register)
      guard buffer[0] & output.readyMask != 0 else { return nil }
      return output.frame.counts(in: buffer.span, at: output.frameOffset)
    }
    guard try byte(at: output.register) & output.readyMask != 0 else { return nil }
    try read(output.frame.byteCount, from: frameRegister)
    return output.frame.counts(in: buffer.span)
  }

  private mutating func write(_ step: RegisterWrite) throws(BusError) {
    var attempt = 1
    while true {
      do {
        return try bus.write(step.value, to: step.register)
      } catch {
        guard case .noAcknowledge = error, attempt < Self.attempts else { throw error }
        attempt += 1
      }
    }
  }

  private mutating func read(_ count: Int, from register: UInt8) throws(BusError) {
    var attempt = 1
    while true {
      do {
        return try Self.read(count, from: register, on: &bus, into: &buffer)
      } catch {
        guard case .noAcknowledge = error, attempt < Self.attempts else { throw error }
        attempt += 1
      }
    }
  }

  // Static, because a span of one property of `self` shuts out access to the others.
  private static func read(
    _ count: Int, from register: UInt8, on bus: inout Bus, into buffer: inout [UInt8]
  ) throws(BusError) {
    var whole = buffer.mutableSpan
    // The underscored name is what 6.3 has for a part of a mutable span.
    var part = whole._mutatingExtracting(first: count)
    try bus.read(from: register, into: &part)
  }
}

extension ChipConnection: Sendable where Bus: Sendable & ~Copyable {}
