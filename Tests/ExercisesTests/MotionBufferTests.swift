import SignalProcessing
import Testing

@testable import Exercises

@Suite("The motion buffer")
struct MotionBufferTests {
  @Test("keeps the last minute, and no more than a bounded rest, after an hour's worth of samples")
  func bounded() throws {
    var buffer = MotionBuffer()
    let rate = 50.0
    var greatest = 0
    for index in 0..<180_000 {
      buffer.append(time: Double(index) / rate, point: SIMD3(Double(index), 0, 0), force: 9.8)
      greatest = max(greatest, buffer.times.count)
    }
    let kept = Int(MotionBuffer.span * rate)
    // What has fallen out is cleared away in bulk, but never more than is kept or 4096 samples.
    #expect(greatest <= 2 * max(kept, 4096) + 2)
    #expect(buffer.points.count == buffer.times.count)
    #expect(buffer.forces.count == buffer.times.count)
    #expect(buffer.indices(from: -.infinity, through: .infinity).count == kept + 1)
    let last = try #require(buffer.times.last)
    let first = try #require(buffer.indices(from: 0, through: .infinity).first)
    #expect(buffer.times[first] == last - MotionBuffer.span)
  }

  @Test("indices are those of the times asked for, both ends included")
  func indices() {
    var buffer = MotionBuffer()
    for index in 0..<100 {
      buffer.append(time: Double(index), point: SIMD3(0, 0, 0), force: 0)
    }
    // The first 40 seconds have fallen out.
    #expect(buffer.indices(from: 45, through: 47).map { buffer.times[$0] } == [45, 46, 47])
    #expect(buffer.indices(from: 0, through: 40).map { buffer.times[$0] } == [39, 40])
    #expect(buffer.indices(from: 50.2, through: 50.8).isEmpty)
    #expect(buffer.indices(from: 60, through: 50).isEmpty)
  }

  @Test("an excursion is the projection on a direction, on a regular grid")
  func excursion() throws {
    var buffer = MotionBuffer()
    for index in 0..<50 {
      let time = Double(index) * 0.02
      buffer.append(time: time, point: SIMD3(3 * time, 4 * time, 0), force: 0)
    }
    let grid = try #require(buffer.excursion(from: 0.2, through: 0.8, along: SIMD3(0.6, 0.8, 0)))
    #expect(grid.step == 0.01)
    for index in grid.values.indices {
      #expect(abs(grid.values[index] - 5 * grid.time(at: index)) < 1e-9)
    }
    #expect(buffer.excursion(from: 0.2, through: 0.24, along: SIMD3(1, 0, 0)) == nil)
  }
}
