import Foundation
import SignalProcessing
import Testing

@testable import Exercises

/// Heights from angles, and the lever that a movement shows.
struct HeelLeverTests {
  /// A sensor 0.17 m from the ball, 15 degrees over the horizontal.
  private static let sensor = (
    back: 0.17 * cos(15 * Double.pi / 180), up: 0.17 * sin(15 * Double.pi / 180)
  )
  private static let step = 0.01

  /// Rises of 40 degrees, still at both ends, and what a sensor on the foot feels along the vertical, by
  /// hand: gravity, z'' of z = back sin + up cos, and what a chip with a zero error of 0.4 m/s² upwards
  /// and -0.3 backwards makes of each pose.
  private func rises(
    _ count: Int, lasting seconds: Double, error: (up: Double, back: Double) = (0.4, -0.3)
  ) -> (angle: [Double], vertical: [Double], apparent: [Double], magnitude: [Double]) {
    let schedule = AngleSchedule.calfRaises(
      count, rise: seconds, hold: 0.6, lower: seconds, pause: 0.6)
    var result: (angle: [Double], vertical: [Double], apparent: [Double], magnitude: [Double]) =
      ([], [], [], [])
    for time in stride(from: 0, to: schedule.length, by: Self.step) {
      let state = schedule.state(at: time) * (.pi / 180)
      let (sine, cosine) = (sin(state.x), cos(state.x))
      // The sensor's own acceleration in the foot's axes: tangential and centripetal.
      let along = -state.z * Self.sensor.up - state.y * state.y * Self.sensor.back
      let across = state.z * Self.sensor.back - state.y * state.y * Self.sensor.up
      let back = 9.80665 * sine + along + error.back
      let up = 9.80665 * cosine + across + error.up
      result.angle.append(state.x * 180 / .pi)
      result.vertical.append(back * sine + up * cosine)
      result.apparent.append(atan2(back, up) * 180 / .pi)
      result.magnitude.append(hypot(back, up))
    }
    return result
  }

  private func grid(_ values: [Double]) -> UniformGrid {
    UniformGrid(start: 3, step: Self.step, values: values)
  }

  private func movement(
    _ angle: [Double], _ force: [Double], isApparent: Bool = false
  ) throws -> SmoothedMovement {
    try #require(
      SmoothedMovement(angle: grid(angle), force: grid(force), isApparent: isApparent))
  }

  @Test("a height is r (sin(theta + alpha) - sin alpha), above and below neutral")
  func height() {
    // A foot of 250 mm: 185 mm from heel to ball; sin 30° = 0.5, sin 40° = 0.642788.
    let heel = HeelLever(footLength: 250)
    #expect(abs(heel.height(at: 30) - 92.5) < 1e-9)
    #expect(abs(heel.height(at: -30) + 92.5) < 1e-9)
    #expect(abs(heel.height(at: 40) - 118.9158) < 1e-3)
    #expect(heel.height(at: 0) == 0)
    // r = 170 mm, alpha = 15°: 170 (sin 55° - sin 15°) = 170 (0.819152 - 0.258819).
    let sensor = HeelLever(back: 1000 * Self.sensor.back, up: 1000 * Self.sensor.up)
    #expect(abs(sensor.height(at: 40) - 95.2566) < 1e-3)
    // 170 (sin 5° - sin 15°) = 170 (0.087156 - 0.258819).
    #expect(abs(sensor.height(at: -10) + 29.1828) < 1e-3)
  }

  @Test(
    "the lever comes out of rises of a known one, whatever the chip makes of the pose",
    arguments: [0.5, 0.8, 1.2, 2])
  func fit(seconds: Double) throws {
    let felt = rises(2, lasting: seconds)
    var fit = SensorLever()
    fit.take(try movement(felt.angle, felt.vertical))
    let lever = try #require(fit.lever)
    let found = HeelLever(back: 1000 * lever.back, up: 1000 * lever.up)
    #expect(abs(found.height(at: 40) - 95.2566) < 3, "\(lever)")
    #expect(abs(lever.back - Self.sensor.back) < 0.01)
  }

  @Test(
    "without a gyroscope the angle and the lever come out of the force alone",
    arguments: [0.5, 0.8, 1.2])
  func apparentFit(seconds: Double) throws {
    let felt = rises(2, lasting: seconds, error: (0, 0))
    var fit = SensorLever()
    fit.take(try movement(felt.apparent, felt.magnitude, isApparent: true))
    let lever = try #require(fit.lever)
    let found = HeelLever(back: 1000 * lever.back, up: 1000 * lever.up)
    #expect(abs(found.height(at: 40) - 95.2566) < 5, "\(lever)")
  }

  @Test("the apparent angle, freed, is the angle", arguments: [0.5, 0.8, 1.2])
  func freed(seconds: Double) {
    let felt = rises(1, lasting: seconds, error: (0, 0))
    let pivot = FootPivot(back: Self.sensor.back, up: Self.sensor.up)
    let worstBefore = zip(felt.apparent, felt.angle).map { abs($0 - $1) }.max() ?? 0
    let freed = pivot.freed(felt.apparent.map { $0 * .pi / 180 }, step: Self.step)
    let worst = zip(freed, felt.angle).map { abs($0 * 180 / .pi - $1) }.max() ?? 90
    #expect(worst < 0.02 * worstBefore + 0.02, "\(worst) of \(worstBefore)")
  }

  @Test("a foot that is carried up and down besides shows no lever")
  func carried() throws {
    let felt = rises(2, lasting: 1)
    let lifted = felt.vertical.enumerated().map {
      $1 + 2 * sin(2 * .pi * 2.1 * Double($0) * Self.step)
    }
    var fit = SensorLever()
    fit.take(try movement(felt.angle, lifted))
    #expect(fit.lever == nil)
  }

  @Test("a heel that goes down where up is believed shows no lever, nor does nothing at all")
  func upsideDown() throws {
    let felt = rises(2, lasting: 0.6)
    var fit = SensorLever()
    #expect(fit.lever == nil)
    fit.take(try movement(felt.angle.map { -$0 }, felt.vertical))
    #expect(fit.lever == nil)
  }
}
