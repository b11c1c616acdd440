import SignalProcessing

/// The measures of ISway, the instrumented test of sway with a sensor on the lower back: Mancini, Salarian,
/// Carlson-Kuhta, Zampieri, King, Chiari & Horak 2012, J Neuroeng Rehabil 9:59, table 2.
///
/// Only of the plane: which way a sensor faces about the vertical isn't known, so that measures side to side and
/// front to back can't be had.
struct InstrumentedSway: SwayMethod {
  /// Corner of the paper's low-pass, in Hz.
  static let corner = 3.5
  private static let band = 0.15...3.5

  var preparation: SwayPreparation {
    SwayPreparation(
      resampling: SwayGrid.words,
      filter: "Butterworth low-pass of order 2 run both ways, -3 dB at 3.5 Hz after both",
      spectrum:
        "8 sine tapers over the whole window, 0.15 to 3.5 Hz, both horizontal axes' added up; "
        + "none under 10 s")
  }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? {
    SwayGrid.regular(points, lowpass: Self.corner)
  }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    let missing = SpectrumMetrics.missing(of: signal)
    let axes =
      missing == nil
      ? SineMultitaper(tapers: PrietoSway.tapers)?.spectra(
        of: signal.x, signal.y, rate: signal.rate) : nil
    return SwayMetric.acceleration.measures(of: signal)
      + SpectrumMetrics(prefix: "acceleration_", powerUnit: "m2_s4").measures(
        of: axes.map { $0.x.adding($0.y).band(Self.band) }, named: "", missing: missing)
      + Self.alongAxes
  }

  /// What the paper has along each axis as well.
  private static let alongAxes = [
    ("jerk", "m2_s5"), ("mean_distance", "m_s2"), ("rms", "m_s2"), ("path", "m_s2"),
    ("range", "m_s2"),
  ].flatMap { name, unit in
    ["ml", "ap"].map { axis in
      SwayMeasure(
        key: "acceleration_\(name)_\(axis)_\(unit)", value: nil,
        missing: "which way the sensor faces about the vertical isn't known")
    }
  }
}
