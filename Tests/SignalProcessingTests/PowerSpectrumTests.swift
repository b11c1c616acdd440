import SignalProcessing
import Testing

@Suite("Measures of a power spectrum")
struct PowerSpectrumTests {
  private func spectrum(_ densities: [Double], step: Double = 0.5) -> PowerSpectrum {
    PowerSpectrum(
      frequencies: densities.indices.map { Double($0) * step }, densities: densities, step: step)
  }

  @Test("a single line is its own centroid, quantile and peak, without dispersion")
  func singleLine() {
    let line = spectrum([0, 0, 0, 4, 0, 0])
    #expect(line.moment(0) == 4 && line.moment(1) == 6 && line.moment(2) == 9)
    #expect(line.centroid == 1.5)
    #expect(line.dispersion == 0)
    #expect(line.quantile(0.5) == 1.5 && line.quantile(0.95) == 1.5)
    #expect(line.peak == 1.5)
    // Trapezoids: 4 high over two steps of 0.5, half of it by the line itself.
    #expect(line.area == 2)
    #expect(line.meanFrequency == 1.5)
    #expect(line.areaQuantile(0.5) == 1.5)
    #expect(line.areaQuantile(0.51) == 2)
  }

  @Test("flat power from 0 to F has the centroid F / sqrt 3 and the dispersion 1/2")
  func flat() throws {
    let flat = spectrum([Double](repeating: 2, count: 100_001), step: 1e-4)
    #expect(abs(try #require(flat.centroid) - 10 / 3.0.squareRoot()) < 1e-3)
    // sqrt(1 - (1/2)^2 / (1/3)).
    #expect(abs(try #require(flat.dispersion) - 0.5) < 1e-4)
    #expect(abs(try #require(flat.quantile(0.95)) - 9.5) < 1e-3)
    #expect(abs(try #require(flat.areaQuantile(0.8)) - 8) < 1e-3)
    #expect(abs(flat.area - 20) < 1e-9)
    #expect(flat.peak == 0)
  }

  @Test("a quantile is the first frequency at which the sum reaches the share")
  func quantiles() {
    let steps = spectrum([1, 1, 1, 1])
    #expect(steps.quantile(0.25) == 0 && steps.quantile(0.26) == 0.5)
    #expect(steps.quantile(0.5) == 0.5 && steps.quantile(1) == 1.5)
  }

  @Test("a band takes both its ends in")
  func band() {
    let band = spectrum([1, 2, 3, 4, 5, 6]).band(0.5...2)
    #expect(band.frequencies == [0.5, 1, 1.5, 2])
    #expect(band.densities == [2, 3, 4, 5])
    #expect(spectrum([1, 2]).band(7...8).frequencies.isEmpty)
  }

  @Test("without power there are no frequencies")
  func silence() {
    for silent in [spectrum([0, 0, 0]), spectrum([])] {
      #expect(silent.centroid == nil && silent.dispersion == nil && silent.peak == nil)
      #expect(silent.quantile(0.5) == nil && silent.areaQuantile(0.5) == nil)
      #expect(silent.meanFrequency == nil && silent.area == 0)
    }
  }
}
