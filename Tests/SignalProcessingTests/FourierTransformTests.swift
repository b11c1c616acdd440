import Foundation
import Testing

@testable import SignalProcessing

@Suite("The Fourier transform")
struct FourierTransformTests {
  /// The sum that defines it, term by term.
  private func definition(_ signal: [Double]) -> [Double] {
    let n = signal.count / 2
    return (0..<n).flatMap { k -> [Double] in
      var real = 0.0
      var imaginary = 0.0
      for m in 0..<n {
        let angle = -2 * Double.pi * Double((k * m) % n) / Double(n)
        real += signal[2 * m] * cos(angle) - signal[2 * m + 1] * sin(angle)
        imaginary += signal[2 * m] * sin(angle) + signal[2 * m + 1] * cos(angle)
      }
      return [real, imaginary]
    }
  }

  /// Powers of 2, small factors, KISS FFT's own odd ones, primes and twice a prime.
  @Test(
    "it is the sum that defines it, whatever the length",
    arguments: [1, 2, 3, 7, 8, 31, 37, 60, 74, 101, 127, 128, 300, 331])
  func isItsDefinition(length: Int) {
    let signal = (0..<(2 * length)).map { sin(Double($0 * $0) * 0.37) + Double($0 % 5) }
    // A type that can't be copied doesn't go through `#require`.
    guard let transform = FourierTransform(length: length) else {
      Issue.record("no transform of length \(length)")
      return
    }
    let scale = signal.reduce(0) { $0 + abs($1) }
    for (value, expected) in zip(transform(signal), definition(signal)) {
      #expect(abs(value - expected) < 1e-14 * scale)
    }
  }

  @Test("of a long prime length a complex wave comes out as one line")
  func primeLength() {
    let length = 5987
    // A type that can't be copied doesn't go through `#require`.
    guard let transform = FourierTransform(length: length) else {
      Issue.record("no transform of length \(length)")
      return
    }
    let wave = (0..<length).flatMap { n -> [Double] in
      let angle = 2 * Double.pi * Double((n * 1234) % length) / Double(length)
      return [cos(angle), sin(angle)]
    }
    let lines = transform(wave)
    for k in 0..<length {
      let expected = k == 1234 ? Double(length) : 0
      #expect(abs(lines[2 * k] - expected) < 1e-8)
      #expect(abs(lines[2 * k + 1]) < 1e-8)
    }
  }

  @Test("a length below 1 is refused", arguments: [0, -1])
  func refuses(length: Int) {
    if FourierTransform(length: length) != nil { Issue.record("a transform of \(length)") }
  }
}
