/// A key of the report as people read it: `rms_ml_mm` is `RMS ML` in `mm`.
struct MeasureText: Hashable {
  /// What is measured.
  var words: String
  /// Its unit; empty where it has none.
  var unit: String
  /// Decimals that say something in this unit.
  var decimals: Int

  /// The words, the unit and the decimals of a report's key.
  init(key: String) {
    let match = Self.units.first { key.hasSuffix($0.suffix) }
    let name = match.map { String(key.dropLast($0.suffix.count)) } ?? key
    unit = match?.unit ?? ""
    decimals = match?.decimals ?? 2
    words =
      Self.names[name]
      ?? name.split(separator: "_").map { Self.terms[String($0)] ?? String($0) }
      .joined(separator: " ")
  }

  /// Longer suffixes before those that they end with.
  private static let units: [(suffix: String, unit: String, decimals: Int)] = [
    ("_m2_s4", "m²/s⁴", 3), ("_m_s2", "m/s²", 3), ("_mm2_s", "mm²/s", 1), ("_mm_s", "mm/s", 1),
    ("_mm2", "mm²", 0), ("_mm", "mm", 1), ("_hz", "Hz", 3), ("_deg", "°", 1), ("_s", "s", 2),
    ("_percent", "%", 0), ("_j", "J", 0),
  ]

  private static let terms = [
    "ml": "ML", "ap": "AP", "rms": "RMS", "f50": "median frequency", "f95": "95 % frequency",
  ]

  private static let names = [
    "ellipse95_prediction_area": "95 % prediction ellipse",
    "acceleration_ellipse95_prediction_area": "95 % prediction ellipse",
    "ellipse95_chi2_area": "95 % ellipse, chi-squared",
    "circle95_area": "95 % circle",
    "acceleration_path": "path",
    "acceleration_mean_distance": "mean distance",
    "acceleration_rms": "RMS",
    "smallest_change": "smallest change of a hold time that means anything",
    "smallest_change_score": "of a score",
  ]
}
