/// The last few values of something, and their median: what is usual of late.
public struct RecentValues: Hashable, Sendable {
  /// How many are remembered.
  public let capacity: Int
  /// Oldest first.
  public private(set) var values: [Double] = []
  /// The median of ``values``; nil before the first.
  public private(set) var median: Double?

  /// Remembers at most `capacity` values, at least one.
  public init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Remembers `value`; the oldest is forgotten where there are more than ``capacity``.
  public mutating func append(_ value: Double) {
    if values.count == capacity { values.removeFirst() }
    values.append(value)
    median = SignalProcessing.median(of: values)
  }

  /// Forgets all.
  public mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    median = nil
  }
}
