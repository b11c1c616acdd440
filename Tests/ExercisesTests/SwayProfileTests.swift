import Exercises
import Glibc
import Samples
import Testing

/// The profiles' numbers against numpy and scipy, on a track that anybody can make again.
///
/// Made with numpy 2 and scipy 1 of ``mixedTrack(_:)``, 2000 samples at 100 Hz: the low-pass is
/// `filtfilt(*butter(2, atan(tan(pi*c/100) / (sqrt(2)-1)**0.25) * 100/pi, fs=100), x, padlen=2*100/c)`, the measures
/// the formulas of Prieto et al. 1996 written out, RANGE by comparing all pairs, F by `scipy.stats.f.ppf`.
struct SwayProfileTests {
  private static let prieto: [(String, Double)] = [
    ("path_mm", 205.10758182245297),
    ("path_ml_mm", 140.55036319605296),
    ("path_ap_mm", 127.03982446956212),
    ("mean_velocity_mm_s", 10.255379091122649),
    ("mean_velocity_ml_mm_s", 7.027518159802648),
    ("mean_velocity_ap_mm_s", 6.351991223478106),
    ("mean_distance_mm", 5.4623865832048635),
    ("mean_distance_ml_mm", 2.6956532693992328),
    ("mean_distance_ap_mm", 4.31872336805785),
    ("rms_distance_mm", 5.803501831001981),
    ("rms_ml_mm", 3.137163030342187),
    ("rms_ap_mm", 4.882503622476645),
    ("range_mm", 18.45499341542668),
    ("range_ml_mm", 12.01108790105253),
    ("range_ap_mm", 15.953882457721997),
    ("circle95_area_mm2", 237.08577825081298),
    ("ellipse95_prieto_area_mm2", 287.5880947104485),
    ("sway_area_rate_mm2_s", 18.539027660328532),
    ("mean_frequency_hz", 0.29880607144355675),
    ("mean_frequency_ml_hz", 0.46085357138823746),
    ("mean_frequency_ap_hz", 0.2600036912168947),
    ("fractal_dimension", 1.4637661233547208),
    ("fractal_dimension_circle", 1.4809757837607913),
    ("fractal_dimension_ellipse", 1.453629084240324),
    ("power_ml_mm2", 7.034457890109657),
    ("f50_ml_hz", 0.30000000000000004),
    ("f95_ml_hz", 1.0),
    ("centroid_frequency_ml_hz", 0.5076020427084067),
    ("frequency_dispersion_ml", 0.5544495312837393),
    ("power_ap_mm2", 11.809038091833541),
    ("f50_ap_hz", 0.25),
    ("f95_ap_hz", 0.35000000000000003),
    ("centroid_frequency_ap_hz", 0.3708529104920114),
    ("frequency_dispersion_ap", 0.6697575354686892),
    ("power_rd_mm2", 2.924058544960017),
    ("f50_rd_hz", 0.35000000000000003),
    ("f95_rd_hz", 1.4500000000000002),
    ("centroid_frequency_rd_hz", 0.6799661020626339),
    ("frequency_dispersion_rd", 0.6213272837003656),
  ]

  /// Spectra by `scipy.signal.welch(x, 100, "hann", 1000, 500, detrend="linear")`.
  private static let soleus: [(String, Double)] = [
    ("path_mm", 239.61140501327887),
    ("path_ml_mm", 165.20692666706537),
    ("path_ap_mm", 141.95931335144678),
    ("mean_velocity_mm_s", 11.980570250663943),
    ("mean_velocity_ml_mm_s", 8.260346333353269),
    ("mean_velocity_ap_mm_s", 7.097965667572339),
    ("mean_distance_mm", 5.463332024564649),
    ("mean_distance_ml_mm", 2.6966280901623283),
    ("mean_distance_ap_mm", 4.319415586812276),
    ("rms_distance_mm", 5.805232861399693),
    ("rms_ml_mm", 3.138340324362154),
    ("rms_ap_mm", 4.883804724142573),
    ("range_mm", 18.55757484175806),
    ("range_ml_mm", 12.195838496522427),
    ("range_ap_mm", 16.13830188915456),
    ("circle95_area_mm2", 237.36096272244765),
    ("sway_area_rate_mm2_s", 21.6725735251929),
    ("mean_frequency_hz", 0.349011732744692),
    ("mean_frequency_ml_hz", 0.5415046784326796),
    ("mean_frequency_ap_hz", 0.29049182437396187),
    ("ellipse95_prediction_area_mm2", 288.2036456817765),
    ("ellipse95_chi2_area_mm2", 287.4840391796484),
    ("power_ml_mm2", 7.6369226267939005),
    ("f50_ml_hz", 0.2),
    ("f95_ml_hz", 0.9),
    ("centroid_frequency_ml_hz", 0.4693258362027555),
    ("frequency_dispersion_ml", 0.5996691667547316),
    ("power_ap_mm2", 5.044832187354561),
    ("f50_ap_hz", 0.2),
    ("f95_ap_hz", 1.4000000000000001),
    ("centroid_frequency_ap_hz", 0.48531408041960283),
    ("frequency_dispersion_ap", 0.7496417647529117),
  ]

