import Foundation
import SignalProcessing
import Testing

/// Amplitude and phase of `signal` at `frequency`, by correlation over whole periods.
private func phasor(of signal: ArraySlice<Double>, at frequency: Double, rate: Double) -> (
  amplitude: Double, phase: Double
) {
  var real = 0.0
  var imaginary = 0.0
  for index in signal.indices {
    let angle = 2 * .pi * frequency * Double(index) / rate
    real += signal[index] * cos(angle)
    imaginary += signal[index] * sin(angle)
  }
  let scale = 2 / Double(signal.count)
  return (hypot(real, imaginary) * scale, atan2(real, imaginary))
}

private func sine(_ frequency: Double, rate: Double, count: Int) -> [Double] {
  (0..<count).map { sin(2 * .pi * frequency * Double($0) / rate) }
}

@Suite("A Butterworth section run once")
struct ButterworthLowPassTests {
  /// From `scipy.signal.butter(2, 5, fs=100)` and `lfilter(b, a, [1, 0, 0, 0, 0, 0])`.
  @Test("its coefficients and its answer to an impulse agree with scipy")
  func agreesWithScipy() throws {
    var filter = try #require(ButterworthLowPass(corner: 5, sampleRate: 100))
    #expect(abs(filter.feedforward.x - 0.020083365564211232) < 1e-15)
    #expect(abs(filter.feedforward.y - 0.040166731128422464) < 1e-15)
    #expect(abs(filter.feedback.x - -1.5610180758007182) < 1e-14)
    #expect(abs(filter.feedback.y - 0.6413515380575631) < 1e-14)
    let answer = [1.0, 0, 0, 0, 0, 0].map { filter.process($0) }
    let expected = [
      0.020083365564211232, 0.07151722779706988, 0.11884255349261573, 0.13964769013102304,
      0.14177271406916722, 0.13174650846557923,
    ]
    for (value, scipy) in zip(answer, expected) { #expect(abs(value - scipy) < 1e-14) }
  }

  @Test("the gain at the corner is -3 dB", arguments: [0.5, 5, 20, 45])
  func gainAtCorner(corner: Double) throws {
    var filter = try #require(ButterworthLowPass(corner: corner, sampleRate: 100))
    // The start dies away within the first 800 samples; whole periods remain.
    let output = sine(corner, rate: 100, count: 2800).map { filter.process($0) }
    let gain = phasor(of: output[800...], at: corner, rate: 100).amplitude
    #expect(abs(gain - 0.5.squareRoot()) < 1e-4)
  }

  @Test("a settled section passes its constant on from the first sample")
  func settles() throws {
    var filter = try #require(ButterworthLowPass(corner: 3, sampleRate: 50))
    filter.settle(at: 7.25)
    for _ in 0..<20 { #expect(abs(filter.process(7.25) - 7.25) < 1e-12) }
  }

  @Test(
    "a corner that doesn't fit the rate is refused",
    arguments: [
      (50.0, 100.0), (60, 100), (0, 100), (-1, 100), (.nan, 100), (5, .nan), (5, .infinity),
    ])
  func refuses(corner: Double, rate: Double) {
    #expect(ButterworthLowPass(corner: corner, sampleRate: rate) == nil)
    #expect(ZeroPhaseLowPass(corner: corner, sampleRate: rate) == nil)
  }
}

@Suite("A Butterworth section run forward and backward")
struct ZeroPhaseLowPassTests {
  @Test("the gain at the corner is -3 dB after both runs, without delay", arguments: [1.0, 5, 10])
  func gainAtCorner(corner: Double) throws {
    let filter = try #require(ZeroPhaseLowPass(corner: corner, sampleRate: 50))
    let output = filter(sine(corner, rate: 50, count: 2000))
    let (amplitude, phase) = phasor(of: output[500..<1500], at: corner, rate: 50)
    #expect(abs(amplitude - 0.5.squareRoot()) < 1e-4)
    #expect(abs(phase) < 1e-4)
  }

  @Test("an octave above the corner little is left")
  func gainAboveCorner() throws {
    let filter = try #require(ZeroPhaseLowPass(corner: 2, sampleRate: 1000))
    let output = filter(sine(4, rate: 1000, count: 8000))
    // |H|^2 of order 2 twice: 1 / (1 + (2 (sqrt 2 - 1)^(1/4))^4) = 1 / (1 + 16 (sqrt 2 - 1)).
    let expected = 1 / (1 + 16 * (2.0.squareRoot() - 1))
    #expect(abs(phasor(of: output[2000..<6000], at: 4, rate: 1000).amplitude - expected) < 1e-3)
  }

  /// From scipy: `fc = arctan(tan(pi*6/100) / (2**.5-1)**.25) * 100 / pi; n = arange(400)`,
  /// `x = sin(2*pi*1.3*n/100) + sign(sin(2*pi*0.7*n/100+.2))/2 + ((n*7919) % 13)/13`,
  /// `filtfilt(*butter(2, fc, fs=100), x)`; far enough from the ends, where the paddings differ.
  @Test("away from the ends it agrees with scipy's filtfilt at the corrected corner")
  func agreesWithScipy() throws {
    let signal = (0..<400).map { n in
      let t = Double(n) / 100
      let square = sin(2 * .pi * 0.7 * t + 0.2) < 0 ? -0.5 : 0.5
      return sin(2 * .pi * 1.3 * t) + square + Double((n * 7919) % 13) / 13
    }
    let filter = try #require(ZeroPhaseLowPass(corner: 6, sampleRate: 100))
    let output = filter(signal)
    let expected = [
      150: 0.6859859800615353, 173: 1.9875195631893385, 200: 0.4377002986616494,
      231: -0.021813132365638484, 250: 0.9606636218936853,
    ]
    for (index, scipy) in expected { #expect(abs(output[index] - scipy) < 1e-9) }
  }

  @Test("a signal read backwards comes out backwards")
  func isSymmetric() throws {
    let filter = try #require(ZeroPhaseLowPass(corner: 4, sampleRate: 100))
    let signal = (0..<600).map { sin(Double($0 * $0) / 3000) }
    let forward = filter(signal)
    let backward = filter(signal.reversed())
    // Only the memory of the ends differs, and that is gone in the middle.
    for index in 200..<400 { #expect(abs(forward[index] - backward[599 - index]) < 1e-9) }
  }

  @Test("a straight line comes out as it went in, ends included")
  func keepsLines() throws {
    let filter = try #require(ZeroPhaseLowPass(corner: 5, sampleRate: 100))
    let line = (0..<300).map { 4 - 0.02 * Double($0) }
    for (before, after) in zip(line, filter(line)) { #expect(abs(before - after) < 1e-3) }
  }

  @Test("signals shorter than the padding come out as long as they are", arguments: 0...5)
  func shortSignals(count: Int) throws {
    let filter = try #require(ZeroPhaseLowPass(corner: 1, sampleRate: 100))
    let output = filter([Double](repeating: 3, count: count))
    #expect(output.count == count)
    #expect(output.allSatisfy { abs($0 - 3) < 1e-9 })
  }

  @Test("a corner far below anything in the signal leaves its length alone and doesn't trap")
  func tinyCorner() throws {
    let filter = try #require(ZeroPhaseLowPass(corner: 1e-300, sampleRate: 100))
    #expect(filter([1, 2, 3]).count == 3)
  }

  /// `n = arange(120); x = sin(2*pi*1.3*n/25) + ((n*7919) % 13)/13`,
  /// `filtfilt(*butter(order, corner, fs=25), x)` of scipy 1.17.1, ends included.
  @Test(
    "with the corner of each run it is scipy's filtfilt of any order, ends included",
    arguments: [
      (
        4, 10.0,
        [
          -0.0005915284268443455, 0.4821665832663918, 0.3314635194499099, 0.865836742172374,
          1.2330459117096466,
        ]
      ),
      (
        3, 2.5,
        [
          -0.007752130046682508, 0.4992668033375171, -0.016331070616528824, 1.038484561641807,
          1.2397124462912654,
        ]
      ),
      (
        4, 2.5,
        [
          -0.0032593083752684264, 0.5104943928254583, -0.03553557004424439, 1.0318214985243237,
          1.230647731810008,
        ]
      ),
      (
        1, 5,
        [
          -4.740195303554184e-06, 0.4590503291829437, 0.20953937992349, 0.9230652883490029,
          1.2327655524363978,
        ]
      ),
      (
        5, 1,
        [
          -0.04163132593579955, 0.0697356639001083, 0.4445181523268836, 0.9586136139645441,
          1.106220999248317,
        ]
      ),
    ])
  func agreesWithFiltfilt(order: Int, corner: Double, expected: [Double]) throws {
    let signal = (0..<120).map { n in
      sin(2 * .pi * 1.3 * Double(n) / 25) + Double((n * 7919) % 13) / 13
    }
    let filter = try #require(
      ZeroPhaseLowPass(order: order, cornerOfEachRun: corner, sampleRate: 25))
    let output = filter(signal)
    for (index, scipy) in zip([0, 1, 37, 118, 119], expected) {
      #expect(abs(output[index] - scipy) < 1e-10)
    }
  }

  @Test(
    "the gain at the corner of each run is a half after both, whatever the order", arguments: 1...8)
  func gainAtCornerOfEachRun(order: Int) throws {
    let filter = try #require(
      ZeroPhaseLowPass(order: order, cornerOfEachRun: 5, sampleRate: 50))
    let output = filter(sine(5, rate: 50, count: 4000))
    #expect(abs(phasor(of: output[1500..<2500], at: 5, rate: 50).amplitude - 0.5) < 1e-6)
  }

  @Test("orders that make no sense are refused", arguments: [0, -1, 17])
  func refusesOrder(order: Int) {
    #expect(ZeroPhaseLowPass(order: order, cornerOfEachRun: 5, sampleRate: 50) == nil)
  }
}
