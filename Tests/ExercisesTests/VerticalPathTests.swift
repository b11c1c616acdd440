import SignalProcessing
import Testing

@testable import Exercises

@Suite("The height of a body on a board")
struct VerticalPathTests {
  /// A rise to 45 mm and back in minimum-jerk movements, its load by Newton's second law.
  private func buffer(zero: Double = 0, shiftPerHeight: Double, rise: Double = 1.2) -> MotionBuffer
  {
    var height = AngleSchedule()
    height.pause(2)
    height.repetition(to: 45, rise: rise, hold: 0.8, lower: rise)
    height.pause(2)
    var buffer = MotionBuffer()
    for index in 0..<Int(height.length * 80) {
      let time = Double(index) / 80
      let state = height.state(at: time)
      buffer.append(
        time: time, point: SIMD3(state.x * shiftPerHeight, 0, 0),
        force: zero + 70 * (1 + state.z / 1000 / 9.80665))
    }
    return buffer
  }

  private func path(_ buffer: MotionBuffer, rest: Double, rise: Double = 1.2) throws -> VerticalPath
  {
    let end = 2.8 + 2 * rise
    return try #require(
      VerticalPath(
        buffer: buffer, from: 0, through: end + 2, lows: [0.5...1.5, (end + 0.5)...(end + 0.5)],
        rest: rest, ratio: 0.5))
  }

  @Test(
    "is the integral of the load within 1.5 mm, whatever the pressure does", arguments: [0.0, 2, 3])
  func integral(shiftPerHeight: Double) throws {
    let path = try path(buffer(shiftPerHeight: shiftPerHeight), rest: 70)
    let top = try #require(path.top)
    #expect(abs(path.height.values[top] - 45) < 1.5)
    #expect(abs(path.greatestByLoad - 45) < 1)
    for low in path.lows { #expect(abs(path.height.values[low.lowerBound]) < 1) }
  }

  @Test("finds the load at rest where the one it is given is off by 100 g")
  func zero() throws {
    let path = try path(buffer(zero: 0.1, shiftPerHeight: 2), rest: 70)
    #expect(abs(path.rest - 70.1) < 0.03)
    #expect(abs(path.greatestByLoad - 45) < 1.5)
  }

  @Test("isn't there for a lean")
  func lean() throws {
    var buffer = MotionBuffer()
    let forward = self.buffer(shiftPerHeight: 2)
    for index in forward.times.indices {
      buffer.append(time: forward.times[index], point: forward.points[index], force: 70)
    }
    let path = try path(buffer, rest: 70)
    #expect(path.greatestByLoad < 0.1)
    #expect(path.greatestRise < 0.1)
  }
}
