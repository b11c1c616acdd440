import Sensors

/// What an evemu or libinput file says of its device, gathered line by line.
struct DeviceDescription {
  var name: String?
  var fuzz: Int?
  private var code: UInt16?
  private var initialValue: (code: UInt16, value: Int32)?

  mutating func take(_ line: Substring) {
    if line.hasPrefix("N: ") {
      name = String(line.dropFirst(3))
    } else if line.hasPrefix("name: ") {
      name = line.dropFirst(6).filter { $0 != "\"" }
    } else if line.hasPrefix("A: ") {
      let fields = line.dropFirst(3).split(separator: " ")
      takeAxis(code: fields.first.flatMap { UInt16($0, radix: 16) }, fields.dropFirst())
    } else if line.hasPrefix("#") {
      takeComment(line.dropFirst().split { $0 == " " || $0 == "\t" })
    } else if let colon = line.firstIndex(of: ":"), let code = UInt16(line[..<colon]) {
      let fields = line[colon...].split { ":[], ".contains($0) }
      // `codes:` lists the same way, but without five numbers for an axis.
      if fields.count == 5 { takeAxis(code: code, fields[...]) }
    }
  }

  /// The value that an axis had at the start, once for each.
  mutating func takeInitialValue() -> (code: UInt16, value: Int32)? {
    defer { initialValue = nil }
    return initialValue
  }

  /// An axis's minimum, maximum, fuzz and more; the largest fuzz of the board's axes counts.
  private mutating func takeAxis(code: UInt16?, _ range: ArraySlice<Substring>) {
    guard let code, BalanceBoard.cells.contains(where: { $0.axisCode == code }), range.count >= 3,
      let axisFuzz = Int(range[range.startIndex + 2])
    else { return }
    fuzz = max(fuzz ?? 0, axisFuzz)
  }

  /// `Event code 16 (ABS_HAT0X)`, and below it `Value 1837`.
  private mutating func takeComment(_ words: [Substring]) {
    if words.count >= 3, words[0] == "Event", words[1] == "code" {
      code = UInt16(words[2])
    } else if words.count == 2, words[0] == "Value", let code, let value = Int32(words[1]) {
      initialValue = (code, value)
    }
  }
}
