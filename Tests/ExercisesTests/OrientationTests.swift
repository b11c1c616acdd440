import Foundation
import Testing

@testable import Exercises

@Suite("Tilt in a plane fixed to the sensor")
struct TiltPlaneTests {
  @Test("a turn about a level axis tilts by its own angle", arguments: 0..<8)
  func levelAxis(step: Int) {
    let neutral = SIMD3(0.36, -0.48, 0.8)
    let plane = TiltPlane(neutral: neutral)
    let level = neutral.cross(SIMD3(0, 0, 1)).normalized.rotated(by: neutral * Double(step))
    for degrees in stride(from: 1.0, through: 170, by: 13) {
      let tilt = plane.tilt(of: neutral.rotated(by: level * (degrees * .pi / 180)))
      #expect(abs((tilt * tilt).sum().squareRoot() - degrees) < 1e-9)
    }
  }

  @Test("turns one way and the other lie on one line")
  func line() {
    let neutral = SIMD3(0.0, 0.6, 0.8)
    let plane = TiltPlane(neutral: neutral)
    let forth = plane.tilt(of: neutral.rotated(by: SIMD3(0.5, 0, 0)))
    let back = plane.tilt(of: neutral.rotated(by: SIMD3(-0.5, 0, 0)))
    #expect(abs((forth + back).x) < 1e-12 && abs((forth + back).y) < 1e-12)
  }

  @Test("neutral itself has no tilt")
  func neutral() {
    let plane = TiltPlane(neutral: SIMD3(0, 0, 1))
    #expect(plane.tilt(of: SIMD3(0, 0, 1)) == SIMD2(0, 0))
  }
}

@Suite("The direction of up")
struct GravityTrackerTests {
  @Test("follows the gyroscope where the specific force lies about it")
  func follows() throws {
    var tracker = GravityTracker()
    let rate = SIMD3(0.0, 0.8, 0)
    var expected = SIMD3(0.0, 0, 1)
    for index in 0...100 {
      let time = Double(index) / 100
      expected = SIMD3(0, 0, 1).rotated(by: -rate * time)
      // Twice gravity is trusted in nothing.
      let force = index == 0 ? expected * 9.80665 : SIMD3(0, 20, 0)
      tracker.advance(time: time, acceleration: force, angularVelocity: rate)
    }
    let up = try #require(tracker.up)
    #expect((up - expected).length < 1e-9)
  }

  @Test("comes back to the specific force at rest, and learns the gyroscope's bias")
  func bias() throws {
    var tracker = GravityTracker()
    let bias = SIMD3(0.05, -0.03, 0)
    for index in 0...12_000 {
      tracker.advance(
        time: Double(index) / 100, acceleration: SIMD3(0, 0, 9.80665), angularVelocity: bias)
    }
    let up = try #require(tracker.up)
    #expect((up - SIMD3(0, 0, 1)).length < 0.002)
    // Five seconds in which the force is trusted in nothing: what is left of the bias shows.
    for index in 1...500 {
      tracker.advance(
        time: 120 + Double(index) / 100, acceleration: SIMD3(0, 20, 0), angularVelocity: bias)
    }
    let later = try #require(tracker.up)
    #expect((later - SIMD3(0, 0, 1)).length < 0.005)
  }

  @Test("without a gyroscope it is the specific force's own direction")
  func forceOnly() {
    var tracker = GravityTracker()
    tracker.advance(time: 0, acceleration: SIMD3(0, 3, 4), angularVelocity: nil)
    tracker.advance(time: 1, acceleration: SIMD3(8, 0, 6), angularVelocity: nil)
    #expect(tracker.up == SIMD3(0.8, 0, 0.6))
  }

  @Test("free fall has no direction: the last one stays")
  func freeFall() {
    var tracker = GravityTracker()
    tracker.advance(time: 0, acceleration: SIMD3(0, 0, 9), angularVelocity: nil)
    tracker.advance(time: 1, acceleration: SIMD3(0, 0, 0), angularVelocity: nil)
    #expect(tracker.up == SIMD3(0, 0, 1))
  }
}

@Suite("Seconds of stillness")
struct StillnessDetectorTests {
  /// The poses found in ten seconds of samples.
  private func poses(
    _ sample: (Double) -> (SIMD3<Double>, SIMD3<Double>?)
  ) -> [StillPose] {
    var detector = StillnessDetector()
    return (0..<1000).compactMap { index in
      let (acceleration, angularVelocity) = sample(Double(index) / 100)
      return detector.advance(
        time: Double(index) / 100, acceleration: acceleration, angularVelocity: angularVelocity)
    }
  }

  @Test("rest is told once a block after the first second, with the gyroscope's bias")
  func rest() throws {
    let poses = poses { _ in (SIMD3(0, 6, 7.8), SIMD3(0.09, 0, 0)) }
    let first = try #require(poses.first)
    #expect(abs(first.start) < 1e-9 && abs(first.end - 1) < 0.05)
    #expect((first.acceleration - SIMD3(0, 6, 7.8)).length < 1e-12)
    let bias = try #require(first.gyroscopeBias)
    #expect((bias - SIMD3(0.09, 0, 0)).length < 1e-12)
    #expect(abs(poses.count - 36) <= 2)
  }

  @Test("a sensor that shakes or tilts is not still")
  func movement() {
    #expect(poses { (SIMD3(sin(60 * $0), 0, 9.8), nil) }.isEmpty)
    #expect(poses { (SIMD3(9.8 * sin($0 / 5), 0, 9.8 * cos($0 / 5)), nil) }.isEmpty)
    #expect(poses { (SIMD3(0, 0, 9.8), SIMD3(0.3 * sin(40 * $0), 0, 0)) }.isEmpty)
  }

  @Test("a slow turn is told from the bias by what the force shows of it")
  func slowTurn() throws {
    // 1 degree a second about y, on top of a bias about all three axes.
    let rate = Double.pi / 180
    let bias = SIMD3(0.02, -0.03, 0.01)
    let poses = poses { time in
      let angle = rate * time
      return (9.8 * SIMD3(-sin(angle), 0, cos(angle)), bias + SIMD3(0, rate, 0))
    }
    for pose in poses {
      let found = try #require(pose.gyroscopeBias)
      #expect((found - bias).length < 0.001)
    }
    #expect(!poses.isEmpty)
  }
}

@Suite("A gyroscope's bias")
struct GyroscopeBiasTests {
  private func pose(_ bias: SIMD3<Double>?) -> StillPose {
    StillPose(start: 0, end: 1, acceleration: SIMD3(0, 0, 9.8), gyroscopeBias: bias)
  }

  @Test("the first stillness counts in full, each later one for a fifth of the difference")
  func learning() {
    var bias = GyroscopeBias()
    bias.learn(from: pose(nil))
    #expect(bias.value == SIMD3(0, 0, 0))
    bias.learn(from: pose(SIMD3(1, 2, 3)))
    #expect(bias.value == SIMD3(1, 2, 3))
    bias.learn(from: pose(SIMD3(2, 2, 3)))
    #expect((bias.value - SIMD3(1.2, 2, 3)).length < 1e-12)
    bias.correct(by: SIMD3(0, -1, 0))
    #expect((bias.value - SIMD3(1.2, 1, 3)).length < 1e-12)
  }
}
