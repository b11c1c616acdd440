import Foundation
import Samples
import Testing

@testable import Exercises

@Suite("Tilt activity")
struct TiltActivityTests {
  /// Blocks of a pendulum of length `height` over the ankle that swings by `degrees` at `hertz` for 30 s.
  private func blocks(
    _ placement: Placement, height: Double, degrees: Double, hertz: Double, rate: Double = 100,
    hasGyroscope: Bool
  ) -> [ActivityBlock] {
    var activity = TiltActivity(placement: placement)
    var blocks: [ActivityBlock] = []
    let pulse = 2 * Double.pi * hertz
    let size = degrees * .pi / 180
    for index in 0..<Int(30 * rate) {
      let time = Double(index) / rate
      let angle = size * sin(pulse * time)
      let (turn, growth) = (size * pulse * cos(pulse * time), -pulse * pulse * angle)
      // Gravity, what turning does to a mass, and what it takes to turn faster, in the sensor's axes.
      let force = SIMD3(
        -9.80665 * sin(angle) + height * growth, 0, 9.80665 * cos(angle) - height * turn * turn)
      activity.advance(
        time: time, acceleration: force, angularVelocity: hasGyroscope ? SIMD3(0, turn, 0) : nil)
      blocks += activity.finished
    }
    activity.flush()
    return blocks + activity.finished
  }

  /// Root mean square over the whole turns in the middle 20 s.
  private func rate(_ blocks: [ActivityBlock]) -> Double {
    let middle = blocks.filter { $0.start >= 5 && $0.end <= 25 }
    return (middle.reduce(0) { $0 + $1.tiltRate * $1.tiltRate } / Double(middle.count))
      .squareRoot()
  }

  @Test(
    "of a pendulum is its tilt rate, with and without a gyroscope",
    arguments: [(Placement.waist, 0.95), (.shank, 0.25), (.platform, 0.2)],
    [0.2, 0.5, 1, 2])
  func pendulum(site: (Placement, Double), hertz: Double) {
    // Of a sine: size times 2 pi f over the square root of two.
    let expected = 1 * 2 * Double.pi * hertz / 2.squareRoot()
    for hasGyroscope in [true, false] {
      let blocks = blocks(
        site.0, height: site.1, degrees: 1, hertz: hertz, hasGyroscope: hasGyroscope)
      // Without one, means of a sixteenth of a second stand for moments: sin(x) / x off at 2 Hz.
      #expect(abs(rate(blocks) / expected - 1) < 0.06, "\(hasGyroscope)")
    }
  }

  @Test("has its blocks where the samples were, at any rate", arguments: [10.0, 25, 104, 400])
  func times(rate: Double) {
    for hasGyroscope in [true, false] {
      let blocks = blocks(
        .waist, height: 0.95, degrees: 1, hertz: 0.5, rate: rate, hasGyroscope: hasGyroscope)
      #expect(blocks.map(\.index) == Array(0..<120))
      #expect(blocks.allSatisfy { !$0.isEmpty })
    }
  }

  @Test("keeps the place of a hole, and traps on no time", arguments: [1.0, 1.9, 3600, 1e9])
  func hole(seconds: Double) {
    var activity = TiltActivity(placement: .waist)
    var blocks: [ActivityBlock] = []
    for time in [0.0, 0.1, 0.2, 0.3].flatMap({ [$0, $0 + 0.05] }) {
      activity.advance(time: time, acceleration: SIMD3(0, 0, 9.81), angularVelocity: nil)
      blocks += activity.finished
    }
    for offset in [0.0, 0.1, 0.2, -5] {
      activity.advance(
        time: seconds + offset, acceleration: SIMD3(0, 0, 9.81), angularVelocity: nil)
      blocks += activity.finished
    }
    activity.flush()
    blocks += activity.finished
    #expect(blocks.count < 20)
    #expect(blocks.contains { $0.isEmpty })
  }
}
