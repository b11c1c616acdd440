/// How a chip's FIFO is asked and emptied.
public struct FIFOLayout: Hashable, Sendable {
  /// How many bytes it holds.
  public var capacity: Int
  /// Where it says how full it is.
  public var level: FIFOLevel
  /// Matches once samples were lost because it was full.
  public var overflow: BitField
  /// The register that its bytes come from, with the auto-increment bit where the chip wants one.
  public var register: UInt8
  /// How the bytes of one sample become counts.
  public var frame: FrameLayout
  /// The most frames that one transfer may carry, for chips that give up one sample a read; nil where
  /// only the bus sets a limit.
  public var framesPerRead: Int?
  /// How many of the frames that come first after a start are to be thrown away.
  public var unsettledFrames: Int

  /// A FIFO of whole frames.
  public init(
    capacity: Int, level: FIFOLevel, overflow: BitField, register: UInt8, frame: FrameLayout,
    framesPerRead: Int? = nil, unsettledFrames: Int = 0
  ) {
    self.capacity = capacity
    self.level = level
    self.overflow = overflow
    self.register = register
    self.frame = frame
    self.framesPerRead = framesPerRead
    self.unsettledFrames = unsettledFrames
  }

  /// How many whole frames it holds.
  public var frameCapacity: Int { capacity / frame.byteCount }
}

/// Where and in which unit a FIFO says how full it is.
public struct FIFOLevel: Hashable, Sendable {
  /// First register of the number.
  public var register: UInt8
  /// One byte, or two that are read in one transfer.
  public var byteCount: Int
  /// The order of two bytes.
  public var byteOrder: ByteOrder
  /// Which bits of the number count.
  public var mask: UInt16
  /// Bytes for each unit of the number: 1 where the chip counts bytes, a frame where it counts frames.
  public var bytesPerUnit: Int

  /// A level of one or two bytes.
  public init(
    register: UInt8, byteCount: Int = 1, byteOrder: ByteOrder = .bigEndian, mask: UInt16,
    bytesPerUnit: Int = 1
  ) {
    self.register = register
    self.byteCount = byteCount
    self.byteOrder = byteOrder
    self.mask = mask
    self.bytesPerUnit = bytesPerUnit
  }

  /// The level in bytes, from what was read.
  ///
  /// - Precondition: `bytes` holds ``byteCount`` bytes.
  func bytesWaiting(_ bytes: Span<UInt8>) -> Int {
    var number = UInt16(bytes[0])
    if byteCount == 2 {
      let second = UInt16(bytes[1])
      number = byteOrder == .bigEndian ? number << 8 | second : second << 8 | number
    }
    return Int(number & mask) * bytesPerUnit
  }
}
