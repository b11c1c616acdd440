import Glibc
import Samples
import Testing

@testable import Exercises

/// The time to the edge of the foot's rectangle, by hand.
struct TimeToBoundaryTests {
  private func value(_ report: SessionReport, _ name: String) -> Double? {
    report.sway?["time_to_boundary_linear_\(name)_s"]
  }

  /// A sine of amplitude A and w = 2 pi f in a foot of half width H: going right the time is
  /// (H - A sin) / (A w cos), smallest where H sin = A, and (H^2 - A^2)^(1/2) / (A w) there.
  @Test("of a sine it is sqrt(H^2 - A^2) / (A w)", arguments: [(20.0, 0.5), (35.0, 0.25)])
  func sine(amplitude: Double, hertz: Double) throws {
    let half = 50.0
    let report = plateReport(
      count: 4000, rate: 200, filter: SwayFilter.none,
      foot: FootRectangle(mediolateral: 2 * half, anteroposterior: 260)
    ) { SIMD2(amplitude * sin(2 * .pi * hertz * $0), 3) }
    let expected =
      (half * half - amplitude * amplitude).squareRoot() / (amplitude * 2 * .pi * hertz)
    for name in ["ml_minimum", "ml_mean_minimum"] {
      #expect(abs(try #require(value(report, name)) / expected - 1) < 1e-3)
    }
    // All minima alike, and none where nothing moves.
    #expect(try #require(value(report, "ml_sd_minimum")) < 1e-3 * expected)
    #expect(value(report, "ap_minimum") == nil)
  }

  /// Thrown up from 40 mm below the edge at 60 mm/s and pulled back by 50 mm/s²: 36 mm are all it gains, so the upper
  /// edge is never reached, and the lower one 60 mm below the start at 60 t - 25 t² = -60, t = (6 + sqrt(96)) / 5.
  @Test("a body that is thrown up meets the edge when the parabola does")
  func parabola() {
    let expected = (6 + 96.0.squareRoot()) / 5
    let track = (0..<40).map { index in
      let time = Double(index) / 100
      return 60 * time - 25 * time * time
    }
    let series = TimeToBoundary.quadratic(track, in: -60...40, rate: 100)
    #expect(series.count == 38)
    // The time is still to go, sample by sample; the outer ones have one-sided velocities.
    for (index, time) in series.enumerated().dropFirst().dropLast() {
      #expect(abs(time - (expected - Double(index + 1) / 100)) < 1e-9)
    }
  }

  @Test(
    "the root is the smallest positive one",
    arguments: [
      // Distance, velocity, acceleration, time, by hand: 5 t - 2 t² = 3 at 1 and 3/2.
      [6, 1, 4, 1.5], [3, 5, -4, 1], [10, 5, 0, 2], [10, 0, 5, 2], [10, -5, 10, 2],
      [10, 5, -2, .infinity], [10, -5, 0, .infinity], [10, 0, 0, .infinity], [0, 3, 1, 0],
    ])
  func root(numbers: [Double]) {
    let time = TimeToBoundary.time(
      over: numbers[0], velocity: numbers[1], acceleration: numbers[2])
    let expected = numbers[3]
    #expect(expected == .infinity ? time == .infinity : abs(time - expected) < 1e-12)
  }

  /// A sine's velocity and acceleration are known; the first crossing of its parabolas is looked for step by step.
  @Test("of a sine it is when the parabola through each point first leaves the foot")
  func quadraticSine() throws {
    let (amplitude, half, turn) = (20.0, 50.0, 2 * Double.pi * 0.5)
    let report = plateReport(
      count: 4000, rate: 200, filter: SwayFilter.none,
      foot: FootRectangle(mediolateral: 2 * half, anteroposterior: 260)
    ) { SIMD2(amplitude * sin(turn * $0), 3) }
    var smallest = Double.infinity
    for phase in stride(from: 0, to: 2 * Double.pi, by: 0.001) {
      let place = amplitude * sin(phase)
      let velocity = amplitude * turn * cos(phase)
      let pull = -amplitude * turn * turn * sin(phase)
      var time = 0.0
      while time < min(5, smallest), abs(place + (velocity + pull * time / 2) * time) < half {
        time += 1e-4
      }
      smallest = min(smallest, time)
    }
    for name in ["quadratic_ml_minimum", "quadratic_minimum", "quadratic_ml_mean_minimum"] {
      let value = try #require(report.sway?["time_to_boundary_\(name)_s"])
      #expect(abs(value / smallest - 1) < 1e-3, "\(name)")
    }
    #expect(report.sway?["time_to_boundary_quadratic_ap_minimum_s"] == nil)
  }

  @Test("the rectangle's place counts: nearer to one edge, sooner there")
  func place() throws {
    // Half a width of 50 mm, its middle 20 mm to the left: 30 mm to the right edge, 70 to the left.
    let report = plateReport(
      count: 4000, rate: 200, filter: SwayFilter.none,
      foot: FootRectangle(mediolateral: 100, anteroposterior: 260, centerX: -20, centerY: 10)
    ) { SIMD2(10 * sin(2 * .pi * 0.5 * $0), 25 * sin(2 * .pi * 0.2 * $0)) }
    let (right, left) = (800.0.squareRoot() / (10 * .pi), 4800.0.squareRoot() / (10 * .pi))
    #expect(abs(try #require(value(report, "ml_minimum")) / right - 1) < 1e-3)
    #expect(abs(try #require(value(report, "ml_mean_minimum")) / ((right + left) / 2) - 1) < 0.02)
    #expect(report.sway?.processing.footRectangle?.centerX == -20)
  }

  @Test("without the rectangle, or with samples outside it, it is unknown and says why")
  func unknown() {
    let track = { (time: Double) in SIMD2(30 * sin(time), 20 * cos(time)) }
    let untold = plateReport(count: 1000, rate: 100, along: track)
    #expect(value(untold, "ml_minimum") == nil)
    #expect(untold.unavailable.count { $0.reason.contains("--foot-rectangle") } == 15)
    let outside = plateReport(
      count: 1000, rate: 100, foot: FootRectangle(mediolateral: 40, anteroposterior: 260),
      along: track)
    #expect(value(outside, "ml_minimum") == nil)
    #expect(outside.unavailable.contains { $0.reason.contains("outside the foot's rectangle") })
  }

  @Test(
    "the rectangle is read as it is written",
    arguments: [
      ("100x260", FootRectangle(mediolateral: 100, anteroposterior: 260)),
      (
        "95.5x255@-80,12.5",
        FootRectangle(mediolateral: 95.5, anteroposterior: 255, centerX: -80, centerY: 12.5)
      ),
    ])
  func words(text: String, foot: FootRectangle) {
    #expect(FootRectangle(word: text) == foot)
    #expect(FootRectangle(word: foot.word) == foot)
  }

  @Test(
    "what is no rectangle isn't read",
    arguments: ["", "100", "100x0", "-5x260", "100x260@", "100x260@3", "axb", "1x2@3,4@5", "infx2"])
  func nonsense(text: String) { #expect(FootRectangle(word: text) == nil) }
}
