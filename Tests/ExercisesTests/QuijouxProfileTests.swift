import Exercises
import Foundation
import Testing

@Suite("The profile quijoux2021")
struct QuijouxProfileTests {
  /// By numpy 2.4.6 and scipy 1.17.1 from the descriptors' formulas, for this file's stamps and track:
  /// `signal.butter(4, 10, fs=25)`, `filtfilt`, `savgol_filter(5, 3, deriv=1)`, `welch(25, nperseg=250,
  /// noverlap=125, detrend='linear', nfft=673)`, `stats.f.ppf`, `numpy.polyfit`; range and displacements pair by
  /// pair.
  private static let reference: [(key: String, value: Double)] = [
    ("mean_ml_mm", 30.16949410344889),
    ("mean_ap_mm", -11.915102826755964),
    ("mean_distance_ml_mm", 2.7043357591692154),
    ("mean_distance_ap_mm", 4.476183020177711),
    ("mean_distance_mm", 5.584530403572092),
    ("max_distance_ml_mm", 6.354237522042805),
    ("max_distance_ap_mm", 7.989175034632172),
    ("max_distance_mm", 9.60767810933778),
    ("rms_ml_mm", 3.1724131355222527),
    ("rms_ap_mm", 5.000871168521331),
    ("rms_distance_mm", 5.9222392341564545),
    ("range_ml_mm", 12.375348757219372),
    ("range_ap_mm", 15.939175701483963),
    ("range_mm", 18.7035318644223),
    ("range_ratio_ml_ap", 0.7764108376110822),
    ("planar_deviation_mm", 5.922239234156455),
    ("sway_direction_coefficient", 0.12927073726890592),
    ("ellipse95_prediction_n_area_mm2", 298.32582446948174),
    ("principal_direction_from_ap_deg", 7.674544640283296),
    ("mean_velocity_ml_mm_s", 7.453018587860313),
    ("mean_velocity_ap_mm_s", 5.960682014244939),
    ("mean_velocity_mm_s", 10.496167852468973),
    ("sway_area_rate_mm2_s", 19.6066851899137),
    ("phase_plane_ml", 9.545987324351874),
    ("phase_plane_ap", 8.660159913927373),
    ("path_over_area_per_mm", 0.9471417336763948),
    ("fractal_dimension_ellipse", 1.696765202069643),
    ("velocity_zero_crossings_ml", 87.0),
    ("peak_velocity_positive_ml_mm_s", 9.14054775200866),
    ("peak_velocity_negative_ml_mm_s", 9.509847979837891),
    ("peak_velocity_ml_mm_s", 9.325197865923275),
    ("velocity_zero_crossings_ap", 76.0),
    ("peak_velocity_positive_ap_mm_s", 8.835724297112648),
    ("peak_velocity_negative_ap_mm_s", 8.791743979181106),
    ("peak_velocity_ap_mm_s", 8.813440936027334),
    ("sway_density_peak_s", 1.0555281797038094),
    ("sway_density_peak_distance_mm", 3.027222305864981),
    ("mean_frequency_ml_hz", 0.48791300662450543),
    ("mean_frequency_ap_hz", 0.23575391885785696),
    ("mean_frequency_hz", 0.2995780781426697),
    ("power_sum_ml_mm2_hz", 177.0414985116722),
    ("f50_ml_hz", 0.22288261515601782),
    ("f95_ml_hz", 0.8915304606240713),
    ("peak_frequency_ml_hz", 0.18573551263001487),
    ("centroid_frequency_ml_hz", 0.5627176267483841),
    ("frequency_dispersion_ml", 0.66185662165121),
    ("power_sum_low_ml_mm2_hz", 123.06417954950922),
    ("power_sum_middle_ml_mm2_hz", 53.06380535656164),
    ("power_sum_high_ml_mm2_hz", 0.9135136056013761),
    ("frequency_quotient_ml", 0.005186646551872795),
    ("power_sum_ap_mm2_hz", 102.38708927621676),
    ("f50_ap_hz", 0.18573551263001487),
    ("f95_ap_hz", 1.4487369985141159),
    ("peak_frequency_ap_hz", 0.18573551263001487),
    ("centroid_frequency_ap_hz", 0.5383351594037744),
    ("frequency_dispersion_ap", 0.7514414637648844),
    ("power_sum_low_ap_mm2_hz", 89.46110440673473),
    ("power_sum_middle_ap_mm2_hz", 12.925205413906005),
    ("power_sum_high_ap_mm2_hz", 0.0007794555760100123),
    ("frequency_quotient_ap", 7.6128886505964955e-06),
    ("diffusion_short_ml_mm2", 43.26973035167646),
    ("diffusion_long_ml_mm2", 16.926692431862225),
    ("diffusion_critical_time_ml_s", 0.5910721476159694),
    ("diffusion_critical_displacement_ml_mm2", 16.901868810631647),
    ("diffusion_short_scaling_ml", 0.8938744688393694),
    ("diffusion_long_scaling_ml", 0.0013955548332914094),
    ("diffusion_short_ap_mm2", 27.09579086430982),
    ("diffusion_long_ap_mm2", 1871.6128263711796),
    ("diffusion_critical_time_ap_s", 2.8458909920842794),
    ("diffusion_critical_displacement_ap_mm2", 174.4596756260513),
    ("diffusion_short_scaling_ap", 0.8903134224981122),
    ("diffusion_long_scaling_ap", -1.134389610223413),
  ]

