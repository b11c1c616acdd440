import Exercises
import Foundation
import Testing

@Suite("The profile duarte")
struct DuarteProfileTests {
  /// By numpy 2.4.6 and scipy 1.17.1 for 1201 samples at 40 Hz of this file's track: `numpy.cov`, `eigh`,
  /// `stats.f.ppf` and the formula of the prediction ellipse; `signal.welch(v, 40, nperseg=601, noverlap=300,
  /// detrend='constant')` and its sums by the trapezoidal rule.
  private static let reference: [(key: String, value: Double)] = [
    ("ellipse95_prediction_area_mm2", 294.7361769432638),
    ("ellipse95_prediction_semi_major_mm", 12.04470559878306),
    ("ellipse95_prediction_semi_minor_mm", 7.789101872820766),
    ("ellipse_angle_from_ap_deg", 3.227751793863324),
    ("path_mm", 336.64270156035434),
    ("mean_velocity_mm_s", 11.212079985357347),
    ("rms_ml_mm", 3.1812008761005424),
    ("range_ml_mm", 12.484359408208899),
    ("path_ml_mm", 233.17772675329508),
    ("mean_velocity_ml_mm_s", 7.766119125838304),
    ("mean_power_frequency_ml_hz", 0.32294014521862147),
    ("peak_frequency_ml_hz", 0.19966722129783693),
    ("power_ml_mm2", 10.060730126219001),
    ("f50_ml_hz", 0.19966722129783693),
    ("f80_ml_hz", 0.7986688851913477),
    ("f95_ml_hz", 0.9317803660565723),
    ("rms_ap_mm", 4.903920103479417),
    ("range_ap_mm", 16.00727508116241),
    ("path_ap_mm", 195.30378893894795),
    ("mean_velocity_ap_mm_s", 6.50470570987337),
    ("mean_power_frequency_ap_hz", 0.13342898523752644),
    ("peak_frequency_ap_hz", 0.13311148086522462),
    ("power_ap_mm2", 26.74186272952386),
    ("f50_ap_hz", 0.13311148086522462),
    ("f80_ap_hz", 0.19966722129783693),
    ("f95_ap_hz", 0.19966722129783693),
    ("mean_power_frequency_hz", 0.18499723506280358),
  ]

  private func track(_ index: Int) -> SIMD2<Double> {
    let time = Double(index) / 40
    let fine = Double(index * 31 % 17) / 85
    let x = 4 * sin(1.1 * time) + 2 * sin(5.3 * time + 1) + 0.3 * sin(23 * time) + 30
    let y = 7 * sin(0.7 * time + 2) + sin(8.9 * time) + fine - 12
    return SIMD2(x, y)
  }

  private func measured(
    stamps: (Int) -> Int64 = { Int64($0) * 25_000 }, along track: (Int) -> SIMD2<Double>
  ) -> SwayReport? {
    SwayRun.report(.duarte, microseconds: (0..<1201).map(stamps), along: track)
  }

  @Test("every measure is what numpy and scipy make of it")
  func agreesWithScipy() throws {
    let report = try #require(measured(along: track))
    #expect(Set(report.measures.map(\.key)) == Set(Self.reference.map(\.key)))
    for (key, expected) in Self.reference {
      let value = try #require(report[key])
      #expect(abs(value / expected - 1) < 1e-10, "\(key) is \(value), not \(expected)")
    }
    #expect(report.processing.profile == .duarte && report.processing.rate == 40)
  }

  @Test("a plate's rounded stamps don't change a number")
  func roundedStamps() throws {
    let exact = try #require(measured(along: track))
    // A stamp every so often is 100 µs early, the last one too.
    func rounded(_ index: Int) -> Int64 {
      let early: Int64 = index > 0 && index.isMultiple(of: 10) ? 100 : 0
      return Int64(index) * 25_000 - early
    }
    let found = try #require(measured(stamps: rounded, along: track))
    #expect(found.measures == exact.measures)
  }

  @Test("a rate that isn't a whole number of Hz is the mean rate")
  func meanRate() throws {
    let report = try #require(measured(stamps: { Int64($0) * 16_000 }, along: track))
    #expect(abs(report.processing.rate - 62.5) < 1e-12)
  }

  @Test(
    "turning the track turns the ellipse and nothing else of it",
    arguments: [10.0, 45, 90, 170, 180])
  func turns(degrees: Double) throws {
    let angle = degrees * .pi / 180
    let upright = try #require(measured(along: track))
    // Forward towards the right.
    func turn(_ index: Int) -> SIMD2<Double> {
      let point = track(index)
      let x: Double = point.x * cos(angle) + point.y * sin(angle)
      let y: Double = point.y * cos(angle) - point.x * sin(angle)
      return SIMD2(x, y)
    }
    let turned = try #require(measured(along: turn))
    for key in [
      "ellipse95_prediction_area_mm2", "ellipse95_prediction_semi_major_mm",
      "ellipse95_prediction_semi_minor_mm", "path_mm",
    ] {
      let (one, other) = (try #require(turned[key]), try #require(upright[key]))
      #expect(abs(one / other - 1) < 1e-12)
    }
    let before = try #require(upright["ellipse_angle_from_ap_deg"])
    let after = try #require(turned["ellipse_angle_from_ap_deg"])
    #expect((0..<180).contains(after))
    let off = (after - before - degrees).truncatingRemainder(dividingBy: 180)
    #expect(min(abs(off), abs(180 - abs(off))) < 1e-9)
  }

  private func sideways(_ time: Double) -> SIMD2<Double> {
    SIMD2(3 * sin(2 * .pi * 0.5 * time), 4)
  }

  private func forward(_ time: Double) -> SIMD2<Double> { SIMD2(4, 3 * sin(time)) }

  private func around(_ time: Double) -> SIMD2<Double> { SIMD2(sin(3 * time), cos(2 * time)) }

  @Test("a track along one axis has its ellipse's angle, and no power beside it")
  func alongOneAxis() throws {
    let sway = try #require(SwayRun.report(.duarte, count: 3000, rate: 50, along: sideways))
    #expect(sway["ellipse_angle_from_ap_deg"] == 90)
    #expect(sway["power_ap_mm2"] == 0 && sway["f50_ap_hz"] == nil)
    // Whole periods in each segment of 30 s: half the square of the amplitude, all at 0.5 Hz.
    let power = try #require(sway["power_ml_mm2"])
    #expect(abs(power - 4.5) < 1e-9)
    for key in ["mean_power_frequency_ml_hz", "peak_frequency_ml_hz", "mean_power_frequency_hz"] {
      let frequency = try #require(sway[key])
      #expect(abs(frequency - 0.5) < 1e-9)
    }
    let other = try #require(SwayRun.report(.duarte, count: 3000, rate: 50, along: forward))
    #expect(other["ellipse_angle_from_ap_deg"] == 0)
  }

  @Test("under ten seconds there is no spectrum, but all else")
  func shortTrack() throws {
    let short = try #require(SwayRun.report(.duarte, count: 499, rate: 50, along: around))
    #expect(short["f50_ml_hz"] == nil && short["power_ap_mm2"] == nil)
    #expect(short["mean_power_frequency_hz"] == nil)
    #expect(short["ellipse95_prediction_area_mm2"] != nil && short["path_mm"] != nil)
    let long = try #require(SwayRun.report(.duarte, count: 500, rate: 50, along: around))
    #expect(long["f50_ml_hz"] != nil)
  }
}
