/// Which byte of a 16-bit word comes first.
public enum ByteOrder: Hashable, Sendable {
  /// The high byte first, as InvenSense and Freescale send it.
  case bigEndian
  /// The low byte first, as ST, Analog Devices and Bosch send it.
  case littleEndian
}

/// How the bytes of one sample become signed counts.
public struct FrameLayout: Hashable, Sendable {
  /// Bytes in a frame.
  public var byteCount: Int
  /// Offset of the accelerometer's three words, x first.
  public var accelerationOffset: Int
  /// Offset of the gyroscope's three words, x first; nil where the frame has none.
  public var angularVelocityOffset: Int?
  /// The order of bytes in a word.
  public var byteOrder: ByteOrder
  /// Low bits of a word that carry nothing, where the number stands at the left: 4 for 12 bits in 16.
  public var unusedLowBits: Int

  /// A layout of 16-bit two's complement words.
  public init(
    byteCount: Int, accelerationOffset: Int = 0, angularVelocityOffset: Int? = nil,
    byteOrder: ByteOrder, unusedLowBits: Int = 0
  ) {
    self.byteCount = byteCount
    self.accelerationOffset = accelerationOffset
    self.angularVelocityOffset = angularVelocityOffset
    self.byteOrder = byteOrder
    self.unusedLowBits = unusedLowBits
  }

  /// The counts of the frame that begins at `offset`: acceleration x, y, z, then angular velocity
  /// x, y, z where there is one; the rest is 0.
  ///
  /// - Precondition: a whole frame lies within `bytes`.
  public func counts(in bytes: Span<UInt8>, at offset: Int = 0) -> SIMD8<Int32> {
    precondition(offset >= 0 && bytes.count - offset >= byteCount, "less than one frame")
    var counts = SIMD8<Int32>.zero
    for axis in 0..<3 {
      counts[axis] = word(in: bytes, at: offset + accelerationOffset + 2 * axis)
    }
    if let angularVelocityOffset {
      for axis in 0..<3 {
        counts[3 + axis] = word(in: bytes, at: offset + angularVelocityOffset + 2 * axis)
      }
    }
    return counts
  }

  private func word(in bytes: Span<UInt8>, at offset: Int) -> Int32 {
    let first = UInt16(bytes[offset])
    let second = UInt16(bytes[offset + 1])
    let bits =
      switch byteOrder {
      case .bigEndian: first << 8 | second
      case .littleEndian: second << 8 | first
      }
    // The shift is arithmetic: it carries the sign of a left-justified number along.
    return Int32(Int16(bitPattern: bits) >> Int16(unusedLowBits))
  }
}
