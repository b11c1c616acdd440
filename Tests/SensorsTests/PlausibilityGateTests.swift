import Glibc
import Samples
import Sensors
import SimulatedSensors
import Testing

/// What the first second after a start may not look like. Limits: 0.8 to 1.2 g while still; 1.5 and 2/3
/// are the smallest wrong factors between ranges (LIS3DH datasheet table 4: 8 mg and 12 mg).
@Suite("Plausibility gate")
struct PlausibilityGateTests {
  /// 8192 counts a g, as an MPU-6050 has at 4 g (register map 4.18).
  private static let fine = Channels.acceleration(scale: 9.80665 / 8192)

  /// The verdict over `seconds` at 100 Hz; nil where there is none.
  private func verdict(
    _ channels: Channels = fine, unusedLowBits: Int = 0, hidesNoise: Bool = false,
    seconds: Double = 1.5, _ counts: (Double) -> SIMD3<Int32>
  ) -> PlausibilityVerdict? {
    var gate = PlausibilityGate(
      channels: channels, unusedLowBits: unusedLowBits, hidesNoise: hidesNoise)
    for index in 0...Int(seconds * 100) {
      let row = counts(Double(index) / 100)
      var eight = SIMD8<Int32>()
      for axis in 0..<3 { eight[axis] = row[axis] }
      let time = Timestamp(microseconds: Int64(index) * 10_000)
      if let verdict = gate.take(RawSample(time: time, counts: eight)) { return verdict }
    }
    return nil
  }

  /// Noise of about 6 counts, other at each call.
  private func noise(_ generator: inout SystemRandomNumberGenerator) -> Int32 {
    Int32.random(in: -10...10, using: &generator)
  }

  @Test("zeros on every axis are a fault, on one or two they are a pose")
  func zeros() {
    #expect(verdict { _ in .zero } == .fault(.allZero))
    #expect(verdict(hidesNoise: true) { _ in SIMD3(0, 0, 8192) } == .plausible)
  }

  @Test("a bus that nobody drives reads -1 everywhere; one axis may")
  func ones() {
    #expect(verdict { _ in SIMD3(-1, -1, -1) } == .fault(.allOnes))
    #expect(verdict(hidesNoise: true) { _ in SIMD3(-1, 0, 8192) } == .plausible)
  }

  @Test("one register read six times over is told by its bytes, at every justification")
  func repeatedByte() {
    // 0x1F1F is 7967; 12 bits of it at the left are 0x1F1 = 497; 0xA5A5 is negative: 0xA5A as 12 bits.
    #expect(verdict { _ in SIMD3(7967, 7967, 7967) } == .fault(.repeatedByte(0x1F)))
    let coarse = Channels.acceleration(scale: 0.002 * 9.80665)
    let shifted = verdict(coarse, unusedLowBits: 4) { _ in SIMD3(497, 497, 497) }
    #expect(shifted == .fault(.repeatedByte(0x1F)))
    let negative = verdict(coarse, unusedLowBits: 4) { _ in SIMD3(repeating: 0xA5A - 0x1000) }
    #expect(negative == .fault(.repeatedByte(0xA5)))
    // The low byte changes from sample to sample, the three axes alike.
    let moving = verdict { time in
      SIMD3(repeating: Int32(Int16(truncatingIfNeeded: 0x0101 * (1 + Int(time * 100) % 200))))
    }
    guard case .fault(.repeatedByte) = moving else {
      Issue.record("\(String(describing: moving))")
      return
    }
    // An ideal chip along the diagonal: 8192 / sqrt(3) = 4730 = 0x127A.
    #expect(verdict(hidesNoise: true) { _ in SIMD3(4730, 4730, 4730) } == .plausible)
  }

  @Test("an axis without a count of noise beside noisy ones is stuck, in movement isn't judged")
  func stuckByNoise() {
    var generator = SystemRandomNumberGenerator()
    let still = verdict { _ in SIMD3(noise(&generator), 417, 8192 + noise(&generator)) }
    #expect(still == .fault(.stuckAxis(name: "ay", count: 417)))
    // A foot that swings in one plane by 30 degrees, by a chip without noise, mounted exactly.
    let swing = verdict(seconds: 20) { time in
      let angle = 0.5 * sin(2 * .pi * 0.5 * time)
      let pull = 8192 * (1 + 0.5 * sin(2 * .pi * 1.1 * time))
      return SIMD3(Int32(pull * sin(angle)), 0, Int32(pull * cos(angle)))
    }
    #expect(swing == nil)
  }

  @Test("an axis at an end of its range is stuck even while the others move")
  func stuckAtEnd() {
    let verdict = verdict { time in
      SIMD3(32767, Int32(9000 * sin(9 * time)), Int32(9000 * cos(7 * time)))
    }
    #expect(verdict == .fault(.stuckAxis(name: "ax", count: 32767)))
  }

  @Test(
    "1 g is judged while still: near it nothing is said, off it a doubt, far from it a fault",
    arguments: [
      (1.0, nil), (0.82, nil), (1.18, nil), (0.75, false), (1.25, false), (0.08, true),
      (0.5, true), (2, true), (2.0 / 3 * 1.04, true), (1.5 * 0.96, true),
    ])
  func magnitude(gravities: Double, isFault: Bool?) {
    var generator = SystemRandomNumberGenerator()
    let verdict = verdict { _ in
      SIMD3(noise(&generator), noise(&generator), Int32(gravities * 8192) + noise(&generator))
    }
    switch (verdict, isFault) {
    case (.plausible?, nil): break
    case (.doubt(.offScale(let found))?, false?): #expect(abs(found - gravities) < 0.01)
    case (.fault(.wrongScale(let found))?, true?): #expect(abs(found - gravities) < 0.01)
    default: Issue.record("\(gravities) g gave \(String(describing: verdict))")
    }
  }

  @Test("a chip without any noise is doubted where every chip shows some, and nowhere else")
  func frozen() {
    #expect(verdict { _ in SIMD3(0, 0, 8192) } == .doubt(.noNoise))
    // 8 bits at 2 g: 64 counts a g.
    let coarse = Channels.acceleration(scale: 9.80665 / 64)
    #expect(verdict(coarse) { _ in SIMD3(0, 0, 64) } == .plausible)
  }

  @Test("a set begun at once is judged in the first second that is steady")
  func late() {
    var generator = SystemRandomNumberGenerator()
    let verdict = verdict(seconds: 12) { time in
      let swing = time < 8 ? 0.3 * sin(5 * time) : 0
      let force = Int32(16384 * (1 + swing)) + noise(&generator)
      return SIMD3(noise(&generator), noise(&generator), force)
    }
    guard case .fault(.wrongScale(let gravities))? = verdict else {
      Issue.record("\(String(describing: verdict))")
      return
    }
    #expect(abs(gravities - 2) < 0.01)
  }

  @Test("a board isn't an accelerometer; a restart begins anew; a verdict comes once")
  func once() {
    #expect(verdict(.boardLoads(scale: 0.01)) { _ in .zero } == nil)
    var gate = PlausibilityGate(channels: Self.fine)
    var verdicts: [PlausibilityVerdict] = []
    for index in 0..<500 {
      if index == 300 { gate.restart() }
      let time = Timestamp(microseconds: Int64(index) * 10_000)
      let counts = SIMD8<Int32>(0, 0, index < 300 ? 8192 : 0, 0, 0, 0, 0, 0)
      if let verdict = gate.take(RawSample(time: time, counts: counts)) { verdicts.append(verdict) }
    }
    #expect(verdicts == [.doubt(.noNoise), .fault(.allZero)])
  }
}