  /// Anything but regular, 3 to 15 ms apart.
  private static let stamps: [Int64] = (0..<3000).map { (index: Int) in
    let jitter = index * 7919 % 13
    return Int64(index * 9000 + jitter * 500)
  }

  /// With a jump of one sample and one of two.
  private static func track(_ index: Int) -> SIMD2<Double> {
    let time = Double(stamps[index]) / 1e6
    let fine = Double(index * 31 % 17) / 85
    let x = 4 * sin(1.1 * time) + 2 * sin(5.3 * time + 1) + 0.3 * sin(23 * time) + 30
    let y = 7 * sin(0.7 * time + 2) + sin(8.9 * time) + fine - 12
    var point = SIMD2(x, y)
    if index == 1000 { point.x += 60 }
    if index == 2000 || index == 2001 { point.y -= 45 }
    return point
  }

  @Test("every descriptor is what numpy and scipy make of irregular samples with jumps")
  func agreesWithScipy() throws {
    let report = try #require(
      SwayRun.report(.quijoux2021, microseconds: Self.stamps, along: Self.track))
    #expect(report.measures.map(\.key).sorted() == Self.reference.map(\.key).sorted())
    for (key, expected) in Self.reference {
      let value = try #require(report[key])
      #expect(abs(value / expected - 1) < 1e-8, "\(key) is \(value), not \(expected)")
    }
    #expect(report.processing.samples == 673 && report.processing.rate == 25)
  }

  @Test("a plate's rounded stamps don't change a number")
  func roundedStamps() throws {
    func place(_ index: Int) -> SIMD2<Double> {
      SIMD2(5 * sin(Double(index) * 0.03), 8 * cos(Double(index) * 0.017))
    }
    let exact = (0..<3000).map { Int64($0) * 10_000 }
    let rounded = exact.indices.map { (index: Int) -> Int64 in
      index % 10 == 9 ? exact[index] - 100 : exact[index]
    }
    let one = try #require(SwayRun.report(.quijoux2021, microseconds: exact, along: place))
    let other = try #require(SwayRun.report(.quijoux2021, microseconds: rounded, along: place))
    #expect(other.measures == one.measures)
  }

  @Test("a slow circle has the radius for its distances, and its own frequency")
  func circle() throws {
    let (radius, turns) = (20.0, 0.25)
    // Whole turns after the first 0.1 s is left out would want another 0.1 s; the mean stays within 0.1 %.
    let report = try #require(
      SwayRun.report(.quijoux2021, count: 6001, rate: 100) { time in
        let angle = 2 * Double.pi * turns * time
        return SIMD2(radius * cos(angle), radius * sin(angle))
      })
    let velocity = 2 * Double.pi * radius * turns
    let area = Double.pi * radius * radius
    let expected: [(key: String, value: Double)] = [
      ("mean_distance_mm", radius), ("rms_distance_mm", radius), ("max_distance_mm", radius),
      ("range_mm", 2 * radius), ("range_ratio_ml_ap", 1), ("mean_frequency_hz", turns),
      ("mean_velocity_mm_s", velocity), ("sway_area_rate_mm2_s", area * turns),
      // pi chi² sqrt(det C), C half the square of the radius each way, for as many samples.
      ("ellipse95_prediction_n_area_mm2", -log(0.05) * area),
      ("peak_velocity_ml_mm_s", velocity),
      // Every 2 s after the start that is left out, and before 60 s.
      ("velocity_zero_crossings_ml", 29),
    ]
    for (key, value) in expected {
      let found = try #require(report[key])
      #expect(abs(found / value - 1) < 5e-3, "\(key) is \(found), not \(value)")
    }
  }

  @Test("what wants a longer track, or any movement, stands without a value")
  func missing() throws {
    let short = try #require(
      SwayRun.report(.quijoux2021, count: 600, rate: 100) { SIMD2(sin(3 * $0), cos(2 * $0)) })
    #expect(short.measures.count == 72)
    #expect(short["f50_ml_hz"] == nil && short["diffusion_short_ml_mm2"] == nil)
    #expect(short["mean_velocity_mm_s"] != nil)
    let still = try #require(
      SwayRun.report(.quijoux2021, count: 6000, rate: 100) { (_: Double) in SIMD2(3, 4) })
    #expect(still.measures.allSatisfy { $0.value?.isFinite ?? true })
    #expect(still["mean_ml_mm"] == 3 && still["mean_velocity_mm_s"] == 0)
    #expect(still["f50_ml_hz"] == nil && still["mean_frequency_hz"] == nil)
    #expect(still["diffusion_critical_time_ml_s"] == nil && still["path_over_area_per_mm"] == nil)
  }
}
