import Glibc

/// Restlessness within a band of frequencies: sway, wobble, tremor.
///
/// A sum of sines with random frequencies and phases: smooth, endless, never repeating, and with exact
/// derivatives. Its mean over a long time is 0.
struct BandNoise: Sendable {
  private struct Sine: Sendable {
    var amplitude: Double
    /// In rad/s.
    var frequency: Double
    var phase: Double
  }

  private var sines: [Sine] = []

  /// Noise with a root mean square of `rms` between two frequencies in Hz.
  ///
  /// Amplitudes fall as frequency to the power `-slope`: 0 for a flat band, 1 for the slow drift and
  /// quick dither of a standing body. One sine lies somewhere in each of equal slices of the band,
  /// counted in octaves.
  init(
    rms: Double, hertz band: ClosedRange<Double>, slope: Double = 0, sines count: Int = 8,
    using generator: inout SeededGenerator
  ) {
    let octaves = log2(band.upperBound / band.lowerBound)
    for index in 0..<count {
      let place = (Double(index) + generator.uniform(0...1)) / Double(count)
      let hertz = band.lowerBound * exp2(octaves * place)
      sines.append(
        Sine(
          amplitude: pow(hertz, -slope), frequency: 2 * .pi * hertz,
          phase: generator.uniform(0...(2 * .pi))))
    }
    scale(by: rms / power(of: \.amplitude))
  }

  /// Noise whose *rate* has the root mean square `rateRMS` per second.
  init(
    rateRMS: Double, hertz band: ClosedRange<Double>, slope: Double = 0, sines count: Int = 8,
    using generator: inout SeededGenerator
  ) {
    self.init(rms: 1, hertz: band, slope: slope, sines: count, using: &generator)
    scale(by: rateRMS / power { $0.amplitude * $0.frequency })
  }

  /// The root mean square of a sum of sines with these amplitudes.
  private func power(of amplitude: (Sine) -> Double) -> Double {
    sines.reduce(0) { $0 + amplitude($1) * amplitude($1) / 2 }.squareRoot()
  }

  private mutating func scale(by factor: Double) {
    for index in sines.indices { sines[index].amplitude *= factor }
  }

  /// The noise and its derivatives at `seconds`.
  func jet(at seconds: Double) -> Jet {
    var sum = Jet(0)
    for sine in sines {
      let angle = sine.frequency * seconds + sine.phase
      let (s, c) = (sine.amplitude * sin(angle), sine.amplitude * sine.frequency * cos(angle))
      sum.value += s
      sum.rate += c
      sum.acceleration -= sine.frequency * sine.frequency * s
    }
    return sum
  }
}
