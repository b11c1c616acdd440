import Exercises
import Glibc
import Samples
import Testing

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
    #expect(untold.unavailable.count { $0.reason.contains("--foot-rectangle") } == 6)
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
