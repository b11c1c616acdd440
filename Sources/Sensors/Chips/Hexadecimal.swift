extension UInt8 {
  /// Two digits as datasheets and `i2cdetect` write them: `0x0F`.
  package var hexadecimal: String { hexadecimal(uppercase: true) }

  /// Two digits as device names have them: `0x0f`.
  package var lowercaseHexadecimal: String { hexadecimal(uppercase: false) }

  private func hexadecimal(uppercase: Bool) -> String {
    let digits = String(self, radix: 16, uppercase: uppercase)
    return digits.count < 2 ? "0x0" + digits : "0x" + digits
  }
}
