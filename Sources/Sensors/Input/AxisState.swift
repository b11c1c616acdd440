import Samples

/// What a decoder keeps of an input device: the last value of each axis, and what it knows of it.
///
/// The kernel sends changes: an axis that kept its value is left out of a frame.
struct AxisState: Hashable, Sendable {
  /// The last value of each channel.
  private(set) var counts: SIMD8<Int32>
  /// The frame under way moved an axis.
  private(set) var isMoved = false
  /// A loss was reported and its frame isn't over.
  private(set) var isCut = false

  private let axisCodes: [UInt16]
  private let allChannels: UInt8
  /// One bit a channel whose value was ever known.
  private var heldChannels: UInt8
  /// One bit a channel whose value is known to be current.
  private var knownChannels: UInt8

  /// A device whose axes, told in the order of their channels (at most eight), have the values
  /// `counts`; nil where nobody can be asked.
  init(axisCodes: [UInt16], counts: SIMD8<Int32>?) {
    self.axisCodes = axisCodes
    self.counts = counts ?? SIMD8()
    allChannels = UInt8(truncatingIfNeeded: (1 << axisCodes.count) - 1)
    knownChannels = counts == nil ? 0 : allChannels
    heldChannels = knownChannels
  }

  /// Every axis's value is known to be current.
  var isKnown: Bool { knownChannels == allChannels }

  /// Takes an axis's value; false for an axis that the device doesn't have.
  @discardableResult
  mutating func hear(_ value: Int32, ofAxis code: UInt16) -> Bool {
    for channel in axisCodes.indices where axisCodes[channel] == code {
      counts[channel] = value
      knownChannels |= 1 << channel
      heldChannels |= 1 << channel
      return true
    }
    return false
  }

  /// Takes an axis's value as part of the frame under way.
  mutating func move(_ code: UInt16, to value: Int32) {
    if hear(value, ofAxis: code) { isMoved = true }
  }

  /// The kernel's buffer ran over: what was kept may be stale, and so may the rest of the frame.
  mutating func lose() {
    knownChannels = 0
    isMoved = false
    isCut = true
  }

  /// The frame is over.
  mutating func endFrame() {
    isMoved = false
    isCut = false
  }

  /// Takes the values that the kernel holds now as the state after a loss.
  mutating func resynchronize(to counts: SIMD8<Int32>) {
    self.counts = counts
    (knownChannels, heldChannels) = (allChannels, allChannels)
    endFrame()
  }

  /// Takes the axes that were silent since a loss as unchanged; false where one was never heard.
  mutating func trustSilentAxes() -> Bool {
    guard heldChannels == allChannels else { return false }
    knownChannels = allChannels
    return true
  }
}
