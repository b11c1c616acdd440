/// A board's factory calibration: what each cell's converter reads under 0, 17 and 34 kg.
///
/// The kernel driver keeps it and scales with it; here it is read to be recorded and to be
/// distrusted. A board that is only half initialised hands out nonsense, and weighs it.
///
/// Source: Linux `hid-wiimote-modules.c`, `wiimod_bboard_calib_show`: twelve words in hexadecimal
/// with a colon between two, three rows (0, 17, 34 kg) of four columns in the order of
/// ``BalanceBoard/cells``.
public struct BalanceBoardCalibration: Hashable, Sendable {
  /// Raw readings under no load, in the order of ``BalanceBoard/cells``.
  public var atZero: [UInt16]
  /// Raw readings under 17 kg on each cell.
  public var at17Kilograms: [UInt16]
  /// Raw readings under 34 kg on each cell.
  public var at34Kilograms: [UInt16]

  /// What is wrong with a table.
  public enum Fault: Error, Hashable, Sendable {
    /// It isn't twelve words in hexadecimal.
    case malformed
    /// A cell would read no more, or less, under more load.
    case notRising(cell: String, readings: [UInt16])
  }

  /// Reads the text of `bboard_calib` and checks that every cell's readings rise with the load.
  public init(parsing text: String) throws(Fault) {
    var words: [UInt16] = []
    let body = text.utf8.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
    for word in body.split(separator: ":", omittingEmptySubsequences: false) {
      guard word.count == 4, word.allSatisfy(\.isHexDigit), let value = UInt16(word, radix: 16)
      else { throw .malformed }
      words.append(value)
    }
    let columns = BalanceBoard.cells.count
    guard words.count == 3 * columns else { throw .malformed }
    atZero = Array(words[..<columns])
    at17Kilograms = Array(words[columns..<(2 * columns)])
    at34Kilograms = Array(words[(2 * columns)...])

    for (column, cell) in BalanceBoard.cells.enumerated() {
      let readings = [atZero[column], at17Kilograms[column], at34Kilograms[column]]
      guard readings[0] < readings[1], readings[1] < readings[2] else {
        throw .notRising(cell: cell.name, readings: readings)
      }
    }
  }
}
