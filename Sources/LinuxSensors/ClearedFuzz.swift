import Glibc
import Sensors

/// The fuzz of a board's four axes, cleared, and what it has to be put back to.
struct ClearedFuzz {
  /// The fuzz that is left in force while reading: 0, or the largest where the kernel refused.
  private(set) var inForce: Int32 = 0
  /// What a reader of the stream must be told; nil where all went well.
  private(set) var remark: String?

  /// The fuzz to put back, in the order of ``BalanceBoard/cells``.
  private var original = SIMD4<Int32>()

  /// Clears the fuzz of every axis of the board.
  init(_ node: borrowing EvdevNode) {
    for (index, cell) in BalanceBoard.cells.enumerated() {
      let found = node.fuzz(ofAxis: cell.axisCode)
      // The driver never sets 0: a reader that was killed left it so.
      original[index] = found == 0 ? BalanceBoard.driverFuzz : found
      let code = found == 0 ? 0 : node.setFuzz(0, ofAxis: cell.axisCode)
      if code != 0 {
        inForce = max(inForce, found)
        remark = "the kernel's fuzz could not be cleared (errno \(code)): steps of one are lost"
      }
    }
  }

  /// Puts the fuzz back. Fails only where the board is gone, and its fuzz with it.
  func restore(on node: borrowing EvdevNode) {
    for (index, cell) in BalanceBoard.cells.enumerated() {
      _ = node.setFuzz(original[index], ofAxis: cell.axisCode)
    }
  }
}
