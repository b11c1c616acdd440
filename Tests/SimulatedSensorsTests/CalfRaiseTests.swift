import Foundation
import Testing

@testable import SimulatedSensors

@Suite("Calf raises as a sensor feels them")
struct CalfRaiseTests {
  private let set = RaiseSchedule(
    repetitions: 3, rise: 1.5, top: 0.5, lower: 2, bottom: 0.5, peak: 34, dip: 8)

  @Test("standing still, any mounting feels g and nothing else", arguments: UInt64(0)..<12)
  func rest(seed: UInt64) {
    for placement in LegPlacement.allCases {
      let raise = CalfRaise(
        set, placement: placement, mounting: .random(seed: seed), unsteadiness: .none, seed: seed)
      for time in [0, 1.5, 2.9, raise.duration, 600] {
        let state = raise.state(at: time)
        #expect(abs(norm(state.specificForce) - 9.80665) < 1e-9)
        #expect(norm(state.angularVelocity) < 1e-12)
      }
    }
  }

  @Test("upright, a foot at rest feels g along z, and toes down turn it about the left")
  func axes() {
    let raise = CalfRaise(set, unsteadiness: .none, seed: 1)
    #expect(norm(raise.state(at: 0).specificForce - SIMD3(0, 0, 9.80665)) < 1e-9)
    // In the middle of the first sink, which begins at 3 s and takes 1 s, the heel goes down.
    #expect(raise.state(at: 3.5).angularVelocity.y < -0.1)
    #expect(raise.excursion.jet(at: 3.5).rate < 0)
  }

  @Test("the turning about the foot's own axis adds up to the excursion")
  func integratedTurning() {
    let raise = CalfRaise(set, unsteadiness: .none, seed: 1)
    let step = 0.001
    var (angle, time, worst) = (0.0, 0.0, 0.0)
    while time < raise.duration {
      // With an inversion that follows the pitch, pitch rate = ω_y cos(roll) - ω_z sin(roll).
      let omega = raise.state(at: time + step / 2).angularVelocity
      let roll = 0.12 * raise.excursion.jet(at: time + step / 2).value * Double.pi / 180
      angle += step * (omega.y * cos(roll) - omega.z * sin(roll)) * 180 / Double.pi
      time += step
      worst = max(worst, abs(angle - raise.excursion.jet(at: time).value))
    }
    #expect(worst < 1e-4)
  }

  @Test("vertical acceleration, added up twice, lifts the sensor by r (sin(θ + α) - sin α)")
  func height() {
    let anatomy = LegAnatomy(footLever: 0.19, footLeverAngle: 20)
    let raise = CalfRaise(set, anatomy: anatomy, unsteadiness: .none, seed: 1)
    let step = 0.001
    var (speed, height, worst) = (0.0, 0.0, 0.0)
    let alpha = 20 * Double.pi / 180
    for index in 0..<Int(raise.duration / step) {
      let time = (Double(index) + 0.5) * step
      let state = raise.state(at: time)
      let pitch = raise.excursion.jet(at: time).value * Double.pi / 180
      let roll = 0.12 * pitch
      // The world's vertical in the axes of a foot that is pitched, then rolled.
      let vertical = SIMD3(-sin(pitch), cos(pitch) * sin(roll), cos(pitch) * cos(roll))
      let acceleration = (state.specificForce * vertical).sum() - 9.80665
      height += speed * step + acceleration * step * step / 2
      speed += acceleration * step
      let angle = raise.excursion.jet(at: time + step / 2).value * Double.pi / 180
      worst = max(worst, abs(height - 0.19 * (sin(angle + alpha) - sin(alpha))))
    }
    // The inversion that goes with a rise lowers the sensor by 0.065 m (1 - cos 4°), 0.16 mm.
    #expect(worst < 2e-4)
  }

  @Test("a mounting changes no lengths")
  func mountingKeepsNorms() {
    let plain = CalfRaise(set, seed: 4)
    let turned = CalfRaise(set, mounting: .random(seed: 9), seed: 4)
    for time in stride(from: 0.0, to: plain.duration, by: 0.037) {
      let (a, b) = (plain.state(at: time), turned.state(at: time))
      #expect(abs(norm(a.specificForce) - norm(b.specificForce)) < 1e-9)
      #expect(abs(norm(a.angularVelocity) - norm(b.angularVelocity)) < 1e-9)
    }
  }

  @Test("the shank tilts by about six degrees where the foot turns by 35")
  func shankTilt() {
    let raise = CalfRaise(
      RaiseSchedule(repetitions: 1, rise: 2, top: 2, lower: 2, bottom: 0.5, peak: 35),
      placement: .shank, unsteadiness: .none, seed: 1)
    // Still at the top: only gravity, so the tilt can be read off it.
    let force = raise.state(at: 6).specificForce
    let tilt = atan2(-force.x, force.z) * 180 / Double.pi
    #expect((5...7).contains(tilt))
    #expect(abs(norm(force) - 9.80665) < 1e-9)
  }

  @Test("standing, the foot is quiet; tired on one foot, it trembles at the top")
  func unsteadiness() {
    func spread(_ raise: CalfRaise, from start: Double) -> Double {
      let rates = (0..<500).map {
        norm(raise.state(at: start + Double($0) * 0.002).angularVelocity) * 180 / Double.pi
      }
      return (rates.map { $0 * $0 }.reduce(0, +) / 500).squareRoot()
    }
    let schedule = RaiseSchedule(
      repetitions: 1, rise: 1, top: 3, lower: 1, bottom: 0.5, peak: 35)
    let tired = CalfRaise(schedule, unsteadiness: .tired, seed: 3)
    // Under the 3 degrees a second that part a pause from a movement.
    #expect(spread(tired, from: 1) < 1.5)
    #expect(spread(tired, from: 5) > 4 * spread(tired, from: 1))
  }

  @Test("band presses and leg raises turn about one axis by their excursion")
  func limbSwings() {
    let schedule = RaiseSchedule(
      repetitions: 2, rise: 1.2, top: 0.5, lower: 1.5, bottom: 0.5, peak: 40)
    for (swing, sense) in [
      (LimbSwing.bandPress(schedule, unsteadiness: .none, seed: 1), 1.0),
      (LimbSwing.legRaise(schedule, unsteadiness: .none, seed: 1), -1.0),
    ] {
      let (start, middle) = (swing.state(at: 0).specificForce, swing.state(at: 4.4).specificForce)
      // Both still: the angle between the two directions of gravity is the way turned in the plane.
      let turned = acos((start * middle).sum() / (norm(start) * norm(middle))) * 180 / Double.pi
      #expect(abs(turned - 40) < 0.6)
      #expect(sense * swing.state(at: 3.6).angularVelocity.y > 0.5)
    }
  }
}
