import SignalProcessing
import Testing

@Suite("Resampling by a sliding window")
struct SlidingWindowResamplerTests {
  private func resampled(
    _ times: [Double], _ values: [Double], window: Double, step: Double
  ) throws -> SlidingWindowResampler.Grid {
    let resampler = try #require(SlidingWindowResampler(window: window, step: step))
    return try #require(resampler(times: times, x: values, y: values.map { -2 * $0 }))
  }

  @Test("samples are weighted by how far it is to their neighbours, and to the window's edge")
  func weights() throws {
    let grid = try resampled([0, 1, 4, 6, 7], [1, 2, 3, 5, 8], window: 6, step: 4)
    // About 0: 0 and 1 lie within 3. From 0 to midway, 1/2; from there to the window's edge at 3.
    #expect(abs(grid.x[0] - (1 * 0.5 + 2 * 2.5) / 3) < 1e-15)
    // About 4: 4 and 6, since 1 and 7 are just half a window away. From the edge at 1 to 5; to 7.
    #expect(abs(grid.x[1] - (3 * 4 + 5 * 2) / 6.0) < 1e-15)
    #expect(grid.x.count == 2)
    #expect(grid.y == grid.x.map { -2 * $0 })
    #expect(grid.start == 0 && grid.interpolated == 0)
  }

  @Test("a window with one sample takes it as it is")
  func singleSample() throws {
    let grid = try resampled([0, 1, 2, 3], [4, 7, 9, 2], window: 0.5, step: 1)
    #expect(grid.x == [4, 7, 9])
  }

  @Test(
    "where no sample is near, the value lies on the line between its neighbours, and is counted")
  func emptyWindows() throws {
    let grid = try resampled([0, 1, 5, 6], [2, 4, 8, 0], window: 1, step: 1)
    #expect(grid.x == [2, 4, 5, 6, 7, 8])
    #expect(grid.interpolated == 3)
  }

  @Test("a constant stays what it is at irregular times")
  func constant() throws {
    var times = [0.0]
    for index in 1..<400 { times.append(times[index - 1] + 0.011 + 0.013 * Double(index * 7 % 5)) }
    let grid = try resampled(times, times.map { _ in 3.25 }, window: 0.08, step: 0.04)
    #expect(grid.x.allSatisfy { abs($0 - 3.25) < 1e-12 })
    #expect(grid.x.count == Int((times[399] / 0.04).rounded(.up)))
  }

  @Test("regular samples at the grid's own step come out as they are but for the last")
  func regular() throws {
    let times = (0..<50).map { Double($0) * 0.04 }
    let values = (0..<50).map { Double($0 * $0 % 17) }
    let grid = try resampled(times, values, window: 0.06, step: 0.04)
    #expect(grid.x == Array(values.dropLast()))
  }

  @Test("too few samples, lists that don't match and a step of nothing are refused")
  func refuses() throws {
    #expect(SlidingWindowResampler(window: 0, step: 1) == nil)
    #expect(SlidingWindowResampler(window: 1, step: .nan) == nil)
    let resampler = try #require(SlidingWindowResampler(window: 1, step: 1))
    #expect(resampler(times: [], x: [], y: []) == nil)
    #expect(resampler(times: [1], x: [1], y: [1]) == nil)
    #expect(resampler(times: [1, 1], x: [1, 1], y: [1, 1]) == nil)
    #expect(resampler(times: [1, 2], x: [1], y: [1, 1]) == nil)
    #expect(resampler(times: [0, 1e12], x: [1, 2], y: [1, 2]) == nil)
  }
}
