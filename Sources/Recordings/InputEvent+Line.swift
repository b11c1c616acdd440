import Samples
import Sensors

extension InputEvent {
  /// Reads an event line of an evemu or libinput file; nil for any other line.
  init?(_ bytes: Span<UInt8>, of format: RecordingFormat) {
    var position = 0
    let isEvemu = format == .evemu
    let opening: InlineArray<3, UInt8> =
      isEvemu
      ? [UInt8(ascii: "E"), UInt8(ascii: ":"), UInt8(ascii: " ")]
      : [UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "[")]
    Self.passOverSeparators(bytes, &position)
    for index in opening.indices {
      guard position < bytes.count, bytes[position] == opening[index] else { return nil }
      position += 1
    }
    Self.passOverSeparators(bytes, &position)
    guard let seconds = NumberText.integer(bytes, &position), (0...1 << 40).contains(seconds),
      position < bytes.count
    else { return nil }
    if isEvemu { position += 1 }
    Self.passOverSeparators(bytes, &position)
    guard let microseconds = NumberText.integer(bytes, &position),
      (0..<1_000_000).contains(microseconds)
    else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let type = Self.number(bytes, &position, isHexadecimal: isEvemu) else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let code = Self.number(bytes, &position, isHexadecimal: isEvemu) else { return nil }
    Self.passOverSeparators(bytes, &position)
    guard let value = NumberText.integer(bytes, &position).flatMap(Int32.init(exactly:)) else {
      return nil
    }
    self.init(
      time: Timestamp(microseconds: seconds * 1_000_000 + microseconds), type: type, code: code,
      value: value)
  }

  private static func passOverSeparators(_ bytes: Span<UInt8>, _ position: inout Int) {
    while position < bytes.count,
      bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: ",")
    {
      position += 1
    }
  }

  /// An event's type or code: at most four digits.
  private static func number(
    _ bytes: Span<UInt8>, _ position: inout Int, isHexadecimal: Bool
  ) -> UInt16? {
    let first = position
    var number: UInt16 = 0
    while position < bytes.count, position - first < 4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
        isHexadecimal || digit < 10
      else { break }
      number = number * (isHexadecimal ? 16 : 10) + UInt16(digit)
      position += 1
    }
    return position > first ? number : nil
  }
}
