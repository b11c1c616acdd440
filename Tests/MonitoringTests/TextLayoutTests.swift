import Testing

@testable import Monitoring

struct TextLayoutTests {
  @Test("a long text breaks at blanks and goes on under its column")
  func wraps() {
    #expect(wrapped("one two three four", width: 9, indent: 2) == "one two\n  three\n  four")
    #expect(
      wrapped("  key: a long reason", width: 12, indent: 4) == "  key: a\n    long\n    reason")
    #expect(wrapped("name    what it is", width: 14, indent: 8) == "name    what\n        it is")
    #expect(wrapped("unbreakable", width: 4) == "unbreakable")
    #expect(wrapped("") == "")
  }

  @Test("numbers keep their decimals and their sign")
  func fixed() {
    #expect(1.25.fixed(1) == "1.3")
    #expect((-0.04).fixed(1) == "0.0")
    #expect(0.006.fixed(2) == "0.01")
    #expect((-12.5).fixed(0) == "-13")
    #expect(Double.nan.fixed(2) == "-")
    #expect(1e300.fixed(2) == "-")
  }

  @Test(
    "a measure's key becomes words and a unit",
    arguments: [
      ("path_mm", "path", "mm"),
      ("rms_ml_mm", "RMS ML", "mm"),
      ("mean_velocity_ap_mm_s", "mean velocity AP", "mm/s"),
      ("ellipse95_prediction_area_mm2", "95 % prediction ellipse", "mm²"),
      ("sway_area_rate_mm2_s", "area swept a second", "mm²/s"),
      ("f50_rd_hz", "median frequency of the distance", "Hz"),
      ("acceleration_jerk_m2_s5", "jerk", "m²/s⁵"),
      ("time_to_boundary_linear_ml_mean_minimum_s", "mean of minima ML", "s"),
      ("time_to_boundary_quadratic_ap_sd_minimum_s", "SD of minima AP", "s"),
      ("time_to_boundary_quadratic_minimum_s", "smallest over all edges", "s"),
      ("f50_ml_hz", "median frequency ML", "Hz"),
      ("acceleration_rms_m_s2", "RMS", "m/s²"),
      ("acceleration_ellipse95_prediction_area_m2_s4", "95 % prediction ellipse", "m²/s⁴"),
      ("height_mm", "height", "mm"),
      ("score", "score", ""),
    ])
  func measure(key: String, words: String, unit: String) {
    let text = MeasureText(key: key)
    #expect(text.words == words)
    #expect(text.unit == unit)
  }
}
