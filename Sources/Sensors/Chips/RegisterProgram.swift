/// One register written as a step of a chip's set-up.
public struct RegisterWrite: Hashable, Sendable {
  /// The register.
  public var register: UInt8
  /// What is written to it.
  public var value: UInt8
  /// Seconds to wait after it, from the datasheet's start-up and turn-on times.
  public var settle: Double
  /// Whether the chip may leave this write unacknowledged, as some do when it resets them.
  public var mayGoUnanswered: Bool

  /// A write of `value`, then a wait of `settle` seconds.
  public init(
    _ value: UInt8, to register: UInt8, settle: Double = 0, mayGoUnanswered: Bool = false
  ) {
    self.register = register
    self.value = value
    self.settle = settle
    self.mayGoUnanswered = mayGoUnanswered
  }
}

/// Some bits of one register.
public struct BitField: Hashable, Sendable {
  /// The register.
  public var register: UInt8
  /// Which bits of it count.
  public var mask: UInt8
  /// What those bits are compared with.
  public var value: UInt8

  /// A field that matches where the masked bits equal `value`; by default, where all of them are set.
  public init(_ register: UInt8, mask: UInt8, equals value: UInt8? = nil) {
    self.register = register
    self.mask = mask
    self.value = value ?? mask
  }

  /// Whether a byte read from ``register`` matches.
  public func matches(_ byte: UInt8) -> Bool { byte & mask == value }
}

/// What one chip is told, and how it is read from then on, for one choice of settings.
public struct AccelerometerProgram: Hashable, Sendable {
  /// Seconds from one sample to the next, as the chip's divider has it.
  public var period: Double
  /// From the state after reset to the state ready for ``start``: wake, ranges, rate, filter.
  public var setUp: [RegisterWrite]
  /// Empties the FIFO and starts it with a whole frame; also what mends it after an overflow. Empty
  /// where no FIFO is used.
  public var start: [RegisterWrite]
  /// Matches while the chip holds its set-up, and no longer once it has lost power in between.
  public var configured: BitField
  /// The registers that hold the newest sample.
  public var output: OutputRegisters
  /// The FIFO in use; nil where samples are taken from ``output``.
  public var fifo: FIFOLayout?

  /// A program with nothing left out.
  public init(
    period: Double, setUp: [RegisterWrite], start: [RegisterWrite], configured: BitField,
    output: OutputRegisters, fifo: FIFOLayout?
  ) {
    self.period = period
    self.setUp = setUp
    self.start = start
    self.configured = configured
    self.output = output
    self.fifo = fifo
  }
}

/// Where a chip keeps its newest sample, and the register that tells whether there is one.
///
/// Status and sample are read in one transfer where one block holds both: were they read one after
/// the other, a sample that came in between would be taken now and once more at the next turn. Only
/// with a chip whose flag falls when the sample is read are two transfers as good.
public struct OutputRegisters: Hashable, Sendable {
  /// The status register, with the auto-increment bit where the chip wants one.
  public var register: UInt8
  /// The bits of the status that are set once there is a sample that hasn't been read.
  public var readyMask: UInt8
  /// Bytes from the status to the first of the frame.
  public var frameOffset: Int
  /// Where the frame is read from in a transfer of its own, because it can't be read behind the
  /// status; nil where one transfer takes both.
  public var frameRegister: UInt8?
  /// How the frame's bytes become counts.
  public var frame: FrameLayout

  /// Bytes of the longest transfer.
  public var byteCount: Int { frameOffset + frame.byteCount }

  /// A block of registers.
  public init(register: UInt8, readyMask: UInt8, frameOffset: Int = 1, frame: FrameLayout) {
    self.register = register
    self.readyMask = readyMask
    self.frameOffset = frameOffset
    self.frame = frame
  }

  /// A status register and a frame that is read after it, for a flag that falls as the frame is
  /// read.
  public init(status: UInt8, readyMask: UInt8, frameRegister: UInt8, frame: FrameLayout) {
    self.init(register: status, readyMask: readyMask, frameOffset: 0, frame: frame)
    self.frameRegister = frameRegister
  }
}