  private func expect(_ report: SwayReport?, _ table: [(String, Double)]) throws {
    let report = try #require(report)
    for (key, expected) in table {
      let value = try #require(report[key], "\(key) is missing")
      #expect(abs(value - expected) <= 1e-9 * abs(expected), "\(key) is \(value), not \(expected)")
    }
  }

  @Test("all of Prieto's measures come out as numpy has them")
  func prieto1996() throws {
    let report = plateReport(count: 2000, rate: 100, profile: .prieto1996, along: mixedTrack)
    try expect(report.sway, Self.prieto)
    #expect(report.sway?.measures.count == Self.prieto.count)
    #expect(report.unavailable.isEmpty)
    #expect(report.sway?.processing.preparation.filter.contains("5 Hz") == true)
  }

  @Test("our own measures of regular samples come out as numpy and scipy have them")
  func ours() throws {
    let report = plateReport(count: 2000, rate: 100, along: mixedTrack)
    try expect(report.sway, Self.soleus)
    #expect(report.sway?.processing.preparation.resampling == "none: the samples are regular")
  }

  @Test("ISway's measures of acceleration come out as numpy has them")
  func isway2012() throws {
    let elements = (0..<2000).map { index -> StreamElement<Sample> in
      let time = Double(index) / 100
      let acceleration = SIMD3(
        0.3 * sin(2 * .pi * 0.5 * time) + 0.05 * sin(2 * .pi * 2.3 * time + 1),
        0.2 * cos(2 * .pi * 0.35 * time) + 0.04 * sin(2 * .pi * 2.9 * time), 9.81)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000), acceleration: acceleration)))
    }
    let report = SessionRun(
      SessionConfiguration(exercise: .quietStance, placement: .waist, swayProfile: .isway2012),
      elements
    ).report
    try expect(
      report.sway,
      [
        ("acceleration_jerk_m2_s5", 9.499670799804031),
        ("acceleration_mean_distance_m_s2", 0.24475801384818602),
        ("acceleration_rms_m_s2", 0.2581110736065364),
        ("acceleration_path_m_s2", 17.60359862032447),
        ("acceleration_range_m_s2", 0.8012952957493704),
        ("acceleration_integrated_velocity_m_s", 0.08926220099493812),
        ("acceleration_mean_frequency_hz", 0.5723407566070737),
        ("acceleration_sway_area_rate_m2_s5", 0.06581584601221846),
        ("acceleration_power_m2_s4", 0.06649936451344332),
        ("acceleration_f50_hz", 0.45), ("acceleration_f95_hz", 0.7),
        ("acceleration_centroid_frequency_hz", 0.6152964846601744),
        ("acceleration_frequency_dispersion", 0.5707239785281102),
      ])
    #expect(report.sway?.processing.signal == .acceleration)
    #expect(report.sway?.measures.allSatisfy { $0.key.hasPrefix("acceleration_") } == true)
  }

  @Test("a profile made for another kind of signal says so")
  func wrongSignal() {
    let report = plateReport(count: 500, rate: 100, profile: .isway2012, along: mixedTrack)
    #expect(report.sway == nil)
    #expect(report.unavailable.map(\.key) == ["sway"])
    #expect(report.unavailable[0].reason.contains("isway2012 is made for acceleration"))
  }

  @Test(
    "no profile tells a frequency of a spectrum under 10 s, and each says why",
    arguments: SwayProfile.allCases.filter { $0 != .isway2012 })
  func noSpectrum(profile: SwayProfile) throws {
    let short = plateReport(count: 995, rate: 100, profile: profile, along: mixedTrack)
    let sway = try #require(short.sway)
    #expect(sway["f50_ml_hz"] == nil)
    #expect(sway.measures.contains { $0.key == "f50_ml_hz" })
    #expect(sway["mean_velocity_mm_s"] != nil)
    #expect(short.unavailable.contains { $0.key == "sway.f50_ml_hz" && !$0.reason.isEmpty })
    let long = plateReport(count: 1200, rate: 100, profile: profile, along: mixedTrack)
    #expect(long.sway?["f50_ml_hz"] != nil)
  }

  @Test("irregular samples go through SWARII, the report says so, and speed stays within 3 %")
  func irregular() throws {
    // 60 a second, each up to 0.4 of an interval off: farther than a clock that only rounds.
    let times = { (index: Int) in (Double(index) + 0.4 * sin(Double(index * index))) / 60 }
    let smooth = { (time: Double) in
      SIMD2(9 * sin(2 * .pi * 0.4 * time), 6 * cos(2 * .pi * 0.7 * time + 1))
    }
    let regular = plateReport(count: 1800, rate: 60, along: smooth)
    let report = plateReport(count: 1800, rate: 60, times: times, along: smooth)
    let processing = try #require(report.sway).processing
    #expect(processing.preparation.resampling.hasPrefix("SWARII, 50 Hz"))
    #expect(processing.rate == 50)
    let expected = try #require(regular.sway?["mean_velocity_mm_s"])
    #expect(abs(try #require(report.sway?["mean_velocity_mm_s"]) / expected - 1) < 0.03)
    // Untouched where that was asked for.
    let bare = plateReport(
      count: 1800, rate: 60, filter: SwayFilter.none, times: times, along: smooth)
    #expect(bare.sway?.processing.preparation.resampling == "none")
    #expect(bare.sway?.processing.samples == 1800)
  }
}
