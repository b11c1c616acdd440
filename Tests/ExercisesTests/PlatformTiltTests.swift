import Foundation
import Samples
import Testing

@testable import Exercises

@Suite("A platform's tilt")
struct PlatformTiltTests {
  /// Roll in degrees with its first two derivatives, per second.
  private typealias Roll = (Double) -> (angle: Double, rate: Double, acceleration: Double)

  /// A sine after three still seconds, of an amplitude in degrees that may change.
  private func sine(hertz: Double, amplitude: @escaping (Double) -> Double) -> Roll {
    { time in
      guard time > 3 else { return (0, 0, 0) }
      let pulse = 2 * Double.pi * hertz
      let size = amplitude(time)
      return (
        size * sin(pulse * (time - 3)), size * pulse * cos(pulse * (time - 3)),
        -size * pulse * pulse * sin(pulse * (time - 3))
      )
    }
  }

  /// What a sensor shows that lies `height` metres above the pivot, flat but for a lean of its mounting.
  private func track(
    _ roll: Roll, seconds: Double, height: Double = 0.2, lean: Double = 4,
    bias: SIMD3<Double> = SIMD3(0.02, -0.01, 0.01)
  ) -> TiltTrack {
    var track = TiltTrack()
    let radian = Double.pi / 180
    for index in 0..<Int(seconds * 100) {
      let time = Double(index) / 100
      let (angle, rate, acceleration) = roll(time)
      let (a, w, e) = (angle * radian, rate * radian, acceleration * radian)
      // About x: gravity and the way of the sensor over the pivot, in the platform's axes.
      let force = SIMD3(
        0, 9.80665 * sin(a) - height * e, 9.80665 * cos(a) - height * w * w)
      let mounted = SIMD3(
        force.x * cos(lean * radian) + force.z * sin(lean * radian), force.y,
        -force.x * sin(lean * radian) + force.z * cos(lean * radian))
      let turn = SIMD3(w * cos(lean * radian), 0, -w * sin(lean * radian))
      track.advance(time: time, acceleration: mounted, angularVelocity: turn + bias)
    }
    return track
  }

  @Test(
    "of a sine is that of the closed form, whatever the sensor's lean and height",
    arguments: [(0.5, 5.0, 0.2), (0.3, 8, 0.1), (1, 3, 0.2)])
  func sine(hertz: Double, amplitude: Double, height: Double) throws {
    let track = track(sine(hertz: hertz) { _ in amplitude }, seconds: 33, height: height)
    // Whole turns of the sine.
    let window = try #require(track.window(from: 13, through: 33))
    let tilt = try #require(PlatformTilt(window, level: track.level))
    #expect(tilt.reference == .stillPose)
    #expect(abs(tilt.rms / (amplitude / 2.squareRoot()) - 1) < 0.05)
    #expect(abs(tilt.mean / (2 * amplitude / .pi) - 1) < 0.05)
    #expect(abs(tilt.worst / amplitude - 1) < 0.07)
    #expect(abs(tilt.path / (4 * amplitude * hertz * 20) - 1) < 0.05)
    #expect(abs(tilt.pathRate / (4 * amplitude * hertz) - 1) < 0.05)
  }

  @Test("is told from the mean pose where no stillness near it was seen")
  func reference() throws {
    let roll = sine(hertz: 0.5) { _ in 5 }
    // It goes over by 12 degrees in two seconds and stays there.
    let leaning: Roll = { time in
      let state = roll(time)
      let (phase, pulse) = (Double.pi / 2 * min(2, max(0, time - 3)), Double.pi / 2)
      return (
        state.angle + 6 * (1 - cos(phase)), state.rate + 6 * pulse * sin(phase),
        state.acceleration + (time > 3 && time < 5 ? 6 * pulse * pulse * cos(phase) : 0)
      )
    }
    let track = track(leaning, seconds: 33)
    let window = try #require(track.window(from: 13, through: 33))
    let tilt = try #require(PlatformTilt(window, level: track.level))
    #expect(tilt.reference == .windowMean)
    #expect(abs(tilt.worst - 5) < 0.4)
  }

  @Test("leads over no gap")
  func gap() throws {
    var track = TiltTrack()
    for index in 0..<1000 where !(300..<360).contains(index) {
      if index == 360 { track.breakOff() }
      track.advance(
        time: Double(index) / 100, acceleration: SIMD3(0, 0, 9.8), angularVelocity: .zero)
    }
    let window = try #require(track.window(from: 1, through: 9))
    #expect(window.points.first?.time == 3.6)
    #expect(try #require(track.window(from: 1, through: 4)).points.last?.time ?? 9 < 3)
  }

  @Test("after a lurch is quiet again when its speed stays under twice the median for a second")
  func recovery() throws {
    // 2 degrees at 0.8 Hz, five times that from 15 to 17 s.
    let track = track(
      sine(hertz: 0.8) { $0 > 15 && $0 < 17 ? 10 : 2 }, seconds: 33, height: 0)
    let recovery = try #require(LurchRecovery(track, from: 6, through: 33, window: 7...32.5))
    let lurch = Fault(start: 14.9, end: 16, kind: .lurch)
    let seconds = try #require(recovery.seconds(after: lurch))
    #expect(abs(seconds - 2.1) < 0.3)
    // Nothing lively there: nothing to recover from.
    #expect(recovery.seconds(after: Fault(start: 20, end: 21, kind: .lurch)) == nil)
    // The hold ended before it was quiet for a second.
    let short = try #require(LurchRecovery(track, from: 6, through: 17.4, window: 7...16.9))
    #expect(short.seconds(after: lurch) == nil)
  }

  @Test(
    "takes a gyroscope, the platform up, and a sensor on it; else the report says what is missing")
  func missing() {
    func reason(_ surface: Surface, _ placement: Placement, gyroscope: Bool) -> String? {
      let configuration = SessionConfiguration(
        exercise: .balanceHold, placement: placement, surface: surface)
      var random = SeededGenerator(seed: 3)
      let elements = (0..<2000).map { index -> StreamElement<Sample> in
        let time = Double(index) / 100
        let rate = 0.12 * sin(4 * time) + random.normal(0.003)
        let angle = -0.03 * cos(4 * time)
        return .sample(
          .inertial(
            InertialSample(
              time: Timestamp(microseconds: Int64(index) * 10_000),
              acceleration: SIMD3(0, 9.8 * sin(angle), 9.8 * cos(angle)),
              angularVelocity: gyroscope ? SIMD3(rate, 0, 0) : nil)))
      }
      let report = SessionRun(configuration, elements).report
      guard !report.holds.isEmpty else { return "no hold" }
      return report.unavailable.first { $0.key == "holds.tilt" }?.reason
    }
    #expect(reason(.bosuPlatform, .platform, gyroscope: true) == nil)
    #expect(reason(.bosuPlatform, .platform, gyroscope: false)?.contains("gyroscope") == true)
    #expect(reason(.bosuDome, .platform, gyroscope: true)?.contains("floor") == true)
    #expect(reason(.bosuPlatform, .waist, gyroscope: true)?.contains("--placement") == true)
    #expect(reason(.firm, .waist, gyroscope: true) == nil)
  }
}
