import Foundation
import Testing

@testable import Exercises

@Suite("The velocity of a coordinate")
struct AxisVelocityTests {
  @Test("it is exact for a cubic, ends included")
  func cubic() throws {
    let rate = 25.0
    let times = (0..<40).map { Double($0) / rate }
    let velocity = try #require(
      AxisVelocity.smoothed(times.map { 2 - $0 + 3 * $0 * $0 - 1.5 * $0 * $0 * $0 }, rate: rate))
    for (time, value) in zip(times, velocity) {
      #expect(abs(value - (-1 + 6 * time - 4.5 * time * time)) < 1e-10)
    }
  }

  @Test("under five samples there is none")
  func tooShort() {
    #expect(AxisVelocity.smoothed([1, 2, 3, 4], rate: 25) == nil)
    #expect(AxisVelocity.smoothed([1, 2, 3, 4, 5], rate: 25)?.count == 5)
  }

  @Test("swings count between the first change of sign and the last; zeros have no sign")
  func swings() {
    let swings = AxisVelocity.swings(of: [9, 1, -2, -5, 0, -3, 0, 4, 6, 2, -1, -7, 3, 99])
    #expect(swings.crossings == 4)
    #expect(swings.positive == [6])
    #expect(swings.negative == [5, 7])
    #expect(AxisVelocity.swings(of: [0, 0]).crossings == 0)
    #expect(AxisVelocity.swings(of: [1, 2, -1]) == AxisVelocity.Swings(crossings: 1))
  }
}

@Suite("Sway density")
struct SwayDensityTests {
  @Test("on a straight way at a steady speed the stay is as long as the circle is wide")
  func straightWay() {
    // 0.4 mm a sample: seven samples to each side lie within 3 mm.
    let line = PlanarSignal(
      x: (0..<100).map { 0.4 * Double($0) }, y: [Double](repeating: 2, count: 100), rate: 25)
    let curve = SwayDensity.curve(of: line, radius: 3)
    #expect(curve.count == 100)
    #expect(curve[7..<93].allSatisfy { $0 == 14.0 / 25 })
    #expect(curve.first == 7.0 / 25 && curve.last == 7.0 / 25)
  }

  @Test("a track too short or too slow for the low-pass has none")
  func refuses() {
    let short = PlanarSignal(x: [0, 1, 2], y: [0, 1, 2], rate: 25)
    #expect(SwayDensity(short) == nil)
    let ramp = (0..<100).map { Double($0) }
    #expect(SwayDensity(PlanarSignal(x: ramp, y: ramp, rate: 5)) == nil)
  }
}

@Suite("Stabilogram diffusion")
struct StabilogramDiffusionTests {
  @Test(
    "two power laws come out with their exponents, and meet where they meet",
    arguments: [(0.8, 0.3, 1.0), (0.75, 0.1, 0.8), (0.9, 0.5, 1.6)])
  func powerLaws(short: Double, long: Double, meeting: Double) throws {
    let rate = 100.0
    let displacements = (0...2000).map { lag -> Double in
      let time = Double(lag) / rate
      return time <= meeting
        ? 12 * pow(time, 2 * short)
        : 12 * pow(meeting, 2 * short) * pow(time / meeting, 2 * long)
    }
    let diffusion = try #require(StabilogramDiffusion(displacements: displacements, rate: rate))
    #expect(abs(diffusion.short.exponent - short) < 1e-9)
    #expect(abs(diffusion.long.exponent - long) < 1e-9)
    #expect(abs(diffusion.short.displacement - 12) < 1e-7)
    #expect(abs(diffusion.criticalTime - meeting) < 1e-7)
    #expect(
      abs(diffusion.criticalDisplacement / (12 * pow(meeting, 2 * short)) - 1) < 1e-7)
  }

  @Test("laws that meet beyond what was looked at end with it")
  func clipped() throws {
    // One law with a slight bend: the lines cross far out, or nowhere.
    let displacements = (0...400).map { lag -> Double in
      let time = Double(lag) / 100
      return pow(time, 1.2) * (1 + 1e-3 * time)
    }
    let diffusion = try #require(StabilogramDiffusion(displacements: displacements, rate: 100))
    #expect(diffusion.criticalTime <= 4 + 1e-12)
  }

  @Test("too few lags, or a track at rest, have none")
  func refuses() {
    let law = (0...250).map { Double($0) }
    #expect(StabilogramDiffusion(displacements: law, rate: 100) == nil)
    #expect(StabilogramDiffusion(displacements: law + [251], rate: 100) != nil)
    #expect(
      StabilogramDiffusion(displacements: [Double](repeating: 0, count: 999), rate: 100) == nil)
    #expect(StabilogramDiffusion(displacements: law, rate: 1) == nil)
  }
}
