import Testing

@testable import Exercises

@Suite("A tempo to keep")
struct TempoTargetTests {
  @Test(
    "it is read as lower, bottom, rise, top; three parts have no pause at the top",
    arguments: [
      ("3-1-2-1", TempoTarget(lower: 3, bottom: 1, rise: 2, top: 1)),
      ("3-1-2", TempoTarget(lower: 3, bottom: 1, rise: 2, top: 0)),
      ("2.5-0-1.25-0.5", TempoTarget(lower: 2.5, bottom: 0, rise: 1.25, top: 0.5)),
      ("4-2-X-0", TempoTarget(lower: 4, bottom: 2, rise: nil, top: 0)),
      ("x-0-x", TempoTarget(lower: nil, bottom: 0, rise: nil, top: 0)),
      ("3120", TempoTarget(lower: 3, bottom: 1, rise: 2, top: 0)),
      ("31X", TempoTarget(lower: 3, bottom: 1, rise: nil, top: 0)),
    ])
  func reading(text: String, target: TempoTarget) throws {
    #expect(try TempoTarget(parsing: text) == target)
    #expect(try TempoTarget(parsing: target.notation) == target)
  }

  @Test(
    "what is no tempo is refused with its reason",
    arguments: [
      ("", .wrongParts(1)), ("3", .wrongParts(1)), ("3-1", .wrongParts(2)),
      ("3-1-2-1-0", .wrongParts(5)), ("31", .wrongParts(2)), ("3-1-2-1-", .wrongParts(5)),
      ("3-a-2-1", .wrongPart("a")), ("3--2-1", .wrongPart("")), ("3-1-2-1e1", .wrongPart("1e1")),
      ("3-1-2-.5", .wrongPart(".5")), ("3-1-nan-0", .wrongPart("nan")),
      ("0-1-2-1", .outOfRange("0")), ("3-1-61-1", .outOfRange("61")),
      ("3-0.001-2-1", .outOfRange("0.001")), ("3-X-2-1", .fastestPause),
    ] as [(String, TempoTargetError)])
  func nonsense(text: String, error: TempoTargetError) {
    #expect(throws: error) { try TempoTarget(parsing: text) }
    #expect(error.description.contains("3-1-2-1") || error.description.contains("0.1 to 60 s"))
  }

  @Test("the larger of a share and of seconds is allowed")
  func tolerance() throws {
    let usual = TempoTolerance()
    #expect(usual.allowed(for: 4) == 1)
    #expect(usual.allowed(for: 1) == 0.4)
    #expect(usual.allowed(for: 0) == 0.4)
    #expect(TempoTolerance(word: "25%,0.4") == usual)
    #expect(TempoTolerance(word: "0.5,10%") == TempoTolerance(percent: 10, seconds: 0.5))
    #expect(TempoTolerance(word: "10%") == TempoTolerance(percent: 10))
    #expect(TempoTolerance(word: "1.5") == TempoTolerance(seconds: 1.5))
    let odd = TempoTolerance(percent: 12.5, seconds: 0.35)
    #expect(TempoTolerance(word: odd.word) == odd)
    for word in ["", "a", "10%,20%", "1,2", "0", "-1", "101%", "25%,0.4,1", "%"] {
      #expect(TempoTolerance(word: word) == nil, "\(word)")
    }
  }

  private func repetition(
    _ lower: Double?, _ bottom: Double?, _ rise: Double?, _ top: Double?
  ) -> Repetition {
    Repetition(
      riseStart: 0, topStart: 1, lowerStart: 2, end: 3, lower: lower, bottom: bottom, rise: rise,
      top: top, direction: .known)
  }

  @Test("a review says what the medians are off by, and how many repetitions kept the target")
  func review() throws {
    let target = TempoTarget(lower: 3, bottom: 1, rise: nil, top: 0)
    let repetitions = [
      // 25 % of 3 s are 0.75; of a pause 0.4 s are allowed. The rise isn't asked for.
      repetition(2.3, 1.3, 9, 0.3), repetition(2.2, 0.5, 1, 0.5), repetition(3.5, nil, 1, 0.1),
    ]
    let medians = Tempo(lower: 2.3, bottom: 0.9, rise: 1, top: 0.3)
    let review = TempoReview(
      of: repetitions, medians: medians, target: target, tolerance: TempoTolerance())
    #expect(review.kept == 2)
    #expect(review.judged == 3)
    #expect(abs(try #require(review.deviation.lower) - -0.7) < 1e-9)
    #expect(abs(try #require(review.deviation.bottom) - -0.1) < 1e-9)
    #expect(review.deviation.rise == nil)
    let off = repetitions[1].judged(by: RepetitionPlan(tempo: target)).offTarget
    #expect(off.map(\.phase) == [.lower, .bottom, .top])
    #expect(off.map(\.verdict) == [.tooFast, .tooFast, .tooSlow])
    #expect(abs(off[0].seconds - -0.8) < 1e-9)
  }

  @Test("what was told wins over what another plan says, each thing by itself")
  func completion() {
    let told = RepetitionPlan(metronome: 60, practice: 0)
    let other = RepetitionPlan(
      tempo: TempoTarget(lower: 3, bottom: 1, rise: 2, top: 1), metronome: 40, setSize: 5,
      practice: 2)
    let both = told.completed(by: other)
    #expect(both.metronome == 60)
    #expect(both.practice == 0)
    #expect(both.setSize == 5)
    #expect(both.tempo == other.tempo)
  }
}
