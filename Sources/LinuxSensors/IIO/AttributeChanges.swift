import Sensors

/// Attributes of a device that were set, and what they have to be set back to. Going away puts back what
/// is still changed.
struct AttributeChanges: ~Copyable {
  private struct Original {
    let path: String
    let text: String
  }

  private let system: SystemFiles
  private var originals: [Original] = []

  /// Nothing changed yet.
  init(in system: SystemFiles) {
    self.system = system
  }

  /// How many attributes were changed.
  var count: Int { originals.count }

  /// Sets an attribute, unless it says `text` already.
  mutating func set(_ path: String, to text: String) throws(SensorError) {
    let found = try system.text(of: path)
    guard found != text else { return }
    try system.write(text, to: path)
    originals.append(Original(path: path, text: found))
  }

  /// Puts back all changes but the first `kept`, the last one first: a buffer is off again before what
  /// it is made of changes. Fails only where the device, and with it its settings, is gone.
  mutating func restore(keeping kept: Int = 0) {
    while originals.count > kept, let original = originals.popLast() {
      try? system.write(original.text, to: original.path)
    }
  }

  deinit {
    for original in originals.reversed() { try? system.write(original.text, to: original.path) }
  }
}
