/// A key of the report as people read it: `rms_ml_mm` is `RMS ML` in `mm`.
struct MeasureText: Hashable {
  /// What is measured.
  var words: String
  /// Its unit; empty where it has none.
  var unit: String
  /// Decimals that say something in this unit.
  var decimals: Int
  /// What it is about: measures stand together under it.
  var family: String

  /// The words, the unit and the decimals of a report's key.
  init(key: String) {
    let match = Self.units.first { key.hasSuffix($0.suffix) }
    let name = match.map { String(key.dropLast($0.suffix.count)) } ?? key
    unit = match?.unit ?? ""
    // A count has none.
    decimals = name.contains("crossings") ? 0 : match?.decimals ?? 2
    family = Self.families.first { name.contains($0.part) }?.heading ?? Self.noFamily
    words =
      Self.names[key] ?? Self.names[name] ?? Self.timeToBoundary(name)
      ?? name.split(separator: "_").map { Self.terms[String($0)] ?? String($0) }
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `time_to_boundary_linear_ml_sd_minimum` stands under its family as `SD of minima ML`.
  private static func timeToBoundary(_ name: String) -> String? {
    let parts = name.split(separator: "_")
    guard name.hasPrefix("time_to_boundary_"), parts.count > 4 else { return nil }
    let words =
      parts.contains("sd") ? "SD of minima" : parts.contains("mean") ? "mean of minima" : "smallest"
    let axis = terms[String(parts[4])].flatMap { ["ML", "AP"].contains($0) ? " \($0)" : nil }
    return words + (axis ?? " over all edges")
  }

  /// Longer suffixes before those that they end with.
  private static let units: [(suffix: String, unit: String, decimals: Int)] = [
    ("_m2_s5", "m²/s⁵", 3), ("_m2_s4", "m²/s⁴", 4), ("_m_s2", "m/s²", 3), ("_m_s", "m/s", 4),
    ("_mm2_hz", "mm²·Hz", 1), ("_per_mm", "1/mm", 3), ("_mm2_s", "mm²/s", 1), ("_mm_s", "mm/s", 1),
    ("_mm2", "mm²", 0), ("_mm", "mm", 1), ("_hz", "Hz", 3), ("_deg", "°", 1), ("_s", "s", 2),
    ("_percent", "%", 0), ("_j", "J", 0),
  ]

  /// The heading over measures that no other fits.
  static let noFamily = "other"

  /// The first that is part of a key says what it is about.
  private static let families: [(part: String, heading: String)] = [
    ("time_to_boundary_linear", "time to boundary, linear"),
    ("time_to_boundary_quadratic", "time to boundary, quadratic"), ("density", "sway density"),
    ("diffusion", "diffusion"), ("fractal", "fractal dimension"),
    ("mean_frequency", "turns"), ("power", "spectrum"), ("f50", "spectrum"), ("f95", "spectrum"),
    ("centroid_frequency", "spectrum"), ("frequency_dispersion", "spectrum"),
    ("frequency", "spectrum"), ("f80", "spectrum"), ("spectr", "spectrum"),
    ("area", "area"), ("ellipse", "area"), ("circle", "area"),
    ("path", "path and speed"), ("velocity", "path and speed"), ("speed", "path and speed"),
    ("jerk", "path and speed"),
    ("distance", "spread"), ("rms", "spread"), ("range", "spread"), ("deviation", "spread"),
    ("amplitude", "spread"), ("mean_ml", "spread"), ("mean_ap", "spread"),
  ]

  private static let terms = [
    "ml": "ML", "ap": "AP", "rms": "RMS", "f50": "median frequency", "f80": "80 % frequency",
    "f95": "95 % frequency",
    "rd": "of the distance", "sd": "SD", "ellipse95": "95 % ellipse", "circle95": "95 % circle",
    "acceleration": "",
  ]

  private static let names = [
    "velocity_zero_crossings_ml": "changes of direction ML",
    "velocity_zero_crossings_ap": "changes of direction AP",
    "ellipse95_prediction_n_area": "95 % prediction ellipse, 1/N",
    "ellipse95_prediction_area": "95 % prediction ellipse",
    "acceleration_ellipse95_prediction_area": "95 % prediction ellipse",
    "ellipse95_chi2_area": "95 % ellipse, chi-squared",
    "ellipse95_prieto_area": "95 % ellipse, Prieto",
    "range_mm": "largest distance between points",
    "acceleration_range": "largest distance between points",
    "sway_area_rate": "area swept a second",
    "acceleration_sway_area_rate": "area swept a second",
    "fractal_dimension": "by the largest distance",
    "fractal_dimension_circle": "by the 95 % circle",
    "fractal_dimension_ellipse": "by the 95 % ellipse",
    "acceleration_integrated_velocity": "mean integrated velocity",
    "circle95_area": "95 % circle",
    "body_mass_kg": "body mass",
    "earlier": "earlier holds",
    "smallest_change": "smallest change of a hold time that means anything",
    "smallest_change_score": "of a score",
  ]
}
