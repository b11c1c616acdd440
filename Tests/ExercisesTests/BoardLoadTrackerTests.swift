import Testing

@testable import Exercises

@Suite("Who is on the board")
struct BoardLoadTrackerTests {
  /// Feeds loads in kg, each for so many seconds, at 50 Hz; what changed, and the tracker after it.
  private func track(
    _ loads: [(load: Double, seconds: Double)]
  ) -> (changes: [BoardLoadTracker.Change], tracker: BoardLoadTracker) {
    var tracker = BoardLoadTracker()
    var changes: [BoardLoadTracker.Change] = []
    var time = 0.0
    for (load, seconds) in loads {
      for _ in 0..<Int((seconds * 50).rounded()) {
        if let change = tracker.advance(time: time, load: load) { changes.append(change) }
        time += 0.02
      }
    }
    return (changes, tracker)
  }

  private func near(_ change: BoardLoadTracker.Change?, on time: Double) -> Bool {
    guard case .steppedOn(let start)? = change else { return false }
    return abs(start - time) < 0.03
  }

  private func near(_ change: BoardLoadTracker.Change?, off time: Double) -> Bool {
    guard case .steppedOff(let start)? = change else { return false }
    return abs(start - time) < 0.03
  }

  @Test("half a second of steady load is a person, who stepped on when the load came")
  func on() throws {
    let (changes, tracker) = track([(0, 1), (70, 2)])
    #expect(changes.count == 1)
    #expect(near(changes.first, on: 1))
    #expect(tracker.isOn && tracker.isLoaded)
    #expect(abs(try #require(tracker.bodyLoad) - 70) < 1e-9)
  }

  @Test("under 30 % for half a second is off, from when it fell")
  func off() {
    let (changes, tracker) = track([(0, 1), (70, 2), (20, 0.6)])
    #expect(changes.count == 2)
    #expect(near(changes.last, off: 3))
    #expect(!tracker.isOn)
  }

  @Test("less than half a second off, or a load between 30 and 60 %, is not off")
  func stillOn() {
    #expect(track([(0, 1), (70, 2), (5, 0.4), (70, 1)]).changes.count == 1)
    #expect(track([(0, 1), (70, 2), (25, 3), (70, 1)]).tracker.isOn)
  }

  @Test("a second person's step on needs 60 % of the first one's load")
  func secondStep() {
    let steps = [(0.0, 1.0), (70, 2), (0, 1)]
    #expect(track(steps + [(40, 2)]).changes.count == 2)
    #expect(track(steps + [(45, 2)]).changes.count == 3)
  }

  @Test("there is a centre of pressure from 10 kg up, and down to 5")
  func floor() {
    #expect(!track([(9.9, 1)]).tracker.isLoaded)
    #expect(track([(10.1, 0.1)]).tracker.isLoaded)
    #expect(track([(10.1, 0.1), (5.1, 0.1)]).tracker.isLoaded)
    #expect(!track([(10.1, 0.1), (4.9, 0.1)]).tracker.isLoaded)
  }

  @Test("weight that goes before it was steady is a tap")
  func tap() {
    let (changes, _) = track([(0, 1), (20, 0.3), (0, 1)])
    guard case .tapped(let start, let end)? = changes.first else {
      Issue.record("no tap: \(changes)")
      return
    }
    #expect(abs(start - 1) < 0.03 && abs(end - 1.3) < 0.03)
    #expect(changes.count == 1)
  }
}
