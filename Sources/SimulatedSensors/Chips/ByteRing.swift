/// Bytes in the order they came; full, the oldest gives way.
struct ByteRing: Sendable {
  private var bytes: [UInt8]
  private var head = 0
  private(set) var count = 0
  private var last: UInt8 = 0

  init(capacity: Int) {
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// The byte that lies so many behind the oldest.
  subscript(index: Int) -> UInt8 { bytes[(head + index) % bytes.count] }

  mutating func removeAll() {
    (head, count) = (0, 0)
  }

  /// Puts a byte in; true where another was lost for it.
  mutating func push(_ byte: UInt8) -> Bool {
    bytes[(head + count) % bytes.count] = byte
    guard count == bytes.count else {
      count += 1
      return false
    }
    head = (head + 1) % bytes.count
    return true
  }

  /// Takes the oldest byte; empty, the last one taken again.
  mutating func pop() -> UInt8 {
    guard count > 0 else { return last }
    last = bytes[head]
    head = (head + 1) % bytes.count
    count -= 1
    return last
  }
}
