import Glibc
import Testing

@testable import SignalProcessing

struct SineMultitaperTests {
  /// 1000 samples at 50 Hz of two sines, a mean and a bit of everything.
  private let signal = (0..<1000).map { n in
    let time = Double(n) / 50
    return 4 * sin(1.1 * time) + 2 * sin(5.3 * time + 1) + 30 + Double((n * 7919) % 13) / 13
  }

  /// With numpy: `w = sqrt(2/1001) * sin(pi*k*(n+1)/1001)`, the mean over k = 1...8 of
  /// `abs(rfft((x - mean(x)) * w))**2 / 50`, doubled but for the first and the last.
  @Test("it is the mean of eight periodograms under sines, whether one signal comes or two")
  func agreesWithNumpy() throws {
    let method = try #require(SineMultitaper(tapers: 8))
    let alone = try #require(method.spectrum(of: signal, rate: 50))
    let other = signal.indices.map { Double($0 % 5) }
    let pair = try #require(method.spectra(of: other, signal, rate: 50))
    for spectrum in [alone, pair.y] {
      #expect(spectrum.frequencies.count == 501)
      #expect(abs(spectrum.step - 0.05) < 1e-15)
      for (index, expected) in [
        (0, 19.5625567), (1, 27.0665532), (5, 19.5086637), (20, 4.54393160),
        (499, 1.89799725e-7), (500, 9.45012942e-8),
      ] {
        #expect(abs(spectrum.densities[index] - expected) < 2e-8 * max(1, expected))
      }
    }
  }

  @Test(
    "a line keeps its power, half the square of its height, within nine half steps to either side")
  func line() throws {
    let rate = 100.0
    let tone = (0..<2000).map { 3 * sin(2 * .pi * 1.0 * Double($0) / rate) }
    let spectrum = try #require(SineMultitaper(tapers: 8)?.spectrum(of: tone, rate: rate))
    let width = 9 * rate / (2 * 2001)
    let near = spectrum.band((1 - width)...(1 + width))
    #expect(abs(near.moment(0) * near.step / 4.5 - 1) < 0.01)
    #expect(abs(spectrum.moment(0) * spectrum.step / 4.5 - 1) < 1e-3)
    let median = try #require(spectrum.quantile(0.5))
    #expect(abs(median - 1) <= spectrum.step + 1e-12)
    // A single line has no dispersion but the tapers' width.
    #expect(try #require(spectrum.dispersion) < 0.2)
  }

  @Test("a length with a large prime factor is filled up with zeros to one of 2, 3 and 5")
  func lengths() throws {
    #expect(SineMultitaper.smoothLength(from: 6000) == 6000)
    #expect(SineMultitaper.smoothLength(from: 6001) == 6075)
    #expect(SineMultitaper.smoothLength(from: 1) == 1)
    let spectrum = try #require(
      SineMultitaper(tapers: 4)?.spectrum(of: Array(signal.prefix(997)), rate: 50))
    #expect(abs(spectrum.step - 0.05) < 1e-15)
    // By Parseval the power is the tapers' mean of the tapered signal's energy.
    let center = signal.prefix(997).reduce(0, +) / 997
    var energy = 0.0
    for taper in 1...4 {
      for index in 0..<997 {
        let weight = sin(.pi * Double(taper) * Double(index + 1) / 998) * (2 / 998.0).squareRoot()
        energy += pow((signal[index] - center) * weight, 2) / 4
      }
    }
    #expect(abs(spectrum.moment(0) * spectrum.step / energy - 1) < 1e-12)
  }

  @Test("a constant has no power, even beside a signal, and too little has no spectrum")
  func edges() throws {
    let method = try #require(SineMultitaper(tapers: 8))
    let flat = [Double](repeating: 0.1, count: 1000)
    let pair = try #require(method.spectra(of: flat, signal, rate: 50))
    #expect(pair.x.densities.allSatisfy { $0 == 0 })
    #expect(method.spectrum(of: [1, 2, 3], rate: 50) == nil)
    #expect(method.spectrum(of: signal, rate: 0) == nil)
    #expect(method.spectra(of: signal, flat.dropLast(), rate: 50) == nil)
    #expect(SineMultitaper(tapers: 0) == nil)
  }
}
