import Samples
import Sensors
import Testing

@Suite("Board tare")
struct BoardTareTests {
  private func sample(_ seconds: Double, _ loads: SIMD4<Double>) -> BoardSample {
    BoardSample(
      time: Timestamp(microseconds: 0).advanced(bySeconds: seconds), topLeft: loads[0],
      topRight: loads[1], bottomLeft: loads[2], bottomRight: loads[3])
  }

  private func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: 0).advanced(bySeconds: seconds)
  }

  /// The outcome over 10 s of loads at 50 Hz.
  private func result(_ loads: (Double) -> SIMD4<Double>) throws -> SIMD4<Double> {
    var tare = BoardTare(seconds: 10)
    for index in 0...500 { tare.take(sample(Double(index) / 50, loads(Double(index) / 50))) }
    #expect(tare.isComplete(at: time(10)))
    return try tare.result(at: time(10)).tare
  }

  @Test("the mean of each cell, by the time that a value held")
  func mean() throws {
    var tare = BoardTare(seconds: 10)
    // Said once and then silent: 0.05 kg for 4 s, 0.06 kg for 6 s are 0.056 on average.
    tare.take(sample(0, SIMD4(0.05, 0, 0.2, 0)))
    tare.take(sample(4, SIMD4(0.06, 0, 0.2, 0)))
    #expect(!tare.isComplete(at: time(9.9)))
    let found = try tare.result(at: time(12)).tare
    #expect(abs(found[0] - 0.056) < 1e-12)
    #expect(abs(found[2] - 0.2) < 1e-12)
    #expect(found[1] == 0 && found[3] == 0)
  }

  @Test("the tap that makes a board speak is over before the tare begins")
  func tap() throws {
    var tare = BoardTare(seconds: 10, settling: 2)
    tare.take(sample(0, SIMD4(9, 3, 4, 5)))
    tare.take(sample(0.5, SIMD4(0.1, 0, 0, 0.3)))
    #expect(!tare.isComplete(at: time(11.9)))
    #expect(tare.isComplete(at: time(12)))
    let (found, noise) = try tare.result(at: time(12))
    for (cell, load) in [0.1, 0, 0, 0.3].enumerated() { #expect(abs(found[cell] - load) < 1e-12) }
    #expect(noise < 1e-6)
  }

  @Test("what stands on it, scatters or drifts is refused, and silence")
  func refusals() {
    #expect {
      _ = try result { _ in SIMD4(repeating: 17.5) }
    } throws: { error in
      guard case .loaded(let load)? = error as? BoardTare.Refusal else { return false }
      return abs(load - 70) < 1e-9
    }
    #expect {
      _ = try result { SIMD4(0, Int($0 * 50) % 2 == 0 ? 0 : 0.4, 0, 0) }
    } throws: { error in
      guard case .noisy("top right", let deviation)? = error as? BoardTare.Refusal else {
        return false
      }
      return abs(deviation - 0.2) < 1e-3
    }
    #expect {
      _ = try result { SIMD4(0, 0, 0, $0 * 0.02) }
    } throws: { error in
      // 0.02 kg/s: the halves' means lie 5 s apart.
      guard case .drifting("bottom right", let drift)? = error as? BoardTare.Refusal else {
        return false
      }
      return abs(drift - 0.1) < 1e-3
    }
    #expect(throws: BoardTare.Refusal.silent) { try BoardTare(seconds: 5).result(at: time(9)) }
  }

  @Test("a known mass is weighed where it lies, less the tare, once it is at rest")
  func knownMass() {
    let tare = SIMD4(0.5, 0.25, 0, 0)
    var check = KnownMassCheck(kilograms: 10, tare: tare, withCorners: true)
    #expect(check.missing.count == 5)
    // The middle: a quarter each. Then the top right corner, 2 % too much.
    #expect(check.take(sample(0, tare)) == nil)
    #expect(check.take(sample(1, tare + SIMD4(repeating: 2.5))) == nil)
    #expect(check.advance(to: time(3.9)) == nil)
    #expect(check.advance(to: time(4)) == .middle)
    #expect(check.advance(to: time(8)) == nil)
    #expect(check.take(sample(9, tare + SIMD4(1.2, 7, 0.3, 1.7))) == nil)
    #expect(check.take(sample(12.5, tare + SIMD4(1.2, 7, 0.3, 1.7))) == .topRight)
    #expect(check.missing == [.topLeft, .bottomLeft, .bottomRight])
    #expect(check.readings.map(\.place) == [.middle, .topRight])
    #expect(abs(check.percentOff(check.readings[1].kilograms) - 2) < 1e-9)
  }

  @Test("an empty board and a load between middle and edge are no place")
  func noPlace() {
    var check = KnownMassCheck(kilograms: 10, tare: .zero, withCorners: true)
    _ = check.take(sample(0, .zero))
    #expect(check.advance(to: time(9)) == nil)
    _ = check.take(sample(10, SIMD4(1, 4, 1, 4)))
    #expect(check.advance(to: time(19)) == nil)
    #expect(check.readings.isEmpty)
  }
}
