import Exercises
import Testing

@Suite("Rises against a metronome")
struct MetronomeTests {
  private func review(_ rises: [Double], beats: Double = 60) -> MetronomeReview {
    let intervals = zip(rises, rises.dropFirst()).map { $1 - $0 }
    let mean = intervals.isEmpty ? nil : intervals.reduce(0, +) / Double(intervals.count)
    return MetronomeReview(
      beatsPerMinute: beats, riseStarts: rises, cadencePerMinute: mean.map { 60 / $0 })
  }

  @Test("60 beats a minute ask for 30 repetitions; on the beat nothing is off, whenever it began")
  func onTheBeat() throws {
    let found = review((0..<10).map { 7.3 + 2 * Double($0) })
    #expect(found.targetPerMinute == 30)
    #expect(abs(try #require(found.deviationPercent)) < 1e-9)
    #expect(abs(try #require(found.beatDrift)) < 1e-9)
    #expect(found.missedBeats == 0)
  }

  @Test("who is steadily slower moves away from the beat by the closed form")
  func slower() throws {
    // 2.1 s instead of 2: offsets of 0, 0.1 … 0.8 s, whose median distance from their middle is 0.2.
    let found = review((0..<9).map { 2.1 * Double($0) })
    #expect(abs(try #require(found.deviationPercent) - 100 * (2 / 2.1 - 1)) < 1e-9)
    #expect(abs(try #require(found.beatDrift) - 0.2) < 1e-9)
    #expect(found.missedBeats == 0)
  }

  @Test("one late rise among good ones changes nothing")
  func oneLate() throws {
    var rises = (0..<9).map { 2 * Double($0) }
    rises[4] += 0.6
    #expect(abs(try #require(review(rises).beatDrift)) < 1e-9)
  }

  @Test("a beat that passes without a rise is missed, and the next ones are on time again")
  func missed() throws {
    let found = review([0, 2, 4, 8, 10, 12])
    #expect(found.missedBeats == 1)
    #expect(abs(try #require(found.beatDrift)) < 1e-9)
  }

  @Test("jitter about the beat is its median distance")
  func jitter() throws {
    let found = review([0.1, 1.9, 4.1, 5.9, 8.1, 9.9])
    #expect(abs(try #require(found.beatDrift) - 0.1) < 1e-9)
  }

  @Test("too few rises have no drift, and none has a number")
  func few() {
    #expect(review([]).missedBeats == nil)
    #expect(review([1]).deviationPercent == nil)
    #expect(review([1, 3]).beatDrift == nil)
    #expect(review([1, 3]).missedBeats == 0)
  }
}
