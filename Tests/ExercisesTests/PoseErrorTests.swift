import Foundation
import SignalProcessing
import Testing

@testable import Exercises

/// What a chip's error makes of the angle, and how it is told.
struct PoseErrorTests {
  private static let step = 0.01
  /// A sensor on the pivot itself: it feels no acceleration.
  private static let pivot = FootPivot(back: 0, up: 0)

  /// Slow rises of 40 degrees as a chip with this zero error (m/s², up and back in the neutral pose) sees
  /// them at rest: the angle and the magnitude of gravity plus error, neutral taken as the chip shows it.
  private func seen(up: Double, back: Double) -> (angle: [Double], force: [Double], truth: [Double])
  {
    let schedule = AngleSchedule.calfRaises(4, to: 40, rise: 3, hold: 1, lower: 3, pause: 1)
    let neutral = atan2(back, 9.80665 + up)
    var result: (angle: [Double], force: [Double], truth: [Double]) = ([], [], [])
    for time in stride(from: 0, to: schedule.length, by: Self.step) {
      let theta = schedule.state(at: time).x * .pi / 180
      let force = (9.80665 * cos(theta) + up, 9.80665 * sin(theta) + back)
      result.angle.append((atan2(force.1, force.0) - neutral) * 180 / .pi)
      result.force.append(hypot(force.0, force.1))
      result.truth.append(theta * 180 / .pi)
    }
    return result
  }

  private func grid(_ values: [Double]) -> UniformGrid {
    UniformGrid(start: 0, step: Self.step, values: values)
  }

  private func movement(_ angle: [Double], _ force: [Double]) throws -> SmoothedMovement {
    try #require(SmoothedMovement(angle: grid(angle), force: grid(force), isApparent: false))
  }

  @Test(
    "a wrong zero shows in gravity's magnitude, and most of what it does to the angle is taken off",
    arguments: [(0.5, 0.0), (-0.5, 0), (0.4, 0.3), (-0.3, -0.4)])
  func wrongZero(up: Double, back: Double) throws {
    let seen = seen(up: up, back: back)
    var poseError = PoseError()
    #expect(poseError.bend == 0)
    poseError.take(try movement(seen.angle, seen.force), pivot: Self.pivot)
    let correction = AngleCorrection(bend: poseError.bend, hasGyroscope: false, pivot: nil)
    let before = try #require(zip(seen.angle, seen.truth).map { abs($0 - $1) }.max())
    let after = try #require(
      zip(correction(grid(seen.angle)).values, seen.truth).map { abs($0 - $1) }.max())
    // 0.5 m/s² are 1.9 degrees at 40; a share of 0.65 of the slope is meant, for scale errors' sake.
    #expect(before > 1)
    #expect(after < 0.6 * before, "\(after) of \(before)")
  }

  @Test("a chip without errors is left alone")
  func rightZero() throws {
    let seen = seen(up: 0, back: 0)
    var poseError = PoseError()
    poseError.take(try movement(seen.angle, seen.force), pivot: Self.pivot)
    #expect(abs(poseError.bend) < 0.002)
  }

  @Test("however wrong the force is, not more than a chip's tolerance is taken off")
  func limited() throws {
    let seen = seen(up: 5, back: 0)
    var poseError = PoseError()
    poseError.take(try movement(seen.angle, seen.force), pivot: Self.pivot)
    #expect(poseError.bend == -0.08)
  }

  @Test("with a gyroscope the error runs after the angle as the tracked direction does")
  func followed() {
    // Long at rest at 40 degrees, the tracked angle is off by the whole share; of a quick change only
    // what the time allows: exp(-0.5 / 2) of the old error is left after half a second.
    let correction = AngleCorrection(bend: 0.05, hasGyroscope: true, pivot: nil)
    let still = correction(grid(Array(repeating: 42, count: 3000))).values
    #expect(abs((still.last ?? 0) - 40) < 0.05)
    let none = AngleCorrection(bend: 0, hasGyroscope: true, pivot: nil)
    #expect(none(grid([1, 2, 3])).values == [1, 2, 3])
  }
}
