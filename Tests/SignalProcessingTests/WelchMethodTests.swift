import Foundation
import SignalProcessing
import Testing

@Suite("Welch's method")
struct WelchMethodTests {
  /// `n = arange(120); x = sin(2*pi*1.3*n/25) + ((n*7919) % 13)/13`.
  private let signal = (0..<120).map { n in
    sin(2 * .pi * 1.3 * Double(n) / 25) + Double((n * 7919) % 13) / 13
  }

  /// `scipy.signal.welch(x, 25, nperseg=, noverlap=, nfft=, detrend=)` of scipy 1.17.1: number of
  /// frequencies, and some of them with their densities.
  struct Case: Sendable {
    var method: (segment: Int, overlap: Int, detrending: WelchMethod.Detrending, transform: Int?)
    var count: Int
    var lines: [Int: (frequency: Double, density: Double)]
  }

  @Test(
    "frequencies and densities are scipy's",
    arguments: [
      Case(
        method: (60, 30, .constant, nil), count: 31,
        lines: [
          0: (0, 0.00047348738512558624), 1: (0.4166666666666667, 0.00010600953313035054),
          5: (2.0833333333333335, 0.004375348140216445), 15: (6.25, 0.0008089422510761107),
          30: (12.5, 7.840353875045552e-06),
        ]),
      Case(
        method: (50, 25, .linear, 101), count: 51,
        lines: [
          0: (0, 0.012937881137310933), 1: (0.24752475247524752, 0.016596785633817387),
          5: (1.2376237623762376, 0.6558275249912161),
          25: (6.188118811881188, 0.001701008585278509),
          50: (12.376237623762377, 5.140202900058293e-05),
        ]),
      Case(
        method: (40, 10, .none, 64), count: 33,
        lines: [
          0: (0, 0.22540979093887806), 1: (0.390625, 0.3145972510271651),
          5: (1.953125, 0.1316026594723541), 16: (6.25, 0.0016643328135286298),
          32: (12.5, 0.00017530641186688312),
        ]),
    ])
  func agreesWithScipy(of expected: Case) throws {
    let (segment, overlap, detrending, transform) = expected.method
    let method = try #require(
      WelchMethod(
        segmentLength: segment, overlap: overlap, detrending: detrending,
        transformLength: transform))
    let spectrum = try #require(method.spectrum(of: signal, rate: 25))
    #expect(spectrum.frequencies.count == expected.count)
    for (line, value) in expected.lines {
      #expect(abs(spectrum.frequencies[line] - value.frequency) < 1e-12)
      #expect(abs(spectrum.densities[line] / value.density - 1) < 1e-10)
    }
    // Two at once are as one at a time.
    let shifted = signal.map { 3 - $0 / 2 }
    let both = try #require(method.spectra(of: shifted, signal, rate: 25))
    for (together, alone) in zip(both.y.densities, spectrum.densities) {
      #expect(abs(together - alone) < 1e-12)
    }
    if detrending != .none {
      for (half, whole) in zip(both.x.densities, both.y.densities) {
        #expect(abs(4 * half - whole) < 1e-12)
      }
    }
  }

  @Test("the area of a sine's spectrum is half the square of its amplitude")
  func sinePower() throws {
    // Whole periods in a segment; under a Hann window all its power lies in three lines.
    let sine = (0..<1000).map { 3 * sin(2 * .pi * 5 * Double($0) / 100) }
    let method = try #require(
      WelchMethod(segmentLength: 200, overlap: 100, detrending: .constant))
    let spectrum = try #require(method.spectrum(of: sine, rate: 100))
    #expect(abs(spectrum.area - 4.5) < 1e-9)
    #expect(abs(spectrum.moment(0) * spectrum.step - 4.5) < 1e-9)
    #expect(spectrum.peak == 5)
    #expect(abs(try #require(spectrum.meanFrequency) - 5) < 1e-9)
  }

  @Test(
    "a straight line has no power once lines are taken off, and a constant beside it none at all")
  func linesAreTakenOff() throws {
    let line = (0..<300).map { 7 + 0.3 * Double($0) }
    let method = try #require(WelchMethod(segmentLength: 100, overlap: 50, detrending: .linear))
    let both = try #require(
      method.spectra(of: line, [Double](repeating: 0.1, count: 300), rate: 50))
    #expect(both.x.densities.allSatisfy { $0 < 1e-20 })
    #expect(both.y.densities.allSatisfy { $0 == 0 })
    #expect(both.y.peak == nil && both.y.quantile(0.5) == nil && both.y.centroid == nil)
  }

  @Test("what doesn't fit is refused")
  func refuses() throws {
    #expect(WelchMethod(segmentLength: 1, overlap: 0, detrending: .none) == nil)
    #expect(WelchMethod(segmentLength: 10, overlap: 10, detrending: .none) == nil)
    #expect(WelchMethod(segmentLength: 10, overlap: -1, detrending: .none) == nil)
    #expect(
      WelchMethod(segmentLength: 10, overlap: 5, detrending: .none, transformLength: 9) == nil)
    let method = try #require(WelchMethod(segmentLength: 10, overlap: 5, detrending: .none))
    let ten = [Double](repeating: 1, count: 10)
    #expect(method.spectrum(of: Array(ten.dropLast()), rate: 10) == nil)
    #expect(method.spectrum(of: ten, rate: 0) == nil)
    #expect(method.spectrum(of: ten, rate: .infinity) == nil)
    #expect(method.spectra(of: ten, Array(ten.dropLast()), rate: 10) == nil)
  }
}
