import SignalProcessing
import Testing

/// The last few values and their median.
struct RecentValuesTests {
  @Test("there is no median of nothing")
  func nothing() {
    var recent = RecentValues(capacity: 3)
    #expect(recent.median == nil)
    recent.append(4)
    recent.removeAll()
    #expect(recent.median == nil)
    #expect(recent.values.isEmpty)
  }

  @Test("the median is that of the last values, however many there were")
  func forgets() {
    var recent = RecentValues(capacity: 3)
    var medians: [Double?] = []
    for value in [7.0, 1, 2, 9, 3] {
      recent.append(value)
      medians.append(recent.median)
    }
    // Of 7; 7 1; 7 1 2; 1 2 9; 2 9 3.
    #expect(medians == [7, 4, 2, 2, 3])
    #expect(recent.values == [2, 9, 3])
  }

  @Test("one value is remembered where fewer are asked for")
  func atLeastOne() {
    var recent = RecentValues(capacity: 0)
    recent.append(5)
    recent.append(6)
    #expect(recent.values == [6])
  }
}
