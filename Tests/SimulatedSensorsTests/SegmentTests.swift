import Foundation
import Testing

@testable import SimulatedSensors

@Suite("Rigid segments")
struct SegmentTests {
  /// Angles that all move at once, with their derivatives by hand.
  private func segment(at t: Double) -> Segment {
    Segment(
      pitch: Jet(0.5 * sin(2 * t), rate: cos(2 * t), acceleration: -2 * sin(2 * t)),
      roll: Jet(0.3 * cos(3 * t), rate: -0.9 * sin(3 * t), acceleration: -2.7 * cos(3 * t)),
      yaw: Jet(0.8 * t * t, rate: 1.6 * t, acceleration: 1.6))
  }

  /// Rz(yaw) Ry(pitch) Rx(roll) applied to a vector, written out as a matrix.
  private func turned(_ v: SIMD3<Double>, at t: Double) -> SIMD3<Double> {
    let s = segment(at: t)
    let (a, b, c) = (s.yaw.value, s.pitch.value, s.roll.value)
    return SIMD3(
      cos(a) * cos(b) * v.x + (cos(a) * sin(b) * sin(c) - sin(a) * cos(c)) * v.y
        + (cos(a) * sin(b) * cos(c) + sin(a) * sin(c)) * v.z,
      sin(a) * cos(b) * v.x + (sin(a) * sin(b) * sin(c) + cos(a) * cos(c)) * v.y
        + (sin(a) * sin(b) * cos(c) - cos(a) * sin(c)) * v.z,
      -sin(b) * v.x + cos(b) * sin(c) * v.y + cos(b) * cos(c) * v.z)
  }

  @Test("specific force is that of the lever's end, differentiated numerically in the world")
  func specificForce() {
    let lever = SIMD3(-0.16, 0.03, 0.05)
    let h = 1e-4
    for t in stride(from: 0.0, to: 3, by: 0.171) {
      let difference =
        turned(lever, at: t + h) - 2 * turned(lever, at: t) + turned(lever, at: t - h)
      let acceleration = difference / (h * h)
      #expect(norm(segment(at: t).acceleration(at: lever) - acceleration) < 1e-5)
      let felt = turned(segment(at: t).state(at: lever).specificForce, at: t)
      #expect(norm(felt - acceleration - SIMD3(0, 0, 9.80665)) < 1e-5)
    }
  }

  @Test("angular velocity carries every axis of the segment through the world")
  func angularVelocity() {
    let h = 1e-5
    for t in stride(from: 0.0, to: 3, by: 0.171) {
      let omega = turned(segment(at: t).state(at: .zero).angularVelocity, at: t)
      for axis in [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)] {
        let rate = (turned(axis, at: t + h) - turned(axis, at: t - h)) / (2 * h)
        let arm = turned(axis, at: t)
        let turning = SIMD3(
          omega.y * arm.z - omega.z * arm.y, omega.z * arm.x - omega.x * arm.z,
          omega.x * arm.y - omega.y * arm.x)
        #expect(norm(rate - turning) < 1e-8)
      }
    }
  }

  @Test("a mounting turns: lengths and angles stay", arguments: UInt64(0)..<20)
  func mountings(seed: UInt64) {
    let mounting = Mounting.random(seed: seed)
    let (a, b) = (SIMD3(0.3, -2, 1.1), SIMD3(4, 0.5, -0.7))
    #expect(abs(norm(mounting(a)) - norm(a)) < 1e-12)
    #expect(abs((mounting(a) * mounting(b)).sum() - (a * b).sum()) < 1e-12)
    #expect(mounting == Mounting.random(seed: seed))
    #expect(mounting != Mounting.random(seed: seed + 1))
  }

  @Test("a quarter turn about z is one, whatever the quaternion's length")
  func quarterTurn() {
    let mounting = Mounting(w: 3, x: 0, y: 0, z: 3)
    #expect(norm(mounting(SIMD3(1, 0, 0)) - SIMD3(0, 1, 0)) < 1e-12)
    #expect(norm(Mounting.aligned(SIMD3(1, 2, 3)) - SIMD3(1, 2, 3)) < 1e-12)
  }
}

func norm(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
