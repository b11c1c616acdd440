import SignalProcessing
import Testing

@Suite("A regular grid over irregular samples")
struct UniformGridTests {
  @Test("regular samples come back as they were")
  func identity() throws {
    let times = (0..<50).map { 3 + Double($0) * 0.02 }
    let values = (0..<50).map { Double(($0 * 31) % 17) }
    let grid = try #require(UniformGrid(times: times, values: values, step: 0.02))
    #expect(grid.values.count == 50)
    for (value, original) in zip(grid.values, values) { #expect(abs(value - original) < 1e-9) }
    #expect(grid.start == 3)
    #expect(abs(grid.time(at: 49) - 3.98) < 1e-12)
  }

  @Test("a straight line is met exactly however irregular the times")
  func line() throws {
    let times = [0, 0.01, 0.07, 0.071, 0.2, 0.45, 0.5]
    let grid = try #require(
      UniformGrid(times: times, values: times.map { 4 * $0 - 1 }, step: 0.05))
    #expect(grid.values.count == 11)
    for index in grid.values.indices {
      #expect(abs(grid.values[index] - (4 * grid.time(at: index) - 1)) < 1e-12)
    }
  }

  @Test("of equal times the last one's value stands")
  func equalTimes() throws {
    let grid = try #require(
      UniformGrid(times: [0, 1, 1, 2], values: [0, 5, 9, 9], step: 1))
    #expect(grid.values == [0, 9, 9])
  }

  @Test("one sample is a grid of one")
  func single() {
    #expect(UniformGrid(times: [2], values: [7], step: 0.1)?.values == [7])
  }

  @Test("no samples, lists of different length, a step that isn't positive: no grid")
  func refuses() {
    #expect(UniformGrid(times: [], values: [], step: 1) == nil)
    #expect(UniformGrid(times: [0, 1], values: [0], step: 1) == nil)
    #expect(UniformGrid(times: [0, 1], values: [0, 1], step: 0) == nil)
    #expect(UniformGrid(times: [0, 1], values: [0, 1], step: .nan) == nil)
    #expect(UniformGrid(times: [1, 0], values: [0, 1], step: 1) == nil)
  }
}
