extension UInt8 {
  /// Two digits as datasheets and `i2cdetect` write them: `0x0F`.
  package var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return digits.count < 2 ? "0x0" + digits : "0x" + digits
  }
}
