import Samples
import Testing

@Suite("Moments of a stream")
struct TimestampTests {
  @Test("seconds become the nearest microsecond")
  func rounding() {
    #expect(Timestamp(seconds: 1.2345678)?.microseconds == 1_234_568)
    #expect(Timestamp(seconds: -0.0000004)?.microseconds == 0)
  }

  @Test("what isn't a moment is nil", arguments: [Double.nan, .infinity, -.infinity, 1e14, -1e14])
  func refuses(seconds: Double) {
    #expect(Timestamp(seconds: seconds) == nil)
  }

  @Test("differences are signed seconds")
  func differences() {
    let early = Timestamp(microseconds: -500_000)
    let late = Timestamp(microseconds: 1_000_000)
    #expect(late.seconds(since: early) == 1.5)
    #expect(early.seconds(since: late) == -1.5)
    #expect(early < late)
  }

  @Test("the furthest moments have a difference that doesn't trap")
  func extremes() {
    let first = Timestamp(microseconds: .min)
    #expect(Timestamp(microseconds: .max).seconds(since: first).isFinite)
  }

  @Test("going forth and back by seconds ends at the start", arguments: [0.001, 12.345678, 86_400])
  func advancing(seconds: Double) {
    let start = Timestamp(microseconds: 77)
    #expect(start.advanced(bySeconds: seconds).seconds(since: start) == seconds)
    #expect(start.advanced(bySeconds: seconds).advanced(bySeconds: -seconds) == start)
  }
}
