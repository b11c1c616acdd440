/// Numbers as text in a span of bytes: no allocation, no locale, correctly rounded.
///
/// Each function reads from `position` on and leaves it behind what it has read.
enum NumberText {
  /// An integer, `-` and digits; nil where there is none or it doesn't fit.
  @inline(__always)
  static func integer(_ bytes: Span<UInt8>, _ position: inout Int) -> Int64? {
    let end = bytes.count
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var magnitude: UInt64 = 0
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      if position - first < 18 {
        magnitude = magnitude &* 10 &+ UInt64(digit)
      } else {
        // Eighteen digits always fit; from here on it has to be looked at.
        let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
        guard !overflow, !carry else { return nil }
        magnitude = sum
      }
      position += 1
    }
    guard position > first else { return nil }
    if isNegative {
      return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// A decimal with an optional sign, fraction and exponent, to the nearest double; nil where there is
  /// none. Beyond the largest double it is infinite.
  @inline(__always)
  static func decimal(_ bytes: Span<UInt8>, _ position: inout Int) -> Double? {
    let start = position
    let end = bytes.count
    var isNegative = false
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    var mantissa: UInt64 = 0
    var significant = 0
    let whole = digits(bytes, &position, into: &mantissa, &significant)
    var fraction = 0
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      fraction = digits(bytes, &position, into: &mantissa, &significant)
    }
    guard whole + fraction > 0 else { return nil }
    var exponent = 0
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      guard let written = self.exponent(bytes, &position) else { return nil }
      exponent = written
    }
    guard significant <= 19, let value = nearest(mantissa, exponent: exponent - fraction)
    else { return long(bytes, start..<position) }
    return isNegative ? -value : value
  }

  /// The integer that is all of `text`; nil if it isn't one.
  static func integer(whole text: Substring) -> Int64? {
    let bytes = Array(text.utf8)
    var position = 0
    let value = integer(bytes.span, &position)
    return position == bytes.count ? value : nil
  }

  /// The decimal that is all of `text`; nil if it isn't one.
  static func decimal(whole text: Substring) -> Double? {
    let bytes = Array(text.utf8)
    var position = 0
    let value = decimal(bytes.span, &position)
    return position == bytes.count ? value : nil
  }

  /// Digits, taken into `mantissa`, which is meaningless once more than 19 are significant (leading
  /// zeros aren't); how many there are.
  @inline(__always)
  private static func digits(
    _ bytes: Span<UInt8>, _ position: inout Int, into mantissa: inout UInt64,
    _ significant: inout Int
  ) -> Int {
    let first = position
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      if significant > 0 || digit > 0 { significant += 1 }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      position += 1
    }
    return position - first
  }

  /// The exponent behind its `e`, held within ±100,000, where every number is 0 or infinite.
  private static func exponent(_ bytes: Span<UInt8>, _ position: inout Int) -> Int? {
    position += 1
    var isNegative = false
    if position < bytes.count,
      bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let first = position
    var exponent = 0
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      exponent = min(exponent * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > first else { return nil }
    return isNegative ? -exponent : exponent
  }

  /// `mantissa` x 10^`exponent` to the nearest double; nil where that takes more than two words.
  @inline(__always)
  private static func nearest(_ mantissa: UInt64, exponent: Int) -> Double? {
    // Both factors are exact doubles, so one operation rounds once (Clinger 1990).
    if mantissa < 1 << 53, (-22...22).contains(exponent) {
      return exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    }
    guard (-19...0).contains(exponent) else { return nil }
    return quotient(mantissa, by: powersOfTenInWords[-exponent])
  }

  /// The double nearest to a quotient of integers other than 0, ties to even.
  ///
  /// Seventeen digits, as pandas writes them, end here. With both operands' first bits aligned the
  /// quotient has 63 or 64 bits; its last one also stands for any remainder, so that the conversion to
  /// a double, which keeps 53, rounds as the exact value would.
  private static func quotient(_ numerator: UInt64, by divisor: UInt64) -> Double {
    let aligned = numerator << UInt64(numerator.leadingZeroBitCount)
    let alignedDivisor = divisor << UInt64(divisor.leadingZeroBitCount)
    let (quotient, remainder) = alignedDivisor.dividingFullWidth((aligned >> 1, aligned << 63))
    let scale = divisor.leadingZeroBitCount - numerator.leadingZeroBitCount - 63
    return Double(quotient | (remainder == 0 ? 0 : 1)) * powerOfTwo(scale)
  }

  /// 2^`exponent`, for exponents between -1,022 and 1,023.
  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(1023 + exponent) << 52)
  }

  /// Anything else, by the standard library, which may allocate.
  private static func long(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for index in range { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self))
  }

  private static let powersOfTen: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let powersOfTenInWords: InlineArray<20, UInt64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]
}
