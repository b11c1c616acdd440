import SimulatedSensors
import Testing

@testable import Recordings

struct NumberTextTests {
  private func decimal(_ text: String) -> Double? { NumberText.decimal(whole: text[...]) }

  private func integer(_ text: String) -> Int64? { NumberText.integer(whole: text[...]) }

  @Test(
    "hard decimals are rounded as the standard library rounds them",
    arguments: [
      "0", "-0", "+1", "1.", ".5", "9.80665", "1e22", "1e23", "-1e-22", "123456789012345678",
      "9007199254740993", "9007199254740992.5", "9007199254740993.0", "1e-400", "1e308", "1e400",
      "2.2250738585072011e-308", "4.9e-324", "0.1000000000000000055511151231257827",
      "7.2057594037927933e16", "1.7976931348623157e308", "18446744073709551615",
      "99999999999999999999", "0.00000000000000000001234", "1e-99999999999", "1e99999999999",
      "00000000000000000000000001.5", "1844674407370955161.5", "0.9999999999999999999",
    ])
  func hard(text: String) {
    #expect(decimal(text)?.bitPattern == Double(text)?.bitPattern)
  }

  @Test("random decimals of all lengths are rounded as the standard library rounds them")
  func random() {
    var generator = SeededGenerator(seed: 1)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let digits = Int.random(in: 1...21, using: &generator)
      var text = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
      let point = text.index(
        text.startIndex, offsetBy: Int.random(in: 0...digits, using: &generator))
      text.insert(".", at: point)
      if Bool.random(using: &generator) {
        text += "e" + String(Int.random(in: -40...40, using: &generator))
      }
      if decimal(text)?.bitPattern != Double(text)?.bitPattern { wrong.append(text) }
    }
    #expect(wrong == [])
  }

  @Test("decimals a hair beside the middle between two doubles go to the right one")
  func besideTheMiddle() {
    var generator = SeededGenerator(seed: 3)
    var wrong: [String] = []
    for _ in 0..<2_000 {
      // An odd number over 2^54 lies between two doubles; nineteen digits come as near as 1e-19.
      let odd = UInt64.random(in: (1 << 53)..<(1 << 54), using: &generator) | 1
      let below = UInt128(odd) * 10_000_000_000_000_000_000 >> 54
      for digits in [below, below + 1] {
        let text = "0.\(digits)"
        if decimal(text) != Double(text) { wrong.append(text) }
      }
    }
    #expect(wrong == [])
  }

  @Test("shortest forms of random doubles read back as the same double")
  func shortest() {
    var generator = SeededGenerator(seed: 2)
    var wrong: [Double] = []
    for _ in 0..<20_000 {
      let value = Double.random(in: -20...20, using: &generator)
      if decimal(value.description) != value { wrong.append(value) }
    }
    #expect(wrong == [])
  }

  @Test(
    "what is no decimal is refused",
    arguments: ["", "-", ".", "e5", "1e", "1e+", "0x10", "nan", "inf", "1_0", "--1", "1,5", " 1"])
  func refused(text: String) {
    #expect(decimal(text) == nil)
  }

  @Test("integers are read up to both ends of 64 bits and not beyond")
  func integers() {
    #expect(integer("9223372036854775807") == .max)
    #expect(integer("-9223372036854775808") == .min)
    #expect(integer("9223372036854775808") == nil)
    #expect(integer("-9223372036854775809") == nil)
    #expect(integer("99999999999999999999999") == nil)
    #expect(integer("0000000000000000000000012") == 12)
    for text in ["", "-", "+1", "1.0", "a", " 1"] { #expect(integer(text) == nil) }
  }
}
