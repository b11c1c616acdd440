import Glibc

/// The fuzz of some axes of a device, cleared, and what it has to be put back to.
///
/// It is one for all readers of a device. Each reader holds a lock on the node that others can share, and
/// whoever goes last puts the fuzz back (``EvdevNode/isLastReader``).
struct ClearedFuzz {
  /// The fuzz that is left in force while reading: 0, or the largest where the kernel refused.
  private(set) var inForce: Int32 = 0
  /// What a reader of the stream must be told; nil where all went well.
  private(set) var remark: String?

  /// The fuzz to put back on each axis.
  private var original: [(axis: UInt16, fuzz: Int32)] = []

  /// Clears the fuzz of these axes.
  ///
  /// - Parameter driverFuzz: what the driver sets; nil where that isn't known. A driver that sets one
  ///   never sets 0: then a reader that was killed left it so.
  init(_ node: borrowing EvdevNode, axes: [UInt16], driverFuzz: Int32?) {
    for axis in axes.sorted() {
      let found = node.fuzz(ofAxis: axis)
      original.append((axis, found == 0 ? driverFuzz ?? 0 : found))
      let code = found == 0 ? 0 : node.setFuzz(0, ofAxis: axis)
      if code != 0 {
        inForce = max(inForce, found)
        remark = "the kernel's fuzz could not be cleared (errno \(code)): steps of one are lost"
      }
    }
  }

  /// Puts the fuzz back, unless somebody else still reads. Fails only where the device is gone, and its
  /// fuzz with it.
  func restore(on node: borrowing EvdevNode) {
    guard node.isLastReader else { return }
    for (axis, fuzz) in original where fuzz != 0 {
      _ = node.setFuzz(fuzz, ofAxis: axis)
    }
  }
}
