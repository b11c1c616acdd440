import Foundation
import SignalProcessing
import Testing

@Suite("Mean square displacements")
struct MeanSquareDisplacementTests {
  @Test("they are the means that define them")
  func areTheirDefinition() throws {
    let x = (0..<257).map { sin(Double($0 * $0) * 0.013) * 3 + 1000 }
    let y = (0..<257).map { 0.02 * Double($0) + cos(Double($0) * 0.3) }
    let found = try #require(meanSquareDisplacements(of: x, y, through: 85))
    #expect(found.x.count == 86 && found.y.count == 86)
    for (signal, values) in [(x, found.x), (y, found.y)] {
      #expect(values[0] == 0)
      for lag in 1...85 {
        var sum = 0.0
        for n in 0..<(257 - lag) { sum += pow(signal[n + lag] - signal[n], 2) }
        #expect(abs(values[lag] / (sum / Double(257 - lag)) - 1) < 1e-9)
      }
    }
  }

  @Test("a straight line comes as far as its slope says")
  func line() throws {
    let line = (0..<100).map { 0.5 * Double($0) }
    let found = try #require(
      meanSquareDisplacements(of: line, [Double](repeating: 7, count: 100), through: 99))
    for lag in 0...99 {
      #expect(abs(found.x[lag] - pow(0.5 * Double(lag), 2)) < 1e-9)
      #expect(found.y[lag] == 0)
    }
  }

  @Test("lags beyond the track, and tracks of different lengths, are refused")
  func refuses() {
    #expect(meanSquareDisplacements(of: [1, 2], [1, 2], through: 2) == nil)
    #expect(meanSquareDisplacements(of: [1, 2], [1, 2], through: -1) == nil)
    #expect(meanSquareDisplacements(of: [1, 2], [1], through: 1) == nil)
    #expect(meanSquareDisplacements(of: [], [], through: 0) == nil)
  }
}
