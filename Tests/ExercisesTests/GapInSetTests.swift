import Samples
import Testing

@testable import Exercises

/// A set that lost samples between two repetitions.
struct GapInSetTests {
  @Test("what was lost between two repetitions is no bottom and makes no cadence")
  func bottom() {
    let cycles = [0.0, 6, 20, 26].map { start in
      var cycle = CycleMeasurement.made(at: start)
      cycle.isFollowedByGap = start == 6
      return cycle
    }
    let set = SetReport(
      counted: cycles, partial: [], rejected: [], direction: .known, measuresAngle: true,
      lever: nil)
    #expect(set?.repetitions.map { $0.bottom == nil } == [false, true, false, true])
    // Six seconds from rise to rise wherever nothing was lost: ten a minute.
    #expect(set?.cadencePerMinute == 10)
  }
}

extension CycleMeasurement {
  /// A rise of 1 s, a top of 1 s and a lowering of 1 s, by their crossings.
  static func made(at start: Double) -> CycleMeasurement {
    CycleMeasurement(
      riseStart: start, topStart: start + 1, lowerStart: start + 2, end: start + 3,
      topTime: start + 1.5, top: 30, lowBefore: 0, lowAfter: 0,
      lowest: 0, lowestAfter: 0)
  }
}
