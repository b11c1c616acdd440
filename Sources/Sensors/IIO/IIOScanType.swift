/// How the number of one channel lies in a buffer of Linux IIO.
///
/// Source: Linux `Documentation/ABI/testing/sysfs-bus-iio`, entry `scan_elements/in_accel_type`; the
/// repetition from `iio_show_fixed_type` in `drivers/iio/industrialio-buffer.c`.
public struct IIOScanType: Hashable, Sendable {
  /// Which byte comes first.
  public var byteOrder: ByteOrder
  /// Whether the number is in two's complement.
  public var isSigned: Bool
  /// Bits of the number itself.
  public var realBits: Int
  /// Bits that it takes up, which are its alignment, too: 8, 16, 32 or 64.
  public var storageBits: Int
  /// How many such numbers follow each other: 1, but for a quaternion and its likes.
  public var repetitions: Int
  /// Bits below the number that aren't part of it.
  public var shift: Int

  /// Reads what a `_type` attribute says, for instance `le:s16/16>>0` or `be:s12/16>>4`; nil where it
  /// says something else.
  public init?(parsing text: String) {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    switch halves[0] {
    case "le": byteOrder = .littleEndian
    case "be": byteOrder = .bigEndian
    default: return nil
    }
    switch halves[1].first {
    case "s": isSigned = true
    case "u": isSigned = false
    default: return nil
    }
    let sizes = halves[1].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard sizes.count == 2, let realBits = Self.number(sizes[0]) else { return nil }
    var storage = sizes[1]
    shift = 0
    if let arrow = storage.firstIndex(of: ">") {
      guard storage[arrow...].hasPrefix(">>"),
        let bits = Self.number(storage[arrow...].dropFirst(2))
      else { return nil }
      (storage, shift) = (storage[..<arrow], bits)
    }
    repetitions = 1
    if let cross = storage.firstIndex(of: "X") {
      guard let count = Self.number(storage[cross...].dropFirst()), (1...64).contains(count) else {
        return nil
      }
      (storage, repetitions) = (storage[..<cross], count)
    }
    guard let storageBits = Self.number(storage), [8, 16, 32, 64].contains(storageBits),
      realBits >= 1, shift < storageBits, realBits <= storageBits - shift
    else { return nil }
    (self.realBits, self.storageBits) = (realBits, storageBits)
  }

  /// Bytes that the channel takes up in a frame.
  public var byteCount: Int { storageBits / 8 * repetitions }

  /// The number at `offset`, its shift taken away and its sign extended; nil where it needs more than
  /// 64 signed bits.
  ///
  /// - Precondition: it lies within `bytes`.
  public func number(in bytes: Span<UInt8>, at offset: Int) -> Int64? {
    let count = storageBits / 8
    var bits: UInt64 = 0
    for index in 0..<count {
      let place = byteOrder == .bigEndian ? index : count - 1 - index
      bits = bits << 8 | UInt64(bytes[offset + place])
    }
    // Some devices put other things into the bits around the number.
    let unused = UInt64(64 - realBits)
    bits = (bits >> UInt64(shift)) << unused
    return isSigned ? Int64(bitPattern: bits) >> Int64(unused) : Int64(exactly: bits >> unused)
  }

  /// Digits alone: no sign, no blank.
  private static func number(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
