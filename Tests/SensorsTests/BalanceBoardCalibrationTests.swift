import Sensors
import Testing

@Suite struct BalanceBoardCalibrationTests {
  /// The example of wiibrew's page on the board.
  static let example = "07c3:3cf8:048c:296b:0ed2:4384:0b3a:3069:15e9:4a10:11ef:376e"

  @Test("three rows of four words are read in order", arguments: [example, example + "\n"])
  func table(text: String) throws {
    let calibration = try BalanceBoardCalibration(parsing: text)
    #expect(calibration.atZero == [1987, 15608, 1164, 10603])
    #expect(calibration.at17Kilograms == [3794, 17284, 2874, 12393])
    #expect(calibration.at34Kilograms == [5609, 18960, 4591, 14190])
  }

  @Test(
    "what isn't twelve words is refused",
    arguments: [
      "", "\n", "07c3", example + ":0000", example + ":", "x" + example.dropFirst(),
      "+" + example.dropFirst(), example.replacing("07c3", with: "7c3"),
      example.replacing(":", with: " "),
    ])
  func malformed(text: String) {
    #expect(throws: BalanceBoardCalibration.Fault.malformed) {
      try BalanceBoardCalibration(parsing: text)
    }
  }

  @Test("the tables of half initialised boards are refused", arguments: ["0000", "ffff"])
  func halfInitialised(word: String) {
    let table = Array(repeating: word, count: 12).joined(separator: ":")
    #expect(throws: BalanceBoardCalibration.Fault.self) {
      try BalanceBoardCalibration(parsing: table)
    }
  }

  @Test("a cell that reads less under more load is named")
  func falling() {
    let table = Self.example.replacing("11ef", with: "0b39")
    #expect(
      throws: BalanceBoardCalibration.Fault.notRising(
        cell: "top left", readings: [0x048C, 0x0B3A, 0x0B39])
    ) { try BalanceBoardCalibration(parsing: table) }
  }
}
