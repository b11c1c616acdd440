import Foundation
import Testing

@testable import Exercises

@Suite("The seconds of a scoring window")
struct SecondMeansTests {
  /// A circle of a speed in mm/s, twice as fast from 6 to 7 s.
  private func circle(speed: Double, seconds: Double, rate: Double) -> [PlanarPoint] {
    var angle = 0.0
    return (0..<Int(seconds * rate)).map { index in
      let time = Double(index) / rate
      let point = PlanarPoint(time: 100 + time, x: 20 * cos(angle), y: 20 * sin(angle))
      angle += (time >= 6 && time < 7 ? 2 : 1) * speed / 20 / rate
      return point
    }
  }

  @Test("have the speed of a circle, and the worst of them is where it was faster")
  func circle() throws {
    let means = try #require(
      SecondMeans(circle(speed: 30, seconds: 12.4, rate: 100), of: .pressureSpeed))
    #expect(means.count == 12)
    #expect(abs(means.median - 30) < 0.05)
    #expect(abs(means.mean - 32.5) < 0.1)
    #expect(abs(means.worst - 60) < 1)
    #expect(abs(means.worstStart - 106) < 0.02)
  }

  @Test("of an acceleration are root mean squares about the window's mean")
  func acceleration() throws {
    let points = (0..<1000).map { index in
      let angle = 2 * Double.pi * Double(index) / 100
      return PlanarPoint(
        time: Double(index) / 100, x: 3 + 0.4 * cos(angle), y: -2 + 0.4 * sin(angle))
    }
    let means = try #require(SecondMeans(points, of: .acceleration))
    #expect(means.count == 10)
    #expect(abs(means.mean - 0.4) < 1e-9)
    #expect(abs(means.worst - 0.4) < 1e-9)
  }

  @Test("aren't there for less than one, or too low a rate for the low-pass")
  func missing() {
    #expect(SecondMeans(circle(speed: 30, seconds: 0.8, rate: 100), of: .pressureSpeed) == nil)
    #expect(SecondMeans(circle(speed: 30, seconds: 8, rate: 18), of: .pressureSpeed) == nil)
    #expect(SecondMeans([], of: .acceleration) == nil)
  }
}
