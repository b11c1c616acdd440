/// Which byte of a 16-bit word comes first.
public enum ByteOrder: Hashable, Sendable {
  /// The high byte first, as InvenSense and Freescale send it.
  case bigEndian
  /// The low byte first, as ST, Analog Devices and Bosch send it.
  case littleEndian
}

/// What tells the words of a tagged frame apart.
///
/// A tagged word is one byte of tag with three 16-bit numbers behind it.
public struct WordTags: Hashable, Sendable {
  /// Which bits of the first byte are the tag; the others may count or check.
  public var mask: UInt8
  /// The tag of the accelerometer's word, under the mask.
  public var acceleration: UInt8
  /// The tag of the gyroscope's word, under the mask.
  public var angularVelocity: UInt8

  /// Two tags under one mask.
  public init(mask: UInt8, acceleration: UInt8, angularVelocity: UInt8) {
    self.mask = mask
    self.acceleration = acceleration
    self.angularVelocity = angularVelocity
  }

  /// Bytes in a tagged word.
  static let wordByteCount = 7
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
  /// The tags of its words, which then may come in either order; nil where the offsets tell them
  /// apart.
  public var tags: WordTags?

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

  /// A layout of tagged words: one of the accelerometer, and one of the gyroscope where it
  /// measures.
  public init(tags: WordTags, hasAngularVelocity: Bool, byteOrder: ByteOrder) {
    self.init(
      byteCount: WordTags.wordByteCount * (hasAngularVelocity ? 2 : 1), accelerationOffset: 1,
      angularVelocityOffset: hasAngularVelocity ? 1 + WordTags.wordByteCount : nil,
      byteOrder: byteOrder)
    self.tags = tags
  }

  /// The counts of the frame that begins at `offset`: acceleration x, y, z, then angular velocity
  /// x, y, z where there is one; the rest is 0. Nil where its tags aren't those of one frame.
  ///
  /// - Precondition: a whole frame lies within `bytes`.
  public func counts(in bytes: Span<UInt8>, at offset: Int = 0) -> SIMD8<Int32>? {
    precondition(offset >= 0 && bytes.count - offset >= byteCount, "less than one frame")
    var acceleration = offset + accelerationOffset
    var angularVelocity = angularVelocityOffset.map { offset + $0 }
    if let tags {
      if let other = angularVelocity, bytes[acceleration - 1] & tags.mask == tags.angularVelocity {
        (acceleration, angularVelocity) = (other, acceleration)
      }
      guard bytes[acceleration - 1] & tags.mask == tags.acceleration else { return nil }
      if let angularVelocity {
        guard bytes[angularVelocity - 1] & tags.mask == tags.angularVelocity else { return nil }
      }
    }
    var counts = SIMD8<Int32>.zero
    for axis in 0..<3 {
      counts[axis] = number(in: bytes, at: acceleration + 2 * axis)
    }
    if let angularVelocity {
      for axis in 0..<3 {
        counts[3 + axis] = number(in: bytes, at: angularVelocity + 2 * axis)
      }
    }
    return counts
  }

  private func number(in bytes: Span<UInt8>, at offset: Int) -> Int32 {
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
