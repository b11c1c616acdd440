import SignalProcessing

/// All measures of Prieto, Myklebust, Hoffmann, Lovett & Myklebust 1996, IEEE Trans Biomed Eng 43:956.
struct PrietoSway: SwayMethod {
  /// Corner of the paper's low-pass, in Hz.
  static let corner = 5.0
  /// Frequencies that count, in Hz.
  static let band = 0.15...5.0
  /// Sine tapers of the paper's spectra.
  static let tapers = 8

  var preparation: SwayPreparation {
    SwayPreparation(
      resampling: SwayGrid.words,
      filter: "Butterworth low-pass of order 2 run both ways, -3 dB at 5 Hz after both",
      spectrum: "8 sine tapers over the whole window, 0.15 to 5 Hz; none under 10 s")
  }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? {
    SwayGrid.regular(points, lowpass: Self.corner)
  }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    let metrics =
      SwayMetric.path + SwayMetric.distance + SwayMetric.prietoArea + SwayMetric.frequency
    let sums = TrackSums(signal)
    let measures = metrics.measures(of: sums)
    let range = measures.first { $0.key == "range_mm" }?.value ?? nil
    let dimension = SwayMeasure(
      key: "fractal_dimension", value: SwayMetric.fractalDimension(sums, range: range),
      missing: "nothing moves"
    ).settled
    return measures + [dimension] + SwayMetric.fractalDimension.measures(of: sums)
      + spectra(of: sums)
  }

  /// Of both axes and of the distance from the mean point.
  private func spectra(of sums: TrackSums) -> [SwayMeasure] {
    let signal = sums.signal
    let missing = SpectrumMetrics.missing(of: signal)
    let method = missing == nil ? SineMultitaper(tapers: Self.tapers) : nil
    let spectra = method?.spectra(of: signal.x, signal.y, sums.distances, rate: signal.rate)
    // On a circle about the mean point the distance rests.
    let distance = Rounding.isAll(of: sums.distances, beside: 0) ? nil : spectra?.z
    return [("ml", spectra?.x), ("ap", spectra?.y), ("rd", distance)].flatMap { name, spectrum in
      SpectrumMetrics().measures(
        of: spectrum?.band(Self.band), named: name, missing: missing)
    }
  }
}
