import SignalProcessing

/// The measures of ISway, the instrumented test of sway with a sensor on the lower back: Mancini, Salarian,
/// Carlson-Kuhta, Zampieri, King, Chiari & Horak 2012, J Neuroeng Rehabil 9:59, table 2.
///
/// Which way a sensor faces about the vertical doesn't show: side to side and front to back take the axis that points
/// forward to be told.
struct InstrumentedSway: SwayMethod {
  /// What the signal's two axes are.
  let axes: HorizontalAxes

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
    let spectra =
      missing == nil
      ? SineMultitaper(tapers: PrietoSway.tapers)?.spectra(
        of: signal.x, signal.y, rate: signal.rate) : nil
    return SwayMetric.acceleration.measures(of: TrackSums(signal))
      + SpectrumMetrics(prefix: "acceleration_", powerUnit: "m2_s4").measures(
        of: spectra.map { $0.x.adding($0.y).band(Self.band) }, named: "", missing: missing)
      + AccelerationAxes(axes: axes, band: Self.band).measures(
        of: signal, spectra, missing: missing)
  }
}
