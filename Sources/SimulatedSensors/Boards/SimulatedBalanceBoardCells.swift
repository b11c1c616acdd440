import Glibc
import Sensors

/// The twin's load cells and the driver's arithmetic over them: kg to converter counts to 10 g.
///
/// Written from the description of the kernel driver, not from the decoder. The order is that of the
/// board's reports: top right, bottom right, top left, bottom left.
struct SimulatedBalanceBoardCells: Sendable {
  /// Each cell's converter readings under 0, 17 and 34 kg.
  static let calibration: [(zero: Int32, half: Int32, full: Int32)] = [
    (0x07C3, 0x0ED2, 0x15E9),
    (0x3CF8, 0x4384, 0x4A10),
    (0x048C, 0x0B3A, 0x11EF),
    (0x296B, 0x3069, 0x376E),
  ]

  /// The table row by row: the four cells under 0, then under 17, then under 34 kg.
  private static var words: [Int32] {
    calibration.map(\.zero) + calibration.map(\.half) + calibration.map(\.full)
  }

  /// The table as the board keeps it, the high byte of a word first.
  static var calibrationBytes: [UInt8] {
    words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  /// The table as the kernel prints it in `bboard_calib`.
  static var calibrationTable: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }.joined(separator: ":")
  }

  /// What a cell's converter reads under `load` kg: linear between the calibrated points and beyond
  /// them, with `noise` in converter counts, kept to 16 bits.
  static func reading(ofCell column: Int, load: Double, noise: Double) -> Int32 {
    let (zero, half, full) = calibration[column]
    let exact =
      load < 17
      ? Double(zero) + load / 17 * Double(half - zero)
      : Double(half) + (load - 17) / 17 * Double(full - half)
    return Int32(min(max((exact + noise).rounded(), 0), 65535))
  }

  /// The driver's values for a report's readings, in 10 g.
  static func values(of readings: SIMD4<Int32>) -> SIMD4<Int32> {
    var values = SIMD4<Int32>()
    for cell in readings.indices { values[cell] = value(ofCell: cell, reading: readings[cell]) }
    return values
  }

  /// The driver's value for a reading, in 10 g: nothing under the zero point, truncating between,
  /// and past 17 kg along the upper line without an end.
  static func value(ofCell column: Int, reading: Int32) -> Int32 {
    let (zero, half, full) = calibration[column]
    if reading <= zero { return 0 }
    if reading < half { return (reading - zero) * 1700 / (half - zero) }
    return 1700 + (reading - half) * 1700 / (full - half)
  }
}
